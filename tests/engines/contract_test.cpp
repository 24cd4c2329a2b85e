// The same promises for every engine. The supervisor is the real program: FOOTPLATE_BIN, else the build's.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <thread>

#include "base/fs.h"
#include "base/hash.h"
#include "engines/local/local_engine.h"
#include "runner/runner.h"
#include "store/run_folder.h"
#include "store/run_store.h"

using namespace footplate;
using store::RunStatus;

namespace {

std::string program() {
  const char* named = std::getenv("FOOTPLATE_BIN");
  return named ? named : FOOTPLATE_BUILD "/footplate";
}

// A project of its own, with what a test does most.
class Project {
 public:
  Project() {
    REQUIRE(makeFolder(root_));
    store_.emplace(*store::RunStore::open(root_));
    engine_ = engines::makeLocalEngine(program());
  }
  ~Project() {
    for (const std::string& id : store_->unfinished().value_or(std::vector<std::string>())) {
      static_cast<void>(runner::cancel(*store_, id, *engine_));
    }
    store_.reset();
    static_cast<void>(removeTree(root_));
  }

  runner::RunPlan plan(const std::string& command) const {
    runner::RunPlan made;
    made.root = root_;
    made.experiment = "contract";
    made.command = command;
    return made;
  }
  store::Run submit(const runner::RunPlan& made) {
    auto run = runner::submit(made, *engine_);
    if (!run) FAIL(run.error().message);
    return *run;
  }
  store::Run end(const std::string& id) {
    std::stop_source stop;
    std::jthread limit([&](std::stop_token done) {
      for (int tick = 0; tick < 600 && !done.stop_requested(); ++tick)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop.request_stop();
    });
    auto run = runner::waitForEnd(*store_, id, stop.get_token());
    limit.request_stop();
    if (!run) FAIL(run.error().message);
    return *run;
  }
  store::Run runToEnd(const std::string& command) { return end(submit(plan(command)).id); }
  // Waits until the job has said `word`.
  bool says(const std::string& id, const std::string& word) {
    for (int tick = 0; tick < 400; ++tick) {
      if (log(id).find(word) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return false;
  }
  std::string log(const std::string& id) const {
    return readFile(store::RunFolder(store_->folder(), id).log()).value_or("");
  }
  store::RunFolder folder(const std::string& id) const { return {store_->folder(), id}; }
  store::RunStore& store() { return *store_; }
  runner::Engine& engine() { return *engine_; }
  const std::string& root() const { return root_; }

 private:
  std::string root_ = "/tmp/footplate-test-" + randomHex(6);
  std::optional<store::RunStore> store_;
  std::unique_ptr<runner::Engine> engine_;
};

// Starts the run, and its caller is gone.
class CutOffEngine final : public runner::Engine {
 public:
  struct Gone {};
  explicit CutOffEngine(runner::Engine& engine) : engine_(engine) {}
  runner::Capabilities capabilities() const override { return engine_.capabilities(); }
  Result<runner::Handle> start(const runner::RunPlan& plan, int lockFd) override {
    static_cast<void>(engine_.start(plan, lockFd));
    throw Gone();
  }
  Result<runner::EngineStatus> status(const runner::Handle& handle) override {
    return engine_.status(handle);
  }
  Result<void> cancel(const runner::Handle& handle) override { return engine_.cancel(handle); }
  Result<std::uint64_t> readLog(const runner::Handle& handle, std::uint64_t from,
                                const runner::LogSink& sink) override {
    return engine_.readLog(handle, from, sink);
  }

 private:
  runner::Engine& engine_;
};

}  // namespace

TEST_CASE("a run whose submitter was killed as it had started can be canceled") {
  Project project;
  CutOffEngine cutOff(project.engine());
  runner::RunPlan single = project.plan("echo up; sleep 60");
  runner::RunPlan step = single;
  step.step = "one";
  runner::RunPlan pipeline = project.plan("");
  pipeline.kind = "pipeline";
  pipeline.steps = {step};
  for (runner::RunPlan plan : {single, pipeline}) {
    plan.id = "cut-" + randomHex(4);
    CHECK_THROWS_AS(runner::submit(plan, cutOff), CutOffEngine::Gone);
    const auto runs = [&] {
      const auto run = project.store().find(plan.id);
      return run && run->status == RunStatus::running;
    };
    for (int tick = 0; tick < 1200 && !runs(); ++tick)
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    REQUIRE(runner::cancel(project.store(), plan.id, project.engine()));
    CHECK(project.end(plan.id).status == RunStatus::canceled);
  }
}

TEST_CASE("a run that does its work is Completed and keeps log, outputs and phases") {
  Project project;
  runner::RunPlan plan =
      project.plan("echo to-log; echo to-err >&2; echo x > outputs/f; echo y > ${{outputs.model}}/m");
  plan.outputs = {{"model", "uri_folder", "", ""}};
  store::Run run = project.end(project.submit(plan).id);
  CHECK(run.status == RunStatus::completed);
  CHECK(run.exitCode == 0);
  CHECK(project.log(run.id) == "to-log\nto-err\n");
  CHECK(*readFile(project.folder(run.id).outputs() + "/f") == "x\n");
  CHECK(*readFile(project.folder(run.id).namedOutput("model") + "/m") == "y\n");
  std::vector<std::string> names;
  for (const store::Phase& phase : run.phases) {
    names.push_back(phase.name);
    CHECK(phase.ended);
  }
  CHECK(names == std::vector<std::string>{"Provisioning", "Preparing", "Running", "Finalizing"});
}

TEST_CASE("a run that fails says how") {
  Project project;
  store::Run code = project.runToEnd("exit 9");
  CHECK(code.status == RunStatus::failed);
  CHECK(code.exitCode == 9);
  CHECK(!code.signal);
  store::Run killed = project.runToEnd("kill -9 $$");
  CHECK(killed.status == RunStatus::failed);
  CHECK(killed.signal == 9);
  CHECK(killed.error->code == "signal");
}

TEST_CASE("what cannot be resolved fails the run with its reason") {
  Project project;
  CHECK(project.runToEnd("echo ${{inputs.nothing}}").error->code == "binding");
  runner::RunPlan plan = project.plan("cat ${{inputs.data}}");
  plan.inputs = {{"data", "uri_file", project.root() + "/none.csv", ""}};
  CHECK(project.end(project.submit(plan).id).error->code == "input");
}

TEST_CASE("a canceled run ends, with everything it started") {
  Project project;
  std::string mark = randomHex(6);
  // A new session, a deaf shell and a detached grandchild: all must go.
  std::string id = project
                       .submit(project.plan("setsid sh -c 'trap \"\" TERM; sleep 97" + mark.substr(0, 2) +
                                            "' & echo up; sleep 60"))
                       .id;
  REQUIRE(project.says(id, "up"));
  REQUIRE(runner::cancel(project.store(), id, project.engine()));
  CHECK(project.end(id).status == RunStatus::canceled);
  auto again = runner::cancel(project.store(), id, project.engine());
  REQUIRE(!again);
  CHECK(again.error().code == ErrorCode::conflict);
}

TEST_CASE("a run past its time limit is ended") {
  Project project;
  runner::RunPlan plan = project.plan("sleep 60");
  plan.timeoutSeconds = 1;
  store::Run run = project.end(project.submit(plan).id);
  CHECK(run.status == RunStatus::canceled);
  CHECK(run.error->code == "timeout");
}

TEST_CASE("a name is used once") {
  Project project;
  runner::RunPlan plan = project.plan("true");
  plan.id = "one";
  project.end(project.submit(plan).id);
  auto second = runner::submit(plan, project.engine());
  REQUIRE(!second);
  CHECK(second.error().code == ErrorCode::conflict);
}

TEST_CASE("runs beyond the places wait their turn") {
  Project project;
  runner::RunPlan plan =
      project.plan("echo $(date +%s%N) begin >> " + project.root() + "/order; echo $AZUREML_RUN_ID >> " +
                   project.root() + "/ids; sleep 0.2");
  plan.local.maxInstances = 1;
  std::vector<std::string> ids;
  for (const char* id : {"first", "second", "third"}) {
    plan.id = id;
    ids.push_back(project.submit(plan).id);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
  }
  for (const std::string& id : ids) CHECK(project.end(id).status == RunStatus::completed);
  CHECK(*readFile(project.root() + "/ids") == "first\nsecond\nthird\n");
}

TEST_CASE("a handle finds its run, its status and its log again") {
  Project project;
  store::Run run = project.submit(project.plan("echo one; echo two"));
  project.end(run.id);
  auto again = engines::makeLocalEngine(program());
  auto status = again->status(run.handle);
  REQUIRE(status);
  CHECK(status->status == RunStatus::completed);
  CHECK(!status->lost);
  std::string text;
  auto at = again->readLog(run.handle, 4, [&](std::string_view part) {
    text += part;
    return true;
  });
  REQUIRE(at);
  CHECK(text == "two\n");
  CHECK(*at == 8);
}

TEST_CASE("following gives what was written, what comes, and ends with the run") {
  Project project;
  std::string id = project.submit(project.plan("echo one; sleep 0.4; echo two; sleep 0.2; echo three")).id;
  std::string text;
  auto done = runner::followLog(project.store(), id, {},
                                [&](std::string_view part) {
                                  text += part;
                                  return true;
                                },
                                {});
  CHECK(done);
  CHECK(text == "one\ntwo\nthree\n");
  std::string tail;
  REQUIRE(runner::followLog(project.store(), id, {2, true},
                            [&](std::string_view part) {
                              tail += part;
                              return true;
                            },
                            {}));
  CHECK(tail == "two\nthree\n");
}

TEST_CASE("metrics come by file and by the old SDK's lines") {
  Project project;
  store::Run run = project.runToEnd(
      "echo '{\"name\":\"loss\",\"value\":0.5}' >> $FOOTPLATE_METRICS_FILE; echo 'no json' >> "
      "$FOOTPLATE_METRICS_FILE; "
      "echo '{\"name\":\"loss\",\"value\":0.25}' >> $FOOTPLATE_METRICS_FILE; echo 'Attempted to log scalar "
      "metric acc:'; echo 0.75");
  REQUIRE(run.metrics.contains("loss"));
  CHECK(run.metrics.at("loss").last == 0.25);
  CHECK(run.metrics.at("loss").step == 1);
  REQUIRE(run.metrics.contains("acc"));
  CHECK(run.metrics.at("acc").last == 0.75);
}

TEST_CASE("secrets reach the job and never the disk") {
  Project project;
  ::setenv("FOOTPLATE_TEST_KEY", "very-secret-word", 1);
  runner::RunPlan plan = project.plan("test ${#KEY} = 16");
  plan.environmentVariables = {{"KEY", "${env:FOOTPLATE_TEST_KEY}"}};
  store::Run run = project.end(project.submit(plan).id);
  CHECK(run.status == RunStatus::completed);
  CHECK(readFile(project.folder(run.id).plan())->find("very-secret-word") == std::string::npos);
}
