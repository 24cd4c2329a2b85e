#include "commands/validate_paths.h"

#include <algorithm>
#include <filesystem>
#include <functional>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "commands/project_folder.h"
#include "ide/document.h"

namespace footplate::commands {

namespace fsys = std::filesystem;

namespace {

using Filter = std::function<bool(const std::string& path)>;

// The documentation of v1 names the files of its services so.
bool isServiceConfig(const std::string& path) {
  const std::string name = replaceAll(toLower(fileName(path)), "_", "");
  return name.ends_with("inferenceconfig.json") || name.ends_with("deploymentconfig.json");
}

bool mayHaveKind(const std::string& path) {
  const std::string extension = fileExtension(path);
  return isServiceConfig(path) || extension == ".yml" || extension == ".yaml" || extension == ".runconfig" ||
         fileName(path) == "MLTable";
}

// Folders that hold no configurations of the user's.
bool isForeignFolder(const std::string& name) {
  return name == ".footplate" || isToolFolder(name);
}

// Files below a folder, sorted, as paths joined to the argument. Links to folders are not entered.
std::vector<Candidate> filesBelow(const std::string& folder, const std::string& argument, bool named,
                                  const Filter& filter) {
  std::vector<Candidate> found;
  std::error_code error;
  fsys::recursive_directory_iterator entry(folder, fsys::directory_options::skip_permission_denied, error);
  for (; !error && entry != fsys::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && isForeignFolder(entry->path().filename().string()))
      entry.disable_recursion_pending();
    const std::string path = entry->path().string();
    if (!filter(path) || !entry->is_regular_file(ignored)) continue;
    const std::string below = entry->path().lexically_relative(folder).string();
    found.push_back({argument.empty() ? below : joinPath(argument, below), named, folder});
  }
  std::ranges::sort(found, {}, &Candidate::given);
  return found;
}

// "jobs/**/*.yml": the folder before the first wild card is walked.
std::vector<Candidate> filesMatching(const std::string& folder, const std::string& argument) {
  const std::size_t wild = argument.find_first_of("*?{");
  const std::size_t slash = argument.rfind('/', wild);
  const std::string base =
      slash == std::string::npos ? "" : argument.substr(0, std::max<std::size_t>(slash, 1));
  const std::string pattern = joinPath(folder, argument);
  return filesBelow(joinPath(folder, base.empty() ? "." : base), base, true,
                    [&](const std::string& path) { return ide::matchesGlob(pattern, path); });
}

}  // namespace

std::vector<Candidate> candidates(const std::string& folder, const std::string& argument) {
  const std::string path = joinPath(folder, argument);
  if (folderExists(path)) return filesBelow(path, argument, false, mayHaveKind);
  const bool wild = argument.find_first_of("*?{") != std::string::npos;
  if (wild && !fileExists(path)) {
    if (auto found = filesMatching(folder, argument); !found.empty()) return found;
  }
  return {{argument, true}};
}

}  // namespace footplate::commands
