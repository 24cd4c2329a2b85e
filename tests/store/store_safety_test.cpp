// The store under several processes, sudden ends, newer versions and damage.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <thread>

#include "os/process.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/run_store.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

Run makeRun(const std::string& id) {
  Run run;
  run.id = id;
  run.experiment = "e";
  run.created = nowMs();
  return run;
}

// Runs `work` in a process of its own, which ends without this program's exit handlers.
template <class Work>
pid_t inProcess(Work work) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(work());
  return pid;
}

int exitOf(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TEST_CASE("six processes that open and write at once all succeed") {
  test::TempFolder folder;
  std::vector<pid_t> writers;
  for (int writer = 0; writer < 6; ++writer) {
    writers.push_back(inProcess([&]() -> int {
      auto store = RunStore::open(folder.path());
      if (!store) return 1;
      for (int count = 0; count < 20; ++count) {
        const std::string id = "w" + std::to_string(writer) + "-" + std::to_string(count);
        if (!store->insert(makeRun(id))) return 2;
        if (!test::setStatus(*store, id, RunStatus::running)) return 3;
        if (!store->recordMetrics(id, {{"m", 1.0, count, count}})) return 4;
        if (!store->list({.limit = 5})) return 5;
        if (!test::setStatus(*store, id, RunStatus::completed)) return 6;
      }
      return 0;
    }));
  }
  for (const pid_t pid : writers) CHECK(exitOf(pid) == 0);
  auto store = RunStore::openExisting(folder.path());
  REQUIRE(store);
  CHECK(store->list({.limit = 1000})->runs.size() == 120);
  CHECK(store->unfinished()->empty());
}

TEST_CASE("what was reported as written is there after kill -9 at any moment") {
  test::TempFolder folder;
  for (int round = 0; round < 15; ++round) {
    int fds[2];
    REQUIRE(::pipe(fds) == 0);
    const pid_t pid = inProcess([&]() -> int {
      auto store = RunStore::open(folder.path());
      for (int count = 0; store && count < 100'000; ++count) {
        const std::string id = "r" + std::to_string(round) + "-" + std::to_string(count);
        if (!store->insert(makeRun(id))) return 1;
        if (::write(fds[1], (id + "\n").data(), id.size() + 1) < 0) return 2;
      }
      return 3;
    });
    ::close(fds[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + 7 * round));
    ::kill(pid, SIGKILL);
    CHECK(exitOf(pid) == -SIGKILL);
    std::string told;
    char block[4096];
    for (ssize_t got = 0; (got = ::read(fds[0], block, sizeof block)) > 0;)
      told.append(block, static_cast<std::size_t>(got));
    ::close(fds[0]);
    auto store = RunStore::open(folder.path());
    REQUIRE(store);
    std::size_t at = 0;
    for (std::size_t end = 0; (end = told.find('\n', at)) != std::string::npos; at = end + 1) {
      CHECK(store->find(told.substr(at, end - at)));
    }
  }
}

TEST_CASE("threads share one store") {
  test::TempFolder folder;
  auto store = RunStore::open(folder.path());
  REQUIRE(store);
  REQUIRE(store->insert(makeRun("run")));
  std::vector<std::jthread> threads;
  std::atomic<int> failures{0};
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int count = 0; count < 25; ++count) {
        if (!test::setTag(*store, "run", "t" + std::to_string(thread) + "-" + std::to_string(count), "x"))
          ++failures;
        if (!store->find("run")) ++failures;
      }
    });
  }
  threads.clear();
  CHECK(failures == 0);
  CHECK(store->find("run")->tags.size() == 100);
}

TEST_CASE("a newer store is read, not written, but a supervisor may write its run's end") {
  test::TempFolder folder;
  {
    auto store = RunStore::open(folder.path());
    REQUIRE(store->insert(makeRun("run")));
    Database database(store->databasePath(), Database::Access::existing);
    database.execute("ALTER TABLE runs ADD COLUMN priority INTEGER NOT NULL DEFAULT 7");
    database.execute("UPDATE details SET json=json_set(json,'$.newer','kept')");
    database.execute(("PRAGMA user_version=" + std::to_string(newestVersion() + 1)).c_str());
  }
  auto store = RunStore::open(folder.path());
  REQUIRE(store);
  CHECK(store->readOnly());
  REQUIRE(store->notices().size() == 1);
  CHECK(store->notices()[0].find("newer footplate") != std::string::npos);
  CHECK(store->find("run"));
  CHECK(store->list({})->runs.size() == 1);
  CHECK(test::setStatus(*store, "run", RunStatus::failed).error().code == ErrorCode::conflict);
  CHECK(store->insert(makeRun("other")).error().code == ErrorCode::conflict);

  auto supervisor = RunStore::open(folder.path(), RunStore::Mode::supervisor);
  REQUIRE(supervisor);
  REQUIRE(test::setStatus(*supervisor, "run", RunStatus::failed));
  Database database(store->databasePath(), Database::Access::existing);
  Statement row =
      database.prepare("SELECT priority, json_extract(json,'$.newer') FROM runs JOIN details ON run=seq");
  REQUIRE(row.step());
  CHECK(row.integer(0) == 7);
  CHECK(row.text(1) == "kept");
}

TEST_CASE("a store whose objects may lie in packs is newer than what knows no packs") {
  constexpr std::int64_t lastWithoutPacks = 4;
  test::TempFolder folder;
  {
    const auto store = RunStore::open(folder.path());
    Database database(store->databasePath(), Database::Access::existing);
    database.execute("DELETE FROM meta WHERE name='packs'");
    database.execute(("PRAGMA user_version=" + std::to_string(lastWithoutPacks)).c_str());
  }
  // A program of that version sees more than its own from here on: it reads only, and says so.
  const auto store = RunStore::open(folder.path());
  REQUIRE(store);
  CHECK_FALSE(store->readOnly());
  Database database(store->databasePath(), Database::Access::existing);
  CHECK(database.pragma("user_version") > lastWithoutPacks);
}

TEST_CASE("a damaged database is kept under another name and a new one begun") {
  test::TempFolder folder;
  folder.write(".footplate/footplate.db", std::string(20'000, 'x'));
  auto store = RunStore::open(folder.path(), RunStore::Mode::repair);
  REQUIRE(store);
  CHECK_FALSE(store->hasRuns().value());
  CHECK(store->insert(makeRun("after")));
  REQUIRE(store->notices().size() == 1);
  CHECK(store->notices()[0].find("footplate.db.damaged-") != std::string::npos);
  std::size_t kept = 0;
  const auto names = listFolder(folder / ".footplate").value();
  for (const std::string& name : names) {
    if (name.starts_with("footplate.db.damaged-"))
      kept += readFile(folder / (".footplate/" + name)).value() == std::string(20'000, 'x') ? 1 : 0;
  }
  CHECK(kept == 1);
}

TEST_CASE("who does not repair says what is wrong with a damaged database and moves nothing") {
  test::TempFolder folder;
  folder.write(".footplate/footplate.db", std::string(20'000, 'x'));
  const auto store = RunStore::open(folder.path());
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::unavailable);
  CHECK(store.error().message.find("rename it") != std::string::npos);
}

TEST_CASE("a full disk is an error and what was written before stays") {
  test::TempFolder folder;
  auto store = RunStore::open(folder.path());
  REQUIRE(store->insert(makeRun("before")));
  Run large = makeRun("large");
  large.description = std::string(3'000'000, 'x');
  // A limit of file sizes is met as a full disk is: by a failing write.
  const pid_t pid = inProcess([&]() -> int {
    ::signal(SIGXFSZ, SIG_IGN);
    os::SpawnOptions limit;
    limit.argv = {"prlimit", "--fsize=1000000", "--pid", std::to_string(::getpid())};
    if (!os::run(limit) || store->insert(large)) return 1;
    return store->find("before") ? 0 : 2;
  });
  CHECK(exitOf(pid) == 0);
  auto again = RunStore::open(folder.path());
  CHECK(again->find("before"));
  CHECK_FALSE(again->find("large"));
}
