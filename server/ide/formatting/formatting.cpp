#include "ide/formatting/formatting.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/strings.h"
#include "ide/formatting/format_columns.h"
#include "ide/formatting/format_tokens.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using yaml::Node;
using Kind = FormatToken::Kind;

constexpr std::uint32_t mostEmptyLines = 2;
constexpr int keepGap = -1;

bool isBlank(char c) {
  return c == ' ' || c == '\t';
}

// Blanks between two tokens of one line.
int gapBetween(const FormatToken& left, const FormatToken& right, char leftSign, char rightSign) {
  if (right.kind == Kind::comment || left.kind == Kind::marker) return keepGap;
  if (left.kind == Kind::dash || left.kind == Kind::question) return 1;
  if (left.kind == Kind::open && right.kind == Kind::close) return 0;
  if (right.kind == Kind::close && left.kind == Kind::colon) return keepGap;
  if (leftSign == '{' || rightSign == '}') return 1;
  if (leftSign == '[' || rightSign == ']') return left.kind == Kind::property ? keepGap : 0;
  if (right.kind == Kind::colon) return left.kind == Kind::scalar ? 0 : keepGap;
  if (right.kind == Kind::comma) return left.kind == Kind::scalar || left.kind == Kind::close ? 0 : keepGap;
  if (left.kind == Kind::colon || left.kind == Kind::comma) return 1;
  return left.kind == Kind::property ? 1 : keepGap;
}

class Formatter {
 public:
  Formatter(const yaml::Tree& tree, const std::vector<FormatToken>& tokens, const FormatOptions& options)
      : text_(tree.text()),
        lines_(tree.lines()),
        tokens_(tokens),
        options_(options),
        columns_(formatColumns(tree, tokens, options.tabSize)),
        inside_(lines_.lineCount(), false),
        content_(lines_.lineCount(), false) {}

  std::vector<Edit> run() {
    cover();
    for (std::uint32_t line = 0; line < lines_.lineCount(); ++line) indentation(line);
    gaps();
    if (options_.trimLines) lineEnds();
    emptyLines();
    applyRemovals();
    std::ranges::stable_sort(edits_, {}, [](const Edit& edit) { return edit.span.begin; });
    return std::move(edits_);
  }

 private:
  char at(Offset offset) const { return text_[offset]; }

  void replace(Span span, const std::string& with) {
    if (std::string_view(text_).substr(span.begin, span.size()) != with) edits_.push_back({span, with});
  }

  // Which lines hold something, and which end inside a text.
  void cover() {
    for (const FormatToken& token : tokens_) {
      for (std::uint32_t line = token.line; line <= token.lastLine; ++line) content_[line] = true;
      for (std::uint32_t line = token.line; line < token.lastLine; ++line) inside_[line] = true;
      if (isBlock(token)) inside_[token.lastLine] = token.lastLine > token.line;
    }
  }

  static bool isBlock(const FormatToken& token) {
    const yaml::Style style = token.node.style();
    return token.kind == Kind::scalar && (style == yaml::Style::literal || style == yaml::Style::folded);
  }

  void indentation(std::uint32_t line) {
    if (columns_[line] == keepColumn) return;
    const Span span = lines_.line(text_, line);
    const Offset from = line == 0 && text_.starts_with("\xEF\xBB\xBF") ? span.begin + 3 : span.begin;
    Offset end = from;
    // A tab behind the spaces of a text's line is its content.
    const bool tabs = line == 0 || !inside_[line - 1];
    while (end < span.end && (at(end) == ' ' || (tabs && at(end) == '\t'))) ++end;
    replace({from, end}, std::string(static_cast<std::size_t>(columns_[line]), ' '));
  }

  void gaps() {
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const FormatToken& left = tokens_[i - 1];
      const FormatToken& right = tokens_[i];
      if (left.lastLine != right.line) continue;
      const int wanted = gapBetween(left, right, at(left.span.begin), at(right.span.begin));
      if (wanted == keepGap) continue;
      replace({left.span.end, right.span.begin}, std::string(static_cast<std::size_t>(wanted), ' '));
    }
  }

  // Blanks at the end of a line mean something only in a text, and there not in every one.
  void lineEnds() {
    std::size_t next = 0;  // first token that ends behind the line's last word
    for (std::uint32_t line = 0; line < lines_.lineCount(); ++line) {
      const Span span = lines_.line(text_, line);
      Offset begin = span.end;
      while (begin > span.begin && isBlank(at(begin - 1))) --begin;
      if (begin == span.end || (begin == span.begin && columns_[line] != keepColumn)) continue;
      while (next < tokens_.size() && tokens_[next].span.end <= begin) ++next;
      const bool inText = next < tokens_.size() && tokens_[next].span.begin < span.end;
      if (!inText || mayTrim(tokens_[next], span, begin)) replace({begin, span.end}, "");
    }
  }

  bool mayTrim(const FormatToken& token, Span line, Offset begin) const {
    if (isBlock(token)) {
      const bool header = lines_.lineOf(line.begin) == token.line;
      return header || (begin == line.begin && columns_[lines_.lineOf(line.begin)] == keepColumn &&
                        line.size() <= blockIndent(token));
    }
    return begin == line.begin || at(begin - 1) != '\\';
  }

  // Blanks before the first line of a text that says something.
  Offset blockIndent(const FormatToken& token) const {
    for (std::uint32_t line = token.line + 1; line <= token.lastLine; ++line) {
      const Span span = lines_.line(text_, line);
      Offset begin = span.begin;
      while (begin < span.end && at(begin) == ' ') ++begin;
      if (begin < span.end) return begin - span.begin;
    }
    return 0;
  }

  bool isEmpty(std::uint32_t line) const {
    const Span span = lines_.line(text_, line);
    return trim(std::string_view(text_).substr(span.begin, span.size())).empty();
  }

  // The last token keeps its line ends ("|+"): empty lines behind it are its content.
  bool keepsBreaks(const FormatToken& token) const {
    if (!isBlock(token)) return false;
    const std::string_view header = std::string_view(text_).substr(token.span.begin, 3);
    return header.substr(0, header.find_first_of("\r\n")).find('+') != std::string_view::npos;
  }

  void removeLines(std::uint32_t first, std::uint32_t behind) {
    const Span gone{lines_.lineStart(first), lines_.lineStart(behind)};
    if (first < behind && !gone.empty()) removed_.push_back(gone);
  }

  // What was to be done in lines that go is not done.
  void applyRemovals() {
    const auto isGone = [this](const Edit& edit) {
      const auto gone = std::ranges::upper_bound(removed_, edit.span.begin, {}, &Span::end);
      return gone != removed_.end() && gone->begin <= edit.span.begin;
    };
    std::erase_if(edits_, isGone);
    for (const Span gone : removed_) edits_.push_back({gone, ""});
  }

  void emptyLines() {
    if (tokens_.empty()) return;
    std::size_t next = 0;
    const std::uint32_t count = lines_.lineCount();
    for (std::uint32_t line = 0; line < count; ++line) {
      if (content_[line]) continue;
      std::uint32_t behind = line;
      while (behind < count && !content_[behind]) ++behind;
      while (next < tokens_.size() && tokens_[next].line < line) ++next;
      const bool kept = next > 0 && keepsBreaks(tokens_[next - 1]);
      if (!kept && behind < count) removeLines(line + (line == 0 ? 0 : mostEmptyLines), behind);
      if (!kept && behind == count) end(line);
      line = behind;
    }
    const FormatToken& last = tokens_.back();
    if (last.lastLine + 1 == count) finalBreak(last);
  }

  // From the first empty line behind everything on.
  void end(std::uint32_t line) {
    if (options_.trimEnd && line < lines_.lineCount()) removeLines(line, lines_.lineCount());
  }

  void finalBreak(const FormatToken& last) {
    const bool grows = isBlock(last) && last.lastLine > last.line;  // a break would become part of the text
    if (!options_.endWithBreak || grows) return;
    const auto end = static_cast<Offset>(text_.size());
    edits_.push_back({{end, end}, text_.find("\r\n") != std::string::npos ? "\r\n" : "\n"});
  }

  const std::string& text_;
  const LineIndex& lines_;
  const std::vector<FormatToken>& tokens_;
  const FormatOptions& options_;
  std::vector<int> columns_;
  std::vector<bool> inside_;   // the line's end is inside a text, or behind a block text
  std::vector<bool> content_;  // something stands on the line
  std::vector<Span> removed_;  // whole lines, in the order of the text
  std::vector<Edit> edits_;
};

// What formatting must not touch; anything else that is wrong would be guessed about.
bool isHarmless(const yaml::Problem& problem) {
  return problem.severity != Severity::error || problem.code == "yaml.duplicate-key" ||
         problem.code == "yaml.undefined-alias" || problem.code == "yaml.undefined-tag";
}

bool sameNode(Node a, Node b) {
  return a.kind() == b.kind() && a.style() == b.style() && a.flow() == b.flow() && a.size() == b.size() &&
         a.text() == b.text() && a.tag() == b.tag() && a.anchor() == b.anchor() &&
         a.parent().id() == b.parent().id() && a.isKey() == b.isKey();
}

bool noNewProblem(const yaml::Tree& before, const yaml::Tree& after) {
  const auto codes = [](const yaml::Tree& tree) {
    std::vector<std::string_view> all;
    for (const yaml::Problem& problem : tree.problems()) all.push_back(problem.code);
    std::ranges::sort(all);
    return all;
  };
  return std::ranges::includes(codes(before), codes(after));
}

bool sameMeaning(const yaml::Tree& a, const yaml::Tree& b) {
  if (a.nodeCount() != b.nodeCount() || a.documents() != b.documents()) return false;
  for (yaml::NodeId id = 0; id < a.nodeCount(); ++id) {
    if (!sameNode(a.node(id), b.node(id))) return false;
  }
  const auto words = [](const yaml::Tree& tree) {
    return [text = std::string_view(tree.text())](Span span) {
      return trim(text.substr(span.begin, span.size()));
    };
  };
  return std::ranges::equal(a.comments(), b.comments(), {}, words(a), words(b)) && noNewProblem(a, b);
}

std::string applied(const std::string& text, const std::vector<Edit>& edits) {
  std::string out;
  out.reserve(text.size());
  Offset at = 0;
  for (const Edit& edit : edits) {
    out.append(text, at, edit.span.begin - at);
    out += edit.newText;
    at = edit.span.end;
  }
  return out.append(text, at);
}

bool isSafe(const yaml::Tree& tree, const std::vector<Edit>& edits) {
  if (edits.empty()) return true;
  const auto after = yaml::parse(std::make_shared<const std::string>(applied(tree.text(), edits)));
  return sameMeaning(tree, *after);
}

std::vector<Edit> wanted(const yaml::Tree& tree, FormatOptions options) {
  if (!std::ranges::all_of(tree.problems(), isHarmless)) return {};
  options.tabSize = options.tabSize < 1 ? 2 : std::min(options.tabSize, 8);
  const auto tokens = formatTokens(tree);
  if (!tokens) return {};
  return Formatter(tree, *tokens, options).run();
}

}  // namespace

std::vector<Edit> formatting(const Document& document, const FormatOptions& options) {
  std::vector<Edit> edits = wanted(document.yaml(), options);
  if (!isSafe(document.yaml(), edits)) edits.clear();
  return edits;
}

std::vector<Edit> rangeFormatting(const Document& document, Span within, const FormatOptions& options) {
  const LineIndex& lines = document.yaml().lines();
  const std::uint32_t last = lines.lineOf(within.end > within.begin ? within.end - 1 : within.end);
  const Span whole{lines.lineStart(lines.lineOf(within.begin)), lines.lineStart(last + 1)};
  std::vector<Edit> edits = wanted(document.yaml(), options);
  std::erase_if(edits,
                [&](const Edit& edit) { return edit.span.begin < whole.begin || edit.span.end > whole.end; });
  if (isSafe(document.yaml(), edits)) return edits;
  // Part of a collection cannot be indented alone; what is within its lines can still be put right.
  std::erase_if(edits, [&](const Edit& edit) {
    return edit.span.begin == lines.lineStart(lines.lineOf(edit.span.begin)) && !edit.newText.empty();
  });
  if (!isSafe(document.yaml(), edits)) edits.clear();
  return edits;
}

}  // namespace footplate::ide
