#include "commands/debug_session.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/path.h"
#include "commands/run_json.h"
#include "os/free_ports.h"
#include "os/machine.h"
#include "runner/runner.h"
#include "runner/source_paths.h"
#include "runner/supervisor_note.h"
#include "store/run_folder.h"
#include "store/run_store.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr auto lookAgain = std::chrono::milliseconds(50);
constexpr int looksPerRecord = 10;  // the port is a look at a table, the record one into the database

// Where the run's copy of the code is, for the debugger's path mapping.
json mappingsOf(const store::RunFolder& folder, const runner::RunPlan& plan) {
  const auto note = runner::readNote(folder);
  json mappings = json::array();
  if (!note || note->work.empty()) return mappings;
  for (const std::string& include : plan.codeIncludes)
    mappings.push_back({{"local_root", include}, {"remote_root", note->work + "/code/" + fileName(include)}});
  if (plan.codePath.empty()) return mappings;
  const runner::SourcePaths paths(note->work + "/code", runner::codeOf(plan), folder);
  mappings.push_back({{"local_root", paths.source()}, {"remote_root", note->work + "/code"}});
  return mappings;
}

}  // namespace

Result<Outcome> submitForDebugger(runner::RunPlan plan, runner::Engine& engine, Session& session) {
  if (!plan.steps.empty())
    return fail(ErrorCode::unsupported,
                "submitting with --debug: a pipeline has several commands; submit one "
                "step's component as a job of its own");
  auto ports = os::freePorts(1);
  if (!ports) return fail(ports.error());
  const int port = ports->front();
  plan.debugPort = port;
  auto run = runner::submit(plan, engine);
  if (!run) return fail(run.error());
  auto store = store::RunStore::openExisting(plan.root);
  if (!store) return fail(store.error());
  if (session.progress) session.progress(run->id + ": waiting for its Python");
  for (int look = 1;; ++look) {
    if (os::isListening(port)) break;
    if (session.cancel.stop_requested())
      return fail(ErrorCode::canceled,
                  "waiting for the run " + run->id + " was interrupted; the run goes on");
    if (look % looksPerRecord == 0) {
      static_cast<void>(runner::reconcile(*store));
      run = store->find(run->id);
      if (!run) return fail(run.error());
      if (store::isTerminal(run->status)) return Outcome(json{{"run", runJson(*run)}}, true);
    }
    std::this_thread::sleep_for(lookAgain);
  }
  run = store->find(run->id);
  if (!run) return fail(run.error());
  const store::RunFolder folder(store->folder(), run->id);
  const json mappings = mappingsOf(folder, plan);
  if (session.progress) {
    session.progress("attach a debugger to 127.0.0.1:" + std::to_string(port) +
                     "; in VS Code a launch configuration {\"type\": \"debugpy\", \"request\": \"attach\", "
                     "\"connect\": {\"host\": \"127.0.0.1\", \"port\": " +
                     std::to_string(port) + "}" +
                     (mappings.empty()
                          ? ""
                          : ", \"pathMappings\": [{\"localRoot\": " + mappings[0]["local_root"].dump() +
                                ", \"remoteRoot\": " + mappings[0]["remote_root"].dump() + "}]") +
                     "}");
  }
  return Outcome(json{{"run", runJson(*run)},
                      {"debug", {{"host", "127.0.0.1"}, {"port", port}, {"path_mappings", mappings}}}});
}

}  // namespace footplate::commands
