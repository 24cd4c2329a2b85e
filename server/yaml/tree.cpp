#include "yaml/tree.h"

#include <algorithm>

namespace footplate::yaml {

namespace {

constexpr int mergeBudget = 1000;  // mappings looked into for one find(); merges of merges multiply

Node findMerged(Node mapping, std::string_view key, int& budget);

Node findOwn(Node mapping, std::string_view key, Node* merge) {
  Node found;
  for (Entry entry : mapping.entries()) {
    if (!entry.key.isScalar()) continue;
    const std::string_view name = entry.key.text();
    if (name == key) found = entry.value;
    if (name == "<<" && entry.key.isPlain()) *merge = entry.value;
  }
  return found;
}

Node findIn(Node mapping, std::string_view key, int& budget) {
  if (--budget < 0) return {};
  Node merge;
  if (Node found = findOwn(mapping, key, &merge)) return found;
  return merge ? findMerged(merge, key, budget) : Node();
}

Node findMerged(Node merge, std::string_view key, int& budget) {
  const Node source = merge.resolved();
  if (source.isMapping()) return findIn(source, key, budget);
  for (Node item : source.items()) {
    const Node mapping = item.resolved();
    if (!mapping.isMapping()) continue;
    if (Node found = findIn(mapping, key, budget)) return found;
  }
  return {};
}

}  // namespace

Tree::Tree() = default;
Tree::~Tree() = default;

std::size_t Tree::nodeCount() const {
  return records_.size();
}

Node Tree::nodeAt(Offset at) const {
  Node found;
  for (NodeId id : documents_) {
    if (record(id).begin <= at && (at <= record(id).end || !found)) found = Node(this, id);
  }
  if (!found || !found.span().touches(at)) return {};
  while (found.isMapping() || found.isSequence()) {
    NodeId inner = noNode;
    for (NodeId id = record(found.id()).first; id != noNode; id = record(id).next) {
      const NodeRecord& child = record(id);
      if (child.begin > at) break;
      if (at <= child.end) inner = id;
    }
    if (inner == noNode) break;
    found = Node(this, inner);
  }
  return found;
}

std::string Tree::path(Node node) const {
  std::vector<std::string> steps;
  for (; node && node.parent(); node = node.parent()) {
    if (node.parent().isSequence()) {
      std::size_t index = 0;
      for (NodeId id = record(node.id()).previous; id != noNode; id = record(id).previous) ++index;
      steps.push_back("[" + std::to_string(index) + "]");
    } else {
      const Node key = node.isKey() ? node : node.entryKey();
      steps.push_back(std::string(key.text()));
    }
  }
  std::string path;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (!path.empty() && (step->empty() || step->front() != '[')) path += '.';
    path += *step;
  }
  return path;
}

std::uint32_t Node::indent() const {
  if (!*this) return 0;
  const Offset begin = span().begin;
  const Offset start = tree_->lines().lineStart(tree_->lines().lineOf(begin));
  // A byte order mark takes no column.
  const bool marked = start == 0 && begin >= 3 && tree_->text().starts_with("\xEF\xBB\xBF");
  return begin - start - (marked ? 3 : 0);
}

Span Node::tagSpan() const {
  const std::uint32_t at = *this ? tree_->record(id_).properties : 0;
  return at == 0 ? Span() : tree_->properties_[at - 1].tag;
}

Span Node::anchorSpan() const {
  const std::uint32_t at = *this ? tree_->record(id_).properties : 0;
  return at == 0 ? Span() : tree_->properties_[at - 1].anchor;
}

std::string_view Node::tag() const {
  const std::uint32_t at = *this ? tree_->record(id_).properties : 0;
  return at == 0 ? std::string_view() : std::string_view(tree_->properties_[at - 1].tagName);
}

std::string_view Node::anchor() const {
  const Span span = anchorSpan();
  if (span.empty()) return {};
  return std::string_view(tree_->text()).substr(span.begin + 1, span.size() - 1);
}

std::uint32_t Node::size() const {
  if (isMapping()) return tree_->record(id_).count / 2;
  return isSequence() ? tree_->record(id_).count : 0;
}

// Asked more than anything else, so the records are read without the steps between.
Node Node::find(std::string_view key) const {
  if (!isMapping()) return {};
  constexpr std::string_view mergeKey = "<<";
  const std::vector<NodeRecord>& records = tree_->records_;
  NodeId found = noNode;
  bool merges = false;
  for (NodeId id = records[id_].first; id != noNode; id = records[records[id].next].next) {
    const NodeRecord& record = records[id];
    if (record.kind != Kind::scalar) continue;
    if (record.count == key.size() && Node(tree_, id).text() == key) found = records[id].next;
    if (record.count == mergeKey.size() && Node(tree_, id).text() == mergeKey) merges = true;
  }
  if (found != noNode) return {tree_, found};
  int budget = mergeBudget;
  return merges ? findIn(*this, key, budget) : Node();
}

Node Node::resolved() const {
  if (!isAlias()) return *this;
  const NodeId target = tree_->record(id_).first;
  return target == noNode ? Node() : Node(tree_, target);
}

Node Node::parent() const {
  const NodeId id = *this ? tree_->record(id_).parent : noNode;
  return id == noNode ? Node() : Node(tree_, id);
}

Node Node::entryKey() const {
  if (isKey() || !parent().isMapping()) return {};
  return {tree_, tree_->record(id_).previous};
}

Node Node::entryValue() const {
  return isKey() ? Node(tree_, tree_->record(id_).next) : Node();
}

}  // namespace footplate::yaml
