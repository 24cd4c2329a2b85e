#include "lsp/server.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "lsp/environment_watch.h"
#include "lsp/notifications/handlers.h"
#include "lsp/requests/handlers.h"
#include "lsp/run_watch.h"
#include "lsp/settings.h"
#include "os/machine.h"
#include "os/process_end.h"
#include "protocol/generated/footplate_types.h"
#include "runner/environments/environment_cache.h"
#include "store/project_root.h"
#include "store/store_folder.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

std::optional<rpc::Refusal> refuse(Server::Phase phase, const rpc::Message& message) {
  const bool isInitialize = message.method == "initialize";
  switch (phase) {
    case Server::Phase::fresh:
      if (isInitialize || message.method == "exit") return std::nullopt;
      return rpc::Refusal{rpc::Code::notInitialized, "the server is not initialized yet"};
    case Server::Phase::running:
      if (!isInitialize) return std::nullopt;
      return rpc::Refusal{rpc::Code::invalidRequest, "the server is initialized already"};
    case Server::Phase::shutDown:
      break;
  }
  if (message.method == "exit") return std::nullopt;
  return rpc::Refusal{rpc::Code::invalidRequest, "the server is shut down"};
}

}  // namespace

Server::Server(const Options& options, rpc::Peer::Write write)
    : peer(std::move(write)), engine(options.engine), push_(*this) {
  const auto arrived = [this] { mailbox.post([this] { worldChanged(true); }); };
  schemas_ = std::make_shared<SchemaSources>(store::userCacheFolder(), arrived);
  for (const RequestRow& row : requestTable()) {
    dispatcher_.onRequest(row.method, [this, &row](const rpc::Message& message, rpc::Responder responder) {
      row.handle(*this, message, std::move(responder));
    });
  }
  for (const NotificationRow& row : notificationTable()) {
    dispatcher_.onNotification(row.method,
                               [this, &row](const rpc::Message& message) { row.handle(*this, message); });
  }
  dispatcher_.setGate([this](const rpc::Message& message) { return refuse(phase, message); });
}

Server::~Server() = default;

std::shared_ptr<const Snapshot> Server::snapshot(const std::string& uri) {
  const OpenDocument* document = documents.find(uri);
  if (!document) return nullptr;
  return std::make_shared<const Snapshot>(
      Snapshot{uri, document->parsed, workspace(document->root), client, sentTokens_});
}

std::shared_ptr<const commands::DiskWorkspace> Server::disk(const std::string& root) {
  auto& disk = disks_[root];
  if (!disk) {
    using Indexing = commands::DiskWorkspace::Indexing;
    disk = std::make_shared<const commands::DiskWorkspace>(root, Indexing::whenTold, limitsOf(root));
    index(disk);
  }
  return disk;
}

std::shared_ptr<const EditorWorkspace> Server::workspace(const std::string& root) {
  return std::make_shared<const EditorWorkspace>(disk(root), documents.buffers(), settings, schemas_);
}

std::shared_ptr<const EditorWorkspace> Server::workspaceToRun(const std::string& root,
                                                              const std::string& path) {
  const std::string* python = pythonFor(pythons, path);
  if (!python) return workspace(root);
  ide::Settings own = *settings;
  own.python = *python;
  return std::make_shared<const EditorWorkspace>(
      disk(root), documents.buffers(), std::make_shared<const ide::Settings>(std::move(own)), schemas_);
}

std::string Server::rootOf(const std::string& path) const {
  for (const std::string& folder : folders) {
    if (isInside(path, folder)) return store::projectRoot(path, folder);
  }
  return store::projectRoot(path);
}

std::vector<std::string> Server::roots() {
  std::vector<std::string> list;
  const auto add = [&](const std::string& root) {
    if (!root.empty() && std::ranges::find(list, root) == list.end()) list.push_back(root);
  };
  for (const std::string& folder : folders) add(store::projectRoot(folder, folder));
  for (const OpenDocument* document : documents.all()) add(document->root);
  return list;
}

void Server::applySettings(const json& value) {
  ide::Settings read = readSettings(value, folders.empty() ? "" : folders.front());
  read.language = client->language;
  settings = std::make_shared<const ide::Settings>(std::move(read));
  pythons = readPythons(value);
  schemas_->remote.allow(trusted && settings->fetchSchemas);
  worldChanged(true);
}

void Server::trust(bool isTrusted) {
  if (std::exchange(trusted, isTrusted) == isTrusted) return;
  schemas_->remote.allow(trusted && settings->fetchSchemas);
  if (settings->fetchSchemas) worldChanged(true);
}

void Server::askSettings() {
  if (!client->configuration) return;
  const auto take = [this](const rpc::Message& answer) {
    if (answer.isError || !answer.params) return;
    mailbox.post([this, list = answer.params] {
      if (!list->is_array() || list->size() != 2) return;
      applySettings(json{{"yaml", (*list)[0]}, {"footplate", (*list)[1]}});
    });
  };
  peer.request("workspace/configuration", R"({"items":[{"section":"yaml"},{"section":"footplate"}]})", take);
}

void Server::documentChanged(const std::string& uri) {
  // A schema that is being written judges at once.
  if (const OpenDocument* document = documents.find(uri); document && isSchema(document->path))
    return worldChanged(true);
  if (!client->pullsDiagnostics) push_.want(uri);
}

void Server::documentClosed(const std::string& uri) {
  if (!client->pullsDiagnostics) push_.clear(uri);
  sentTokens_->forget(uri);
  watchRuns();
  work_.post(Urgency::background,
             [] { os::giveMemoryBack(); });  // closed documents are given back to the system
}

void Server::worldChanged(bool reparse) {
  if (reparse) documents.reparseAll();
  if (!client->pullsDiagnostics) {
    for (const OpenDocument* document : documents.all()) push_.want(document->uri);
  } else if (client->refreshesDiagnostics && !documents.all().empty()) {
    peer.request("workspace/diagnostic/refresh", "");
  }
}

void Server::watchRuns() {
  const std::vector<std::string> now = roots();
  if (!runWatch_) {
    if (now.empty()) return;
    runWatch_ =
        std::make_unique<RunWatch>([this](const std::string& root, const std::vector<std::string>& ids) {
          peer.notify("footplate/runsChanged", toJson(protocol::RunsChangedParams{ids, root}));
        });
  }
  runWatch_->watch(now);
}

bool Server::isNews(const std::string& notice) {
  const std::lock_guard guard(toldMutex_);
  return told_.insert(notice).second;
}

void Server::watchEnvironments() {
  if (environmentWatch_) return;
  const std::string folder = runner::environmentsFolder(store::userCacheFolder());
  environmentWatch_ = std::make_unique<EnvironmentWatch>(folder, [this, folder] {
    peer.notify("footplate/environmentsChanged", toJson(protocol::EnvironmentsChangedParams{folder}));
  });
}

// A file of nobody's project stands in a folder that may be anything: it is not searched through.
commands::IndexLimits Server::limitsOf(const std::string& root) const {
  commands::IndexLimits limits;
  const bool ofWindow = std::ranges::any_of(
      folders, [&](const std::string& folder) { return isInside(root, folder) || isInside(folder, root); });
  const bool marked = folderExists(joinPath(root, ".footplate")) || folderExists(joinPath(root, ".git"));
  if (!ofWindow && !marked) limits.depth = 1;
  return limits;
}

void Server::indexProjects() {
  for (const std::string& root : roots()) workspace(root);
}

void Server::foldersChanged() {
  for (OpenDocument* document : documents.all()) {
    if (!document->path.empty()) document->root = rootOf(document->path);
  }
  // How deep a project is searched turns on the folders, and those of removed ones are not needed.
  disks_.clear();
  watchRuns();
  indexProjects();
  worldChanged(true);
}

void Server::filesChanged(const std::vector<std::string>& paths) {
  for (const auto& [root, disk] : disks_) {
    disk->index().want(paths);
    index(disk);
  }
}

// What names mean may be another once the files are known: open documents are judged again then.
void Server::index(const std::shared_ptr<const commands::DiskWorkspace>& disk) {
  if (disk->root().empty()) return;
  work_.post(Urgency::background, [this, disk, token = indexing_.get_token()] {
    if (disk->index().work(token)) mailbox.post([this] { worldChanged(false); });
  });
}

void Server::watchParent(std::int64_t processId) {
  parentWatch_ = std::jthread([this, processId](const CancelToken& token) {
    if (!os::waitForProcessEnd(static_cast<pid_t>(processId), token)) return;
    mailbox.post([this] { exitWith(phase == Phase::shutDown ? 0 : 1); });
    // The owning thread may hang in a write that nobody reads any more.
    for (int i = 0; i < 50 && !token.stop_requested(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (!token.stop_requested()) std::_Exit(1);
  });
}

bool Server::finish() {
  using std::chrono::milliseconds;
  runWatch_.reset();
  environmentWatch_.reset();
  indexing_.request_stop();
  const bool workDone = work_.waitIdle(milliseconds(1000));
  if (!commands_.waitIdle(milliseconds(1000))) peer.requests().stopAll();
  return commands_.waitIdle(milliseconds(1500)) && workDone;
}

}  // namespace footplate::lsp
