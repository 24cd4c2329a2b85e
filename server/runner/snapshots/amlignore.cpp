#include "runner/snapshots/amlignore.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/snapshots/outer_ignores.h"
#include "runner/snapshots/snapshot_walk.h"

namespace footplate::runner {

namespace {

namespace files = std::filesystem;

constexpr std::uint64_t ignoreFileLimit = UINT64_C(16) << 20;
constexpr std::string_view special = "\\*?[";

std::string withLineEnd(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

std::string escaped(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (special.find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

// Of the folder and those below it, the upper ones first: the last line that matches decides.
Result<std::string> linesOfGitignores(const std::string& code) {
  std::vector<std::string> found;
  std::error_code error;
  files::recursive_directory_iterator at(code, error), end;
  for (; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename();
    if (name == ".git" || name == ".footplate")
      at.disable_recursion_pending();
    else if (name == ".gitignore" && isGitignore(at->path()))
      found.push_back(at->path());
  }
  std::sort(found.begin(), found.end(), [](const std::string& a, const std::string& b) {
    return std::pair(std::count(a.begin(), a.end(), '/'), a) <
           std::pair(std::count(b.begin(), b.end(), '/'), b);
  });
  std::string lines;
  for (const std::string& file : found) {
    auto text = readFile(file, ignoreFileLimit);
    if (!text) return fail(text.error());
    const std::string folder = parentPath(file) == code ? "" : relativePath(parentPath(file), code);
    lines += ignoreLinesAtRoot(folder, *text);
  }
  return lines;
}

// What the repository's rules above the code leave out now: patterns for any folder as they are, others as
// the paths they mean.
Result<std::string> linesFromAbove(const std::string& code) {
  std::vector<LeftOut> leftOut;
  // What cannot be sent may be the very thing to leave out.
  if (auto walked = walkCode(code, {}, &leftOut, Unsendable::passBy); !walked) return fail(walked.error());
  std::set<std::string> lines;
  for (const LeftOut& one : leftOut) {
    if (one.line == 0 || isInside(one.ruleFile, code)) continue;
    const bool anywhere = one.rule.find('/') >= one.rule.size() - 1;
    lines.insert(anywhere ? one.rule : ignorePattern(one.path, one.isFolder));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Where a path of what is sent lies: in the code's folder, else in what is put beside it under its own name.
std::string placeOf(const CodeSource& code, const std::string& sent) {
  for (const std::string& include : code.includes) {
    const std::string beside = code.path + "/" + fileName(include);
    if (sent == beside || isInside(sent, beside)) return include + sent.substr(beside.size());
  }
  return sent;
}

Result<std::string> patternOf(const CodeSource& source, const std::string& path) {
  const std::string& code = source.path;
  const std::string sent = normalizePath(joinPath(code, path));
  if (sent == code || !isInside(sent, code))
    return fail(ErrorCode::invalid, "leaving " + path + " out of the snapshot: it is not inside " + code);
  const std::string place = placeOf(source, sent);
  std::error_code error;
  const auto status = files::symlink_status(place, error);
  if (!files::exists(status))
    return fail(ErrorCode::notFound, "leaving " + place + " out of the snapshot: it is not there");
  return ignorePattern(relativePath(sent, code), files::is_directory(status));
}

}  // namespace

std::string ignorePattern(std::string_view path, bool isFolder) {
  std::string pattern = "/" + escaped(path);
  // A space at the end would not count.
  if (!isFolder && pattern.back() == ' ') pattern.insert(pattern.size() - 1, "\\");
  return isFolder ? pattern + "/" : pattern;
}

std::string ignoreLinesAtRoot(std::string_view folder, std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (folder.empty()) return withLineEnd(std::string(text));
  std::string lines;
  for (std::string line : split(text, '\n')) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.starts_with('#')) continue;
    const bool negated = line.starts_with('!');
    if (negated) line.erase(0, 1);
    const std::size_t slash = line.find('/');
    const bool anchored = slash != std::string::npos && slash + 1 < line.size();
    if (line.starts_with('/')) line.erase(0, 1);
    lines += (negated ? "!/" : "/") + escaped(folder) + (anchored ? "/" : "/**/") + line + "\n";
  }
  return lines;
}

Result<std::string> excludeFromSnapshot(const CodeSource& source, const std::vector<std::string>& paths) {
  const std::string& code = source.path;
  if (code.empty()) {
    return fail(ErrorCode::invalid,
                "writing .amlignore: there is no code folder, only what additional_includes names; name less "
                "there, or write an .amlignore into the folder named");
  }
  if (!folderExists(code))
    return fail(ErrorCode::invalid, "writing .amlignore: the code " + code + " is one file, not a folder");
  const std::string file = joinPath(code, ".amlignore");
  std::string text;
  if (fileExists(file)) {
    auto old = readFile(file, ignoreFileLimit);
    if (!old) return fail(old.error());
    text = withLineEnd(std::move(*old));
  } else {
    auto lines = linesOfGitignores(code);
    if (!lines) return fail(lines.error());
    if (!lines->empty()) text = "# from .gitignore, which does not count beside this file\n" + *lines;
    auto above = linesFromAbove(code);
    if (!above) return fail(above.error());
    if (!above->empty()) text += "# from ignore files above this folder\n" + *above;
  }
  for (const std::string& path : paths) {
    auto pattern = patternOf(source, path);
    if (!pattern) return fail(pattern.error());
    text += *pattern + "\n";
  }
  if (auto written = writeFileAtomic(file, text, 0644); !written) return fail(written.error());
  return file;
}

}  // namespace footplate::runner
