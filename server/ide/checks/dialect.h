// Retired dialects: documents of a kind we know in a form that no service takes any more.
#pragma once

#include <optional>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// The one thing to say about such a document (`dialect.preview-2021`); everything else about it stays unsaid,
// because every line of it would be wrong for the same reason. Nothing for documents of today's form.
std::optional<schema::Issue> retiredDialect(const Document& document);

}  // namespace footplate::ide
