#include "runner/requirements.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/strings.h"

namespace footplate::runner {
namespace {

// Conda's name, pip's name; "" = a system package or one that a Python here brings along.
constexpr std::pair<const char*, const char*> condaNames[] = {
    {"pytorch", "torch"},
    {"pytorch-cpu", "torch"},
    {"pytorch-gpu", "torch"},
    {"pytorch-lightning", "pytorch-lightning"},
    {"tensorflow-gpu", "tensorflow"},
    {"tensorflow-mkl", "tensorflow"},
    {"py-xgboost", "xgboost"},
    {"py-xgboost-cpu", "xgboost"},
    {"opencv", "opencv-python-headless"},
    {"py-opencv", "opencv-python-headless"},
    {"matplotlib-base", "matplotlib"},
    {"seaborn-base", "seaborn"},
    {"dask-core", "dask"},
    {"msgpack-python", "msgpack"},
    {"pytables", "tables"},
    {"python-graphviz", "graphviz"},
    {"sklearn", "scikit-learn"},
    {"pyspark-base", "pyspark"},
    {"python-blosc", "blosc"},
    {"tables", "tables"},
    {"skl2onnx", "skl2onnx"},
    {"cudatoolkit", ""},
    {"cudnn", ""},
    {"cuda", ""},
    {"pytorch-cuda", ""},
    {"cpuonly", ""},
    {"mkl", ""},
    {"libgcc", ""},
    {"libgcc-ng", ""},
    {"libstdcxx-ng", ""},
    {"gcc", ""},
    {"gcc_linux-64", ""},
    {"gxx_linux-64", ""},
    {"openmpi", ""},
    {"mpich", ""},
    {"nodejs", ""},
    {"git", ""},
    {"git-lfs", ""},
    {"ffmpeg", ""},
    {"openjdk", ""},
    {"r-base", ""},
    {"zlib", ""},
    {"openssl", ""},
    {"libffi", ""},
    {"blas", ""},
    {"libblas", ""},
    {"ca-certificates", ""},
    {"conda", ""},
    {"swig", ""},
    {"make", ""},
    {"cmake", ""},
    {"nccl", ""},
    {"libpng", ""},
    {"jpeg", ""},
};

const char* pipNameOf(const std::string& conda) {
  for (const auto& [name, pip] : condaNames) {
    if (conda == name) return pip;
  }
  return nullptr;
}

struct CondaEntry {
  std::string name;
  std::string version;  // "==1.2.*", ">=1,<2", ""
};

// "channel::name=1.2=build", "name 1.2.*", "name>=1,<2".
CondaEntry parseConda(std::string text) {
  if (std::size_t colons = text.find("::"); colons != text.npos) text = text.substr(colons + 2);
  if (std::size_t bracket = text.find('['); bracket != text.npos && text.find('=') > bracket) {
    text = text.substr(0, bracket);
  }
  std::size_t end = text.find_first_of(" =<>!~");
  CondaEntry entry{toLower(trim(text.substr(0, end))), ""};
  if (end == text.npos) return entry;
  std::string rest(trim(std::string_view(text).substr(end)));
  if (rest.empty()) return entry;
  bool fuzzy = rest[0] == '=' && !rest.starts_with("==");
  bool bare = std::isdigit(static_cast<unsigned char>(rest[0])) != 0;
  if (!fuzzy && !bare) {
    entry.version = replaceAll(rest, " ", "");
    return entry;
  }
  std::string number = fuzzy ? std::string(trim(std::string_view(rest).substr(1))) : rest;
  number = number.substr(0, number.find_first_of("= "));
  if (number.find_first_of("<>!,|") != number.npos || number == "*") return entry;
  bool exact = number.ends_with('*') || std::count(number.begin(), number.end(), '.') >= 2;
  entry.version = "==" + number + (exact ? "" : ".*");
  return entry;
}

std::string majorMinor(const std::string& version) {
  std::size_t begin = version.find_first_of("0123456789");
  if (begin == version.npos) return {};
  std::size_t dot = version.find('.', begin);
  if (dot == version.npos) return {};
  std::size_t end = version.find_first_not_of("0123456789", dot + 1);
  std::string found = version.substr(begin, end == version.npos ? end : end - begin);
  return found.back() == '.' ? std::string() : found;
}

}  // namespace

Requirements requirementsOf(const EnvironmentSpec& spec) {
  Requirements result;
  result.python = majorMinor(spec.pythonVersion);
  for (const std::string& dependency : spec.dependencies) {
    CondaEntry entry = parseConda(dependency);
    if (entry.name == "python") {
      // "python>=3.8" asks for no one version.
      if (entry.version.starts_with("==")) result.python = majorMinor(entry.version);
      continue;
    }
    if (entry.name.empty() || entry.name == "pip" || entry.name == "setuptools" || entry.name == "wheel")
      continue;
    const char* name = pipNameOf(entry.name);
    if (name && !*name) {
      result.leftOut.push_back(
          {entry.name, entry.version, "", "a system package; what the machine has is used"});
      continue;
    }
    result.lines.push_back((name ? name : entry.name) + entry.version);
  }
  for (const auto* list : {&spec.pip, &spec.packages}) {
    for (const std::string& line : *list) {
      std::string_view text = trim(line);
      if (!text.empty() && text[0] != '#') result.lines.emplace_back(text);
    }
  }
  if (result.python.empty()) result.python = pythonOfImage(spec.image);
  return result;
}

std::string packageName(const std::string& line) {
  std::size_t end = line.find_first_of(" ;[=<>!~@#");
  std::string name = toLower(line.substr(0, end));
  if (name.empty() || name[0] == '-' || name[0] == '.' || name.find_first_of("/:+") != name.npos) return {};
  std::replace(name.begin(), name.end(), '_', '-');
  std::replace(name.begin(), name.end(), '.', '-');
  return name;
}

std::string versionPart(const std::string& line) {
  std::string text = line.substr(0, line.find_first_of(";#"));
  std::size_t begin = text.find_first_of("=<>!~");
  return begin == text.npos ? std::string() : replaceAll(std::string(trim(text.substr(begin))), " ", "");
}

std::string pythonOfImage(const std::string& image) {
  std::size_t name = image.find("python:");
  if (name != image.npos) return majorMinor(image.substr(name + 7, image.find('-', name) - name - 7));
  std::size_t py = image.find("-py3");  // "…ubuntu20.04-py38-cpu"
  if (py == image.npos || py + 4 >= image.size() || !std::isdigit(static_cast<unsigned char>(image[py + 4])))
    return {};
  std::size_t end = image.find_first_not_of("0123456789", py + 4);
  return "3." + image.substr(py + 4, end == image.npos ? end : end - py - 4);
}

int compareVersions(const std::string& a, const std::string& b) {
  std::vector<std::string> left = split(a, '.');
  std::vector<std::string> right = split(b, '.');
  for (std::size_t at = 0; at < std::max(left.size(), right.size()); ++at) {
    long x = at < left.size() ? std::strtol(left[at].c_str(), nullptr, 10) : 0;
    long y = at < right.size() ? std::strtol(right[at].c_str(), nullptr, 10) : 0;
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

std::string nearestVersion(const std::string& wanted, const std::vector<std::string>& available) {
  std::string after;
  std::string before;
  for (const std::string& version : available) {
    if (version.find_first_not_of("0123456789.") != version.npos) continue;  // pre-releases
    int order = compareVersions(version, wanted);
    if (order >= 0 && (after.empty() || compareVersions(version, after) < 0)) after = version;
    if (order < 0 && (before.empty() || compareVersions(version, before) > 0)) before = version;
  }
  return after.empty() ? before : after;
}

}  // namespace footplate::runner
