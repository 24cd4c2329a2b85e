#include "ide/code_lens.h"

#include "ide/bindings/scopes.h"
#include "ide/v1_runconfig.h"
#include "schema/schema_set.h"

namespace footplate::ide {
namespace {

constexpr int deepest = 8;  // pipelines within pipelines

bool stepsRun(Scopes& scopes, const Unit& pipeline, int depth) {
  for (const std::string& name : scopes.stepNames(pipeline)) {
    const Unit* step = scopes.step(pipeline, name);
    const Unit* component = step ? scopes.component(*step) : nullptr;
    const std::string type = component ? component->type : step ? step->type : "";
    const bool inner = type == "pipeline" && component && depth < deepest;
    if (type != "command" && !(inner && stepsRun(scopes, *component, depth + 1))) return false;
  }
  return true;
}

bool pipelineRuns(const Document& document, const Workspace& workspace) {
  Scopes scopes(document, workspace);
  const Unit* root = scopes.root();
  if (!root) return false;
  const Unit* component = scopes.component(*root);
  return stepsRun(scopes, component ? *component : *root, 0);
}

// One command that starts a Python.
bool debugs(const Document& document) {
  const yaml::Node root = document.yaml().root();
  if (document.kind == "v1runconfig") return true;
  return document.kind == "commandJob" &&
         root.find("command").text().find("python") != std::string_view::npos;
}

}  // namespace

std::vector<LensAction> documentActions(const Document& document, const Workspace& workspace) {
  if (document.path.empty() || document.kind.empty() || !schema::kindRuns(document.kind)) return {};
  if (document.kind == "v1runconfig" && isV1Spark(document.yaml().root())) return {};
  if (document.kind == "pipelineJob" && !pipelineRuns(document, workspace)) return {};
  if (debugs(document)) return {LensAction::run, LensAction::debug, LensAction::submitTo, LensAction::dryRun};
  return {LensAction::run, LensAction::submitTo, LensAction::dryRun};
}

std::vector<CodeLens> codeLens(const Document& document, const Workspace& workspace) {
  if (!workspace.settings().codeLens) return {};
  std::vector<CodeLens> lenses;
  for (const LensAction action : documentActions(document, workspace)) lenses.push_back({{0, 0}, action});
  return lenses;
}

}  // namespace footplate::ide
