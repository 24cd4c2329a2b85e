// Keys that a mapping's schema knows and yet refuses beside those that stand in it: "only one of 'jobs' and
// 'component'". Judged by what the schema itself says, and by its `x-excludes`, which names the keys that a
// rule of server/ide/checks tells beside each other; pure.
//
//   const KeyConflicts conflicts(mapping, ownKey, places);
//   if (!conflicts.excludes("component")) offer("component");
#pragma once

#include <string_view>
#include <vector>

#include "schema/walk.h"

namespace footplate::ide {

class KeyConflicts {
 public:
  // `own` is the key that is being typed, which does not count; no node for none.
  KeyConflicts(yaml::Node mapping, yaml::Node own, const schema::Places& places);

  bool excludes(std::string_view name) const;

 private:
  using Node = schema::SchemaNode;

  bool has(std::string_view name) const;
  // Whether every key that the schema wants is there once `added` is.
  bool isMet(const Node& wanted, std::string_view added) const;
  bool isRefused(const Node& schema, std::string_view name) const;
  bool isSecondOf(const std::vector<std::string_view>& group, std::string_view name) const;
  bool isSecondOfOne(const schema::Union& choices, std::string_view name) const;
  bool isRefusedByNot(const Node& refused, std::string_view name) const;

  std::vector<std::string_view> present_;
  schema::Places certain_;  // those that hold whatever is still to be written
};

}  // namespace footplate::ide
