// The entries of a mapping with merge keys applied. Private to schema/.
#pragma once

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

template <class Use>
void eachMergedEntry(yaml::Node source, yaml::Node by, yaml::Node into, const Use& use, int depth) {
  constexpr int maxDepth = 8;
  const yaml::Node merged = source.resolved();
  if (depth > maxDepth) return;
  for (yaml::Node item : merged.items()) eachMergedEntry(item, by, into, use, depth + 1);
  for (yaml::Entry entry : merged.entries()) {
    if (isMergeKey(entry.key)) {
      eachMergedEntry(entry.value, by, into, use, depth + 1);
    } else if (!hasOwnKey(into, entry.key.text())) {
      use(entry, by);
    }
  }
}

// use(entry, by): `by` is the value of the "<<" that brought the entry in, no node for an entry of its own.
template <class Use>
void eachEntry(yaml::Node mapping, const Use& use) {
  for (yaml::Entry entry : mapping.entries()) {
    if (isMergeKey(entry.key)) {
      eachMergedEntry(entry.value, entry.value, mapping, use, 0);
    } else {
      use(entry, yaml::Node());
    }
  }
}

}  // namespace footplate::schema
