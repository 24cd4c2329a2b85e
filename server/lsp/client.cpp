#include "lsp/client.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace footplate::lsp {
namespace {

using nlohmann::json;

// A list of words at the pointer; empty when there is none.
std::vector<std::string> words(const json& capabilities, const char* pointer) {
  std::vector<std::string> result;
  const json::json_pointer at(pointer);
  if (!capabilities.contains(at) || !capabilities[at].is_array()) return result;
  for (const json& item : capabilities[at]) {
    if (item.is_string()) result.push_back(item.get<std::string>());
  }
  return result;
}

bool flag(const json& capabilities, const char* pointer) {
  const json::json_pointer at(pointer);
  return capabilities.contains(at) && capabilities[at].is_boolean() && capabilities[at].get<bool>();
}

// The client lists what it can, best first; we can all three, and do least work for UTF-8.
PositionEncoding chooseEncoding(const std::vector<std::string>& offered) {
  for (const std::string& name : offered) {
    if (name == "utf-8") return PositionEncoding::utf8;
    if (name == "utf-16") return PositionEncoding::utf16;
    if (name == "utf-32") return PositionEncoding::utf32;
  }
  return PositionEncoding::utf16;
}

// Clients that do not say what they show are sent Markdown: most can.
bool showsMarkdown(const json& capabilities, const char* pointer) {
  const auto formats = words(capabilities, pointer);
  return formats.empty() || std::ranges::find(formats, "markdown") != formats.end();
}

// Our own extension says so, for the editors made of VS Code that it runs in have names of their own.
bool isOurExtension(const protocol::RawJson& options) {
  if (!options || !options->is_object()) return false;
  const auto client = options->find("client");
  return client != options->end() && *client == "vscode";
}

bool isCalledCode(const std::string& name) {
  return name.find("Code") != std::string::npos || name.starts_with("code");
}

}  // namespace

const char* Client::encodingName() const {
  switch (encoding) {
    case PositionEncoding::utf8:
      return "utf-8";
    case PositionEncoding::utf32:
      return "utf-32";
    case PositionEncoding::utf16:
      break;
  }
  return "utf-16";
}

Client readClient(const protocol::InitializeParams& params) {
  Client client;
  client.processId = params.processId.value_or(0);
  if (params.clientInfo) client.name = params.clientInfo->name;
  client.isVsCode = isOurExtension(params.initializationOptions) || isCalledCode(client.name);
  client.language = languageOf(params.locale.value_or(""));
  if (!params.capabilities || !params.capabilities->is_object()) return client;
  const json& can = *params.capabilities;
  client.encoding = chooseEncoding(words(can, "/general/positionEncodings"));
  client.pullsDiagnostics = can.contains("/textDocument/diagnostic"_json_pointer);
  client.refreshesDiagnostics = flag(can, "/workspace/diagnostics/refreshSupport");
  client.snippets = flag(can, "/textDocument/completion/completionItem/snippetSupport");
  client.markdown = showsMarkdown(can, "/textDocument/hover/contentFormat");
  client.markdownInItems = showsMarkdown(can, "/textDocument/completion/completionItem/documentationFormat");
  client.hierarchicalSymbols = flag(can, "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport");
  if (const json::json_pointer limit("/textDocument/foldingRange/rangeLimit");
      can.contains(limit) && can[limit].is_number_unsigned())
    client.mostFolds = can[limit].get<std::size_t>();
  client.definitionLinks = flag(can, "/textDocument/definition/linkSupport");
  const auto resolved = words(can, "/textDocument/codeAction/resolveSupport/properties");
  client.resolvesEdits = flag(can, "/textDocument/codeAction/dataSupport") &&
                         std::ranges::find(resolved, "edit") != resolved.end();
  client.documentChanges = flag(can, "/workspace/workspaceEdit/documentChanges");
  const auto operations = words(can, "/workspace/workspaceEdit/resourceOperations");
  client.createsFiles = client.documentChanges && std::ranges::find(operations, "create") != operations.end();
  client.configuration = flag(can, "/workspace/configuration");
  client.watchesFiles = flag(can, "/workspace/didChangeWatchedFiles/dynamicRegistration");
  client.showsProgress = flag(can, "/window/workDoneProgress");
  return client;
}

}  // namespace footplate::lsp
