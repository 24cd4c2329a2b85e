#include "ide/code_lens.h"

#include <nlohmann/json.hpp>

#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

const char* title(ide::LensAction action) {
  switch (action) {
    case ide::LensAction::run:
      return "Run";
    case ide::LensAction::debug:
      return "Debug";
    case ide::LensAction::submitTo:
      return "Submit to…";
    case ide::LensAction::dryRun:
      break;
  }
  return "Dry run";
}

// Our own client has commands with pickers and terminals; any other editor can run the server's.
protocol::Command ownCommand(ide::LensAction action, const std::string& uri) {
  const char* name = action == ide::LensAction::run        ? "footplate.submitAndFollow"
                     : action == ide::LensAction::debug    ? "footplate.debug"
                     : action == ide::LensAction::submitTo ? "footplate.submitTo"
                                                           : "footplate.dryRun";
  return {"", name, std::make_shared<const json>(json::array({uri}))};
}

protocol::Command serverCommand(ide::LensAction action, const std::string& path) {
  json parameters{{"file", path}};
  if (action == ide::LensAction::dryRun) parameters["dry_run"] = true;
  return {"", "footplate.server.submit", std::make_shared<const json>(json::array({std::move(parameters)}))};
}

}  // namespace

std::string codeLens(const Snapshot& snapshot, const protocol::CodeLensParams&) {
  const Places places = snapshot.places();
  const ide::Document& document = snapshot.document();
  std::vector<protocol::CodeLens> lenses;
  for (const ide::CodeLens& lens : ide::codeLens(document, *snapshot.workspace)) {
    const bool asks = lens.action == ide::LensAction::debug || lens.action == ide::LensAction::submitTo;
    if (asks && !snapshot.client->isVsCode) continue;
    protocol::CodeLens out;
    out.range = places.range(lens.span);
    out.command = snapshot.client->isVsCode ? ownCommand(lens.action, snapshot.uri)
                                            : serverCommand(lens.action, document.path);
    out.command.title = places.words(title(lens.action));
    lenses.push_back(std::move(out));
  }
  return listText(lenses);
}

}  // namespace footplate::lsp
