// Markdown for clients that show none.
#pragma once

#include <string>
#include <string_view>

#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

// The words without the signs of Markdown that our texts are made with: "**bold**", `code`, fences and
// backslashes.
std::string plainText(std::string_view markdown);

// In the form that the client shows.
protocol::MarkupContent toMarkup(std::string markdown, bool showsMarkdown);

}  // namespace footplate::lsp
