// `footplate/actions`: what can be done with a document, for buttons that a client shows beside its lenses.
#include <nlohmann/json.hpp>

#include "ide/code_lens.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

const char* name(ide::LensAction action) {
  switch (action) {
    case ide::LensAction::run:
      return "run";
    case ide::LensAction::debug:
      return "debug";
    case ide::LensAction::submitTo:
      return "submitTo";
    case ide::LensAction::dryRun:
      break;
  }
  return "dryRun";
}

}  // namespace

std::string documentActions(const Snapshot& snapshot, const protocol::DocumentActionsParams&) {
  nlohmann::json names = nlohmann::json::array();
  for (const ide::LensAction action : ide::documentActions(snapshot.document(), *snapshot.workspace))
    names.push_back(name(action));
  return names.dump();
}

}  // namespace footplate::lsp
