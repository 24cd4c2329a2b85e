#include "commands/environment_target.h"

#include <algorithm>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "commands/disk_workspace.h"
#include "commands/project.h"
#include "ide/document.h"
#include "planner/conda_reader.h"
#include "planner/environment_reader.h"
#include "planner/planner.h"
#include "planner/project_config.h"
#include "runner/environments/environment_cache.h"
#include "store/project_root.h"
#include "store/store_folder.h"

namespace footplate::commands {
namespace {

constexpr std::size_t shortestHash = 6;

void collect(const runner::RunPlan& plan, std::vector<runner::EnvironmentSpec>& out) {
  if (plan.steps.empty()) out.push_back(plan.environment);
  for (const runner::RunPlan& step : plan.steps) collect(step, out);
}

Result<std::vector<runner::EnvironmentSpec>> specsOfFile(const std::string& path,
                                                         const ide::Workspace& workspace,
                                                         const std::string& root) {
  const auto text = workspace.read(path);
  if (!text) return fail(ErrorCode::notFound, "reading " + path + ": no such file");
  const auto document = ide::makeDocument(path, text, 0, workspace);
  const yaml::Node body = document->yaml().root();
  if (document->kind == "environment" || document->kind == "conda") {
    runner::EnvironmentSpec spec;
    if (document->kind == "conda") {
      if (auto read = planner::readCondaFile(path, workspace, spec); !read) return fail(read.error());
      spec.name = std::string(body.find("name").text());
    } else {
      auto read = planner::readEnvironment({body, parentPath(path), root, &workspace, path});
      if (!read) return fail(read.error());
      spec = std::move(*read);
    }
    if (spec.name.empty()) spec.name = fileStem(path);
    return std::vector<runner::EnvironmentSpec>{std::move(spec)};
  }
  auto plan = planner::plan({document.get(), &workspace, root});
  if (!plan) return fail(plan.error());
  std::vector<runner::EnvironmentSpec> specs;
  collect(*plan, specs);
  return specs;
}

Result<std::vector<runner::EnvironmentSpec>> specsOfName(const std::string& name,
                                                         const ide::Workspace& workspace,
                                                         const std::string& root) {
  const auto tree = yaml::parse(
      std::make_shared<const std::string>("environment: '" + replaceAll(name, "'", "''") + "'\n"));
  auto spec = planner::readEnvironment({tree->root().find("environment"), root, root, &workspace});
  if (!spec) return fail(spec.error());
  return std::vector<runner::EnvironmentSpec>{std::move(*spec)};
}

bool isHash(const std::string& name) {
  return name.size() >= shortestHash && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// By the beginning of a hash, or by the name it was built under.
std::vector<EnvironmentTarget> knownAs(const std::string& name, const EnvironmentWorld& world) {
  std::vector<EnvironmentTarget> targets;
  for (const auto& known : runner::knownEnvironments(world.cache, world.registries)) {
    const bool meant = isHash(name) ? known.record.hash.starts_with(name) : known.record.name == name;
    const bool isNew = std::ranges::none_of(
        targets, [&](const EnvironmentTarget& one) { return one.hash == known.record.hash; });
    if (meant && isNew) targets.push_back({known.record.hash, known.record.name, {}, {}});
  }
  return targets;
}

Result<std::vector<EnvironmentTarget>> targetsOf(std::vector<runner::EnvironmentSpec> specs,
                                                 const EnvironmentWorld& world) {
  std::vector<EnvironmentTarget> targets;
  for (runner::EnvironmentSpec& spec : specs) {
    auto expected = runner::expectEnvironment(spec, world.context);
    if (!expected) return fail(expected.error());
    const std::string hash = expected->hash;
    const bool isNew =
        std::ranges::none_of(targets, [&](const EnvironmentTarget& one) { return one.hash == hash; });
    const std::string name = spec.name;
    if (isNew) targets.push_back({hash, name, std::move(spec), std::move(*expected)});
  }
  return targets;
}

Result<EnvironmentWorld> worldOf(const std::string& root, const Session& session) {
  const DiskWorkspace disk(root);
  auto config = planner::readProjectConfig(root, session.workspace ? *session.workspace : disk);
  if (!config) return fail(config.error());
  EnvironmentWorld world;
  world.cache = store::userCacheFolder();
  world.context = {root, world.cache, std::move(config->local), {}, {}};
  world.registries = runner::registriesOf(world.context);
  return world;
}

Result<std::vector<EnvironmentTarget>> targetsIn(const std::string& name, const Session& session,
                                                 const EnvironmentWorld& world) {
  const DiskWorkspace disk(world.context.root);
  const ide::Workspace& workspace = session.workspace ? *session.workspace : disk;
  const std::string path = joinPath(session.folder, name);
  if (fileExists(path)) {
    auto specs = specsOfFile(path, workspace, world.context.root);
    if (!specs) return fail(specs.error());
    return targetsOf(std::move(*specs), world);
  }
  if (isHash(name)) {
    if (auto known = knownAs(name, world); !known.empty()) {
      if (known.size() == 1) return known;
      return fail(ErrorCode::usage, "'" + name + "' begins the hashes of " + std::to_string(known.size()) +
                                        " environments; give more of it");
    }
  }
  auto specs = specsOfName(name, workspace, world.context.root);
  if (specs) return targetsOf(std::move(*specs), world);
  if (auto known = knownAs(name, world); !known.empty()) return known;
  return fail(specs.error());
}

}  // namespace

Result<EnvironmentWorld> environmentWorld(const Session& session) {
  return worldOf(store::projectRoot(session.folder, workspaceFolderOf(session, session.folder)), session);
}

Result<EnvironmentWorld> environmentWorld(const Session& session, const std::string& root) {
  return worldOf(root, session);
}

Result<std::vector<EnvironmentWorld>> environmentWorlds(const Session& session) {
  std::vector<EnvironmentWorld> worlds;
  for (const std::string& root : projectRoots(session)) {
    auto world = worldOf(root, session);
    if (!world) return fail(world.error());
    worlds.push_back(std::move(*world));
  }
  return worlds;
}

Result<std::vector<EnvironmentTarget>> environmentTargets(const std::string& name, const Session& session,
                                                          const std::vector<EnvironmentWorld>& worlds) {
  const std::string path = joinPath(session.folder, name);
  const auto holder = std::ranges::find_if(
      worlds, [&](const EnvironmentWorld& world) { return isInside(path, world.context.root); });
  const bool isFileThere = fileExists(path) && holder != worlds.end();
  Result<std::vector<EnvironmentTarget>> first = fail(ErrorCode::notFound, "");
  for (const EnvironmentWorld& world : worlds) {
    if (isFileThere && &world != &*holder) continue;
    auto targets = targetsIn(name, session, world);
    if (targets) {
      for (EnvironmentTarget& target : *targets) target.world = &world;
      return targets;
    }
    if (isFileThere || &world == &worlds.front()) first = fail(targets.error());
  }
  return first;
}

}  // namespace footplate::commands
