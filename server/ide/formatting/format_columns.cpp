#include "ide/formatting/format_columns.h"

#include <algorithm>
#include <string_view>

namespace footplate::ide {
namespace {

using yaml::Node;
using Kind = FormatToken::Kind;
using Tokens = std::vector<FormatToken>;

constexpr int none = -1;
constexpr int indicatorWidth = 2;  // "- ", "? ", ": "

// Gives the entries of block collections their columns: those of the tree, the outer before the inner.
class Entries {
 public:
  Entries(const yaml::Tree& tree, const Tokens& tokens, int tabSize)
      : tree_(tree), tokens_(tokens), tabSize_(tabSize), columns_(tokens.size(), none) {}

  std::vector<int> run() {
    for (const yaml::NodeId id : tree_.documents()) collection(tree_.node(id), 0);
    return std::move(columns_);
  }

 private:
  static bool isBlock(Node node) { return (node.isMapping() || node.isSequence()) && !node.flow(); }

  static Offset beginOf(Node node) {
    Offset begin = node.span().begin;
    for (const Span property : {node.tagSpan(), node.anchorSpan()}) {
      if (!property.empty()) begin = std::min(begin, property.begin);
    }
    return begin;
  }

  int oldColumn(std::size_t index) const {
    const FormatToken& token = tokens_[index];
    return static_cast<int>(token.span.begin - tree_.lines().lineStart(token.line));
  }

  void collection(Node node, int column) {
    if (!isBlock(node)) return;
    if (node.isSequence()) {
      for (const Node item : node.items()) this->item(item, column);
    } else {
      for (const yaml::Entry entry : node.entries()) this->entry(entry, column);
    }
  }

  void item(Node item, int column) {
    std::size_t dash = tokenAt(tokens_, beginOf(item));
    if (dash == 0) return;
    --dash;
    while (dash > 0 && tokens_[dash].kind != Kind::dash) --dash;
    columns_[dash] = column;
    collection(item, column + 2);
  }

  void entry(yaml::Entry entry, int column) {
    std::size_t begin = tokenAt(tokens_, beginOf(entry.key));
    if (const std::size_t question = questionBefore(begin); question < begin) {
      begin = question;
      explicitColon(entry.key, column);
    }
    if (begin >= tokens_.size()) return;
    columns_[begin] = column;
    collection(entry.key, column + 2);
    if (isBlock(entry.value)) collection(entry.value, column + valueIndent(entry.value, begin));
  }

  // The "?" that this key stands behind; `key` itself where there is none.
  std::size_t questionBefore(std::size_t key) const {
    std::size_t at = key;
    while (at > 0 && tokens_[at - 1].kind == Kind::comment) --at;
    const bool found = at > 0 && tokens_[at - 1].kind == Kind::question && tokens_[at - 1].depth == 0;
    return found ? at - 1 : key;
  }

  void explicitColon(Node key, int column) {
    std::size_t colon = tokenAt(tokens_, key.span().end);
    while (colon < tokens_.size() && tokens_[colon].kind == Kind::comment) ++colon;
    if (colon < tokens_.size() && tokens_[colon].kind == Kind::colon) columns_[colon] = column;
  }

  // A list keeps its place below or beside its key.
  int valueIndent(Node value, std::size_t keyToken) const {
    std::size_t first = tokenAt(tokens_, value.span().begin);
    if (first == 0 || first >= tokens_.size()) return tabSize_;
    if (tokens_[first - 1].kind == Kind::colon && tokens_[first - 1].line == tokens_[first].line) return 2;
    const bool beside = value.isSequence() && oldColumn(first) <= oldColumn(keyToken);
    return beside ? 0 : tabSize_;
  }

  const yaml::Tree& tree_;
  const Tokens& tokens_;
  int tabSize_;
  std::vector<int> columns_;
};

// Goes through the lines and gives each its column, by the entries it belongs to.
class Lines {
 public:
  Lines(const yaml::Tree& tree, const Tokens& tokens, int tabSize)
      : tree_(tree),
        text_(tree.text()),
        tokens_(tokens),
        tabSize_(tabSize),
        entries_(Entries(tree, tokens, tabSize).run()),
        columns_(tree.lines().lineCount(), keepColumn),
        shift_(tree.lines().lineCount(), 0),
        wordBehind_(tokens.size(), tokens.size()),
        hasLines_(tokens.size(), false) {
    for (std::size_t i = tokens.size(); i-- > 1;) {
      wordBehind_[i - 1] = tokens[i].kind == Kind::comment ? wordBehind_[i] : i;
    }
    findLinesInBrackets();
  }

  std::vector<int> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) token(i);
    return std::move(columns_);
  }

 private:
  struct Open {
    int before = 0;
    int now = 0;
  };

  void findLinesInBrackets() {
    std::vector<std::size_t> opened;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Kind kind = tokens_[i].kind;
      if (kind == Kind::close) {
        if (!opened.empty()) opened.pop_back();
        continue;
      }
      if (tokens_[i].first && !opened.empty()) hasLines_[opened.back()] = true;
      if (kind == Kind::open) opened.push_back(i);
    }
  }

  bool hasOwner() const { return !open_.empty(); }

  int columnOf(const FormatToken& token) const {
    return static_cast<int>(token.span.begin - tree_.lines().lineStart(token.line));
  }

  void set(std::uint32_t line, int before, int now) {
    columns_[line] = now;
    shift_[line] = now - before;
  }

  void token(std::size_t i) {
    const FormatToken& token = tokens_[i];
    const int column = columnOf(token);
    if (token.kind == Kind::marker) open_.clear();
    if (entries_[i] != none) enter({column, entries_[i]});
    if (token.first) {
      set(token.line, column, newColumn(i, column));
      level_ = columns_[token.line];
    }
    if (entries_[i] != none) level_ = entries_[i] + (isIndicator(token.kind) ? indicatorWidth : 0);
    if (token.kind == Kind::open) openBracket(i);
    if (token.kind == Kind::close) closeBracket();
    if (token.lastLine > token.line) rest(token);
  }

  static bool isIndicator(Kind kind) {
    return kind == Kind::dash || kind == Kind::question || kind == Kind::colon;
  }

  // What stands behind the bracket on its line is as deep as lines of its own below, where it has any:
  // "[{" takes one step for the two, unless a line begins with another item.
  void openBracket(std::size_t i) {
    brackets_.push_back(level_);
    if (hasLines_[i]) level_ += tabSize_;
  }

  void closeBracket() {
    if (brackets_.empty()) return;
    level_ = brackets_.back();
    brackets_.pop_back();
  }

  void enter(Open entry) {
    while (!open_.empty() && open_.back().before >= entry.before) open_.pop_back();
    open_.push_back(entry);
  }

  int newColumn(std::size_t i, int column) const {
    const FormatToken& token = tokens_[i];
    if (entries_[i] != none) return entries_[i];
    if (token.kind == Kind::marker) return column;
    if (token.kind == Kind::close && !brackets_.empty()) return closing(column);
    if (!brackets_.empty()) return brackets_.back() + tabSize_;
    if (token.kind == Kind::comment) return comment(i, column);
    if (hasOwner()) return open_.back().now + tabSize_;
    return token.kind == Kind::open || token.kind == Kind::property ? 0 : column;
  }

  // YAML wants it deeper than the key that the brackets belong to: beside that it stays, but is not brought
  // there.
  int closing(int column) const {
    const int level = brackets_.back();
    const bool isBesideKey = hasOwner() && level <= open_.back().now;
    return isBesideKey && column != open_.back().before ? level + tabSize_ : level;
  }

  // A comment belongs to what it is aligned with: the next entry, or one that is still open.
  int comment(std::size_t i, int column) const {
    const std::size_t next = wordBehind_[i];
    const bool ahead = next < tokens_.size() && entries_[next] != none && tokens_[next].first;
    if (ahead) {
      const int nextColumn = columnOf(tokens_[next]);
      const bool deeper = !hasOwner() || nextColumn > open_.back().before;
      if (column == nextColumn) return entries_[next];
      if (deeper && (!hasOwner() || column > open_.back().before)) return entries_[next];
    }
    int place = 0;
    for (const Open& one : open_) {
      if (one.before <= column) place = one.now;
    }
    return place;
  }

  // The further lines of a text.
  void rest(const FormatToken& token) {
    const yaml::Style style = token.node.style();
    if (style == yaml::Style::literal || style == yaml::Style::folded) return block(token);
    const int shift = shift_[token.line];
    int least = hasOwner() ? open_.back().now + 1 : 0;
    if (!brackets_.empty()) least = brackets_.back() + tabSize_;
    for (std::uint32_t line = token.line + 1; line <= token.lastLine; ++line) {
      const int before = indentOf(line);
      if (before >= 0) set(line, before, std::max(before + shift, least));
    }
  }

  void block(const FormatToken& token) {
    if (!hasOwner()) return;
    const int before = contentIndent(token);
    if (before < 0) return;
    const int digit = explicitIndent(token);
    const int shift = open_.back().now + (digit > 0 ? digit : tabSize_) - before;
    for (std::uint32_t line = token.line + 1; line <= token.lastLine; ++line) {
      const bool isText = static_cast<int>(tree_.lines().line(text_, line).size()) > before;
      if (isText) set(line, blanksOf(line), blanksOf(line) + shift);
    }
  }

  // The digit of "|2".
  int explicitIndent(const FormatToken& token) const {
    for (Offset at = token.span.begin + 1; at < token.span.begin + 3 && at < token.span.end; ++at) {
      if (text_[at] >= '1' && text_[at] <= '9') return text_[at] - '0';
    }
    return 0;
  }

  int contentIndent(const FormatToken& token) const {
    if (const int digit = explicitIndent(token)) return open_.back().before + digit;
    for (std::uint32_t line = token.line + 1; line <= token.lastLine; ++line) {
      if (const int indent = indentOf(line); indent >= 0) return indent;
    }
    return none;
  }

  int blanksOf(std::uint32_t line) const {
    const Span span = tree_.lines().line(text_, line);
    Offset at = span.begin;
    while (at < span.end && text_[at] == ' ') ++at;
    return static_cast<int>(at - span.begin);
  }

  // Leading blanks; -1 for a line that holds nothing else.
  int indentOf(std::uint32_t line) const {
    const Span span = tree_.lines().line(text_, line);
    const std::string_view words = std::string_view(text_).substr(span.begin, span.size());
    const std::size_t at = words.find_first_not_of(" \t");
    return at == std::string_view::npos ? none : static_cast<int>(words.find_first_not_of(' '));
  }

  const yaml::Tree& tree_;
  const std::string& text_;
  const Tokens& tokens_;
  int tabSize_;
  std::vector<int> entries_;
  std::vector<int> columns_;
  std::vector<int> shift_;
  std::vector<std::size_t> wordBehind_;  // the next token that is no comment
  std::vector<Open> open_;
  std::vector<bool> hasLines_;  // of an opening bracket: words of its own begin lines
  // Of each bracket that is open, the column of the entry or line that it stands in. What closes it takes the
  // same, what it holds is one step deeper.
  std::vector<int> brackets_;
  int level_ = 0;  // the same for a bracket that would open here
};

}  // namespace

std::vector<int> formatColumns(const yaml::Tree& tree, const Tokens& tokens, int tabSize) {
  return Lines(tree, tokens, tabSize).run();
}

}  // namespace footplate::ide
