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
#include "schema/verdicts.h"
#include "yaml/tree.h"

namespace footplate::schema {

// `verdicts` are of this tree: what they hold faultless is not looked at again, what is found so is added.
// null for a check that nobody follows up.
std::vector<Issue> validate(yaml::Node root, const Schema& schema, Options options = {},
                            Verdicts* verdicts = nullptr);

}  // namespace footplate::schema
