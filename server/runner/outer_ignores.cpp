#include "runner/outer_ignores.h"

#include <sys/stat.h>

#include <cstdlib>
#include <optional>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"

namespace footplate::runner {

namespace {

constexpr std::uint64_t fileLimit = UINT64_C(16) << 20;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string configFolder() {
  const std::string named = variable("XDG_CONFIG_HOME");
  return named.empty() ? joinPath(variable("HOME"), ".config") : named;
}

// The last `excludesFile` of a [core] section.
std::optional<std::string> excludesFileIn(const std::string& config) {
  const auto text = readFile(config, fileLimit);
  if (!text) return std::nullopt;
  std::optional<std::string> found;
  bool core = false;
  for (const std::string& raw : split(*text, '\n')) {
    const std::string_view line = trim(raw);
    if (line.starts_with('[')) core = toLower(line.substr(0, line.find(']'))) == "[core";
    const std::size_t equals = line.find('=');
    if (!core || equals == std::string_view::npos) continue;
    if (toLower(trim(line.substr(0, equals))) != "excludesfile") continue;
    std::string_view value = trim(line.substr(equals + 1));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    found = value.starts_with("~/") ? joinPath(variable("HOME"), value.substr(2)) : std::string(value);
  }
  return found;
}

std::string globalExcludes(const std::string& gitFolder) {
  // The strongest first.
  for (const std::string& config : {joinPath(gitFolder, "config"), joinPath(variable("HOME"), ".gitconfig"),
                                    joinPath(configFolder(), "git/config"), std::string("/etc/gitconfig")}) {
    if (auto named = excludesFileIn(config)) return *named;
  }
  return joinPath(configFolder(), "git/ignore");
}

// Where the repository keeps what its working trees share: `.git`, or for what `.git` as a file leads to.
std::string commonGitFolder(const std::string& root) {
  const std::string place = joinPath(root, ".git");
  if (folderExists(place)) return place;
  const auto link = readFile(place, 4096);
  if (!link || !link->starts_with("gitdir:")) return place;
  const std::string own = normalizePath(joinPath(root, trim(link->substr(7))));
  const auto common = readFile(joinPath(own, "commondir"), 4096);
  return common ? normalizePath(joinPath(own, trim(*common))) : own;
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
    const std::string git = commonGitFolder(root);
    for (const std::string& path : {globalExcludes(git), joinPath(git, "info/exclude")}) {
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
