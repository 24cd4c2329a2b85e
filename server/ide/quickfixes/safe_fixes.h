// Repairs that may be made unasked: "fix all" of the editor and `footplate validate --fix`.
//
// A repair is safe when it is the only one of an error or a warning, writes no value that only the author can
// choose, guesses neither at names that are defined elsewhere nor at what the author wants (families name,
// file, binding, args, rule), and where its error goes without another one in its place. What a text says is
// repaired only when its syntax is: before, nobody knows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// Those of `issues` that may be repaired unasked, as far as it can be told before it is done.
std::vector<schema::Issue> safeOnes(const Document& document, const std::vector<schema::Issue>& issues);

struct Repair {
  schema::Issue issue;
  Range range;   // in the text its round began with
  bool follows;  // it could be made only after others
};

struct FixedText {
  std::string text;
  std::vector<Repair> repairs;      // in the order they were made
  std::vector<schema::Edit> edits;  // of the text before; ordered
};

// The text after all safe repairs, those that only then become possible included; nothing when there is
// nothing to repair or the result would be worse.
std::optional<FixedText> fixSafely(const Document& document, const Workspace& workspace,
                                   const std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
