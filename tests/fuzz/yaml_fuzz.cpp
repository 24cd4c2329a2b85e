// Any bytes are a tree: no crash, no endless loop, and a tree whose parts fit together.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "yaml/scalar.h"
#include "yaml/tree.h"

namespace {

using namespace footplate;
using namespace footplate::yaml;

void require(bool holds) {
  if (!holds) std::abort();
}

void walk(const Tree& tree, Node node, Node parent, std::size_t& seen) {
  require(++seen <= tree.nodeCount());
  require(node.parent() == parent);
  const Span span = node.span();
  require(span.begin <= span.end && span.end <= tree.text().size());
  if (parent) require(parent.span().begin <= span.begin && span.end <= parent.span().end);
  (void)node.tag();
  (void)node.anchor();
  if (node.isScalar())
    require(typeOf(node) <= ScalarType::timestamp && type12Of(node) <= ScalarType::timestamp);
  if (node.isAlias()) require(!node.resolved().isAlias());
  for (Node item : node.items()) walk(tree, item, node, seen);
  for (Entry entry : node.entries()) {
    require(entry.key.isKey() && entry.key.entryValue() == entry.value &&
            entry.value.entryKey() == entry.key);
    require(entry.key.span().end <= entry.value.span().begin);
    walk(tree, entry.key, node, seen);
    walk(tree, entry.value, node, seen);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size);
  const auto tree = parse(text);
  for (const NodeId root : tree->documents()) {
    std::size_t seen = 0;
    walk(*tree, tree->node(root), {}, seen);
    (void)tree->node(root).find("inputs").find("lr");
  }
  for (const Problem& problem : tree->problems()) {
    require(problem.span.begin <= problem.span.end && problem.span.end <= size);
  }
  for (const Span comment : tree->comments()) require(comment.end <= size && (*text)[comment.begin] == '#');
  for (Offset at = 0; at <= size; at += 1 + static_cast<Offset>(size / 16))
    (void)tree->path(tree->nodeAt(at));
  return 0;
}
