// compute list, show, start, stop, delete: the pools of this project.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/fs.h"
#include "base/strings.h"
#include "commands/disk_workspace.h"
#include "commands/project.h"
#include "commands/queue_json.h"
#include "commands/verbs.h"
#include "planner/compute.h"
#include "planner/project_config.h"
#include "runner/pools/pool.h"
#include "store/store_folder.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

class Computes {
 public:
  Computes(const Session& session, std::string root)
      : root_(std::move(root)), disk_(root_), workspace_(session.workspace ? *session.workspace : disk_) {
    Session there = session;
    there.folder = root_;
    if (auto store = openProjectStore(there)) {
      folder_ = store->folder();
      mayWrite_ = !store->readOnly();
      store_ = std::move(*store);
    }
  }

  bool has(const std::string& name) { return find(name).has_value(); }

  Result<json> one(const std::string& name) {
    auto pool = find(name);
    if (!pool) return fail(pool.error());
    runner::PoolState state{pool->pool, false, {}, {}};
    if (!folder_.empty() && pool->problem.empty()) {
      // The file counts from now on, for runs that wait already too.
      if (mayWrite_) static_cast<void>(runner::rememberPool(folder_, state.pool));
      state = runner::lookAtPool(folder_, state.pool);
    }
    json made = poolJson(state);
    for (const char* list : {"nodes", "queue"}) {
      for (json& entry : made[list]) addDisplayName(entry);
    }
    if (!pool->problem.empty()) {
      made["state"] = "unsupported";
      made["problem"] = pool->problem;
    }
    return made;
  }

  // This machine first, then the declared ones; one that does not read says why.
  Result<json> all() {
    json list = json::array();
    std::vector<std::string> names = planner::computeNames(root_, workspace_);
    std::erase(names, "local");
    names.insert(names.begin(), "local");
    for (const std::string& name : names) {
      auto made = one(name);
      if (!made && name == "local") return fail(made.error());
      if (made) {
        list.push_back(std::move(*made));
        continue;
      }
      json broken =
          poolJson({runner::Pool{.name = name, .file = planner::computeFile(root_, name)}, false, {}, {}});
      broken["state"] = "unsupported";
      broken["problem"] = made.error().message;
      list.push_back(std::move(broken));
    }
    return list;
  }

  Result<json> stop(const std::string& name, bool stopped) {
    auto pool = find(name);
    if (!pool) return fail(pool.error());
    if (auto folder = writable("changing the compute " + name); !folder) return fail(folder.error());
    if (auto done = runner::stopPool(folder_, name, stopped); !done) return fail(done.error());
    return one(name);
  }

  // Its file goes as well: that is what the compute is.
  Result<json> remove(const std::string& name) {
    auto pool = find(name);
    if (!pool) return fail(pool.error());
    if (pool->pool.file.empty()) {
      return fail(ErrorCode::conflict, "deleting the compute " + name +
                                           ": it is this machine itself; footplate compute stop " + name +
                                           " keeps runs from it");
    }
    if (!folder_.empty()) {
      if (auto can = writable("deleting the compute " + name); !can) return fail(can.error());
      if (auto gone = runner::forgetPool(folder_, pool->pool); !gone) return fail(gone.error());
    }
    if (auto gone = removeTree(pool->pool.file); !gone) return fail(gone.error());
    json made = poolJson({pool->pool, false, {}, {}});
    made["state"] = "deleted";
    return made;
  }

 private:
  Result<planner::DeclaredCompute> find(const std::string& name) {
    if (!planner::isComputeName(name)) return fail(ErrorCode::usage, "'" + name + "' cannot name a compute");
    auto declared = planner::readCompute(name, root_, workspace_);
    if (declared) {
      runner::RunPlan plan;
      plan.pool = std::move(declared->pool);
      if (declared->problem.empty()) declared->pool = runner::poolOf(plan);
      if (!declared->problem.empty()) declared->pool = plan.pool;
      return declared;
    }
    if (name != "local" || declared.error().code != ErrorCode::notFound) return declared;
    auto config = planner::readProjectConfig(root_, workspace_);
    if (!config) return fail(config.error());
    runner::RunPlan plan;
    plan.local = config->local;
    planner::DeclaredCompute machine;
    machine.type = "local";
    machine.pool = runner::poolOf(plan);
    return machine;
  }

  // People know their runs by other names than ids.
  void addDisplayName(json& entry) {
    if (!store_ || !entry["run"].is_string()) return;
    const auto run = store_->find(entry["run"].get<std::string>());
    if (run && !run->displayName.empty()) entry["display_name"] = run->displayName;
  }

  Result<void> writable(const std::string& doing) {
    if (folder_.empty()) {
      const store::StoreFolder folder = store::storeFolder(root_);
      if (auto made = store::makeStoreFolder(root_, folder); !made) return made;
      folder_ = folder.path;
    } else if (!mayWrite_) {
      return fail(ErrorCode::conflict,
                  doing + ": the store is of a newer version of footplate and only read here");
    }
    return {};
  }

  std::string root_;
  DiskWorkspace disk_;
  const ide::Workspace& workspace_;
  std::optional<store::RunStore> store_;
  std::string folder_;  // of the store; "" where nothing was submitted yet
  bool mayWrite_ = true;
};

// Each of its project, where there are several.
Result<json> listAll(const Session& session, const std::vector<std::string>& roots) {
  json list = json::array();
  for (const std::string& root : roots) {
    auto some = Computes(session, root).all();
    if (!some) return some;
    for (json& compute : *some) {
      if (roots.size() > 1) compute["project"] = root;
      list.push_back(std::move(compute));
    }
  }
  return list;
}

// The project whose compute is meant; usage where several have one of the name.
Result<std::string> ownerOf(const std::string& name, const Session& session,
                            const std::vector<std::string>& roots) {
  std::vector<std::string> owners;
  for (const std::string& root : roots) {
    if (roots.size() == 1 || Computes(session, root).has(name)) owners.push_back(root);
  }
  if (owners.size() == 1) return owners.front();
  if (owners.empty()) return roots.front();
  return fail(ErrorCode::usage,
              "'" + name + "' is a compute of " + join(owners, " and of ") + "; say which folder you mean");
}

}  // namespace

Result<Outcome> runCompute(const json& parameters, Session& session) {
  const std::string action = parameters.value("action", "list");
  const std::string name = parameters.value("name", "");
  constexpr std::array<std::string_view, 5> actions{"list", "show", "start", "stop", "delete"};
  if (std::ranges::find(actions, action) == actions.end()) {
    return fail(ErrorCode::usage,
                "compute has no action '" + action + "'; it has list, show, start, stop and delete");
  }
  if ((action == "list") != name.empty()) {
    return fail(ErrorCode::usage,
                "compute " + action + (name.empty() ? " wants the name of a compute" : " takes no name"));
  }
  const std::vector<std::string> roots = projectRoots(session);
  if (action == "list") {
    auto list = listAll(session, roots);
    if (!list) return fail(list.error());
    return Outcome(json{{"computes", std::move(*list)}});
  }
  const auto owner = ownerOf(name, session, roots);
  if (!owner) return fail(owner.error());
  Computes computes(session, *owner);
  auto made = action == "show"     ? computes.one(name)
              : action == "delete" ? computes.remove(name)
                                   : computes.stop(name, action == "stop");
  if (!made) return fail(made.error());
  return Outcome(json{{"compute", std::move(*made)}});
}

}  // namespace footplate::commands
