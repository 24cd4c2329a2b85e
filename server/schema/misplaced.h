// Keys that stand one level too deep or too shallow: where they belong, and the edits that bring them there.
// Private to schema/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/issue.h"
#include "schema/schema.h"

namespace footplate::schema {

// What mappings of the schema say of a key's value, those of all branches among them.
std::vector<const SchemaNode*> schemasNamed(const SchemaNode& schema, std::string_view key);

// Whether a mapping of the schema takes a key by its name, and the name is one that tells where it belongs.
bool takesByName(const SchemaNode& schema, std::string_view key);

// The property of that name, of the schema itself, what it refers to or combines; nullptr for none.
const Property* propertyNamed(const SchemaNode& schema, std::string_view name);

// The property of `schema`, below which the key of `mapping` belongs ("resources" of "instance_count"): the
// only one, or the only one that is there. "" for none.
std::string parentOfKey(yaml::Node mapping, const SchemaNode& schema, std::string_view key);

// Moves the entry of `key` below the key `parent` of `mapping`; nothing where the lines do not allow it.
std::optional<Fix> moveBelow(yaml::Node mapping, yaml::Node key, const std::string& parent);
// Moves it out of `mapping`, to stand before the entry of `around`, its parent, that `mapping` is the value
// of.
std::optional<Fix> moveBeside(yaml::Node mapping, yaml::Node key, yaml::Node around);

}  // namespace footplate::schema
