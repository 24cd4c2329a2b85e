#include "ide/formatting/format_tokens.h"

#include <algorithm>
#include <string_view>

namespace footplate::ide {
namespace {

using yaml::Node;
using Kind = FormatToken::Kind;

std::vector<FormatToken> words(const yaml::Tree& tree) {
  std::vector<FormatToken> found;
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const Node node = tree.node(id);
    for (const Span property : {node.tagSpan(), node.anchorSpan()}) {
      if (!property.empty()) found.push_back({Kind::property, property, {}, 0, 0, 0, false});
    }
    if (node.span().empty()) continue;
    if (node.isScalar()) found.push_back({Kind::scalar, node.span(), node, 0, 0, 0, false});
    if (node.isAlias()) found.push_back({Kind::alias, node.span(), node, 0, 0, 0, false});
  }
  for (const Span comment : tree.comments()) found.push_back({Kind::comment, comment, {}, 0, 0, 0, false});
  std::ranges::sort(found, {}, [](const FormatToken& token) { return token.span.begin; });
  return found;
}

class Reader {
 public:
  explicit Reader(const yaml::Tree& tree) : tree_(tree), text_(tree.text()), words_(words(tree)) {}

  bool run() {
    Offset at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (const FormatToken& word : words_) {
      if (word.kind == Kind::comment && word.span.begin < at) continue;  // behind a "|"
      if (word.span.begin < at || !marks(at, word.span.begin)) return false;
      push(word);
      at = trimmedEnd(word);
    }
    return marks(at, static_cast<Offset>(text_.size())) && depth_ == 0;
  }

  std::vector<FormatToken> take() { return std::move(tokens_); }

 private:
  // Blanks at the end of a comment are not its own.
  Offset trimmedEnd(const FormatToken& word) {
    Span& span = tokens_.back().span;
    if (word.kind == Kind::comment) {
      while (span.end > span.begin && (text_[span.end - 1] == ' ' || text_[span.end - 1] == '\t')) --span.end;
    }
    return span.end;
  }

  void push(FormatToken token) {
    token.depth = depth_;
    token.line = tree_.lines().lineOf(token.span.begin);
    token.lastLine =
        tree_.lines().lineOf(token.span.end > token.span.begin ? token.span.end - 1 : token.span.end);
    token.first = tokens_.empty() || tokens_.back().lastLine != token.line;
    tokens_.push_back(token);
  }

  void mark(Kind kind, Offset begin, Offset end) { push({kind, {begin, end}, {}, 0, 0, 0, false}); }

  // The marks between two words.
  bool marks(Offset at, Offset end) {
    while (at < end) {
      const char c = text_[at];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        ++at;
      } else if (const Offset length = atLineStart(at) ? markerLength(at) : 0; length > 0) {
        mark(Kind::marker, at, at + length);
        at += length;
      } else if (!sign(c, at)) {
        return false;
      } else {
        ++at;
      }
    }
    return true;
  }

  bool sign(char c, Offset at) {
    switch (c) {
      case '-':
        return depth_ == 0 && (mark(Kind::dash, at, at + 1), true);
      case '?':
        mark(Kind::question, at, at + 1);
        return true;
      case ':':
        mark(Kind::colon, at, at + 1);
        return true;
      case ',':
        return depth_ > 0 && (mark(Kind::comma, at, at + 1), true);
      case '[':
      case '{':
        mark(Kind::open, at, at + 1);
        ++depth_;
        return true;
      case ']':
      case '}':
        if (depth_ == 0) return false;
        --depth_;
        mark(Kind::close, at, at + 1);
        return true;
      default:
        return false;
    }
  }

  bool atLineStart(Offset at) const { return at == 0 || text_[at - 1] == '\n' || text_[at - 1] == '\r'; }

  // "---", "..." or a whole line that begins with "%"; 0 when there is none.
  Offset markerLength(Offset at) const {
    if (depth_ > 0) return 0;
    const std::string_view rest = std::string_view(text_).substr(at);
    if (rest.starts_with("---") || rest.starts_with("...")) return 3;
    if (rest.front() != '%') return 0;
    std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    while (rest[end - 1] == ' ' || rest[end - 1] == '\t') --end;
    return static_cast<Offset>(end);
  }

  const yaml::Tree& tree_;
  const std::string& text_;
  std::vector<FormatToken> words_;
  std::vector<FormatToken> tokens_;
  std::uint32_t depth_ = 0;
};

}  // namespace

std::optional<std::vector<FormatToken>> formatTokens(const yaml::Tree& tree) {
  Reader reader(tree);
  if (!reader.run()) return std::nullopt;
  return reader.take();
}

std::size_t tokenAt(const std::vector<FormatToken>& tokens, Offset at) {
  const auto begin = [](const FormatToken& token) { return token.span.begin; };
  return static_cast<std::size_t>(std::ranges::lower_bound(tokens, at, {}, begin) - tokens.begin());
}

}  // namespace footplate::ide
