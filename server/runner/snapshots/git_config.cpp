#include "runner/snapshots/git_config.h"

#include <pwd.h>
#include <stdlib.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <memory>
#include <utility>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/snapshots/ignore_rules.h"

namespace footplate::runner {

namespace {

constexpr std::uint64_t fileLimit = UINT64_C(16) << 20;
constexpr int deepestInclude = 10;

std::string variable(const char* name) {
  const char* value = ::getenv(name);
  return value ? value : "";
}

// "~/x" and "~user/x".
std::string withHome(const std::string& path) {
  if (!path.starts_with('~')) return path;
  const std::size_t slash = std::min(path.find('/'), path.size());
  std::string home = variable("HOME");
  if (slash > 1) {
    passwd entry{};
    passwd* found = nullptr;
    char buffer[4096];
    ::getpwnam_r(path.substr(1, slash - 1).c_str(), &entry, buffer, sizeof buffer, &found);
    home = found ? found->pw_dir : "";
  }
  return home.empty() ? path : home + path.substr(slash);
}

std::string realPath(const std::string& path) {
  const std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), &::free);
  return real ? real.get() : path;
}

// One file: gives each key in small letters ("core.excludesfile", "includeif.gitdir:~/work/.path") with its
// value.
class Parser {
 public:
  using Take = std::function<void(const std::string& key, const std::string& value)>;
  Parser(std::string_view text, const Take& take) : text_(text), take_(take) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  // False at the first mistake.
  bool read() {
    while (at_ < text_.size()) {
      const char c = next();
      if (c == '#' || c == ';') {
        while (at_ < text_.size() && next() != '\n') continue;
      } else if (c == '[') {
        if (!section()) return false;
      } else if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
        --at_;
        if (!assignment()) return false;
      } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
        return false;
      }
    }
    return true;
  }

 private:
  // Lines may end as on Windows; the text ends like a line.
  char next() {
    if (at_ >= text_.size()) return '\n';
    if (text_[at_] == '\r' && text_.substr(at_ + 1).starts_with('\n')) ++at_;
    return text_[at_++];
  }
  static bool isBlank(char c) { return c == ' ' || c == '\t'; }

  // "[name]", "[name \"part\"]", and the older "[name.part]".
  bool section() {
    section_.clear();
    for (char c = next(); c != ']'; c = next()) {
      if (isBlank(c)) return subsection();
      if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.') return false;
      section_ += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return true;
  }

  bool subsection() {
    char c = next();
    while (isBlank(c)) c = next();
    if (c != '"') return false;
    section_ += '.';
    for (c = next(); c != '"'; c = next()) {
      if (c == '\\') c = next();
      if (c == '\n') return false;
      section_ += c;
    }
    return next() == ']';
  }

  bool assignment() {
    std::string key = section_ + ".";
    char c = next();
    for (; std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; c = next())
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    while (isBlank(c)) c = next();
    if (c == '\n') return true;  // a key alone means "yes", which is no path
    std::string value;
    if (c != '=' || !readValue(value)) return false;
    take_(key, value);
    return true;
  }

  // To the end of the line, or of the last line that it is continued on.
  bool readValue(std::string& value) {
    bool quoted = false;
    std::string blanks;
    for (char c = next();; c = next()) {
      if (c == '\n') return !quoted;
      if (!quoted && (c == '#' || c == ';')) {
        while (next() != '\n') continue;
        return true;
      }
      if (!quoted && std::isspace(static_cast<unsigned char>(c)) != 0) {
        if (!value.empty()) blanks += c;
        continue;
      }
      value += std::exchange(blanks, {});
      if (c == '"') {
        quoted = !quoted;
      } else if (c != '\\') {
        value += c;
      } else if (!escape(value)) {
        return false;
      }
    }
  }

  bool escape(std::string& value) {
    switch (const char c = next()) {
      case '\n':
        return true;
      case 't':
        value += '\t';
        return true;
      case 'n':
        value += '\n';
        return true;
      case 'b':
        value += '\b';
        return true;
      case '\\':
      case '"':
        value += c;
        return true;
      default:
        return false;
    }
  }

  std::string_view text_;
  const Take& take_;
  std::size_t at_ = 0;
  std::string section_;
};

class Search {
 public:
  Search(const GitRepository& repository, std::string_view key) : repository_(repository), key_(key) {}

  void file(const std::string& path, int depth = 0) {
    if (depth > deepestInclude || !fileExists(path)) return;
    const auto text = readFile(path, fileLimit);
    if (!text) return;
    const Parser::Take take = [&](const std::string& key, const std::string& value) {
      if (key == key_) found = value;
      const bool included =
          key == "include.path" || (key.starts_with("includeif.") && key.ends_with(".path") &&
                                    holds(key.substr(10, key.size() - 15), path));
      if (included) file(joinPath(parentPath(path), withHome(value)), depth + 1);
    };
    Parser(*text, take).read();
  }

  std::optional<std::string> found;

 private:
  // "gitdir:PATTERN" and "gitdir/i:PATTERN"; other conditions do not hold.
  bool holds(std::string_view condition, const std::string& file) const {
    const bool anyCase = condition.starts_with("gitdir/i:");
    if (!anyCase && !condition.starts_with("gitdir:")) return false;
    std::string pattern = withHome(std::string(condition.substr(condition.find(':') + 1)));
    if (pattern.starts_with("./")) pattern = parentPath(realPath(file)) + pattern.substr(1);
    if (!isAbsolutePath(pattern)) pattern = "**/" + pattern;
    if (pattern.ends_with('/')) pattern += "**";
    const auto matches = [&](const std::string& place) {
      return anyCase ? matchGlob(toLower(pattern), toLower(place)) : matchGlob(pattern, place);
    };
    return matches(repository_.folder) || matches(realPath(repository_.folder));
  }

  const GitRepository& repository_;
  std::string_view key_;
};

}  // namespace

std::string userConfigFolder() {
  const std::string named = variable("XDG_CONFIG_HOME");
  return named.empty() ? joinPath(variable("HOME"), ".config") : named;
}

std::optional<std::string> gitPathSetting(const GitRepository& repository, std::string_view key) {
  Search search(repository, key);
  const auto orElse = [](const char* name, const std::string& usual) {
    const char* value = ::getenv(name);
    return value ? std::string(value) : usual;
  };
  if (variable("GIT_CONFIG_NOSYSTEM").empty()) search.file(orElse("GIT_CONFIG_SYSTEM", "/etc/gitconfig"));
  if (const char* global = ::getenv("GIT_CONFIG_GLOBAL")) {
    search.file(global);
  } else {
    search.file(joinPath(userConfigFolder(), "git/config"));
    search.file(joinPath(variable("HOME"), ".gitconfig"));
  }
  search.file(joinPath(repository.common, "config"));
  search.file(joinPath(repository.folder, "config.worktree"));
  if (!search.found || search.found->empty()) return search.found;
  return joinPath(repository.root, withHome(*search.found));
}

}  // namespace footplate::runner
