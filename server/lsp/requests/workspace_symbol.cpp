#include <set>

#include "base/uri.h"
#include "ide/navigation/workspace_symbols.h"
#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {
namespace {

using Workspaces = std::vector<std::shared_ptr<const EditorWorkspace>>;
using Kind = protocol::SymbolKind;

Kind kindOf(const ide::FileSymbol& symbol) {
  if (symbol.kind == "node") return Kind::object;
  const std::string_view asset = ide::assetKindOf(symbol.kind);
  if (asset == "component") return Kind::class_;
  return asset.empty() ? Kind::module : Kind::package;
}

class SymbolList {
 public:
  explicit SymbolList(PositionEncoding encoding) : encoding_(encoding) {}

  // Projects may lie in each other: each file counts once.
  void add(const EditorWorkspace& workspace, const std::string& query) {
    const auto files = workspace.projectFiles();
    if (!files) return;
    std::vector<const ide::FileFacts*> fresh;
    for (const ide::FileFacts* file : files->all()) {
      if (seen_.insert(file->path).second) fresh.push_back(file);
    }
    for (const ide::FoundSymbol& found : ide::workspaceSymbols(fresh, query)) {
      const Buffer* open = workspace.buffer(found.file->path);
      const std::string uri = open ? open->uri : uriFromPath(found.file->path);
      protocol::SymbolInformation item{
          found.symbol->name, kindOf(*found.symbol), {uri, rangeOf(workspace, found)}, {}};
      item.containerName =
          found.symbol->container.empty() ? found.symbol->kind : std::string(found.symbol->container);
      list_.push_back(std::move(item));
    }
  }

  const std::vector<protocol::SymbolInformation>& list() const { return list_; }

 private:
  protocol::Range rangeOf(const EditorWorkspace& workspace, const ide::FoundSymbol& found) const {
    Range range = found.symbol->range;
    if (encoding_ != PositionEncoding::utf16) {
      const auto document = workspace.document(found.file->path);
      if (document && found.symbol->span.end <= document->text->size())
        range = document->yaml().lines().range(*document->text, found.symbol->span, encoding_);
    }
    return {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
  }

  PositionEncoding encoding_;
  std::set<std::string> seen_;
  std::vector<protocol::SymbolInformation> list_;
};

}  // namespace

void workspaceSymbol(Server& server, const rpc::Message& message, rpc::Responder responder) {
  auto params = readParams<protocol::WorkspaceSymbolParams>(message);
  if (!params) return responder.error(rpc::Code::invalidParams, params.error().message);
  Workspaces workspaces;
  for (const std::string& root : server.roots()) workspaces.push_back(server.workspace(root));
  auto duty = std::make_shared<rpc::Responder>(std::move(responder));
  const auto client = server.client;
  server.work().post(Urgency::urgent, [workspaces, client, query = params->query, duty] {
    SymbolList list(client->encoding);
    for (const auto& workspace : workspaces) {
      if (duty->token().stop_requested()) return;
      workspace->settleFiles(!client->watchesFiles);
      list.add(*workspace, query);
    }
    duty->reply(listText(list.list()));
  });
}

}  // namespace footplate::lsp
