// The schemas we bring along, by kind of document; each compiled at first use.
//
// Thread-safe. Kinds without a schema file (we know their names only) have none: such documents get silence.
//
//   if (auto schema = schemaOfKind("commandJob")) issues = validate(root, *schema);
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/schema.h"

namespace footplate::schema {

// schemas/<kind>.json, or nullptr. The answer is the same object every time.
std::shared_ptr<const Schema> schemaOfKind(std::string_view kind);

// The kind whose schema this is; "" for one of the user.
std::string kindOf(const Schema& schema);

// Kinds that have a schema, sorted.
std::vector<std::string> kindsWithSchema();

// Whether documents of the kind can be submitted and run by this version.
bool kindRuns(std::string_view kind);

// The address in a comment `# yaml-language-server: $schema=ADDRESS` (or `# $schema: ADDRESS`, as another
// family of editors has it) before the content of one of the tree's documents, or "".
std::string schemaModeline(const yaml::Tree& tree, std::size_t document = 0);

}  // namespace footplate::schema
