// The editor's YAML tree: made from any text, never fails, exact places of every key and value.
//
// parse() reads a whole text, parseAgain() only what changed since an earlier tree; what is wrong is recorded
// in problems() and read as the author most likely meant it, led by indentation. A Tree is immutable and may
// be read from any thread; a Node is a value of two words that lives no longer than its tree. JSON is YAML,
// so this reads JSON too.
//
//   auto tree = yaml::parse(std::make_shared<const std::string>("inputs:\n  lr: 0.1\n"));
//   yaml::Node lr = tree->root().find("inputs").find("lr");
//   lr.text();                                        // "0.1"
//   for (yaml::Entry entry : tree->root().entries())  // in the order of the text
//     use(entry.key.text(), entry.value);
//
// Aliases are never expanded: whoever follows them (resolved(), find() over "<<") in a walk of his own must
// count his steps, because ten lines of anchors can stand for a billion nodes. An alias never points at a
// node that contains it.
#pragma once

#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/severity.h"
#include "base/text.h"
#include "yaml/tree_record.h"

namespace footplate::yaml {

struct Problem {
  Span span;
  std::string code;  // "yaml.duplicate-key"
  std::string message;
  Severity severity = Severity::error;
};

class Tree;
class Entries;
class Items;

class Node {
 public:
  Node() = default;
  Node(const Tree* tree, NodeId id) : tree_(tree), id_(id) {}

  // False for "no such node": what find() gives for a missing key. All questions may be asked of it.
  explicit operator bool() const { return tree_ != nullptr && id_ != noNode; }
  bool operator==(const Node&) const = default;
  NodeId id() const { return id_; }
  const Tree* tree() const { return tree_; }

  Kind kind() const;
  bool isNull() const { return kind() == Kind::null_; }
  bool isScalar() const { return kind() == Kind::scalar; }
  bool isSequence() const { return kind() == Kind::sequence; }
  bool isMapping() const { return kind() == Kind::mapping; }
  bool isAlias() const { return kind() == Kind::alias; }

  // What is written, without tag and anchor; quotes and the header of a block scalar belong to it. A block
  // collection runs from its first key or dash to the end of its last value. Nothing written: an empty span
  // where it would be.
  Span span() const;
  Style style() const;
  bool isPlain() const { return isScalar() && style() == Style::plain; }
  bool flow() const;             // written as [..] or {..}
  std::uint32_t indent() const;  // column in bytes of span().begin

  // In full ("tag:yaml.org,2002:str" for !!str, "!mine" for !mine, "!" for a lone one), "" when there is
  // none.
  std::string_view tag() const;
  std::string_view anchor() const;  // the name without "&"
  Span tagSpan() const;
  Span anchorSpan() const;

  // A scalar's content, unfolded and unescaped; an alias' name; "" for all else. Lives as long as the tree.
  std::string_view text() const;

  Entries entries() const;  // of a mapping as written, "<<" among them; none for another kind
  Items items() const;      // of a sequence
  std::uint32_t size() const;

  // The last value of that key; where there is none, the value merged in by "<<". Does not follow *this.
  Node find(std::string_view key) const;
  // The node an alias stands for (no node when its anchor is unknown); itself for every other kind.
  Node resolved() const;

  Node parent() const;
  bool isKey() const;       // of an entry
  bool hasColon() const;    // false for a key typed without its ":"
  Node entryKey() const;    // the key this value belongs to; no node for a key, an item or a root
  Node entryValue() const;  // the value that belongs to this key

 private:
  const Tree* tree_ = nullptr;
  NodeId id_ = noNode;
};

struct Entry {
  Node key;    // never "no such node"; kind null_ for ": value"
  Node value;  // kind null_ when nothing is written
};

// Nodes that parseAgain() took over, first to the one before end, and the first one's number in the tree
// before. None of them has an anchor, an alias, a tag or a problem in it.
struct TakenOver {
  NodeId first = noNode;
  NodeId end = noNode;
  NodeId earlier = noNode;
};

class Tree {
 public:
  ~Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  const std::string& text() const { return *text_; }
  const LineIndex& lines() const { return lines_; }
  // In the order of the text.
  const std::vector<Problem>& problems() const { return problems_; }
  // Each from its "#" to the end of the line.
  const std::vector<Span>& comments() const { return comments_; }
  // One root a document; an empty document has a root of kind null_. An empty text has no document.
  const std::vector<NodeId>& documents() const { return documents_; }
  // The first document's root, or no node.
  Node root() const { return documents_.empty() ? Node() : Node(this, documents_.front()); }
  Node node(NodeId id) const { return Node(this, id); }
  std::size_t nodeCount() const;
  // What is the same as in the tree before, in order; nothing for a text that was read at once.
  const std::vector<TakenOver>& takenOver() const { return takenOver_; }

  // The deepest node whose span holds or touches the place; a key or value rather than the gap between.
  Node nodeAt(Offset at) const;
  // Where a node is, from its document's root: "inputs.lr", "tags[0].name"; "" for a root.
  std::string path(Node node) const;

 private:
  friend class Node;
  friend class Entries;
  friend class Items;
  friend class Parser;
  friend class EarlierTree;
  Tree();
  const NodeRecord& record(NodeId id) const;

  std::shared_ptr<const std::string> text_;
  LineIndex lines_;
  std::vector<NodeRecord> records_;
  std::vector<NodeProperties> properties_;
  std::string cooked_;
  std::vector<Problem> problems_;
  std::vector<Span> comments_;
  std::vector<NodeId> documents_;
  std::vector<NodeId> aliases_;
  std::vector<TakenOver> takenOver_;
};

std::shared_ptr<const Tree> parse(std::shared_ptr<const std::string> text);
// The same tree, with less work where most of the text stands in the text of `before`, a tree of any earlier
// version, too.
std::shared_ptr<const Tree> parseAgain(std::shared_ptr<const std::string> text, const Tree& before);

// The ranges Node::entries() and Node::items() give.
class Entries {
 public:
  class Iterator {
   public:
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    Iterator() = default;
    Iterator(const Tree* tree, NodeId key) : tree_(tree), key_(key) {}
    Entry operator*() const;
    Iterator& operator++();
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const Iterator& other) const { return key_ == other.key_; }

   private:
    const Tree* tree_ = nullptr;
    NodeId key_ = noNode;
  };

  Entries(const Tree* tree, NodeId first) : tree_(tree), first_(first) {}
  Iterator begin() const { return {tree_, first_}; }
  Iterator end() const { return {tree_, noNode}; }
  bool empty() const { return first_ == noNode; }

 private:
  const Tree* tree_;
  NodeId first_;
};

class Items {
 public:
  class Iterator {
   public:
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    Iterator() = default;
    Iterator(const Tree* tree, NodeId id) : tree_(tree), id_(id) {}
    Node operator*() const { return {tree_, id_}; }
    Iterator& operator++();
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const Iterator& other) const { return id_ == other.id_; }

   private:
    const Tree* tree_ = nullptr;
    NodeId id_ = noNode;
  };

  Items(const Tree* tree, NodeId first) : tree_(tree), first_(first) {}
  Iterator begin() const { return {tree_, first_}; }
  Iterator end() const { return {tree_, noNode}; }
  bool empty() const { return first_ == noNode; }

 private:
  const Tree* tree_;
  NodeId first_;
};

// Asked more than anything else: inline.
inline const NodeRecord& Tree::record(NodeId id) const {
  static constexpr NodeRecord none;
  return id < records_.size() ? records_[id] : none;
}

inline Kind Node::kind() const {
  return *this ? tree_->record(id_).kind : Kind::null_;
}
inline Style Node::style() const {
  return *this ? tree_->record(id_).style : Style::plain;
}
inline bool Node::flow() const {
  return *this && tree_->record(id_).has(NodeRecord::flow);
}
inline bool Node::isKey() const {
  return *this && tree_->record(id_).has(NodeRecord::key);
}
inline bool Node::hasColon() const {
  return *this && !tree_->record(id_).has(NodeRecord::noColon);
}

inline Span Node::span() const {
  if (!*this) return {};
  const NodeRecord& record = tree_->record(id_);
  return {record.begin, record.end};
}

inline std::string_view Node::text() const {
  if (!*this) return {};
  const NodeRecord& record = tree_->record(id_);
  const std::string_view source = tree_->text();
  if (record.kind == Kind::alias) return source.substr(record.begin + 1, record.end - record.begin - 1);
  if (record.kind != Kind::scalar) return {};
  const std::string_view from = record.has(NodeRecord::cooked) ? std::string_view(tree_->cooked_) : source;
  return from.substr(record.first, record.count);
}

inline Entries Node::entries() const {
  if (!isMapping()) return {tree_, noNode};
  return {tree_, tree_->record(id_).first};
}

inline Items Node::items() const {
  if (!isSequence()) return {tree_, noNode};
  return {tree_, tree_->record(id_).first};
}

inline Entry Entries::Iterator::operator*() const {
  return {Node(tree_, key_), Node(tree_, tree_->record(key_).next)};
}

inline Entries::Iterator& Entries::Iterator::operator++() {
  const NodeId value = tree_->record(key_).next;
  key_ = value == noNode ? noNode : tree_->record(value).next;
  return *this;
}

inline Items::Iterator& Items::Iterator::operator++() {
  id_ = tree_->record(id_).next;
  return *this;
}

}  // namespace footplate::yaml
