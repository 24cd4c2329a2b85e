#include "ide/suppression.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/strings.h"
#include "ide/codes.h"

namespace footplate::ide {
namespace {

using Issues = std::vector<schema::Issue>;

constexpr std::string_view mark = "footplate:";

bool isWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_';
}

// Reads the remark in one comment; positions are offsets of the document's text.
class RemarkReader {
 public:
  RemarkReader(std::string_view text, Span comment)
      : text_(text.substr(0, comment.end)), at_(comment.begin) {}

  std::optional<Silence> read() {
    if (!findMark()) return std::nullopt;
    skipBlanks();
    const std::string_view word = text_.substr(at_, wordHere().size());
    Silence silence;
    if (word == "ignore-file") {
      silence.scope = Silence::Scope::file;
    } else if (word != "ignore") {
      return std::nullopt;
    }
    at_ += static_cast<Offset>(word.size());
    silence.all = !readList(silence);
    return silence;
  }

 private:
  bool findMark() {
    for (std::size_t found = text_.find(mark, at_); found != std::string_view::npos;
         found = text_.find(mark, found + 1)) {
      const char before = text_[found - 1];
      if (before != '#' && before != ' ' && before != '\t') continue;
      at_ = static_cast<Offset>(found + mark.size());
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  Span wordHere() const {
    Offset end = at_;
    while (end < text_.size() && isWordCharacter(text_[end])) ++end;
    return {at_, end};
  }

  bool readList(Silence& silence) {
    if (at_ >= text_.size() || text_[at_] != '[') return readBare(silence);
    const Offset begin = at_++;
    while (at_ < text_.size() && text_[at_] != ']') {
      const Span word = wordHere();
      if (word.empty()) {
        ++at_;
        continue;
      }
      silence.codes.push_back({text_.substr(word.begin, word.size()), word});
      at_ = word.end;
    }
    silence.list = {begin, std::min(at_ + 1, static_cast<Offset>(text_.size()))};
    return true;
  }

  // Codes without brackets, or between others: "ignore schema.enum", "ignore(args)". Other words are the
  // author's.
  bool readBare(Silence& silence) {
    const bool inParentheses = at_ < text_.size() && text_[at_] == '(';
    for (;;) {
      while (at_ < text_.size() && std::string_view(" \t,(").find(text_[at_]) != std::string_view::npos)
        ++at_;
      const Span word = wordHere();
      const std::string_view name = text_.substr(word.begin, word.size());
      if (!findCode(name) && !(inParentheses && isFamily(name))) break;
      silence.codes.push_back({name, word});
      at_ = word.end;
    }
    return !silence.codes.empty();
  }

  std::string_view text_;
  Offset at_;
};

// "# yaml-language-server-disable" silences the next line, as in other editors.
std::optional<Silence> readDisabled(std::string_view comment) {
  const bool disables = comment.find("footplate-disable") != std::string_view::npos ||
                        comment.find("yaml-language-server-disable") != std::string_view::npos;
  if (!disables) return std::nullopt;
  Silence silence;
  silence.all = true;
  return silence;
}

// Which line a comment on a line of its own speaks of: the next one that is neither blank nor a comment.
// Asked from the last comment up, so that a block of comments is passed once.
class NextContent {
 public:
  explicit NextContent(const Document& document) : text_(*document.text), lines_(document.yaml().lines()) {}

  std::uint32_t after(std::uint32_t line) {
    std::uint32_t next = line + 1;
    while (next < lines_.lineCount()) {
      const Span span = lines_.line(text_, next);
      const std::string_view words = trim(text_.substr(span.begin, span.size()));
      if (!words.empty() && words.front() != '#') break;
      const auto known = known_.find(next);
      next = known != known_.end() ? known->second : next + 1;
    }
    known_[line] = next;
    return next;
  }

 private:
  std::string_view text_;
  const LineIndex& lines_;
  std::unordered_map<std::uint32_t, std::uint32_t> known_;
};

bool standsAlone(std::string_view text, const LineIndex& lines, Span comment) {
  const Offset begin = lines.lineStart(lines.lineOf(comment.begin));
  return trim(text.substr(begin, comment.begin - begin)).empty();
}

Offset firstContent(const yaml::Tree& tree) {
  const yaml::Node root = tree.root();
  return root && !root.isNull() ? root.span().begin : static_cast<Offset>(tree.text().size());
}

void addHints(const Document& document, const std::vector<Silence>& all, Issues& issues) {
  const Offset content = firstContent(document.yaml());
  for (const Silence& silence : all) {
    for (const SilencedCode& code : silence.codes) {
      if (!findCode(code.name) && !isFamily(code.name)) issues.push_back(unknownCode(code.name, code.span));
    }
    if (silence.scope == Silence::Scope::file && silence.comment.begin > content) {
      issues.push_back({silence.comment,
                        Severity::hint,
                        "rule.misplaced-ignore",
                        "'ignore-file' counts only above the first line of content; move it there",
                        {}});
    }
  }
}

// The line on which the text begins that a place stands in, for texts of several lines. Collected at once: a
// document may have as many issues as nodes.
class FirstLines {
 public:
  explicit FirstLines(const Document& document) : lines_(document.yaml().lines()) {
    const yaml::Tree& tree = document.yaml();
    for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
      const yaml::Node node = tree.node(id);
      const Span span = node.span();
      if (node.isScalar() && lines_.lineOf(span.begin) != lines_.lineOf(span.end)) texts_.push_back(span);
    }
    std::ranges::sort(texts_, {}, &Span::begin);
  }

  std::uint32_t of(Offset at) const {
    const auto behind = std::ranges::upper_bound(texts_, at, {}, &Span::begin);
    const bool within = behind != texts_.begin() && std::prev(behind)->touches(at);
    return lines_.lineOf(within ? std::prev(behind)->begin : at);
  }

 private:
  const LineIndex& lines_;
  std::vector<Span> texts_;
};

std::vector<std::string> codesAndFamilies() {
  std::set<std::string> names;
  for (const Code& code : allCodes()) {
    names.emplace(code.name);
    names.emplace(code.family());
  }
  return {names.begin(), names.end()};
}

}  // namespace

bool Silence::covers(std::string_view code) const {
  return all || std::ranges::any_of(codes, [&](const SilencedCode& one) {
           return one.name == code || (code.size() > one.name.size() && code.starts_with(one.name) &&
                                       code[one.name.size()] == '.');
         });
}

std::vector<Silence> silences(const Document& document) {
  const std::string_view text = *document.text;
  const yaml::Tree& tree = document.yaml();
  std::vector<Silence> found;
  // Most documents have no such word at all.
  if (text.find(mark) == std::string_view::npos && text.find("-disable") == std::string_view::npos)
    return found;
  NextContent next(document);
  for (auto comment = tree.comments().rbegin(); comment != tree.comments().rend(); ++comment) {
    const std::uint32_t line = tree.lines().lineOf(comment->begin);
    const bool alone = standsAlone(text, tree.lines(), *comment);
    const std::uint32_t below = alone ? next.after(line) : line;
    std::optional<Silence> silence = RemarkReader(text, *comment).read();
    if (silence) {
      silence->line = below;
    } else {
      silence = readDisabled(text.substr(comment->begin, comment->size()));
      if (!silence) continue;
      silence->line = line + 1;
    }
    silence->comment = *comment;
    found.push_back(std::move(*silence));
  }
  std::ranges::reverse(found);
  return found;
}

std::uint32_t firstLineOf(const Document& document, Offset at) {
  const yaml::Node node = document.yaml().nodeAt(at);
  return document.yaml().lines().lineOf(node.isScalar() ? node.span().begin : at);
}

void applySilences(const Document& document, Issues& issues) {
  const std::vector<Silence> all = silences(document);
  if (all.empty()) return;
  addHints(document, all, issues);
  const Offset content = firstContent(document.yaml());
  const LineIndex& lines = document.yaml().lines();
  std::multimap<std::uint32_t, const Silence*> byLine;
  std::vector<const Silence*> ofFile;
  for (const Silence& silence : all) {
    if (silence.scope == Silence::Scope::line) {
      byLine.emplace(silence.line, &silence);
    } else if (silence.comment.begin <= content) {
      ofFile.push_back(&silence);
    }
  }
  const std::optional<FirstLines> firstLines =
      byLine.empty() ? std::nullopt : std::optional<FirstLines>(document);
  std::erase_if(issues, [&](const schema::Issue& issue) {
    const auto covers = [&](const Silence* silence) { return silence->covers(issue.code); };
    if (std::ranges::any_of(ofFile, covers)) return true;
    if (!firstLines) return false;
    const Offset at = issue.span.begin;
    return std::ranges::any_of(std::array{lines.lineOf(at), firstLines->of(at)}, [&](std::uint32_t line) {
      const auto [first, last] = byLine.equal_range(line);
      return std::any_of(first, last, [&](const auto& one) { return covers(one.second); });
    });
  });
}

schema::Issue unknownCode(std::string_view word, Span span) {
  static const std::vector<std::string> names = codesAndFamilies();
  const std::string near = nearestName(word, names);
  schema::Issue issue{
      span, Severity::hint, "rule.unknown-code", "no code is called '" + std::string(word) + "'", {}};
  if (!near.empty()) {
    issue.message += ", did you mean '" + near + "'?";
    issue.fixes.push_back({"change to '" + near + "'", {{span, near}}});
  }
  return issue;
}

}  // namespace footplate::ide
