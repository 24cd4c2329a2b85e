// Schemas put into words: the Markdown of completion and hover, and values as YAML text.
#pragma once

#include <string>
#include <string_view>

#include "schema/schema.h"
#include "schema/walk.h"

namespace footplate::ide {

// The documentation of a value: description, then one line each for type, allowed values and default.
std::string describe(const schema::Places& places, bool required);

// "string", "integer or null", "mapping"; "" where the schema says nothing.
std::string typeWords(const schema::Places& places);

// Why a key should not be used any more; "" when nothing speaks against it.
std::string deprecationWords(const schema::Places& places);

// The description of one allowed value, "" for none.
std::string valueDescription(const schema::Places& places, std::string_view value);

// A scalar of a schema as it is written in a block of YAML: "1" quoted where it is a string, null as null.
std::string valueText(yaml::Node value);

// A string as a plain scalar where it stays a string so, else quoted.
std::string quotedIfNeeded(std::string_view text, bool inFlow);

// Text that stands literally in a snippet, and in Markdown.
std::string snippetText(std::string_view text);
std::string markdownText(std::string_view text);
// The text between backticks; as markdownText() where it has some itself.
std::string codeSpan(std::string_view text);

}  // namespace footplate::ide
