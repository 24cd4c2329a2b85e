#include "python/syntax.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <string>

extern "C" const TSLanguage* tree_sitter_python();

namespace footplate::python {
namespace {

constexpr std::size_t largestText = std::size_t{1} << 20;
// Whole seconds: tree-sitter 0.20 adds less to its clock without a carry, and gives up at once when a second
// turns meanwhile.
constexpr std::uint64_t longestMicroseconds = 1'000'000;

// The reader's stack must stay below 65,536 entries, more break tree-sitter 0.20. One statement of this
// length cannot reach that.
constexpr std::size_t longestStatement = 40'000;

// The end of a string that begins at `at`; a short one ends with its line.
std::size_t endOfString(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool isLong = text.substr(at).starts_with(std::string(3, quote));
  for (at += isLong ? 3 : 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (isLong ? text.substr(at).starts_with(std::string(3, quote)) : text[at] == quote) {
      return at + (isLong ? 3 : 1);
    } else if (!isLong && text[at] == '\n') {
      return at;
    }
  }
  return text.size();
}

// Whether every statement is short: lines joined by brackets or backslashes are one, strings count little.
bool statementsAreShort(std::string_view text) {
  std::size_t length = 0;
  std::size_t open = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (++length > longestStatement) return false;
    if (c == '\\') {
      ++at;
    } else if (c == '#') {
      at = std::min(text.find('\n', at), text.size()) - 1;
    } else if (c == '"' || c == '\'') {
      at = endOfString(text, at) - 1;
    } else if (c == '(' || c == '[' || c == '{') {
      ++open;
    } else if (c == ')' || c == ']' || c == '}') {
      open -= open > 0 ? 1 : 0;
    } else if (c == '\n' && open == 0) {
      length = 0;
    }
  }
  return true;
}

struct FreeParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct FreeTree {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

std::unique_ptr<TSTree, FreeTree> read(const std::string& text) {
  const std::unique_ptr<TSParser, FreeParser> parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), tree_sitter_python())) return nullptr;
  ts_parser_set_timeout_micros(parser.get(), longestMicroseconds);
  return std::unique_ptr<TSTree, FreeTree>(
      ts_parser_parse_string(parser.get(), nullptr, text.data(), static_cast<std::uint32_t>(text.size())));
}

// A cursor that frees itself.
class Cursor {
 public:
  explicit Cursor(const TSTree* tree) : cursor_(ts_tree_cursor_new(ts_tree_root_node(tree))) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor() { ts_tree_cursor_delete(&cursor_); }

  TSNode node() const { return ts_tree_cursor_current_node(&cursor_); }
  const char* field() const {
    const char* name = ts_tree_cursor_current_field_name(&cursor_);
    return name == nullptr ? "" : name;
  }
  bool down() { return ts_tree_cursor_goto_first_child(&cursor_); }
  bool right() { return ts_tree_cursor_goto_next_sibling(&cursor_); }
  bool up() { return ts_tree_cursor_goto_parent(&cursor_); }

 private:
  TSTreeCursor cursor_;
};

bool isKept(TSNode node) {
  return ts_node_is_named(node) && std::string_view(ts_node_type(node)) != "comment";
}

}  // namespace

std::shared_ptr<const Syntax> parseSyntax(std::shared_ptr<const std::string> text) {
  if (!text || text->size() > largestText || !statementsAreShort(*text)) return nullptr;
  const auto tree = read(*text);
  if (!tree) return nullptr;
  auto syntax = std::make_shared<Syntax>();
  syntax->text_ = std::move(text);
  syntax->broken_ = ts_node_has_error(ts_tree_root_node(tree.get()));
  // The way from the root to where the cursor is: for each step its record and the last child it has so far.
  struct Step {
    std::uint32_t record;
    std::uint32_t lastChild;
  };
  std::vector<Step> way;
  Cursor cursor(tree.get());
  while (true) {
    const TSNode node = cursor.node();
    const bool kept = isKept(node);
    if (kept) {
      const auto id = static_cast<std::uint32_t>(syntax->records_.size());
      syntax->records_.push_back(
          {ts_node_type(node), cursor.field(), {ts_node_start_byte(node), ts_node_end_byte(node)}});
      if (!way.empty()) {
        Step& up = way.back();
        (up.lastChild == Syntax::none ? syntax->records_[up.record].firstChild
                                      : syntax->records_[up.lastChild].next) = id;
        up.lastChild = id;
      }
      way.push_back({id, Syntax::none});
      if (cursor.down()) continue;
      way.pop_back();
    }
    while (!cursor.right()) {
      if (!cursor.up() || way.empty()) return syntax;
      way.pop_back();
    }
  }
}

std::string_view SyntaxNode::type() const {
  return syntax_ == nullptr ? std::string_view() : syntax_->records_[id_].type;
}

Span SyntaxNode::span() const {
  return syntax_ == nullptr ? Span{} : syntax_->records_[id_].span;
}

std::string_view SyntaxNode::text() const {
  if (syntax_ == nullptr) return {};
  return std::string_view(*syntax_->text_).substr(span().begin, span().size());
}

SyntaxNode SyntaxNode::firstChild() const {
  if (syntax_ == nullptr) return {};
  const std::uint32_t id = syntax_->records_[id_].firstChild;
  return id == Syntax::none ? SyntaxNode() : SyntaxNode(syntax_, id);
}

SyntaxNode SyntaxNode::next() const {
  if (syntax_ == nullptr) return {};
  const std::uint32_t id = syntax_->records_[id_].next;
  return id == Syntax::none ? SyntaxNode() : SyntaxNode(syntax_, id);
}

SyntaxNode SyntaxNode::field(std::string_view name) const {
  for (SyntaxNode child = firstChild(); child; child = child.next()) {
    if (syntax_->records_[child.id_].field == name) return child;
  }
  return {};
}

std::vector<SyntaxNode> SyntaxNode::children() const {
  std::vector<SyntaxNode> all;
  for (SyntaxNode child = firstChild(); child; child = child.next()) all.push_back(child);
  return all;
}

}  // namespace footplate::python
