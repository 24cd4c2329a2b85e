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

// Kinds that have a schema, sorted.
std::vector<std::string> kindsWithSchema();

// Whether documents of the kind can be submitted and run by this version.
bool kindRuns(std::string_view kind);

// A schema of the user's own, from its text. Recently compiled texts are kept, so asking again after
// each keystroke costs one comparison.
Result<std::shared_ptr<const Schema>> userSchema(std::string_view location, const std::string& text);

// The address in a comment `# yaml-language-server: $schema=ADDRESS` before the content, or "".
std::string schemaModeline(const yaml::Tree& tree);

}  // namespace footplate::schema
