// How tree.h keeps its nodes, and the questions that are asked of each node, inline. Included by tree.h alone
// and by the files of yaml/ that make nodes.
#pragma once

#include "yaml/tree.h"

namespace footplate::yaml {

// One node in 36 bytes. Children are a list; in a mapping keys and values alternate.
struct Tree::Record {
  static constexpr std::uint8_t cooked = 1;   // the text is in cooked_, not in the source
  static constexpr std::uint8_t key = 2;      // of an entry
  static constexpr std::uint8_t flow = 4;     // [..] or {..}
  static constexpr std::uint8_t noColon = 8;  // a key without its ":"

  Offset begin = 0;
  Offset end = 0;
  NodeId parent = noNode;
  NodeId next = noNode;
  NodeId previous = noNode;
  std::uint32_t first = noNode;  // first child; start of a scalar's text; an alias' target
  std::uint32_t count = 0;       // children; length of a scalar's text
  std::uint32_t properties = 0;  // index + 1 into properties_
  Kind kind = Kind::null_;
  Style style = Style::plain;
  std::uint8_t flags = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

struct Tree::Properties {
  Span anchor;  // with its "&"; empty when there is none
  Span tag;
  std::string tagName;  // in full
};

inline const Tree::Record& Tree::record(NodeId id) const {
  static constexpr Record none;
  return id < records_.size() ? records_[id] : none;
}

inline Kind Node::kind() const {
  return *this ? tree_->record(id_).kind : Kind::null_;
}
inline Style Node::style() const {
  return *this ? tree_->record(id_).style : Style::plain;
}
inline bool Node::flow() const {
  return *this && tree_->record(id_).has(Tree::Record::flow);
}
inline bool Node::isKey() const {
  return *this && tree_->record(id_).has(Tree::Record::key);
}
inline bool Node::hasColon() const {
  return *this && !tree_->record(id_).has(Tree::Record::noColon);
}

inline Span Node::span() const {
  if (!*this) return {};
  const Tree::Record& record = tree_->record(id_);
  return {record.begin, record.end};
}

inline std::string_view Node::text() const {
  if (!*this) return {};
  const Tree::Record& record = tree_->record(id_);
  const std::string_view source = tree_->text();
  if (record.kind == Kind::alias) return source.substr(record.begin + 1, record.end - record.begin - 1);
  if (record.kind != Kind::scalar) return {};
  const std::string_view from = record.has(Tree::Record::cooked) ? std::string_view(tree_->cooked_) : source;
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
