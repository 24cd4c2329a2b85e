// What checks found without a fault: larger mappings of one tree, each with the schema it fits. After an edit
// they hold for all that was taken over from the tree before, so that a check costs what the edit costs.
//
//   Verdicts verdicts;
//   validate(tree->root(), schema, options, &verdicts);
//   Verdicts next = verdicts.carriedTo(*parseAgain(text, *tree));  // for the same schema and options
//
// A value; one thread at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "yaml/tree.h"

namespace footplate::schema {

struct SchemaNode;

struct Options {
  bool closed = false;  // objects that say nothing of other keys take none
  bool operator==(const Options&) const = default;
};

class Verdicts {
 public:
  explicit Verdicts(Options options = {}) : options_(options) {}

  // Under which the checks were made: they say nothing of others.
  Options options() const { return options_; }
  bool isFaultless(yaml::Node value, const SchemaNode& schema) const;
  std::size_t size() const { return faultless_.size(); }

  // Smaller mappings are checked as fast as they are looked up.
  static bool isWorthKeeping(yaml::Node value);
  struct Verdict {
    yaml::NodeId value = yaml::noNode;
    const SchemaNode* schema = nullptr;
    auto operator<=>(const Verdict&) const = default;
  };
  void add(std::vector<Verdict> found);
  // What still holds in a tree that parseAgain() made from the one these are about.
  Verdicts carriedTo(const yaml::Tree& next) const;

 private:
  Options options_;
  std::vector<Verdict> faultless_;  // sorted
};

}  // namespace footplate::schema
