// Which stores a verb without a file looks into, and the truth about their runs first.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "commands/command.h"
#include "store/run_store.h"

namespace footplate::commands {

// The editor's workspace folder that holds the path, "" outside an editor.
std::string workspaceFolderOf(const Session& session, const std::string& path);

// The roots of the projects that a verb without a file is about, each once; never empty.
std::vector<std::string> projectRoots(const Session& session);

// The existing store of the session's folder, its unfinished runs reconciled. notFound when the project has
// none.
Result<store::RunStore> openProjectStore(Session& session);

// A run and the store it is in.
struct NamedRun {
  store::RunStore* store = nullptr;  // of a ProjectStores
  std::string id;
};

// The existing stores of all projects of a session: of one on the command line, of several in a window with
// several folders.
class ProjectStores {
 public:
  // notFound when no project has a store. A store that cannot be opened is told by Session::notice where
  // there are others; alone it is the error.
  static Result<ProjectStores> open(Session& session);

  std::vector<store::RunStore>& all() { return stores_; }
  bool areSeveral() const { return stores_.size() > 1; }

  // By id, unique prefix or "@last" (the newest of all). notFound; usage when several are meant, naming them.
  Result<NamedRun> resolve(const std::string& reference);

 private:
  Result<NamedRun> newest();

  std::vector<store::RunStore> stores_;
};

}  // namespace footplate::commands
