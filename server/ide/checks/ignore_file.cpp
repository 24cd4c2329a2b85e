#include "ide/checks/ignore_file.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/strings.h"

namespace footplate::ide {
namespace {

using schema::Issue;

// One line that is a pattern.
struct Pattern {
  std::string_view text;  // without '!', blanks at the end and a slash at the end
  Span span;              // of the line without its end
  bool negated = false;
  bool anchored = false;  // holds a slash before its end: counts from the folder of the file
};

std::string_view withoutBlanks(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t') &&
         (line.size() < 2 || line[line.size() - 2] != '\\'))
    line.remove_suffix(1);
  return line;
}

// `*` and `?` inside one name; a set in brackets counts as one character of any kind.
bool fits(std::string_view pattern, std::string_view name) {
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  std::size_t p = 0;
  std::size_t n = 0;
  while (n < name.size()) {
    if (p < pattern.size() && (pattern[p] == name[n] || pattern[p] == '?')) {
      ++p;
      ++n;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// Whether the pattern takes this folder; patterns over several names are compared name by name.
bool takes(const Pattern& pattern, std::string_view folder) {
  if (pattern.text.find("**") != std::string_view::npos) return false;
  if (!pattern.anchored) return fits(pattern.text, folder.substr(folder.rfind('/') + 1));
  const std::vector<std::string> wanted = split(pattern.text, '/');
  const std::vector<std::string> names = split(folder, '/');
  return wanted.size() == names.size() &&
         std::equal(wanted.begin(), wanted.end(), names.begin(),
                    [](const std::string& a, const std::string& b) { return fits(a, b); });
}

class IgnoreFile {
 public:
  IgnoreFile(const Document& document, std::vector<Issue>& issues)
      : text_(*document.text), folder_(document.folder()), issues_(issues) {}

  void run() {
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view line = text_.substr(at, end - at);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      readLine(line, static_cast<Offset>(at));
      at = end + 1;
    }
  }

 private:
  Issue& add(Span span, std::string message) {
    issues_.push_back({span, Severity::hint, "rule.ignore", std::move(message), {}});
    return issues_.back();
  }

  void readLine(std::string_view line, Offset at) {
    const std::string_view written = withoutBlanks(line);
    if (written.empty() || written.front() == '#') return;
    const Span span{at, static_cast<Offset>(at + written.size())};
    Pattern pattern{written, span};
    pattern.negated = written.front() == '!';
    if (pattern.negated) pattern.text.remove_prefix(1);
    checkForm(pattern, line);
    if (pattern.text.ends_with('/')) pattern.text.remove_suffix(1);
    pattern.anchored = pattern.text.find('/') != std::string_view::npos;
    if (pattern.text.starts_with('/')) pattern.text.remove_prefix(1);
    if (pattern.text.empty()) return;
    if (pattern.negated) checkNegation(pattern);
    if (!pattern.negated) checkRepeated(pattern, written);
    patterns_.push_back(pattern);
  }

  // The line as it is written.
  void checkForm(const Pattern& pattern, std::string_view line) {
    const std::string_view text = pattern.text;
    const auto shift = static_cast<Offset>(pattern.negated ? 1 : 0);
    const Span start{pattern.span.begin + shift, pattern.span.begin + shift + 2};
    if (text.starts_with("./")) {
      add(pattern.span, "no path begins with './' here, so the pattern takes nothing")
          .fixes.push_back({"remove './'", {{start, ""}}});
    } else if (text.starts_with("../")) {
      add(pattern.span, "patterns reach only what is below the folder of this file");
    } else if (!folder_.empty() && text.starts_with(folder_ + "/")) {
      const Span prefix{start.begin, start.begin + static_cast<Offset>(folder_.size())};
      add(pattern.span, "paths count from the folder of this file, so the pattern takes nothing")
          .fixes.push_back({"write the path from here", {{prefix, ""}}});
    } else if (text.size() > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/')) {
      add(pattern.span, "paths count from the folder of this file, so the pattern takes nothing");
    } else if (text.front() == ' ' || text.front() == '\t') {
      add(pattern.span, "the blank at the beginning is part of the pattern");
    } else if (const std::size_t comment = text.find(" #"); comment != std::string_view::npos) {
      add(pattern.span, "a comment has a line of its own; here '#' and what follows are part of the pattern");
    } else {
      checkSigns(pattern);
    }
    if (line.size() > pattern.span.size() && line.back() != '\t') {
      const Span blanks{pattern.span.end, static_cast<Offset>(pattern.span.begin + line.size())};
      add(blanks, "blanks at the end are not part of the pattern; '\\ ' would be")
          .fixes.push_back({"remove the blanks", {{blanks, ""}}});
    }
  }

  void checkSigns(const Pattern& pattern) {
    const std::string_view text = pattern.text;
    const std::size_t bracket = text.find('[');
    const bool open =
        bracket != std::string_view::npos && text.find(']', bracket + 2) == std::string_view::npos;
    const std::size_t sign = text.find('\\');
    const bool name = sign != std::string_view::npos && sign + 1 < text.size() &&
                      std::string_view("!#*?[] \\").find(text[sign + 1]) == std::string_view::npos;
    if (open && (bracket == 0 || text[bracket - 1] != '\\'))
      add(pattern.span, "'[' is not closed by ']', so the pattern takes nothing");
    if (name)
      add(pattern.span, "folders are parted by '/'; '\\' takes the meaning from the sign behind it")
          .fixes.push_back(
              {"write '/'", {{pattern.span, replaceAll(std::string(line(pattern)), "\\", "/")}}});
  }

  std::string_view line(const Pattern& pattern) const {
    return text_.substr(pattern.span.begin, pattern.span.size());
  }

  // A file below a folder that is left out cannot be taken in again: the folder is never looked into.
  void checkNegation(const Pattern& pattern) {
    if (!pattern.anchored) return;
    for (std::size_t slash = pattern.text.find('/'); slash != std::string_view::npos;
         slash = pattern.text.find('/', slash + 1)) {
      const std::string_view folder = pattern.text.substr(0, slash);
      const Pattern* last = nullptr;
      for (const Pattern& each : patterns_) {
        if (takes(each, folder)) last = &each;
      }
      if (last == nullptr || last->negated) continue;
      Issue& issue =
          add(pattern.span, "no effect: '" + std::string(line(*last)) + "' leaves out the folder '" +
                                std::string(folder) + "' as a whole, and it is never looked into");
      const bool plain = last->text == folder;
      if (plain) {
        const std::string wanted = (last->anchored ? "/" : "") + std::string(folder) + "/*";
        issue.fixes.push_back({"leave out what is in it: '" + wanted + "'", {{last->span, wanted}}});
      }
      return;
    }
  }

  void checkRepeated(const Pattern& pattern, std::string_view written) {
    const bool negations = std::ranges::any_of(patterns_, &Pattern::negated);
    if (!seen_.insert(written).second && !negations)
      add(pattern.span, "the same pattern stands above already");
  }

  std::string_view text_;
  std::string folder_;
  std::vector<Issue>& issues_;
  std::vector<Pattern> patterns_;
  std::unordered_set<std::string_view> seen_;
};

}  // namespace

std::vector<Issue> checkIgnoreFile(const Document& document) {
  std::vector<Issue> issues;
  IgnoreFile(document, issues).run();
  return issues;
}

}  // namespace footplate::ide
