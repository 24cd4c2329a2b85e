#include "ide/place.h"

#include <algorithm>
#include <vector>

// A chain of collections is followed down from the root, at each level into the last child that begins at or
// before the cursor. The innermost level then says whether the cursor is in a value of its line; if not, the
// column says which mapping of the chain a key typed there would belong to.

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

struct Level {
  Node node;   // the collection; no node for the document itself
  Node key;    // of a mapping: the key of `child`
  Node child;  // value or item
};

class Finder {
 public:
  Finder(const yaml::Tree& tree, Offset at) : tree_(tree), text_(tree.text()), at_(at) {
    line_ = tree.lines().lineOf(at);
    lineStart_ = tree.lines().lineStart(line_);
    if (line_ == 0 && at >= 3 && text_.starts_with("\xEF\xBB\xBF")) lineStart_ = 3;
    lineEnd_ = tree.lines().line(text_, line_).end;
  }

  Place find() {
    if (inComment(tree_, at_)) return {};
    buildChain();
    place_.replace = {at_, at_};
    place_.indent = at_ - lineStart_;
    const Level& last = chain_.back();
    if (inFlow(last)) {
      flow();
    } else if (inText(last)) {
      text(last.child);
    } else if (inValue(last)) {
      value(last);
    } else {
      key();
    }
    return place_;
  }

 private:
  void buildChain() {
    const Node root = rootAt(tree_, at_);
    chain_.push_back({Node(), Node(), root});
    Node node = root;
    const auto holds = [this](Node one) { return one.span().begin <= at_ || beginsBelow(one); };
    while (node && (node.isMapping() || node.isSequence()) && holds(node)) {
      // A closed flow collection left behind holds the cursor no more.
      if (node.flow() && node.span().end < at_ && !openAtEndOfLine(node)) break;
      if (node.flow() && closedBefore(node)) break;
      Level level = node.isMapping() ? lastEntry(node) : lastItem(node);
      chain_.push_back(level);
      node = level.child;
    }
  }

  // The cursor is behind all of a flow collection that its line does not close: "resources: {a: 1, |".
  bool openAtEndOfLine(Node node) const {
    if (node.span().end < lineStart_) return false;
    unsigned depth = 0;
    char quote = 0;
    for (Offset i = node.span().begin; i < at_; ++i) {
      const char c = text_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return false;
      }
    }
    return quote == 0;
  }

  bool closedBefore(Node node) const {
    const Span span = node.span();
    if (span.end != at_ || span.size() < 2) return false;
    const char close = text_[span.end - 1];
    return close == '}' || close == ']';
  }

  Level lastEntry(Node node) const {
    Level level{node, Node(), Node()};
    for (Entry entry : node.entries()) {
      if (entry.key.span().begin > at_) break;
      level.key = entry.key;
      level.child = entry.value;
    }
    return level;
  }

  Level lastItem(Node node) const {
    Level level{node, Node(), Node()};
    for (Node item : node.items()) {
      if (item.span().begin > at_ && !beginsBelow(item)) break;
      level.child = item;
      if (item.span().begin > at_) break;
    }
    return level;
  }

  // The cursor is behind a dash whose item begins on a line below: "- " above "  type: x".
  bool beginsBelow(Node item) const {
    std::size_t before = at_;
    while (before > lineStart_ && text_[before - 1] == ' ') --before;
    const bool dash = before > lineStart_ && before < at_ && text_[before - 1] == '-';
    return dash && text_.find_first_not_of(" \r\n", at_) == item.span().begin;
  }

  bool inFlow(const Level& level) const { return level.node && level.node.flow(); }

  // Inside a scalar that began on an earlier line.
  bool inText(const Level& level) const {
    const Node child = level.child;
    if (!child.isScalar() || child.span().begin >= lineStart_) return false;
    if (child.style() == yaml::Style::literal || child.style() == yaml::Style::folded) {
      if (child.span().end >= at_) return true;
      return onlyBlankSince(child.span().end) && at_ - lineStart_ > outerIndent(level);
    }
    return child.span().end >= at_;
  }

  std::uint32_t outerIndent(const Level& level) const { return level.node ? level.node.indent() : 0; }

  bool onlyBlankSince(Offset begin) const {
    for (Offset i = begin; i < at_; ++i) {
      if (text_[i] != ' ' && text_[i] != '\n' && text_[i] != '\r') return false;
    }
    return true;
  }

  // After the "key:" of the cursor's own line.
  bool inValue(const Level& level) const {
    if (!level.key || !level.key.hasColon() || at_ <= level.key.span().end) return false;
    return level.key.span().end >= lineStart_;
  }

  void text(Node node) {
    place_.text = true;
    place_.node = node;
  }

  void value(const Level& level) {
    const Node node = level.child;
    // "key:|" has no blank yet: a value typed there would not be one, save behind a quoted key in brackets.
    const Offset colon = colonAfter(level.key);
    if (at_ <= colon || (at_ == colon + 1 && !(place_.flow && !level.key.isPlain()))) return;
    place_.value = true;
    place_.node = node;
    takeValue(node);
  }

  Offset colonAfter(Node key) const {
    const std::size_t colon = text_.find(':', key.span().end);
    return colon == std::string::npos ? static_cast<Offset>(text_.size()) : static_cast<Offset>(colon);
  }

  // Sets what is replaced for a value that stands, or will stand, at the cursor.
  void takeValue(Node node) {
    if (node.isNull() || !node) {
      place_.indent = at_ - lineStart_;
      return;
    }
    const Span span = node.span();
    if (at_ < span.begin) return refuse();
    if (!node.isScalar() && !node.isAlias()) return refuse();
    if (at_ > span.end) return refuse();
    place_.replace = {span.begin, std::min(span.end, lineEnd_)};
    place_.indent = span.begin - lineStart_;
    const bool quoted =
        node.style() == yaml::Style::singleQuoted || node.style() == yaml::Style::doubleQuoted;
    if (node.isScalar() && quoted) return takeQuoted(span);
    if (node.isScalar() && !node.isPlain()) text(node);
  }

  void takeQuoted(Span span) {
    const char quote = text_[span.begin];
    const bool closed = span.size() >= 2 && text_[span.end - 1] == quote;
    if (at_ == span.begin || (closed && at_ == span.end)) return refuse();
    place_.quote = quote;
    place_.replace = {span.begin + 1, std::min(closed ? span.end - 1 : span.end, lineEnd_)};
    if (place_.replace.end < at_) place_.replace.end = at_;
  }

  void refuse() { place_.key = place_.value = place_.text = false; }

  // A place at the beginning of the line's content, or after "- ".
  void key() {
    if (!wordStartsHere()) return;
    const std::uint32_t column = place_.indent;
    for (std::size_t i = chain_.size(); i-- > 0;) {
      const Level& level = chain_[i];
      if (level.node && level.node.flow()) continue;
      if (level.node.isMapping() && level.node.indent() == column) return keyOf(level.node);
      const bool deeper = !level.node || level.node.indent() < column;
      if (!deeper) continue;
      const Node child = level.child;
      if (!child && level.node.isSequence()) return newItem(level.node);
      if (!child || child.isNull() || child.span().begin >= lineStart_) keyIn(child);
      return;
    }
  }

  // An item that has no node of its own yet.
  void newItem(Node sequence) {
    place_.key = place_.value = true;
    place_.node = sequence;
  }

  // Finds the word the cursor is in and what stands before it; false when that is more than blanks and
  // dashes.
  bool wordStartsHere() {
    Offset word = lineStart_;
    bool dash = false;
    while (word < at_) {
      if (text_[word] == ' ') {
        ++word;
      } else if ((text_[word] == '-' || text_[word] == '?') && word + 1 < at_ && text_[word + 1] == ' ') {
        dash = true;
        word += 2;
      } else {
        break;
      }
    }
    for (Offset i = word; i < at_; ++i) {
      if (text_[i] == ':' && i + 1 < at_ && text_[i + 1] == ' ') return false;
    }
    if (word < at_ && text_[word] == '-' && at_ == word + 1) return false;  // "-|": the blank is missing
    if (word < at_ && text_[word] == '\t') return false;
    if (word == at_ && beforeContent()) return false;
    place_.indent = word - lineStart_;
    place_.lineStart = !dash;
    place_.afterDash = dash;
    place_.replace = {word, at_};
    return true;
  }

  // In the blanks before what the line holds: a key typed there would be glued to it.
  bool beforeContent() const {
    const std::size_t next = text_.find_first_not_of(' ', at_);
    return next > at_ && next < lineEnd_ && text_[next] != '#' && text_[next] != '\r';
  }

  void keyOf(Node mapping) {
    place_.key = true;
    place_.node = mapping;
    for (Entry entry : mapping.entries()) {
      const Span span = entry.key.span();
      if (span.begin > at_) break;
      if (span.touches(at_) && span.begin >= lineStart_ && !entry.key.isNull()) takeKey(entry.key);
    }
  }

  void takeKey(Node key) {
    Span span = key.span();
    place_.ownKey = key;
    place_.hasColon = key.hasColon() && colonAfter(key) < lineEnd_;
    place_.indent = span.begin - lineStart_;
    const bool quoted = key.style() != yaml::Style::plain && span.size() >= 1;
    if (quoted) return takeQuoted(span);
    place_.replace = {span.begin, std::min(span.end, lineEnd_)};
  }

  // Into the mapping (or the value) that will take the place of `node`.
  void keyIn(Node node) {
    if (node.isMapping() && !node.flow()) {
      if (node.indent() == place_.indent) keyOf(node);
      return;
    }
    if (node && !node.isNull() && !node.isScalar()) return;
    place_.key = place_.value = true;
    place_.node = node;
    if (!node.isScalar()) return;
    const Span span = node.span();
    if (!span.touches(at_)) {
      // Content below the cursor that is not a mapping: nothing can be typed before it.
      return refuse();
    }
    if (!node.isPlain()) {
      place_.key = false;
      takeValue(node);
      return;
    }
    place_.replace = {place_.replace.begin, std::min(span.end, lineEnd_)};
  }

  void flow() {
    place_.flow = true;
    const Level& level = chain_.back();
    if (level.node.isMapping()) {
      flowMapping(level);
    } else {
      flowSequence(level);
    }
  }

  // The character before the cursor, blanks and line ends skipped.
  char before() const {
    Offset i = at_;
    while (i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\n' || text_[i - 1] == '\r')) --i;
    return i > 0 ? text_[i - 1] : '\0';
  }

  // Brackets and commas of a quoted text part nothing.
  bool inQuotes(Node node) const {
    return node.isScalar() && !node.isPlain() && node.span().begin < at_ && at_ < node.span().end;
  }

  void flowMapping(const Level& level) {
    if (at_ == level.node.span().begin) return;
    const bool newEntry = !inQuotes(level.child) && (before() == '{' || before() == ',');
    if (const Node word = wordBefore(level)) return wordWithColon(word);
    if (level.key && !level.key.isNull() && level.key.span().touches(at_)) {
      place_.key = true;
      place_.node = level.node;
      takeKey(level.key);
    } else if (newEntry) {
      place_.key = true;
      place_.node = level.node;
    } else if (level.key && level.key.hasColon() && at_ > level.key.span().end) {
      value(level);
      if (place_.value && !level.child.isNull() && !level.child.span().touches(at_)) refuse();
    }
  }

  // "path: azureml:|}": before a bracket the colon reads as that of a key without a name. The word before it.
  Node wordBefore(const Level& level) const {
    if (!level.key || !level.key.isNull() || !level.child.isNull() || text_[at_ - 1] != ':') return {};
    Node word;
    for (const Entry entry : level.node.entries()) {
      if (entry.key == level.key) break;
      word = entry.value;
    }
    return word.isScalar() && word.isPlain() && word.span().end + 1 == at_ ? word : Node();
  }

  void wordWithColon(Node word) {
    place_.value = true;
    place_.node = word;
    place_.replace = {word.span().begin, at_};
    place_.indent = word.span().begin - lineStart_;
  }

  void flowSequence(const Level& level) {
    if (at_ == level.node.span().begin) return;
    const char previous = before();
    if ((previous == '[' || previous == ',') && !inQuotes(level.child)) {
      place_.key = place_.value = true;
      place_.node = itemAfter(level);
    } else if (level.child.isScalar() && level.child.span().touches(at_)) {
      place_.value = true;
      place_.node = level.child;
      takeValue(level.child);
    }
  }

  // The null item at the cursor if the tree has one; else the sequence itself stands for "a new item of it".
  Node itemAfter(const Level& level) const {
    return level.child.isNull() && level.child ? level.child : level.node;
  }

  const yaml::Tree& tree_;
  const std::string& text_;
  Offset at_;
  std::uint32_t line_ = 0;
  Offset lineStart_ = 0;
  Offset lineEnd_ = 0;
  std::vector<Level> chain_;
  Place place_;
};

bool hasDocumentStart(const yaml::Tree& tree, Offset begin, Offset end) {
  const std::string& text = tree.text();
  for (std::uint32_t line = tree.lines().lineOf(begin); line < tree.lines().lineCount(); ++line) {
    const Offset start = tree.lines().lineStart(line);
    if (start + 3 > end) return false;
    if (start >= begin && text.compare(start, 3, "---") == 0) return true;
  }
  return false;
}

}  // namespace

Place placeAt(const yaml::Tree& tree, Offset at) {
  return Finder(tree, at).find();
}

bool inComment(const yaml::Tree& tree, Offset at) {
  const std::vector<Span>& comments = tree.comments();
  auto after = std::upper_bound(comments.begin(), comments.end(), at,
                                [](Offset place, const Span& span) { return place <= span.begin; });
  return after != comments.begin() && std::prev(after)->end >= at;
}

yaml::Node rootAt(const yaml::Tree& tree, Offset at) {
  const std::vector<yaml::NodeId>& documents = tree.documents();
  if (documents.empty()) return {};
  std::size_t found = 0;
  while (found + 1 < documents.size() && tree.node(documents[found + 1]).span().begin <= at) ++found;
  // Between a "---" and the first word of its document.
  if (found + 1 < documents.size() && hasDocumentStart(tree, tree.node(documents[found]).span().end, at))
    ++found;
  return tree.node(documents[found]);
}

}  // namespace footplate::ide
