#include <nlohmann/json.hpp>

#include "base/json_text.h"
#include "base/uri.h"
#include "commands/command.h"
#include "lsp/requests/handlers.h"
#include "protocol/generated/footplate_types.h"

namespace footplate::lsp {
namespace {

std::vector<std::string> readFolders(const protocol::InitializeParams& params) {
  std::vector<std::string> folders;
  if (params.workspaceFolders) {
    for (const auto& folder : *params.workspaceFolders) {
      if (auto path = pathFromUri(folder.uri)) folders.push_back(*path);
    }
  } else if (params.rootUri) {
    if (auto path = pathFromUri(*params.rootUri)) folders.push_back(*path);
  } else if (params.rootPath && !params.rootPath->empty()) {
    folders.push_back(*params.rootPath);
  }
  return folders;
}

std::string commandNames() {
  std::string names;
  for (const commands::Command& command : commands::all()) {
    if (!names.empty()) names += ',';
    appendJsonString(names, std::string("footplate.server.") + command.name);
  }
  return names;
}

std::string answerText(const Client& client) {
  std::string out = R"({"capabilities":{"positionEncoding":")";
  out += client.encodingName();
  out += R"(","textDocumentSync":{"openClose":true,"change":2,"save":true})";
  for (const RequestRow& row : requestTable()) {
    if (*row.capability) out += ',' + std::string(row.capability);
  }
  out += ',' + semanticTokensLegend();
  if (client.pullsDiagnostics) {
    out += R"(,"diagnosticProvider":{"identifier":"footplate","interFileDependencies":true,)"
           R"("workspaceDiagnostics":false})";
  }
  out += R"(,"executeCommandProvider":{"workDoneProgress":true,"commands":[)" + commandNames() + "]}";
  out += R"(,"workspace":{"workspaceFolders":{"supported":true,"changeNotifications":true}}})";
  out += R"(,"serverInfo":{"name":"footplate","version":")" FOOTPLATE_VERSION R"("}})";
  return out;
}

}  // namespace

void initialize(Server& server, const rpc::Message& message, rpc::Responder responder) {
  const auto params = readParams<protocol::InitializeParams>(message);
  if (!params) return responder.error(rpc::Code::invalidParams, params.error().message);
  server.client = std::make_shared<const Client>(readClient(*params));
  server.folders = readFolders(*params);
  ide::Settings settings;
  settings.language = server.client->language;
  server.settings = std::make_shared<const ide::Settings>(std::move(settings));
  if (params->initializationOptions && params->initializationOptions->is_object()) {
    const auto options = protocol::fromJson<protocol::InitializationOptions>(*params->initializationOptions);
    if (!options)
      return responder.error(rpc::Code::invalidParams, "initializationOptions." + options.error().message);
    server.trust(options->trusted.value_or(false));
    if (options->settings) server.applySettings(*options->settings);
  }
  if (server.client->processId > 0) server.watchParent(server.client->processId);
  server.phase = Server::Phase::running;
  responder.reply(answerText(*server.client));
}

}  // namespace footplate::lsp
