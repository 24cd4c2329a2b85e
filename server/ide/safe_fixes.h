// Repairs that may be made unasked: "fix all" of the editor and `footplate validate --fix`.
//
// A repair is safe when it is the only one of its issue, leaves nothing to be filled in, and guesses at no
// name that is defined elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

bool isSafe(const schema::Issue& issue);

struct FixedText {
  std::string text;
  std::vector<schema::Issue> repaired;  // the issues, in the order they were put right
  std::vector<schema::Edit> edits;      // of the text before; ordered
};

// The text after all safe repairs, those that only then become possible included; nothing when there is
// nothing to repair or the result would be worse.
std::optional<FixedText> fixSafely(const Document& document, const Workspace& workspace,
                                   const std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
