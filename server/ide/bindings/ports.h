// What a job, a step or a component takes and gives: its inputs or outputs with their types.
//
// Plain values over a tree that must outlive them; any thread.
//
//   const Ports inputs(job.find("inputs"), Ports::Side::inputs);
//   if (const Port* lr = inputs.find("lr")) lr->type.name;  // "number" for 0.1
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "yaml/tree.h"

namespace footplate::ide {

struct PortType {
  enum class Group { unknown, literal, data };
  Group group = Group::unknown;
  std::string name;    // "uri_folder", "integer"; "" when nothing tells
  bool loose = false;  // only what a literal looks like: 5 may be meant as text
  bool operator==(const PortType&) const = default;
};

// The type a word of a `type:` means, in any case. Words we do not know are of an unknown group.
PortType portType(std::string_view word);

struct Port {
  std::string_view name;
  yaml::Node key;    // where it is defined
  yaml::Node value;  // aliases followed
  PortType type;     // as written; unknown for a binding, whose type is that of what it names
  bool optional = false;
  yaml::Node literal;  // its literal value or default
  yaml::Node binding;  // the scalar of a binding that is its value, or its path

  bool hasDefault() const { return static_cast<bool>(literal); }
};

class Ports {
 public:
  enum class Side { inputs, outputs };

  Ports() = default;
  // `mapping` may be an alias, or nothing. What "<<" merges in is among them.
  Ports(yaml::Node mapping, Side side);
  // All that a body has under this key: a key that stands twice is told, and either mapping may be meant.
  Ports(yaml::Node body, std::string_view key, Side side);

  const Port* find(std::string_view name) const;
  const std::vector<Port>& list() const { return ports_; }
  std::vector<std::string> names() const;
  // Whether there were too many to read them all: a name that is not found may be there all the same.
  bool cut() const { return cut_; }
  bool empty() const { return ports_.empty(); }

 private:
  using Met = std::unordered_set<yaml::NodeId>;  // mappings that were added already

  void add(yaml::Node mapping, Side side, unsigned depth, Met& met);
  void append(Port port);

  std::vector<Port> ports_;
  bool cut_ = false;
  std::unordered_map<std::string_view, std::size_t> index_;  // of many ports only
};

}  // namespace footplate::ide
