#include "commands/project.h"

#include "base/log.h"
#include "base/path.h"
#include "runner/restore.h"
#include "runner/runner.h"
#include "store/project_root.h"

namespace footplate::commands {

std::string workspaceFolderOf(const Session& session, const std::string& path) {
  for (const std::string& folder : session.workspaceFolders) {
    if (isInside(path, folder)) return folder;
  }
  return {};
}

Result<store::RunStore> openProjectStore(Session& session) {
  const std::string root = store::projectRoot(session.folder, workspaceFolderOf(session, session.folder));
  auto opened = runner::openExistingStore(root);
  if (!opened) return opened;
  for (const std::string& notice : opened->notices()) {
    if (session.notice) session.notice(notice);
  }
  if (opened->readOnly()) return opened;
  if (auto settled = runner::reconcile(*opened); !settled) logWarn(settled.error().message);
  return opened;
}

}  // namespace footplate::commands
