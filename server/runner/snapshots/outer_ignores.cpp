#include "runner/snapshots/outer_ignores.h"

#include <sys/stat.h>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/snapshots/git_config.h"

namespace footplate::runner {

namespace {

constexpr std::uint64_t fileLimit = UINT64_C(16) << 20;

std::string globalExcludes(const GitRepository& repository) {
  if (auto named = gitPathSetting(repository, "core.excludesfile")) return *named;
  return joinPath(userConfigFolder(), "git/ignore");
}

// `.git` is a folder, or for a further working tree a file that leads to one.
GitRepository repositoryAt(const std::string& root) {
  const std::string place = joinPath(root, ".git");
  GitRepository repository{root, place, place};
  if (folderExists(place)) return repository;
  const auto link = readFile(place, 4096);
  if (!link || !link->starts_with("gitdir:")) return repository;
  repository.folder = normalizePath(joinPath(root, trim(link->substr(7))));
  const auto common = readFile(joinPath(repository.folder, "commondir"), 4096);
  repository.common = common ? normalizePath(joinPath(repository.folder, trim(*common))) : repository.folder;
  return repository;
}

// The nearest folder at or above with a `.git`, "" without one.
std::string repositoryOf(const std::string& folder) {
  for (std::string at = folder;; at = parentPath(at)) {
    const std::string git = joinPath(at, ".git");
    if (folderExists(git) || fileExists(git)) return at;
    if (at == parentPath(at)) return {};
  }
}

class Reader {
 public:
  Result<void> add(const std::string& folder, const std::string& path) {
    const auto text = readFile(path, fileLimit);
    if (text) outer.files.push_back({folder, path, *text});
    if (text || text.error().code == ErrorCode::notFound) return {};
    return fail(text.error().code, "reading the ignore rules of the snapshot: " + text.error().message);
  }

  OuterIgnores outer;
};

}  // namespace

void OuterIgnores::addTo(IgnoreRules& rules) const {
  for (const File& file : files) rules.add(file.folder, file.text, file.source);
}

std::string ignoreFileOf(const std::string& folder, bool amlOnly) {
  const std::string aml = joinPath(folder, ".amlignore");
  if (fileExists(aml)) return aml;
  const std::string git = joinPath(folder, ".gitignore");
  return !amlOnly && isGitignore(git) ? git : std::string();
}

bool isGitignore(const std::string& path) {
  struct stat info{};
  return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

Result<OuterIgnores> outerIgnores(const std::string& folder, bool amlOnly) {
  const std::string root = repositoryOf(folder);
  if (root.empty()) return OuterIgnores{};
  Reader reader;
  reader.outer.prefix = folder == root ? "" : relativePath(folder, root);
  if (!amlOnly) {
    const GitRepository repository = repositoryAt(root);
    for (const std::string& path :
         {globalExcludes(repository), joinPath(repository.common, "info/exclude")}) {
      if (path.empty()) continue;
      if (auto added = reader.add("", path); !added) return fail(added.error());
    }
  }
  std::vector<std::string> above;
  for (std::string at = folder; at != root;) above.push_back(at = parentPath(at));
  for (auto at = above.rbegin(); at != above.rend(); ++at) {
    const std::string file = ignoreFileOf(*at, amlOnly);
    if (file.empty()) continue;
    const std::string place = *at == root ? "" : relativePath(*at, root);
    if (auto added = reader.add(place, file); !added) return fail(added.error());
  }
  // A folder that is left out itself was named all the same: then what is above has no say in it.
  IgnoreRules rules;
  reader.outer.addTo(rules);
  if (!reader.outer.prefix.empty() && rules.ignoredWithParents(reader.outer.prefix, true))
    return OuterIgnores{};
  return std::move(reader.outer);
}

}  // namespace footplate::runner
