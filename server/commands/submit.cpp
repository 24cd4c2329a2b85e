#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/path.h"
#include "commands/check_job.h"
#include "commands/disk_workspace.h"
#include "commands/dry_run.h"
#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/verbs.h"
#include "ide/document.h"
#include "ide/v1_runconfig.h"
#include "planner/overrides.h"
#include "planner/planner.h"
#include "runner/runner.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

void say(const Session& session, const std::string& line) {
  if (session.progress) session.progress(line);
}

bool isComputeName(std::string_view name) {
  return std::ranges::all_of(
      name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; });
}

struct Given {
  std::string path;
  std::vector<std::string> overrides;
  std::string compute;                                // "" = the file's
  std::string script;                                 // v1; "" = the file's
  std::optional<std::vector<std::string>> arguments;  // v1; nothing = the file's
  bool force = false;
  bool strict = false;
};

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
Result<std::vector<std::string>> overridesOf(const Given& given, const ide::Document& document,
                                             const Session& session, const ide::Workspace& workspace) {
  std::vector<std::string> overrides = given.overrides;
  const bool isV1 = document.kind == "v1runconfig";
  if (!given.compute.empty()) overrides.push_back((isV1 ? "target=" : "compute=azureml:") + given.compute);
  if (!isV1 && (!given.script.empty() || given.arguments)) {
    return fail(ErrorCode::usage, "submitting " + given.path +
                                      ": only a v1 run configuration takes a script and arguments; change "
                                      "other files by --set");
  }
  if (!given.script.empty())
    overrides.push_back("script=" + json(v1Script(given.script, document, session, workspace)).dump());
  if (given.arguments) overrides.push_back("arguments=" + json(*given.arguments).dump());
  return overrides;
}

Result<runner::RunPlan> planOf(const Given& given, Session& session, const ide::Workspace& workspace,
                               const std::string& root) {
  const auto text = workspace.read(given.path);
  if (!text) return fail(ErrorCode::notFound, "reading " + given.path + ": no such file");
  const auto written = ide::makeDocument(given.path, text, 0, workspace);
  const auto overrides = overridesOf(given, *written, session, workspace);
  if (!overrides) return fail(overrides.error());
  auto changed = planner::applyOverrides(*text, *overrides, session.folder, workspace);
  if (!changed) return fail(changed.error());
  const auto document =
      ide::makeDocument(given.path, std::make_shared<const std::string>(std::move(*changed)), 0, workspace);
  if (auto good = checkDocument(*document, workspace, given.force, session, "nothing was submitted"); !good)
    return fail(good.error());
  return planner::plan({document.get(), &workspace, root, given.strict, given.compute});
}

}  // namespace

Result<Outcome> runSubmit(const json& parameters, Session& session) {
  Given given;
  given.path = joinPath(session.folder, parameters.at("file").get<std::string>());
  given.overrides = parameters.value("set", std::vector<std::string>());
  given.force = parameters.value("force", false);
  given.strict = parameters.value("strict_env", false);
  const std::string compute = parameters.value("on", "");
  if (!isComputeName(compute)) {
    return fail(ErrorCode::usage, "'" + compute + "' cannot name a compute; use letters, digits and '-'");
  }
  given.compute = compute;
  given.script = parameters.value("script", "");
  if (parameters.contains("arguments"))
    given.arguments = parameters.at("arguments").get<std::vector<std::string>>();
  const std::string root = store::projectRoot(given.path, workspaceFolderOf(session, given.path));
  const DiskWorkspace disk(root);
  auto plan = planOf(given, session, session.workspace ? *session.workspace : disk, root);
  if (!plan) return fail(plan.error());
  for (const std::string& note : plan->notes) say(session, note);
  if (parameters.value("dry_run", false)) {
    auto expected = dryRun(*plan, session.cancel);
    if (!expected) return fail(expected.error());
    return Outcome(std::move(*expected));
  }
  runner::Engine* engine = session.engine ? session.engine("local") : nullptr;
  if (!engine)
    return fail(ErrorCode::unavailable, "submitting " + given.path + ": there is no engine 'local' here");
  auto run = runner::submit(std::move(*plan), *engine);
  if (!run) return fail(run.error());
  return Outcome(json{{"run", runJson(*run)}});
}

}  // namespace footplate::commands
