// Formatting: only white space changes, so comments, quotes, long lines and the order of things stay.
//
// Indentation follows the structure: lists stay below or beside their key, lines in brackets are a step
// deeper than what opens them. What closes a bracket alone has the column of what opens it; where YAML wants
// that deeper, it stays there or goes to the lines it ends. One blank stands behind ":", "-" and ",", none at
// the end of a line, and at most two empty lines follow one another. The result is read again and compared: a
// text whose meaning would change, or that is not well-formed yet, is left alone. Formatting what is
// formatted changes nothing. JSON is YAML. Any thread.
//
//   applyEdits(text, formatting(document, {.tabSize = 4}));
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

struct FormatOptions {
  int tabSize = 2;
  bool trimLines = true;     // blanks at the ends of lines
  bool endWithBreak = true;  // the last line ends with a line break
  bool trimEnd = true;       // no empty lines at the end
};

// In the order of the text, none over another.
std::vector<schema::Edit> formatting(const Document& document, const FormatOptions& options);

// The same for the lines that `within` touches, where the rest can stay as it is.
std::vector<schema::Edit> rangeFormatting(const Document& document, Span within,
                                          const FormatOptions& options);

}  // namespace footplate::ide
