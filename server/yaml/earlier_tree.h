// What the tree of an earlier version still says of a text: runs of entries that no edit touched. Private to
// yaml/.
//
// The bytes that both versions share at their beginning and at their end are found by comparing, so any
// edits count as one change in between. Entries of a block mapping are taken over only where reading them
// again would give the very same nodes: they stand first on their lines at the same column and depth, their
// lines and the beginning of the next entry are shared, and in them is neither a problem, an anchor, an alias
// nor a tag, because these depend on what stands elsewhere.
//
//   EarlierTree earlier(before, text);
//   if (auto run = earlier.runAt(offset, column, depth)) copy(run->first, run->end);
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "yaml/tree.h"
#include "yaml/tree_record.h"

namespace footplate::yaml {

class EarlierTree {
 public:
  // Entries that follow one another in one mapping. Nodes and offsets are those of the earlier tree.
  struct Run {
    NodeId first = noNode;  // key of the first entry
    NodeId last = noNode;   // value of the last one
    NodeId end = noNode;    // key of the entry behind the run: all nodes before it belong to the run
    Offset begin = 0;
    Offset stop = 0;   // where the entry behind begins
    Offset shift = 0;  // what the text's offsets have more than the earlier ones, modulo 2^32
    std::uint32_t entries = 0;
  };

  EarlierTree(const Tree& before, std::string_view text);

  const Tree& tree() const { return tree_; }
  LineIndex lines(std::string_view text) const;
  // The longest run whose first key stands at that offset of the text; none where it has to be read.
  std::optional<Run> runAt(Offset at, int column, int depth) const;

 private:
  NodeId keyAt(Offset at) const;
  int depthOf(NodeId node) const;
  bool beginsLine(Offset at, int column) const;

  const Tree& tree_;
  Offset sharedHead_ = 0;       // bytes
  Offset sharedTail_ = 0;       // where it begins in the earlier text
  Offset shift_ = 0;            // of the shared tail
  std::vector<Offset> unsure_;  // where something stands that has to be read again; in order
};

}  // namespace footplate::yaml
