#include "ide/code_lens.h"

#include "ide/v1_runconfig.h"
#include "schema/schema_set.h"

namespace footplate::ide {

std::vector<CodeLens> codeLens(const Document& document, const Workspace& workspace) {
  if (!workspace.settings().codeLens || document.path.empty() || document.kind.empty()) return {};
  if (!schema::kindRuns(document.kind)) return {};
  if (document.kind == "v1runconfig" && isV1Spark(document.yaml().root())) return {};
  return {{{0, 0}, LensAction::run}, {{0, 0}, LensAction::submitTo}, {{0, 0}, LensAction::dryRun}};
}

}  // namespace footplate::ide
