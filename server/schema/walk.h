// Which schemas apply at a place of a document: the ground of completion and hover.
//
// Follows references, allOf, if/then/else and, in unions, the branches that the written content allows.
// Pure; any thread. Answers are few: an ordinary place has one to four.
//
//   Places here = schemasAt(node, schema);
//   for (const SchemaNode* s : here) for (const Property& p : s->properties) offer(p.name);
#pragma once

#include <string_view>
#include <vector>

#include "schema/schema.h"
#include "yaml/tree.h"

namespace footplate::schema {

using Places = std::vector<const SchemaNode*>;

// How much the value that stands at the place decides about the last union.
enum class Choice {
  byContent,  // the branches its discriminator, type and keys allow (hover, keys of a mapping)
  any,        // all branches: the value is being typed (completion of a value)
};

// Schemas of a value (for a key: of the entry's value), expanded: the nodes themselves, what they
// refer to, allOf members and chosen branches. Empty when the schema says nothing about the place.
// A union whose discriminator is absent gives its default branch or those the keys allow.
Places schemasAt(yaml::Node node, const Schema& schema, Choice choice = Choice::byContent);

// One step down from schemas that apply to a mapping or sequence; not expanded by content (there is none).
Places schemasOfKey(const Places& parents, std::string_view key);
Places schemasOfItem(const Places& parents, std::size_t index);

// The first property of that name among `places`, or nullptr.
const Property* findProperty(const Places& places, std::string_view name);

// For hover: the first title or description among `places`; "" when nothing is said.
std::string_view titleOf(const Places& places);
std::string_view descriptionOf(const Places& places);

}  // namespace footplate::schema
