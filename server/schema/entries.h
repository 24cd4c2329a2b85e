// The entries of a mapping with merge keys applied.
//
//   eachEntry(jobs, [&](yaml::Entry step, yaml::Node by) { … });
#pragma once

#include <unordered_set>

#include "yaml/tree.h"

namespace footplate::schema {

inline bool isMergeKey(yaml::Node key) {
  return key.text() == "<<" && key.isPlain();
}

// Whether the mapping itself, not a merge, has that key.
inline bool hasOwnKey(yaml::Node mapping, std::string_view name) {
  for (yaml::Entry entry : mapping.entries()) {
    if (entry.key.text() == name && !entry.key.isNull()) return true;
  }
  return false;
}

// One walk over what a mapping merges in. Each mapping is met once, however often it is named: a second time
// it adds nothing, and ten lines of merges of merges name a billion.
template <class Use>
class MergeWalk {
 public:
  MergeWalk(yaml::Node into, const Use& use) : into_(into), use_(use) {}

  void merge(yaml::Node source, yaml::Node by, int depth = 0) {
    constexpr int maxDepth = 64;
    const yaml::Node merged = source.resolved();
    if (depth > maxDepth || !met_.insert(merged.id()).second) return;
    for (yaml::Node item : merged.items()) merge(item, by, depth + 1);
    for (yaml::Entry entry : merged.entries()) {
      if (isMergeKey(entry.key)) {
        merge(entry.value, by, depth + 1);
      } else if (!hasOwnKey(into_, entry.key.text())) {
        use_(entry, by);
      }
    }
  }

 private:
  yaml::Node into_;
  const Use& use_;
  std::unordered_set<yaml::NodeId> met_;
};

// use(entry, by): `by` is the value of the "<<" that brought the entry in, no node for an entry of its own.
template <class Use>
void eachEntry(yaml::Node mapping, const Use& use) {
  MergeWalk<Use> merges(mapping, use);
  for (yaml::Entry entry : mapping.entries()) {
    if (isMergeKey(entry.key)) {
      merges.merge(entry.value, entry.value);
    } else {
      use(entry, yaml::Node());
    }
  }
}

}  // namespace footplate::schema
