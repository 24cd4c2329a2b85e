// What can be typed at a place: keys, values, bindings, names, paths. Pure, and cheap: only the path
// from the root to the cursor is looked at, never the whole document.
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

enum class CompletionKind { property, value, enumMember, snippet, file, folder, variable, reference };

struct CompletionItem {
  std::string label;
  CompletionKind kind = CompletionKind::property;
  std::string detail;         // one line: type, "required"
  std::string documentation;  // Markdown
  // Text that takes the place of `replace`. Lines after the first hold their full indentation already
  // (insertTextMode asIs), with "\n" line ends. As a snippet, `$`, `}` and `\` of the text are escaped.
  std::string insertText;
  bool isSnippet = false;
  std::string filterText;
  std::string sortText;
  Span replace;  // on the cursor's line
  bool deprecated = false;
  bool preselect = false;
  bool completeAgain = false;  // the editor should ask for the value right after inserting
};

std::vector<CompletionItem> completion(const Document& document, Offset at, const Workspace& workspace);

// Characters after which an editor should ask by itself, beside letters.

}  // namespace footplate::ide
