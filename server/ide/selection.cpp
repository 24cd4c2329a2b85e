#include "ide/selection.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "base/strings.h"
#include "schema/expressions.h"

namespace footplate::ide {
namespace {

using yaml::Node;

class Chain {
 public:
  Chain(const Document& document, Offset at)
      : tree_(document.yaml()),
        text_(*document.text),
        at_(std::min<Offset>(at, static_cast<Offset>(text_.size()))) {}

  std::vector<Span> run() {
    comment();
    const Node node = tree_.nodeAt(at_);
    if (node.isScalar()) words(node);
    for (Node up = node; up; up = up.parent()) around(up);
    add({0, static_cast<Offset>(text_.size())});
    return std::move(spans_);
  }

 private:
  // Nothing that leaves out the place or what is selected already.
  void add(Span span) {
    span = trimmed(span);
    const Span inner = spans_.empty() ? Span{at_, at_} : spans_.back();
    if (span.begin > inner.begin || span.end < inner.end || span == inner || span.empty()) return;
    spans_.push_back(span);
  }

  Span trimmed(Span span) const {
    if (span.begin == 0 && span.end == text_.size()) return span;
    while (span.end > span.begin && span.end > at_ && isBlank(text_[span.end - 1])) --span.end;
    return span;
  }

  static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  // The comment, then the lines of comments around it.
  void comment() {
    const auto& comments = tree_.comments();
    auto found = std::ranges::lower_bound(comments, at_, {}, &Span::end);
    if (found == comments.end() || !found->touches(at_)) return;
    add(*found);
    Span block = *found;
    for (auto i = found; i != comments.begin() && follows(*(i - 1), *i); --i) block.begin = (i - 1)->begin;
    for (auto i = found; i + 1 != comments.end() && follows(*i, *(i + 1)); ++i) block.end = (i + 1)->end;
    add(block);
  }

  // Nothing but one line end stands between.
  bool follows(Span before, Span after) const {
    const auto gap = std::string_view(text_).substr(before.end, after.begin - before.end);
    return trim(gap).empty() && std::ranges::count(gap, '\n') == 1;
  }

  // Within a text: the word, the part of a binding, the binding, the line, the text without its quotes.
  void words(Node scalar) {
    const Span span = scalar.span();
    bool bound = false;
    for (const schema::Expression& e : schema::findExpressions(scalar)) {
      if (!e.span.touches(at_)) continue;
      for (const schema::ExpressionPart& part : e.path) {
        if (part.span.touches(at_)) add(part.span);
      }
      if (!e.path.empty()) add({e.path.front().span.begin, e.path.back().span.end});
      add(e.span);
      bound = true;
    }
    if (!bound) add(wordAt(span));
    const std::uint32_t line = tree_.lines().lineOf(at_);
    const Span whole = tree_.lines().line(text_, line);
    Span part{std::max(whole.begin, span.begin), std::min(whole.end, span.end)};
    while (part.begin < at_ && isBlank(text_[part.begin])) ++part.begin;
    const bool several = tree_.lines().lineOf(span.begin) != tree_.lines().lineOf(span.end);
    if (several) add(part);
    const bool quoted =
        scalar.style() == yaml::Style::singleQuoted || scalar.style() == yaml::Style::doubleQuoted;
    if (quoted && span.size() >= 2) add({span.begin + 1, span.end - 1});
  }

  Span wordAt(Span within) const {
    const auto isWord = [&](Offset at) {
      const auto c = static_cast<unsigned char>(text_[at]);
      return c >= 0x80 || std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
    };
    Span word{at_, at_};
    while (word.begin > within.begin && isWord(word.begin - 1)) --word.begin;
    while (word.end < within.end && isWord(word.end)) ++word.end;
    return word;
  }

  // The node, with its tag and anchor, with its key or dash.
  void around(Node node) {
    add(node.span());
    Span whole = node.span();
    for (const Span property : {node.tagSpan(), node.anchorSpan()}) {
      if (property.empty()) continue;
      whole = {std::min(whole.begin, property.begin), std::max(whole.end, property.end)};
    }
    add(whole);
    if (const Node key = node.entryKey()) add({key.span().begin, std::max(whole.end, key.span().end)});
    if (const Node value = node.entryValue()) add({whole.begin, std::max(whole.end, value.span().end)});
    if (node.parent().isSequence() && !node.parent().flow()) add({dashBefore(whole.begin), whole.end});
  }

  Offset dashBefore(Offset at) const {
    Offset dash = at;
    while (dash > 0 && isBlank(text_[dash - 1])) --dash;
    return dash > 0 && text_[dash - 1] == '-' ? dash - 1 : at;
  }

  const yaml::Tree& tree_;
  const std::string& text_;
  Offset at_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> selection(const Document& document, Offset at) {
  return Chain(document, at).run();
}

}  // namespace footplate::ide
