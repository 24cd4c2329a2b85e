// A text after edits, as an editor applies them.
#pragma once

#include <string>
#include <vector>

#include "schema/issue.h"

namespace footplate::test {

// The edits are in the order of the text.
inline std::string applied(std::string text, const std::vector<schema::Edit>& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    text.replace(edit->span.begin, edit->span.size(), edit->newText);
  }
  return text;
}

}  // namespace footplate::test
