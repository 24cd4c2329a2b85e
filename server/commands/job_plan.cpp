#include "commands/job_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "base/path.h"
#include "commands/check_job.h"
#include "commands/disk_workspace.h"
#include "commands/project.h"
#include "ide/document.h"
#include "ide/v1_runconfig.h"
#include "planner/overrides.h"
#include "planner/planner.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

void say(const Session& session, const std::string& line) {
  if (session.progress) session.progress(line);
}

// The script as a v1 file names it: from its source folder, though it may be typed from where the person is.
std::string v1Script(const std::string& typed, const ide::Document& document, const Session& session,
                     const ide::Workspace& workspace) {
  const std::string source = ide::sourceFolderOf(document);
  const std::string here = joinPath(session.folder, typed);
  if (workspace.exists(joinPath(source, typed)) || !workspace.exists(here) || !isInside(here, source))
    return typed;
  return relativePath(here, source);
}

// What was given on the command line, as overrides of the file: what is checked is what runs.
Result<std::vector<std::string>> overridesOf(const GivenJob& given, const ide::Document& document,
                                             const Session& session, const ide::Workspace& workspace) {
  std::vector<std::string> overrides = given.overrides;
  const bool isV1 = document.kind == "v1runconfig";
  if (!given.compute.empty()) overrides.push_back((isV1 ? "target=" : "compute=azureml:") + given.compute);
  const bool isOlder = document.kind == "v0runconfig";  // refused for what it is
  if (!isV1 && !isOlder && (!given.script.empty() || given.arguments)) {
    return fail(ErrorCode::usage, "submitting " + given.path +
                                      ": only a v1 run configuration takes a script and arguments; change "
                                      "other files by --set");
  }
  if (!given.script.empty())
    overrides.push_back("script=" + json(v1Script(given.script, document, session, workspace)).dump());
  if (given.arguments) overrides.push_back("arguments=" + json(*given.arguments).dump());
  return overrides;
}

bool isStrict(const runner::RunPlan& plan) {
  return plan.environment.strict || std::ranges::any_of(plan.steps, isStrict);
}

}  // namespace

Result<runner::RunPlan> planOf(const GivenJob& given, Session& session) {
  const std::string root = store::projectRoot(given.path, workspaceFolderOf(session, given.path));
  const DiskWorkspace disk(root);
  const ide::Workspace& workspace = session.workspace ? *session.workspace : disk;
  const auto text = workspace.read(given.path);
  if (!text) return fail(ErrorCode::notFound, "reading " + given.path + ": no such file");
  const auto written = ide::makeDocument(given.path, text, 0, workspace);
  const auto overrides = overridesOf(given, *written, session, workspace);
  if (!overrides) return fail(overrides.error());
  auto changed = planner::applyOverrides(*text, given.path, *overrides, session.folder, workspace);
  if (!changed) return fail(changed.error());
  const auto document =
      ide::makeDocument(given.path, std::make_shared<const std::string>(std::move(*changed)), 0, workspace);
  if (auto good = checkDocument(*document, workspace, given.force, session, "nothing was started"); !good)
    return fail(good.error());
  auto plan = planner::plan({document.get(), &workspace, root, given.strict, given.compute, given.retry});
  if (!plan) return plan;
  for (const std::string& note : plan->notes) say(session, note);
  const bool hasSecret =
      std::ranges::any_of(*overrides, [](const std::string& word) { return maskSecrets(word) != word; });
  if (!hasSecret) plan->given = {given.overrides, session.folder, given.compute};
  return plan;
}

GivenJob givenAgain(const runner::RunPlan& plan) {
  GivenJob given;
  given.path = plan.sourceFile;
  given.overrides = plan.given.overrides;
  given.compute = plan.given.compute;
  given.force = true;
  given.strict = isStrict(plan);
  return given;
}

GivenJob givenJob(const json& parameters, const Session& session) {
  GivenJob given;
  given.path = joinPath(session.folder, parameters.at("file").get<std::string>());
  given.overrides = parameters.value("set", std::vector<std::string>());
  given.force = parameters.value("force", false);
  given.strict = parameters.value("strict_env", false);
  given.retry = parameters.value("retry_env", false);
  return given;
}

}  // namespace footplate::commands
