// Text of a document shown inside Markdown.
#pragma once

#include <string>
#include <string_view>

#include "ide/document.h"

namespace footplate::ide {

// As a block of YAML, whatever it holds.
std::string fencedYaml(std::string_view text);
// What is written there, its first lines only, without the indentation they share.
std::string excerpt(const Document& document, Span span);
// A key with its value.
std::string excerpt(const Document& document, yaml::Node key, yaml::Node value);

}  // namespace footplate::ide
