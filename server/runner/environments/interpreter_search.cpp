#include "runner/environments/interpreter_search.h"

#include <algorithm>
#include <cstdlib>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/environments/requirements.h"

namespace footplate::runner {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string inHome(const char* below) {
  const std::string home = variable("HOME");
  return joinPath(home.empty() ? "/" : home, below);
}

// A folder that a variable names, else the usual one of the user.
std::string orHome(const char* name, const char* below) {
  const std::string named = variable(name);
  return named.empty() ? inHome(below) : named;
}

bool isVersion(std::string_view text) {
  return !text.empty() && text.find('.') != std::string_view::npos && text.starts_with('3') &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::vector<std::string> namesOf(const std::string& folder) {
  return listFolder(folder).value_or(std::vector<std::string>());
}

// python3.9, python3.12 … of a folder of programs.
void addPrograms(const std::string& folder, std::vector<FoundPython>& out) {
  for (const std::string& name : namesOf(folder)) {
    if (!name.starts_with("python")) continue;
    const std::string version = name.substr(6);
    if (isVersion(version) && fileExists(folder + "/" + name)) out.push_back({folder + "/" + name, version});
  }
}

// FOLDER/<version or name with one>/bin/python3
void addInstallations(const std::string& folder, std::vector<FoundPython>& out) {
  for (const std::string& name : namesOf(folder)) {
    std::string version = name;
    if (const std::size_t dash = name.find('-');
        dash != std::string::npos)  // "cpython-3.9.18-linux-x86_64-gnu"
      version = name.substr(dash + 1, name.find_first_of("-+", dash + 1) - dash - 1);
    if (!isVersion(version)) continue;
    const std::string program = folder + "/" + name + "/bin/python3";
    if (fileExists(program)) out.push_back({program, version});
  }
}

// A conda environment says its Python by the name of the package's record.
void addConda(const std::string& prefix, std::vector<FoundPython>& out) {
  for (const std::string& name : namesOf(prefix + "/conda-meta")) {
    if (!name.starts_with("python-3")) continue;
    const std::string version = name.substr(7, name.find('-', 7) - 7);
    if (isVersion(version) && fileExists(prefix + "/bin/python3"))
      out.push_back({prefix + "/bin/python3", version});
  }
}

}  // namespace

std::vector<FoundPython> findInterpreters() {
  std::vector<FoundPython> list;
  const std::string path = variable("PATH").empty() ? "/usr/local/bin:/usr/bin:/bin" : variable("PATH");
  for (const std::string& folder : split(path, ':')) {
    // A version manager's shims answer by what is chosen, not by their name.
    if (isAbsolutePath(folder) && folder.find("/shims") == std::string::npos) addPrograms(folder, list);
  }
  for (const char* folder : {"/usr/local/bin", "/usr/bin"}) addPrograms(folder, list);
  addInstallations(orHome("UV_PYTHON_INSTALL_DIR", ".local/share/uv/python"), list);
  addInstallations(orHome("PYENV_ROOT", ".pyenv") + "/versions", list);
  addInstallations(orHome("ASDF_DATA_DIR", ".asdf") + "/installs/python", list);
  addInstallations("/opt/python", list);
  for (const char* name : {"miniconda3", "miniforge3", "anaconda3", "micromamba", "mambaforge"}) {
    const std::string base = inHome(name);
    addConda(base, list);
    for (const std::string& each : namesOf(base + "/envs")) addConda(base + "/envs/" + each, list);
  }
  std::ranges::stable_sort(list, [](const FoundPython& a, const FoundPython& b) {
    const auto minor = [](const FoundPython& one) {
      const auto parts = split(one.version, '.');
      return parts[0] + "." + (parts.size() > 1 ? parts[1] : "0");
    };
    return compareVersions(minor(a), minor(b)) > 0;
  });
  return list;
}

}  // namespace footplate::runner
