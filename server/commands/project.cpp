#include "commands/project.h"

#include <algorithm>

#include "base/log.h"
#include "base/path.h"
#include "runner/restore.h"
#include "runner/runner.h"
#include "store/project_root.h"

namespace footplate::commands {

namespace {

Result<store::RunStore> openStore(const std::string& root, const Session& session) {
  auto opened = runner::openExistingStore(root);
  if (!opened) return opened;
  for (const std::string& notice : opened->notices()) {
    if (session.notice) session.notice(notice);
  }
  if (opened->readOnly()) return opened;
  if (auto settled = runner::reconcile(*opened); !settled) logWarn(settled.error().message);
  return opened;
}

}  // namespace

std::string workspaceFolderOf(const Session& session, const std::string& path) {
  for (const std::string& folder : session.workspaceFolders) {
    if (isInside(path, folder)) return folder;
  }
  return {};
}

std::vector<std::string> projectRoots(const Session& session) {
  std::vector<std::string> roots;
  for (const std::string& folder :
       session.projects.empty() ? std::vector<std::string>{session.folder} : session.projects) {
    const std::string root = store::projectRoot(folder, workspaceFolderOf(session, folder));
    if (std::ranges::find(roots, root) == roots.end()) roots.push_back(root);
  }
  return roots;
}

Result<store::RunStore> openProjectStore(Session& session) {
  return openStore(store::projectRoot(session.folder, workspaceFolderOf(session, session.folder)), session);
}

Result<ProjectStores> ProjectStores::open(Session& session) {
  ProjectStores stores;
  std::vector<Error> none;
  std::vector<Error> broken;
  for (const std::string& root : projectRoots(session)) {
    auto store = openStore(root, session);
    if (store) {
      stores.stores_.push_back(std::move(*store));
    } else {
      (store.error().code == ErrorCode::notFound ? none : broken).push_back(store.error());
    }
  }
  if (stores.stores_.empty()) return fail(broken.empty() ? none.front() : broken.front());
  for (const Error& error : broken) {
    if (session.notice) session.notice(error.message);
  }
  return stores;
}

Result<NamedRun> ProjectStores::newest() {
  Result<NamedRun> newest = fail(ErrorCode::notFound, "");
  TimeMs created = 0;
  for (store::RunStore& store : stores_) {
    const auto run = store.find("@last");
    if (!run && !newest) newest = fail(run.error());
    if (!run || (newest && run->created <= created)) continue;
    newest = NamedRun{&store, run->id};
    created = run->created;
  }
  return newest;
}

Result<NamedRun> ProjectStores::resolve(const std::string& reference) {
  if (reference == "@last") return newest();
  std::vector<NamedRun> found;
  Result<NamedRun> missing = fail(ErrorCode::notFound, "");
  for (store::RunStore& store : stores_) {
    auto id = store.resolve(reference);
    if (id) {
      found.push_back({&store, std::move(*id)});
    } else if (&store == &stores_.front() || id.error().code != ErrorCode::notFound) {
      missing = fail(id.error());
    }
  }
  // A whole id goes before the beginning of another one.
  if (std::ranges::find(found, reference, &NamedRun::id) != found.end())
    std::erase_if(found, [&](const NamedRun& one) { return one.id != reference; });
  if (found.size() == 1 && (found[0].id == reference || missing.error().code == ErrorCode::notFound))
    return found[0];
  if (found.empty() || missing.error().code != ErrorCode::notFound) return missing;
  std::string names;
  for (const NamedRun& one : found)
    names += (names.empty() ? "" : ", ") + one.id + " of " + one.store->root();
  return fail(ErrorCode::usage,
              "'" + reference + "' means several runs: " + names + "; say which folder you mean");
}

}  // namespace footplate::commands
