// `footplate lsp`: a language server over stdin and stdout.
//
// Three kinds of threads: one reads messages, one owns all state (Server; everything below is called on it
// unless said otherwise), a few do the work on immutable snapshots. See protocol/README.md for what is ours.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/client.h"
#include "lsp/documents.h"
#include "lsp/mailbox.h"
#include "lsp/push_diagnostics.h"
#include "lsp/thread_pool.h"
#include "rpc/dispatcher.h"
#include "rpc/peer.h"

namespace footplate::runner {
class Engine;
}

namespace footplate::lsp {

class EnvironmentWatch;
class RunWatch;
struct FolderPython;

// What main gives the server of the world.
struct Options {
  int input = 0;
  int output = 1;
  std::function<runner::Engine*(std::string_view name)> engine;
};

// Serves until exit, end of input or the parent's end. The process's exit status: 0 after a shutdown, else 1.
int runServer(const Options& options);

class Server {
 public:
  enum class Phase { fresh, running, shutDown };

  Server(const Options& options, rpc::Peer::Write write);
  ~Server();

  // What the parts share.
  rpc::Peer peer;
  Mailbox mailbox;
  Phase phase = Phase::fresh;
  std::shared_ptr<const Client> client = std::make_shared<const Client>();
  std::shared_ptr<const ide::Settings> settings = std::make_shared<const ide::Settings>();
  std::vector<std::string> folders;   // the window's, as paths
  std::vector<FolderPython> pythons;  // of folders that have one of their own
  bool trusted = false;               // changed by trust() alone
  Documents documents;
  std::function<runner::Engine*(std::string_view name)> engine;

  const rpc::Dispatcher& dispatcher() const { return dispatcher_; }
  ThreadPool& work() { return work_; }  // features
  // Whether this notice was not told yet; any thread.
  bool isNews(const std::string& notice);
  ThreadPool& commandWork() { return commands_; }  // verbs: may take long

  // The document as it is now; nothing when it is not open.
  std::shared_ptr<const Snapshot> snapshot(const std::string& uri);
  // The world as it is now, for the project at `root`.
  std::shared_ptr<const EditorWorkspace> workspace(const std::string& root);
  // The same with the Python of the folder that holds `path`, for what is run.
  std::shared_ptr<const EditorWorkspace> workspaceToRun(const std::string& root, const std::string& path);
  // Root folder of the project that a path belongs to.
  std::string rootOf(const std::string& path) const;
  // Roots of the window's folders and of the open documents.
  std::vector<std::string> roots();

  void applySettings(const nlohmann::json& value);
  // The client said whether code of the workspace may run and schemas may be fetched.
  void trust(bool isTrusted);
  // Asks the client for its settings, where it can answer.
  void askSettings();
  void documentChanged(const std::string& uri);
  // Whether documents are judged by what lies at the path.
  bool isSchema(const std::string& path) const { return schemas_->compiled.uses(path); }
  void documentClosed(const std::string& uri);
  // Something outside the documents changed: everything is judged again.
  void worldChanged(bool reparse);
  void watchRuns();
  // Tells of changed environments from now on.
  void watchEnvironments();
  // Reads the YAML files of the window's projects, in the background.
  void indexProjects();
  // The window has other folders: what is open may be of another project now.
  void foldersChanged();
  // Files that changed, came or went on the disk.
  void filesChanged(const std::vector<std::string>& paths);
  void exitWith(int code) { mailbox.quit(code); }
  // Ends when the process is gone.
  void watchParent(std::int64_t processId);

  // Waits for what runs, a moment at most; false when something still does.
  bool finish();

 private:
  commands::IndexLimits limitsOf(const std::string& root) const;
  void index(const std::shared_ptr<const commands::DiskWorkspace>& disk);
  std::shared_ptr<const commands::DiskWorkspace> disk(const std::string& root);

  rpc::Dispatcher dispatcher_;
  CancelSource indexing_;
  std::map<std::string, std::shared_ptr<const commands::DiskWorkspace>> disks_;
  std::shared_ptr<SchemaSources> schemas_;
  std::shared_ptr<SentTokens> sentTokens_ = std::make_shared<SentTokens>();
  PushDiagnostics push_;
  std::unique_ptr<RunWatch> runWatch_;
  std::unique_ptr<EnvironmentWatch> environmentWatch_;
  std::jthread parentWatch_;
  std::mutex toldMutex_;
  std::set<std::string> told_;  // notices of verbs
  ThreadPool work_{3};
  ThreadPool commands_{3};
};

}  // namespace footplate::lsp
