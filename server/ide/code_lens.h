// What can be done with a document, above its first line. Any thread.
#pragma once

#include <vector>

#include "ide/document.h"

namespace footplate::ide {

enum class LensAction { run, debug, submitTo, dryRun };

struct CodeLens {
  Span span;
  LensAction action = LensAction::run;
};

// Only for files of a kind that can run (schemas/index.json), and for pipelines whose every step is of such a
// kind. What runs Python by one command can be debugged.
std::vector<LensAction> documentActions(const Document& document, const Workspace& workspace);

// The same as lenses, where the setting is on.
std::vector<CodeLens> codeLens(const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
