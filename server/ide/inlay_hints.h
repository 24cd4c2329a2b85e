// What a line means beyond its words: when a schedule fires, how many trials a grid has, which version a
// label stands for now. Linear; any thread.
//
//   for (const InlayHint& hint : inlayHints(document, within, workspace)) showBehind(hint.at, hint.label);
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

struct InlayHint {
  Offset at = 0;  // it stands behind what ends here
  std::string label;
};

// In the order of the text; none when the setting is off.
std::vector<InlayHint> inlayHints(const Document& document, Span within, const Workspace& workspace);

}  // namespace footplate::ide
