#include "runner/environments/requirements.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/strings.h"
#include "runner/environments/conda_names.h"

namespace footplate::runner {
namespace {

// "name[version='>=1,<2',build=x]": the version of a bracket; "" where it has none.
std::string bracketVersion(std::string_view bracket) {
  const std::size_t key = bracket.find("version=");
  if (key == std::string_view::npos) return {};
  std::string_view rest = bracket.substr(key + 8);
  const char quote = rest.empty() ? '\0' : rest.front();
  if (quote == '\'' || quote == '"') return std::string(rest.substr(1, rest.find(quote, 1) - 1));
  return std::string(rest.substr(0, rest.find_first_of(",]")));
}

// Conda's version text as pip says it.
std::string pipVersion(std::string rest) {
  const bool fuzzy = rest[0] == '=' && !rest.starts_with("==");
  const bool bare = std::isdigit(static_cast<unsigned char>(rest[0])) != 0;
  if (rest.find('|') != rest.npos) return {};  // a choice of versions: pip has no word for it
  if (!fuzzy && !bare) {
    // "==1.2=build" and ">=1, <2"
    const std::size_t build = rest.find('=', rest.find_first_not_of("=<>!~"));
    if (rest.find(',') == rest.npos && build != rest.npos) rest.resize(build);
    return replaceAll(rest, " ", "");
  }
  std::string number = fuzzy ? std::string(trim(std::string_view(rest).substr(1))) : rest;
  if (bare && number.find_first_of("<>!,") != number.npos) return {};
  number = number.substr(0, number.find_first_of("= "));
  if (number.find_first_of("<>!,") != number.npos || number == "*" || number.empty()) return {};
  const bool exact = number.ends_with('*') || std::count(number.begin(), number.end(), '.') >= 2;
  return "==" + number + (exact ? "" : ".*");
}

// "=3.8", "==3.8" and " 3.8" ask for the same; so do ">=3.8, <3.11" and ">=3.8,<3.11".
std::string oneSpelling(const std::string& python) {
  const std::string text = replaceAll(python, " ", "");
  const bool isExact = text.find_first_of("<>!~|,") == text.npos;
  return isExact ? text.substr(std::min(text.find_first_not_of('='), text.size())) : text;
}

std::string placeOf(const EnvironmentSpec& spec, const std::string& text) {
  const auto found = spec.places.find(text);
  return found == spec.places.end() ? std::string() : found->second + ": ";
}

}  // namespace

CondaEntry parseCondaEntry(std::string_view given) {
  std::string text(trim(given));
  if (const std::size_t colons = text.find("::"); colons != text.npos) text = text.substr(colons + 2);
  std::string version;
  if (const std::size_t bracket = text.find('['); bracket != text.npos) {
    version = bracketVersion(std::string_view(text).substr(bracket));
    text.resize(bracket);
  }
  const std::size_t end = text.find_first_of(" =<>!~");
  CondaEntry entry{toLower(trim(text.substr(0, end))), "", ""};
  if (end != text.npos && version.empty()) version = std::string(trim(std::string_view(text).substr(end)));
  if (version.empty()) return entry;
  if (entry.name == "python") entry.python = version;
  entry.version = pipVersion(version);
  return entry;
}

Requirements requirementsOf(const EnvironmentSpec& spec) {
  Requirements result;
  result.python = spec.pythonVersion;
  for (const std::string& dependency : spec.dependencies) {
    const CondaEntry entry = parseCondaEntry(dependency);
    if (entry.name == "python") {
      if (!entry.python.empty()) result.python = oneSpelling(entry.python);
      continue;
    }
    if (entry.name == "pip" && entry.version.starts_with("=="))
      result.firstFit = compareVersions(entry.version.substr(2), "20.3") < 0;
    if (entry.name.empty() || entry.name == "pip" || entry.name == "setuptools" || entry.name == "wheel")
      continue;
    const CondaName name = pipNameOf(entry.name);
    if (name.pip.empty()) {
      result.leftOut.push_back({entry.name, entry.version, "",
                                placeOf(spec, dependency) + name.system +
                                    ", which pip does not have; what the machine has is used"});
      continue;
    }
    result.lines.push_back(name.pip + entry.version);
    result.condaPlaces.emplace(packageName(name.pip), placeOf(spec, dependency));
  }
  for (const auto* list : {&spec.pip, &spec.packages}) {
    for (const std::string& line : *list) {
      const std::string_view text = trim(line);
      // What Azure ML's asset tool fills in is the newest there is.
      if (!text.empty() && text[0] != '#')
        result.lines.push_back(replaceAll(std::string(text), "=={{latest-pypi-version}}", ""));
    }
  }
  result.constraints = spec.constraints;
  return result;
}

std::string packageName(std::string_view line) {
  const std::string text = toLower(line.substr(0, line.find_first_of(" ;[(=<>!~@#")));
  if (text.empty() || text[0] == '-' || text[0] == '.' || text.find_first_of("/:+") != text.npos) return {};
  std::string name;
  for (const char c : text) {
    const bool dash = c == '-' || c == '_' || c == '.';
    if (!dash) name += c;
    if (dash && !name.ends_with('-')) name += '-';
  }
  return name;
}

std::string versionPart(const std::string& line) {
  std::string text = line.substr(0, line.find_first_of(";#"));
  text.resize(std::min(text.find(" --"), text.size()));  // "--hash=sha256:…"
  std::size_t begin = text.find_first_of("=<>!~@");
  return begin == text.npos || text[begin] == '@'
             ? std::string()
             : replaceAll(std::string(trim(text.substr(begin))), " ", "");
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
