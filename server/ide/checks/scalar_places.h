// Which scalar stands at a place, for checks that ask for many places of one document: Tree::nodeAt() goes
// through the siblings each time, this looks through the document once, when it is first asked.
//
//   ScalarPlaces places(document.yaml());
//   if (const yaml::Node text = places.at(tab)) …
#pragma once

#include <compare>
#include <vector>

#include "yaml/tree.h"

namespace footplate::ide {

class ScalarPlaces {
 public:
  explicit ScalarPlaces(const yaml::Tree& tree) : tree_(tree) {}

  // The scalar whose span holds the place (its end is outside), or no node.
  yaml::Node at(Offset place);

 private:
  struct Start {
    Offset at;
    yaml::NodeId scalar;
    auto operator<=>(const Start&) const = default;
  };
  void read();

  const yaml::Tree& tree_;
  bool isRead_ = false;
  std::vector<Start> starts_;  // in the order of the text
};

}  // namespace footplate::ide
