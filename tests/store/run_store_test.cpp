#include "store/run_store.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <thread>

#include "store/changes.h"
#include "store/run_folder.h"
#include "store/store_folder.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

Run makeRun(const std::string& id, TimeMs created = 1000) {
  Run run;
  run.id = id;
  run.experiment = "iris";
  run.kind = "command";
  run.created = created;
  return run;
}

RunStore openStore(const test::TempFolder& folder) {
  auto store = RunStore::open(folder.path());
  REQUIRE(store);
  return std::move(*store);
}

std::vector<std::string> idsOf(const Result<RunPage>& page) {
  std::vector<std::string> ids;
  REQUIRE(page);
  for (const Run& run : page->runs) ids.push_back(run.id);
  return ids;
}

using Ids = std::vector<std::string>;

std::vector<SortKey> by(const char* order) {
  return *parseOrder(order, Direction::descending);
}

}  // namespace

TEST_CASE("the first opening makes a private folder with a .gitignore, looking makes nothing") {
  test::TempFolder folder;
  CHECK(RunStore::openExisting(folder.path()).error().code == ErrorCode::notFound);
  CHECK_FALSE(folderExists(folder / ".footplate"));
  const RunStore store = openStore(folder);
  struct stat info{};
  REQUIRE(::stat((folder / ".footplate").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
  REQUIRE(::stat((folder / ".footplate/footplate.db").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(fileExists(folder / ".footplate/.gitignore"));
  CHECK(RunStore::openExisting(folder.path()));
  CHECK(store.folder() == folder / ".footplate");
  CHECK(store.notices().empty());
}

TEST_CASE("a run is found as it was inserted and updated") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  Run run = makeRun("first");
  run.tags = {{"owner", "ada"}};
  run.inputs = {{"lr", "number", "0.1", "", ""}};
  run.snapshot = SnapshotInfo{"abc", 3, 1000};
  run.environment =
      RunEnvironment{"sklearn", "h", "cached", "3.11", {{"numpy", "==1.0", "==1.2", "no wheel"}}};
  run.properties = {{"job_file", "job.yml"}};
  REQUIRE(store.insert(run));
  const auto updated = store.update("first", [](Run& r) -> Result<void> {
    r.status = RunStatus::running;
    r.params["lr"] = "0.1";
    r.tags.clear();
    r.handle = "handle text";
    enterPhase(r, "Running", 5000);
    return {};
  });
  REQUIRE(updated);
  CHECK(updated->started);
  REQUIRE(store.update("first", [](Run& r) -> Result<void> {
    r.status = RunStatus::failed;
    r.exitCode = 3;
    r.error = RunError{"exitCode", "exit code 3"};
    return {};
  }));
  const auto found = RunStore::open(folder.path())->find("first");
  REQUIRE(found);
  CHECK(found->status == RunStatus::failed);
  CHECK(found->tags.empty());
  CHECK(found->params == std::map<std::string, std::string>{{"lr", "0.1"}});
  CHECK(found->inputs.at(0).value == "0.1");
  CHECK(found->snapshot->bytes == 1000);
  CHECK(found->environment->substitutions.at(0).given == "==1.2");
  CHECK(found->phases.at(0).ended == found->ended);
  CHECK(found->exitCode == 3);
  CHECK_FALSE(found->signal);
  CHECK(found->error->code == "exitCode");
  CHECK(found->handle == "handle text");
  CHECK(found->properties.at("job_file") == "job.yml");
  CHECK(found->ended);
}

TEST_CASE("ids are unique and well formed") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  REQUIRE(store.insert(makeRun("one")));
  CHECK(store.insert(makeRun("one")).error().code == ErrorCode::conflict);
  for (const char* bad : {"", "-a", "_a", "a b", "a/b", "ä", "a.b"}) {
    CHECK(store.insert(makeRun(bad)).error().code == ErrorCode::usage);
  }
  CHECK(store.insert(makeRun(std::string(255, 'a'))));
  CHECK_FALSE(store.insert(makeRun(std::string(256, 'a'))));
  std::set<std::string> made;
  for (int count = 0; count < 1000; ++count) made.insert(makeRunId(nowMs()));
  CHECK(made.size() > 990);
  for (const std::string& id : made) CHECK(isValidRunId(id));
  const std::string early = makeRunId(1'700'000'000'000);
  const std::string late = makeRunId(1'700'000'000'001);
  CHECK(early.substr(early.size() - 12) < late.substr(late.size() - 12));
}

TEST_CASE("a run is named by id, unique beginning or @last") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  CHECK(store.resolve("@last").error().code == ErrorCode::notFound);
  REQUIRE(store.insert(makeRun("amber-heron-1", 1000)));
  REQUIRE(store.insert(makeRun("amber-heron-12", 3000)));
  REQUIRE(store.insert(makeRun("brave-otter-1", 2000)));
  Run child = makeRun("child", 4000);
  child.parent = "brave-otter-1";
  REQUIRE(store.insert(child));
  CHECK(store.resolve("amber-heron-1").value() == "amber-heron-1");
  CHECK(store.resolve("br").value() == "brave-otter-1");
  CHECK(store.resolve("@last").value() == "amber-heron-12");
  const auto several = store.resolve("amber");
  CHECK(several.error().code == ErrorCode::usage);
  CHECK(several.error().message.find("amber-heron-1, amber-heron-12") != std::string::npos);
  for (const char* none : {"zebra", "amber_heron", "%", "a*", "", "@first", "' OR 1"}) {
    CHECK(store.resolve(none).error().code == ErrorCode::notFound);
  }
}

TEST_CASE("a terminal status is final and phases do not go back") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  REQUIRE(store.insert(makeRun("run")));
  CHECK(test::setStatus(store, "run", RunStatus::preparing));
  CHECK(test::setStatus(store, "run", RunStatus::queued));
  CHECK(test::setStatus(store, "run", RunStatus::preparing));
  CHECK(test::setStatus(store, "run", RunStatus::running));
  CHECK(test::setStatus(store, "run", RunStatus::queued).error().code == ErrorCode::conflict);
  CHECK(test::setStatus(store, "run", RunStatus::cancelRequested));
  CHECK(test::setStatus(store, "run", RunStatus::finalizing).error().code == ErrorCode::conflict);
  CHECK(test::setStatus(store, "run", RunStatus::canceled));
  CHECK(test::setStatus(store, "run", RunStatus::completed).error().code == ErrorCode::conflict);
  CHECK(test::setStatus(store, "run", RunStatus::running).error().code == ErrorCode::conflict);
  CHECK(test::setStatus(store, "run", RunStatus::canceled));
  CHECK(test::setStatus(store, "none", RunStatus::failed).error().code == ErrorCode::notFound);
  CHECK(store.find("run")->status == RunStatus::canceled);
  CHECK(store.unfinished()->empty());
}

TEST_CASE("an update that fails changes nothing") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  REQUIRE(store.insert(makeRun("run")));
  const auto failed = store.update("run", [](Run& run) -> Result<void> {
    run.displayName = "changed";
    return fail(ErrorCode::invalid, "no");
  });
  CHECK(failed.error().message == "no");
  CHECK(store.find("run")->displayName.empty());
  CHECK(test::setTag(store, "run", "a", "b"));
}

TEST_CASE("lists are filtered, ordered and cut into pages") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  for (int at = 0; at < 10; ++at) {
    Run run = makeRun("run-" + std::to_string(at), 1000 + at / 2);
    run.experiment = at % 2 == 0 ? "even" : "odd";
    run.status = at % 3 == 0 ? RunStatus::failed : RunStatus::completed;
    run.archived = at == 9;
    if (at == 8) run.parent = "run-0";
    REQUIRE(store.insert(run));
    if (at != 4) REQUIRE(store.recordMetrics(run.id, {{"loss", 10.0 - at, 0, 0}}));
  }
  CHECK(idsOf(store.list({})) == Ids{"run-7", "run-6", "run-5", "run-4", "run-3", "run-2", "run-1", "run-0"});
  CHECK(idsOf(store.list({.children = true, .archived = true, .limit = 2})) == Ids{"run-9", "run-8"});
  CHECK(idsOf(store.list({.parent = "run-0"})) == Ids{"run-8"});
  CHECK(idsOf(store.list({.experiment = "odd"})) == Ids{"run-7", "run-5", "run-3", "run-1"});
  CHECK(idsOf(store.list({.experiment = "odd", .status = {RunStatus::failed}})) == Ids{"run-3"});
  CHECK(idsOf(store.list({.status = {RunStatus::failed, RunStatus::running, RunStatus::failed}})) ==
        Ids{"run-6", "run-3", "run-0"});
  CHECK(idsOf(store.list({.order = by("loss asc"), .limit = 3})) == Ids{"run-7", "run-6", "run-5"});
  CHECK(idsOf(store.list({.experiment = "even", .order = by("loss")})) ==
        Ids{"run-0", "run-2", "run-6", "run-4"});
  CHECK(store.list({.limit = 0}).error().code == ErrorCode::usage);
  CHECK(store.list({.cursor = "nonsense"}).error().code == ErrorCode::usage);
  CHECK(store.list({})->runs.at(0).metrics.at("loss").last == 3);

  for (const RunFilter& filter :
       {RunFilter{.limit = 3}, RunFilter{.order = by("loss"), .limit = 3},
        RunFilter{.status = {RunStatus::completed, RunStatus::failed}, .limit = 3}}) {
    Ids paged;
    RunFilter page = filter;
    for (int pages = 0; pages < 10; ++pages) {
      const auto got = store.list(page);
      for (const std::string& id : idsOf(got)) paged.push_back(id);
      page.cursor = got->next;
      if (page.cursor.empty()) break;
    }
    RunFilter whole = filter;
    whole.limit = 100;
    CHECK(paged == idsOf(store.list(whole)));
  }
  const auto experiments = store.experiments();
  REQUIRE(experiments);
  REQUIRE(experiments->size() == 2);
  CHECK(experiments->at(0).name == "even");
  CHECK(experiments->at(0).runs == 4);
}

TEST_CASE("every run of a page has its own facts, and its children counted") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  for (const char* id : {"a", "b", "c"}) {
    Run run = makeRun(id);
    run.tags["of"] = id;
    run.properties["of"] = id;
    run.inputs = {{"lr", "literal", id, "", ""}};
    if (*id == 'c') run.parent = "a";
    REQUIRE(store.insert(run));
    REQUIRE(test::setParam(store, id, "param", id));
    REQUIRE(store.recordMetrics(id, {{"loss", static_cast<double>(*id), 0, 0}}));
  }
  const auto page = store.list({.children = true, .details = true});
  CHECK(idsOf(page) == Ids{"c", "b", "a"});
  for (const Run& run : page->runs) {
    CAPTURE(run.id);
    CHECK(run.tags == std::map<std::string, std::string>{{"of", run.id}});
    CHECK(run.params == std::map<std::string, std::string>{{"param", run.id}});
    CHECK(run.literals == std::map<std::string, std::string>{{"lr", run.id}});
    CHECK(run.properties.at("of") == run.id);
    CHECK(run.metrics.at("loss").last == run.id[0]);
    CHECK(run.children == (run.id == "a" ? 1 : 0));
  }
  CHECK(store.list({.children = true})->runs.at(0).inputs.empty());
}

TEST_CASE("experiments are named by runs of every level, archived ones too") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  CHECK(store.experimentNames()->empty());
  for (const char* id : {"iris", "child", "archived", "iris-2"}) {
    Run run = makeRun(id);
    run.experiment = id;
    run.archived = run.experiment == "archived";
    if (run.experiment == "child") run.parent = "iris";
    REQUIRE(store.insert(run));
  }
  CHECK(*store.experimentNames() == Ids{"archived", "child", "iris", "iris-2"});
}

TEST_CASE("metric summaries keep last, least, greatest and count, also of NaN and infinity") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  REQUIRE(store.insert(makeRun("run")));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  REQUIRE(store.recordMetrics(
      "run", {{"loss", 3, 1, 10}, {"loss", 1, 3, 30}, {"loss", 2, 2, 20}, {"bad", nan, 0, 0}}));
  REQUIRE(store.recordMetrics("run", {{"loss", nan, 4, 40}, {"grow", infinity, 0, 0}}));
  const auto metrics = store.find("run")->metrics;
  CHECK(std::isnan(metrics.at("loss").last));
  CHECK(metrics.at("loss").min == 1);
  CHECK(metrics.at("loss").max == 3);
  CHECK(metrics.at("loss").step == 4);
  CHECK(metrics.at("loss").count == 4);
  CHECK(std::isnan(metrics.at("bad").max));
  CHECK(metrics.at("grow").max == infinity);
  CHECK(store.recordMetrics("none", {{"a", 1, 0, 0}}).error().code == ErrorCode::notFound);
  CHECK(store.list({.order = by("bad")})->runs.size() == 1);
}

TEST_CASE("changes are told once, removals too") {
  test::TempFolder folder;
  RunStore store = openStore(folder);
  RunStore other = openStore(folder);
  std::int64_t seen = 0;
  CHECK(store.changesSince(seen)->empty());
  REQUIRE(other.insert(makeRun("a")));
  REQUIRE(other.insert(makeRun("b")));
  CHECK(store.changesSince(seen).value() == Ids{"a", "b"});
  CHECK(store.changesSince(seen)->empty());
  REQUIRE(test::setTag(other, "a", "t", "1"));
  CHECK(store.changesSince(seen).value() == Ids{"a"});
  CHECK(other.remove("a").error().code == ErrorCode::conflict);
  REQUIRE(test::setStatus(other, "a", RunStatus::failed));
  REQUIRE(other.remove("a"));
  CHECK(store.changesSince(seen).value() == Ids{"a"});
  CHECK(store.find("a").error().code == ErrorCode::notFound);
}

TEST_CASE("a store in the user's own folder is used on request and said") {
  test::TempFolder folder;
  test::TempFolder state;
  ::setenv("FOOTPLATE_STORE", "user", 1);
  ::setenv("XDG_STATE_HOME", state.path().c_str(), 1);
  const auto store = RunStore::open(folder.path());
  ::unsetenv("FOOTPLATE_STORE");
  ::unsetenv("XDG_STATE_HOME");
  REQUIRE(store);
  CHECK(isInside(store->folder(), state.path()));
  CHECK(store->notices().size() == 1);
  CHECK_FALSE(fileExists(folder / ".footplate/footplate.db"));
}

TEST_CASE("the user's cache is where its own variable says, else where those of the desktop say") {
  const auto with = [](const char* own, const char* desktop) {
    ::setenv("FOOTPLATE_CACHE_DIR", own, 1);
    ::setenv("XDG_CACHE_HOME", desktop, 1);
    const std::string folder = userCacheFolder();
    ::unsetenv("FOOTPLATE_CACHE_DIR");
    ::unsetenv("XDG_CACHE_HOME");
    return folder;
  };
  CHECK(with("/scratch/ada/", "/other") == "/scratch/ada");
  CHECK(with("", "/other") == "/other/footplate");
  CHECK(with("not/absolute", "/other") == "/other/footplate");
}
