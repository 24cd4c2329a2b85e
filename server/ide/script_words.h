// Words of a job that name a file of its code folder: the script in `command`, `entry_script`, `entry.file`.
// Pure: whether the files exist is for the caller to ask.
//
//   for (const ScriptWord& word : scriptWords(document)) use(word.span, word.path);
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

struct ScriptWord {
  Span span;
  std::string path;  // absolute, in the code folder
};

// In the order of the text; none for a document that has no file.
std::vector<ScriptWord> scriptWords(const Document& document);

}  // namespace footplate::ide
