// Judges a document by a schema: one walk, one message per fault.
//
// In a union the branch is chosen first (discriminator, type of the value, keys present) and only that
// branch speaks. Places with a YAML problem get no follow-on message. Pure; any thread.
//
//   auto issues = validate(tree->root(), *schemaOfKind("commandJob"));  // in the order of the text
//
// Codes: schema.unknown-key missing-key missing-value type enum range pattern length items conflict
// not-allowed deprecated.
#pragma once

#include <string_view>
#include <vector>

#include "schema/issue.h"
#include "schema/schema.h"
#include "yaml/tree.h"

namespace footplate::schema {

struct Options {
  bool closed = false;  // objects that say nothing of other keys take none
};

std::vector<Issue> validate(yaml::Node root, const Schema& schema, Options options = {});

// Whether a value fits a schema, with nothing said about why not.
bool fits(yaml::Node value, const SchemaNode& node, Typing typing);

}  // namespace footplate::schema
