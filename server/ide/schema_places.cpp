#include "ide/schema_places.h"

#include <algorithm>

namespace footplate::ide {
namespace {

using schema::Places;
using schema::SchemaNode;

constexpr unsigned deepest = 24;
constexpr std::size_t mostPlaces = 200;

void add(const SchemaNode* node, Places& places, unsigned depth) {
  if (node == nullptr || node->never || depth > deepest || places.size() > mostPlaces) return;
  if (std::find(places.begin(), places.end(), node) != places.end()) return;
  places.push_back(node);
  add(node->reference, places, depth + 1);
  for (const SchemaNode* part : node->allOf) add(part, places, depth + 1);
  for (const schema::Union& choices : node->unions) {
    for (const SchemaNode* branch : choices.branches) add(branch, places, depth + 1);
  }
  add(node->then_, places, depth + 1);
  add(node->else_, places, depth + 1);
}

// All branches of the unions that the key chooses from: what another key has chosen stays so.
Places branchesChosenBy(const Places& places, std::string_view key) {
  Places branches;
  for (const SchemaNode* node : places) {
    for (const schema::Union& choices : node->unions) {
      if (choices.discriminator != key) continue;
      for (const SchemaNode* branch : choices.branches) add(branch, branches, 0);
    }
  }
  return branches;
}

}  // namespace

Places expandAll(const Places& places) {
  Places all;
  for (const SchemaNode* node : places) add(node, all, 0);
  return all;
}

Places expandedKey(const Places& parents, std::string_view key) {
  return expandAll(schema::schemasOfKey(parents, key));
}

Places expandedItem(const Places& parents, std::size_t index) {
  return expandAll(schema::schemasOfItem(parents, index));
}

Places schemasOfValue(yaml::Node value, const schema::Schema& schema, schema::Choice choice) {
  Places places = schema::schemasAt(value, schema, choice);
  const yaml::Node key = value.entryKey();
  const yaml::Node mapping = value.parent();
  if (!key.isScalar()) return places;
  const Places branches = branchesChosenBy(schema::schemasAt(mapping, schema), key.text());
  for (const SchemaNode* node : expandedKey(branches, key.text())) {
    if (std::find(places.begin(), places.end(), node) == places.end()) places.push_back(node);
  }
  return places;
}

}  // namespace footplate::ide
