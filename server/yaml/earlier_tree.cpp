#include "yaml/earlier_tree.h"

#include <algorithm>
#include <cstring>

namespace footplate::yaml {

namespace {

constexpr std::size_t block = 256;  // bytes compared at once

std::size_t sharedHead(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t at = 0;
  while (at + block <= most && std::memcmp(a.data() + at, b.data() + at, block) == 0) at += block;
  while (at < most && a[at] == b[at]) ++at;
  return at;
}

// Bytes that both end with, at most `most`.
std::size_t sharedTail(std::string_view a, std::string_view b, std::size_t most) {
  const char* const endA = a.data() + a.size();
  const char* const endB = b.data() + b.size();
  std::size_t count = 0;
  while (count + block <= most && std::memcmp(endA - count - block, endB - count - block, block) == 0)
    count += block;
  while (count < most && *(endA - count - 1) == *(endB - count - 1)) ++count;
  return count;
}

}  // namespace

EarlierTree::EarlierTree(const Tree& before, std::string_view text) : tree_(before) {
  const std::string_view earlier = before.text();
  const std::size_t head = sharedHead(earlier, text);
  const std::size_t tail = sharedTail(earlier, text, std::min(earlier.size(), text.size()) - head);
  sharedHead_ = static_cast<Offset>(head);
  sharedTail_ = static_cast<Offset>(earlier.size() - tail);
  shift_ = static_cast<Offset>(text.size()) - static_cast<Offset>(earlier.size());

  for (const Problem& problem : before.problems()) unsure_.push_back(problem.span.begin);
  for (const NodeProperties& properties : before.properties_) {
    if (!properties.anchor.empty()) unsure_.push_back(properties.anchor.begin);
    if (!properties.tag.empty()) unsure_.push_back(properties.tag.begin);
  }
  for (const NodeId alias : before.aliases_) unsure_.push_back(before.record(alias).begin);
  std::ranges::sort(unsure_);
}

LineIndex EarlierTree::lines(std::string_view text) const {
  const auto tail = static_cast<Offset>(tree_.text().size()) - sharedTail_;
  return LineIndex(text, tree_.lines(), sharedHead_, tail);
}

std::optional<EarlierTree::Run> EarlierTree::runAt(Offset at, int column, int depth) const {
  constexpr Offset lookahead = 4;  // bytes of the next entry that tell what it is
  const auto indent = static_cast<Offset>(column);
  const bool inTail = at - indent >= sharedTail_ + shift_;
  if (!inTail && at + lookahead > sharedHead_) return std::nullopt;
  Run run;
  run.shift = inTail ? shift_ : 0;
  run.begin = run.stop = at - run.shift;
  run.first = run.end = keyAt(run.begin);
  if (run.first == noNode || depthOf(run.first) != depth) return std::nullopt;
  // An anchor or a tag of the first key stood before it, on its line or the one above.
  if (tree_.record(run.first).properties != 0 || !beginsLine(run.begin, column)) return std::nullopt;
  auto unsure = std::ranges::lower_bound(unsure_, run.begin);
  while (true) {
    const NodeId value = tree_.record(run.end).next;
    const NodeId next = tree_.record(value).next;
    if (next == noNode) break;  // the last entry ends by what is no part of it
    const NodeRecord& following = tree_.record(next);
    const bool shared = inTail || following.begin + lookahead <= sharedHead_;
    if (!shared || following.kind != Kind::scalar || !beginsLine(following.begin, column)) break;
    if (unsure != unsure_.end() && *unsure < following.begin) break;
    run.last = value;
    run.end = next;
    run.stop = following.begin;
    ++run.entries;
  }
  if (run.entries == 0) return std::nullopt;
  return run;
}

// Nodes are nearly in the order of the text; where they are not, no key is found and the entry is read.
// Behind the first key of a mapping stands the mapping itself: it is no part of a run.
NodeId EarlierTree::keyAt(Offset at) const {
  const auto& records = tree_.records_;
  const auto found = std::ranges::lower_bound(records, at, {}, &NodeRecord::begin);
  if (found == records.end() || found->begin != at || found->kind != Kind::scalar) return noNode;
  if (!found->has(NodeRecord::key) || found->previous == noNode) return noNode;
  if (tree_.record(found->parent).has(NodeRecord::flow)) return noNode;
  return static_cast<NodeId>(found - records.begin());
}

int EarlierTree::depthOf(NodeId node) const {
  int depth = 0;
  for (NodeId at = tree_.record(node).parent; at != noNode; at = tree_.record(at).parent) ++depth;
  return depth;
}

// Whether only the spaces of that column stand before it on its line.
bool EarlierTree::beginsLine(Offset at, int column) const {
  const auto indent = static_cast<Offset>(column);
  if (at <= indent) return false;
  const std::string& text = tree_.text();
  if (text[at - indent - 1] != '\n' && text[at - indent - 1] != '\r') return false;
  return std::all_of(text.begin() + (at - indent), text.begin() + at, [](char c) { return c == ' '; });
}

}  // namespace footplate::yaml
