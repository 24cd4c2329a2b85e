#include "schema/walk.h"

#include <algorithm>

#include "schema/entries.h"
#include "schema/judge.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr int maxDepth = 24;
constexpr std::size_t maxPlaces = 200;

class Expander {
 public:
  Expander(Node value, Typing typing, Choice choice)
      : value_(value.resolved()), judge_(*value.tree(), typing), choice_(choice) {}

  Places run(const Places& from) {
    for (const SchemaNode* schema : from) add(schema, 0);
    return std::move(places_);
  }

 private:
  void add(const SchemaNode* schema, int depth) {
    if (schema == nullptr || schema->never || depth > maxDepth || places_.size() > maxPlaces) return;
    if (std::find(places_.begin(), places_.end(), schema) != places_.end()) return;
    places_.push_back(schema);
    add(schema->reference, depth + 1);
    for (const SchemaNode* part : schema->allOf) add(part, depth + 1);
    for (const Union& choices : schema->unions) {
      for (const SchemaNode* branch : branchesOf(choices)) add(branch, depth + 1);
    }
    if (schema->if_ != nullptr) {
      const bool holds = value_.isMapping() && judge_.fits(value_, *schema->if_);
      if (holds) add(schema->if_, depth + 1);
      add(holds ? schema->then_ : schema->else_, depth + 1);
    }
    for (const Dependency& dependency : schema->dependencies) {
      if (value_.isMapping() && value_.find(dependency.key)) add(dependency.schema, depth + 1);
    }
  }

  std::vector<const SchemaNode*> branchesOf(const Union& choices) {
    if (choice_ == Choice::any || !value_ || value_.isNull()) return choices.branches;
    Judge::Narrowed narrowed = judge_.narrow(value_, choices);
    if (narrowed.branches.empty()) return choices.branches;
    if (narrowed.unknownTag || narrowed.branches.size() == 1) return narrowed.branches;
    return value_.isMapping() ? byRequired(narrowed.branches) : narrowed.branches;
  }

  // Without a discriminator: branches that know all keys written so far, most required ones present first.
  std::vector<const SchemaNode*> byRequired(const std::vector<const SchemaNode*>& branches) {
    std::vector<const SchemaNode*> possible;
    std::size_t most = 0;
    for (const SchemaNode* branch : branches) {
      const std::size_t known = knownKeys(*branch);
      if (known > most) possible.clear();
      if (known >= most) possible.push_back(branch);
      most = std::max(most, known);
    }
    return possible.empty() ? branches : possible;
  }

  std::size_t knownKeys(const SchemaNode& branch) {
    std::vector<std::string> names;
    collectNames(branch, names);
    std::size_t known = 0;
    eachEntry(value_, [&](yaml::Entry entry, Node) {
      known += std::find(names.begin(), names.end(), entry.key.text()) != names.end() ? 1 : 0;
    });
    return known;
  }

  Node value_;
  Judge judge_;
  Choice choice_;
  Places places_;
};

// From the root (exclusive) to the node (inclusive), keys replaced by their values.
std::vector<Node> chainTo(Node node) {
  std::vector<Node> chain;
  if (node.isKey() && node.entryValue()) node = node.entryValue();
  for (Node at = node; at && at.parent(); at = at.parent()) chain.push_back(at);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::size_t indexOf(Node sequence, Node item) {
  std::size_t index = 0;
  for (Node each : sequence.items()) {
    if (each == item) return index;
    ++index;
  }
  return index;
}

void addUnique(Places& places, const SchemaNode* schema) {
  if (schema == nullptr || schema->never) return;
  if (std::find(places.begin(), places.end(), schema) == places.end()) places.push_back(schema);
}

}  // namespace

Places schemasOfKey(const Places& parents, std::string_view key) {
  Places out;
  std::vector<const SchemaNode*> found;
  for (const SchemaNode* parent : parents) {
    found.clear();
    schemasOfKeyIn(*parent, key, found);
    for (const SchemaNode* schema : found) addUnique(out, schema);
  }
  return out;
}

Places schemasOfItem(const Places& parents, std::size_t index) {
  Places out;
  for (const SchemaNode* parent : parents) {
    addUnique(out, index < parent->prefixItems.size() ? parent->prefixItems[index] : parent->items);
    addUnique(out, parent->contains);
  }
  return out;
}

Places schemasAt(Node node, const Schema& schema, Choice choice) {
  if (!node) return {};
  const std::vector<Node> chain = chainTo(node);
  const Node root = chain.empty() ? node : chain.front().parent();
  Places places =
      Expander(root, schema.typing(), chain.empty() ? choice : Choice::byContent).run({&schema.root()});
  Node parent = root;
  for (const Node& step : chain) {
    const Places inner = parent.isSequence() ? schemasOfItem(places, indexOf(parent, step))
                                             : schemasOfKey(places, step.entryKey().text());
    const bool last = step == chain.back();
    places = Expander(step, schema.typing(), last ? choice : Choice::byContent).run(inner);
    parent = step;
  }
  return places;
}

const Property* findProperty(const Places& places, std::string_view name) {
  for (const SchemaNode* schema : places) {
    if (const Property* property = schema->property(name)) return property;
  }
  return nullptr;
}

std::string_view titleOf(const Places& places) {
  for (const SchemaNode* schema : places) {
    if (!schema->title.empty()) return schema->title;
  }
  return "";
}

std::string_view descriptionOf(const Places& places) {
  for (const SchemaNode* schema : places) {
    if (!schema->description.empty()) return schema->description;
  }
  return "";
}

}  // namespace footplate::schema
