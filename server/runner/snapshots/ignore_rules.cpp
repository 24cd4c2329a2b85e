#include "runner/snapshots/ignore_rules.h"

#include "base/path.h"
#include "base/strings.h"

namespace footplate::runner {

namespace {

constexpr std::string_view wildcards = "*?[\\";

// Spaces at the end do not count unless a backslash stands before them.
std::string_view withoutTrailingSpaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) {
      end = at + 2;
      ++at;
    } else if (line[at] != ' ') {
      end = at + 1;
    }
  }
  return line.substr(0, end);
}

}  // namespace

bool IgnoreRules::parse(std::string_view line, Pattern& pattern) {
  if (line.starts_with('#')) return false;
  line = withoutTrailingSpaces(line);
  if (line.starts_with('!')) {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.folderOnly = true;
    line.remove_suffix(1);
  }
  pattern.anchored = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return false;
  // git: a backslash at the very end makes a pattern that never matches.
  std::size_t backslashes = 0;
  while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\') ++backslashes;
  if (backslashes % 2 == 1) return false;
  pattern.glob = std::string(line);
  if (line.find_first_of(wildcards) == std::string_view::npos) {
    pattern.shape = Pattern::Shape::literal;
    pattern.literal = pattern.glob;
  } else if (!pattern.anchored && line[0] == '*' &&
             line.substr(1).find_first_of(wildcards) == std::string_view::npos) {
    pattern.shape = Pattern::Shape::suffix;
    pattern.literal = std::string(line.substr(1));
  }
  return true;
}

void IgnoreRules::add(std::string_view folder, std::string_view text, std::string_view source) {
  File file{std::string(folder), std::string(source), {}};
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    Pattern pattern;
    if (!parse(line, pattern)) continue;
    pattern.line = number;
    pattern.text = std::string(line);
    file.patterns.push_back(std::move(pattern));
  }
  files_.push_back(std::move(file));
}

bool IgnoreRules::matches(const Pattern& pattern, std::string_view below, std::string_view name) {
  const std::string_view subject = pattern.anchored ? below : name;
  switch (pattern.shape) {
    case Pattern::Shape::literal:
      return subject == pattern.literal;
    case Pattern::Shape::suffix:
      return subject.ends_with(pattern.literal);
    case Pattern::Shape::glob:
      return matchGlob(pattern.glob, subject);
  }
  return false;
}

bool IgnoreRules::ignored(std::string_view path, bool isFolder) const {
  const Pattern* pattern = decide(path, isFolder).first;
  return pattern && !pattern->negated;
}

IgnoreRules::Verdict IgnoreRules::verdict(std::string_view path, bool isFolder) const {
  const auto [pattern, file] = decide(path, isFolder);
  if (!pattern) return {};
  return {!pattern->negated, file->source, pattern->line, pattern->text};
}

std::pair<const IgnoreRules::Pattern*, const IgnoreRules::File*> IgnoreRules::decide(std::string_view path,
                                                                                     bool isFolder) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  // The last pattern that matches decides, and deeper files come after those of their parents.
  for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
    std::string_view below = path;
    if (!file->folder.empty()) {
      if (!path.starts_with(file->folder) || path.size() <= file->folder.size() ||
          path[file->folder.size()] != '/')
        continue;
      below.remove_prefix(file->folder.size() + 1);
    }
    for (auto pattern = file->patterns.rbegin(); pattern != file->patterns.rend(); ++pattern) {
      if (pattern->folderOnly && !isFolder) continue;
      if (matches(*pattern, below, name)) return {&*pattern, &*file};
    }
  }
  return {nullptr, nullptr};
}

bool IgnoreRules::ignoredWithParents(std::string_view path, bool isFolder) const {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (ignored(path.substr(0, slash), true)) return true;
  }
  return ignored(path, isFolder);
}

}  // namespace footplate::runner
