// The edits that put a schema fault right. Private to schema/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/issue.h"
#include "schema/schema.h"

namespace footplate::schema {

// Another word for a key, or for a value as one of the schema's; quotes stay as they are.
Fix renameKey(yaml::Node key, std::string_view name);
Fix changeValue(yaml::Node value, yaml::Node inSchema);

// A line `name: …` for a key that is missing from `mapping`, with the schema's snippet, default or only
// value.
Fix insertKey(yaml::Node mapping, std::string_view name, const SchemaNode* schema);

// What the value would do as, beside its type.
struct Fitness {
  bool asText = true;  // what is written, as a text
  bool asItem = true;  // the value, as the one item of a list
};

// Quotes put on or taken off, yes to true, one value to a list; nothing when no such change gives the type.
std::optional<Fix> convert(yaml::Node value, TypeSet wanted, Typing typing, Fitness fitness);

// A word in place of a mapping as the value of the key that it is the short form of: `build: src` as `build:
// {path: src}`.
Fix asMapping(yaml::Node value, std::string_view key);

// `{{NAME}}`, which a template fills in and YAML reads as a mapping in a mapping, as the text it is meant to
// be.
std::optional<Fix> placeholderInQuotes(yaml::Node value);

// What is written, quotes and all.
std::string_view rawText(yaml::Node node);

// A text as a plain scalar where that reads back as the same text, else in double quotes.
std::string scalarText(std::string_view text);

}  // namespace footplate::schema
