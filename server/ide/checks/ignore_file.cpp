#include "ide/checks/ignore_file.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

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

// What comparing may cost: somebody waits for the answer, and a file of many wildcards could ask for any
// amount.
class Budget {
 public:
  bool isSpent() const { return left_ == 0; }
  void spend(std::size_t steps) { left_ -= std::min(left_, steps); }

 private:
  std::size_t left_ = 10'000'000;
};

// `*` and `?` inside one name; a set in brackets counts as one character of any kind.
bool fits(std::string_view pattern, std::string_view name, Budget& budget) {
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  std::size_t p = 0;
  std::size_t n = 0;
  while (n < name.size() && !budget.isSpent()) {
    budget.spend(1);
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
  return n == name.size() && p == pattern.size();
}

// Patterns over several names are compared name by name.
bool fitsPath(std::string_view pattern, std::string_view path, Budget& budget) {
  while (true) {
    budget.spend(pattern.size() / 32);  // to look for the slash
    const std::size_t wanted = pattern.find('/');
    const std::size_t name = path.find('/');
    const bool last = wanted == std::string_view::npos;
    if (last != (name == std::string_view::npos)) return false;
    if (!fits(pattern.substr(0, wanted), path.substr(0, name), budget)) return false;
    if (last) return true;
    pattern.remove_prefix(wanted + 1);
    path.remove_prefix(name + 1);
  }
}

std::string_view lastName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// The patterns read so far, for the question which of them has the last word on a folder.
class Patterns {
 public:
  void add(const Pattern& pattern) {
    const std::size_t number = all_.size();
    all_.push_back(pattern);
    if (pattern.text.find("**") != std::string_view::npos) return;  // says nothing of one folder
    if (pattern.text.find_first_of("*?") != std::string_view::npos) {
      wild_.push_back(number);
    } else {
      (pattern.anchored ? paths_ : names_)[pattern.text] = number;
    }
  }

  // The last one that takes the folder, or null.
  const Pattern* last(std::string_view folder, Budget& budget) const {
    budget.spend(folder.size());
    std::optional<std::size_t> found;
    const auto look = [&](const std::unordered_map<std::string_view, std::size_t>& plain,
                          std::string_view name) {
      const auto known = plain.find(name);
      if (known != plain.end() && (!found || *found < known->second)) found = known->second;
    };
    look(paths_, folder);
    look(names_, lastName(folder));
    for (auto number = wild_.rbegin(); number != wild_.rend() && !budget.isSpent(); ++number) {
      if (found && *number < *found) break;
      budget.spend(1);
      if (!takes(all_[*number], folder, budget)) continue;
      found = *number;
      break;
    }
    return found ? &all_[*found] : nullptr;
  }

 private:
  static bool takes(const Pattern& pattern, std::string_view folder, Budget& budget) {
    return pattern.anchored ? fitsPath(pattern.text, folder, budget)
                            : fits(pattern.text, lastName(folder), budget);
  }

  std::vector<Pattern> all_;
  // Without wildcards, the last of each text: anchored ones, and those of one name anywhere.
  std::unordered_map<std::string_view, std::size_t> paths_;
  std::unordered_map<std::string_view, std::size_t> names_;
  std::vector<std::size_t> wild_;
};

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
    negations_ |= pattern.negated;
    patterns_.add(pattern);
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
      const Pattern* last = patterns_.last(folder, budget_);
      if (budget_.isSpent()) return;  // rather nothing than half the truth
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
    if (!seen_.insert(written).second && !negations_)
      add(pattern.span, "the same pattern stands above already");
  }

  std::string_view text_;
  std::string folder_;
  std::vector<Issue>& issues_;
  Patterns patterns_;
  bool negations_ = false;
  Budget budget_;
  std::unordered_set<std::string_view> seen_;
};

}  // namespace

std::vector<Issue> checkIgnoreFile(const Document& document) {
  std::vector<Issue> issues;
  IgnoreFile(document, issues).run();
  return issues;
}

}  // namespace footplate::ide
