// What is wrong at one place of a document, and the edits that would put it right.
//
// Plain values: made by schema/validator.h and the rules of ide/, shown by both faces.
//
//   Issue{span, Severity::error, "schema.unknown-key", "unknown key 'enviroment', did you mean
//   'environment'?",
//         {Fix{"change to 'environment'", {Edit{span, "environment"}}}}}
#pragma once

#include <string>
#include <vector>

#include "base/severity.h"
#include "base/text.h"

namespace footplate::schema {

// Bytes of the text to replace. The edits of one fix do not overlap; an empty span inserts.
struct Edit {
  Span span;
  std::string newText;
  bool operator==(const Edit&) const = default;
};

struct Fix {
  std::string title;  // "change to 'environment'"
  std::vector<Edit> edits;
  bool isChoice = false;  // writes a value that only the author can choose: offered, never made unasked
  bool operator==(const Fix&) const = default;
};

struct Issue {
  Span span;
  Severity severity = Severity::error;
  std::string code;        // "family.name", the families of `footplate validate`
  std::string message;     // one sentence in lower case without a final stop
  std::vector<Fix> fixes;  // the best one first
  // What the message says in words and repairs want as it is: the type that is wanted, settings that lack,
  // packages it speaks for.
  std::vector<std::string> names = {};
  bool operator==(const Issue&) const = default;
};

}  // namespace footplate::schema
