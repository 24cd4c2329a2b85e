#include "ide/formatting/on_type_formatting.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/strings.h"
#include "ide/item_dash.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr int keepIndent = -1;

class NewLine {
 public:
  NewLine(const Document& document, Offset at, int tabSize)
      : tree_(document.yaml()), text_(*document.text), line_(tree_.lines().lineOf(at)), tabSize_(tabSize) {}

  struct Indent {
    int column = keepIndent;
    bool inBrackets = false;
  };

  Indent indent() const {
    if (line_ == 0) return {};
    const std::uint32_t above = line_ - 1;
    if (wordsOf(above).empty()) {
      const int brackets = inBrackets(tree_.lines().lineStart(line_));
      return {brackets, brackets != keepIndent};
    }
    const Span span = tree_.lines().line(text_, above);
    const Offset last = lastWord(span);
    const Node node = tree_.nodeAt(last);
    if (const int text = inText(node, above); text != keepIndent) return {text};
    if (const int brackets = inBrackets(last); brackets != keepIndent) return {brackets, true};
    if (isComment(span)) return {indentOf(above)};
    return {afterEntry(above)};
  }

 private:
  std::string_view wordsOf(std::uint32_t line) const {
    const Span span = tree_.lines().line(text_, line);
    return trim(std::string_view(text_).substr(span.begin, span.size()));
  }

  int indentOf(std::uint32_t line) const {
    const Span span = tree_.lines().line(text_, line);
    Offset at = span.begin;
    while (at < span.end && text_[at] == ' ') ++at;
    return static_cast<int>(at - span.begin);
  }

  int columnOf(Offset at) const {
    return static_cast<int>(at - tree_.lines().lineStart(tree_.lines().lineOf(at)));
  }

  bool isComment(Span line) const {
    const std::string_view words = trim(std::string_view(text_).substr(line.begin, line.size()));
    return words.starts_with('#');
  }

  // Behind the last character of a line that is neither blank nor comment.
  Offset lastWord(Span line) const {
    Offset end = line.end;
    const auto& comments = tree_.comments();
    const auto comment = std::ranges::lower_bound(comments, line.begin, {}, &Span::begin);
    if (comment != comments.end() && comment->begin < line.end) end = comment->begin;
    while (end > line.begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    return end;
  }

  // Column that the entries around a node have: of its key, else of its dash.
  int ownerColumn(Node node) const {
    for (Node up = node; up; up = up.parent()) {
      if (const Node key = up.entryKey(); key && !up.parent().flow()) return columnOf(key.span().begin);
      if (up.parent().isSequence() && !up.parent().flow()) return dashColumn(up);
    }
    return 0;
  }

  int dashColumn(Node item) const {
    const std::optional<Offset> dash = dashOf(item);
    return dash ? columnOf(*dash) : 0;
  }

  // Below a "|" the text begins; in it, it goes on as the line above.
  int inText(Node node, std::uint32_t above) const {
    if (!node.isScalar()) return keepIndent;
    const bool block = node.style() == yaml::Style::literal || node.style() == yaml::Style::folded;
    if (!block) {
      const Span span = node.span();
      const bool open = tree_.lines().lineOf(span.end) > above && tree_.lines().lineOf(span.begin) <= above;
      if (!open || node.isPlain()) return keepIndent;
      return tree_.lines().lineOf(span.begin) == above ? ownerColumn(node) + tabSize_ : indentOf(above);
    }
    if (tree_.lines().lineOf(node.span().begin) == above) return ownerColumn(node) + tabSize_;
    return indentOf(above);
  }

  // In brackets that begin above and do not end there: as deep as formatting puts it.
  int inBrackets(Offset last) const {
    const Node inner = bracketsAround(last);
    if (!inner) return keepIndent;
    const std::uint32_t line = tree_.lines().lineOf(inner.span().begin);
    const int opening = entryColumn(line);
    const std::string_view rest = wordsOf(line_);
    const bool closes = rest.starts_with(']') || rest.starts_with('}');
    // An entry is about to be written, and what closes stands behind it: below "{" and "{a: 1,". Where
    // entries have lines of their own, so has what closes.
    const bool isOpen =
        line + 1 == line_ && std::string_view("{[,").find(text_[last - 1]) != std::string_view::npos;
    return closes && !isOpen ? opening : opening + tabSize_;
  }

  // The innermost; those that nobody has closed yet end with their last word, before the "," behind it.
  Node bracketsAround(Offset last) const {
    const Offset before = last > 0 ? last - 1 : last;
    for (const Offset at : {last, before}) {
      for (Node up = tree_.nodeAt(at); up; up = up.parent()) {
        if (hasBracket(up) && up.span().begin < last && (up.span().end > last || !isClosed(up))) return up;
      }
    }
    return {};
  }

  // A pair in a list is a mapping without brackets of its own.
  bool hasBracket(Node node) const {
    return node.flow() && (text_[node.span().begin] == '[' || text_[node.span().begin] == '{');
  }

  bool isClosed(Node flow) const {
    const Span span = flow.span();
    const char closer = text_[span.begin] == '[' ? ']' : '}';
    if (span.size() < 2 || text_[span.end - 1] != closer) return false;
    Offset end = span.begin;
    for (const Node item : flow.items()) end = item.span().end;
    for (const yaml::Entry entry : flow.entries())
      end = std::max(entry.key.span().end, entry.value.span().end);
    return end < span.end;
  }

  // Of the first entry of a line, behind the dashes before it.
  int entryColumn(std::uint32_t line) const {
    const Span span = tree_.lines().line(text_, line);
    Offset at = span.begin + static_cast<Offset>(indentOf(line));
    while (at + 1 < span.end && std::string_view("-?:").find(text_[at]) != std::string_view::npos &&
           text_[at + 1] == ' ') {
      ++at;
      while (at < span.end && text_[at] == ' ') ++at;
    }
    return static_cast<int>(at - span.begin);
  }

  // The last key of a line: below it where it has no value yet, beside it where it has one. An item without
  // a key is followed by the next dash.
  int afterEntry(std::uint32_t line) const {
    const Span span = tree_.lines().line(text_, line);
    const Offset last = lastWord(span);
    Offset at = span.begin + static_cast<Offset>(indentOf(line));
    while (at + 1 < last && text_[at] == '-' && text_[at + 1] == ' ') {
      ++at;
      while (at < last && text_[at] == ' ') ++at;
    }
    const int column = static_cast<int>(at - span.begin);
    if (at + 1 == last && text_[at] == '-') return column + 2;
    const Node key = tree_.nodeAt(at);
    const bool isKey = key && key.isKey() && key.hasColon() && key.span().begin == at;
    if (!isKey) return indentOf(line);
    if (text_[last - 1] != ':' && !endsInProperty(last)) return column;
    return below(key, line, column);
  }

  // "key: &anchor" and "key: !tag" have their value below, too.
  bool endsInProperty(Offset last) const {
    Offset begin = last;
    while (begin > 0 && text_[begin - 1] != ' ' && text_[begin - 1] != '\n') --begin;
    return text_[begin] == '&' || text_[begin] == '!';
  }

  // As what is there already, else one step deeper.
  int below(Node key, std::uint32_t line, int column) const {
    const Node value = key.entryValue();
    const bool collection = (value.isMapping() || value.isSequence()) && !value.flow();
    if (!collection || tree_.lines().lineOf(value.span().begin) <= line) return column + tabSize_;
    return columnOf(value.span().begin);
  }

  const yaml::Tree& tree_;
  const std::string& text_;
  std::uint32_t line_;
  int tabSize_;
};

}  // namespace

std::vector<schema::Edit> onNewLine(const Document& document, Offset at, const FormatOptions& options) {
  const int tabSize = options.tabSize < 1 ? 2 : options.tabSize;
  const auto [column, inBrackets] = NewLine(document, at, tabSize).indent();
  if (column == keepIndent) return {};
  const LineIndex& lines = document.yaml().lines();
  const Span line = lines.line(*document.text, lines.lineOf(at));
  Offset end = line.begin;
  while (end < line.end && ((*document.text)[end] == ' ' || (*document.text)[end] == '\t')) ++end;
  // What stood behind the cursor is somebody's decision; within brackets no column means anything.
  if (end < line.end && !inBrackets) return {};
  const std::string wanted(static_cast<std::size_t>(column), ' ');
  if (document.text->substr(line.begin, end - line.begin) == wanted) return {};
  return {{{line.begin, end}, wanted}};
}

}  // namespace footplate::ide
