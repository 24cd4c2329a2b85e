// gitignore patterns as git reads them: comments, negation, anchors, `*`, `?`, classes, `**`, folders only
// (`x/`), nested files that override their parents. Pure; a rule set may be read from any thread once made.
//
//   IgnoreRules rules;
//   rules.add("", "*.pyc\n!keep.pyc\n");       // the file at the root
//   rules.add("data", "/raw/\n");              // data/.gitignore
//   rules.ignored("data/raw", true);           // true; do not enter it: nothing in it can come back
//   rules.verdict("data/raw", true);           // the same, with the line "/raw/" and its number
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace footplate::runner {

class IgnoreRules {
 public:
  // `folder` is relative to the tree's root, "" for the root itself. Folders are added before what is in
  // them. `source` is the file's path, for `verdict`.
  void add(std::string_view folder, std::string_view text, std::string_view source = {});
  // Whether this very path is matched; the caller has asked for its parents already.
  bool ignored(std::string_view path, bool isFolder) const;
  // Which line decides about this very path.
  struct Verdict {
    bool ignored = false;
    std::string source;  // path of the file that has the line
    int line = 0;        // from 1; 0 when no line matches
    std::string text;    // of the line
  };
  Verdict verdict(std::string_view path, bool isFolder) const;
  // As git check-ignore: also when one of its parents is.
  bool ignoredWithParents(std::string_view path, bool isFolder) const;
  bool empty() const { return files_.empty(); }
  // How many files were added, and back to so many: for a walk that leaves a folder again.
  std::size_t size() const { return files_.size(); }
  void shrink(std::size_t size) { files_.resize(size); }

 private:
  struct Pattern {
    std::string glob;
    std::string literal;  // whole glob when it has no wildcard, or the suffix of "*suffix"
    enum class Shape { glob, literal, suffix } shape = Shape::glob;
    bool negated = false;
    bool folderOnly = false;
    bool anchored = false;  // matched against the path below `folder`, else against the last name
    int line = 0;
    std::string text;
  };
  struct File {
    std::string folder;
    std::string source;
    std::vector<Pattern> patterns;
  };
  static bool parse(std::string_view line, Pattern& pattern);
  static bool matches(const Pattern& pattern, std::string_view below, std::string_view name);
  // The pattern that decides, with the file it is of; nullptrs when none matches.
  std::pair<const Pattern*, const File*> decide(std::string_view path, bool isFolder) const;
  std::vector<File> files_;
};

// One glob of gitignore against a whole text; `*` and `?` do not match '/', `**` does.
bool matchGlob(std::string_view glob, std::string_view text);

}  // namespace footplate::runner
