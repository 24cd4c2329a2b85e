#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "base/fs.h"
#include "os/identity.h"
#include "os/lock_file.h"
#include "os/process.h"
#include "os/process_end.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::os;

namespace {

SpawnOptions sleeper() {
  SpawnOptions options;
  options.argv = {"/bin/sleep", "60"};
  return options;
}

}  // namespace

TEST_CASE("a lock is exclusive until its last holder is gone") {
  test::TempFolder folder;
  const std::string path = folder / "lock";
  CHECK_FALSE(isLocked(path));
  std::optional<Child> child;
  {
    auto lock = LockFile::tryLock(path);
    REQUIRE(lock);
    CHECK(isLocked(path));
    CHECK(LockFile::tryLock(path).error().code == ErrorCode::conflict);
    SpawnOptions options = sleeper();
    options.inherit = {lock->fd()};
    auto started = spawn(options);
    REQUIRE(started);
    child.emplace(std::move(*started));
  }
  CHECK(isLocked(path));
  child->signal(SIGKILL);
  REQUIRE(child->wait());
  CHECK_FALSE(isLocked(path));
  CHECK(LockFile::tryLock(path));
}

TEST_CASE("an inherited lock is taken over, another descriptor is not") {
  test::TempFolder folder;
  auto lock = LockFile::tryLock(folder / "lock");
  REQUIRE(lock);
  const int copy = ::dup(lock->fd());
  auto adopted = LockFile::adopt(copy, folder / "lock");
  CHECK(adopted);
  CHECK_FALSE(LockFile::adopt(999, folder / "lock"));
  auto other = LockFile::tryLock(folder / "other");
  REQUIRE(other);
  CHECK(LockFile::adopt(::dup(other->fd()), folder / "lock").error().code == ErrorCode::conflict);
}

TEST_CASE("waiting for a lock ends when it is free or when stopped") {
  test::TempFolder folder;
  const std::string path = folder / "lock";
  {
    auto held = LockFile::tryLock(path);
    REQUIRE(held);
    CancelSource stop;
    std::jthread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop.request_stop();
    });
    CHECK(LockFile::lock(path, stop.get_token()).error().code == ErrorCode::canceled);
  }
  CHECK(LockFile::lock(path));
}

TEST_CASE("an identity survives being text and tells alive from gone") {
  auto child = spawn(sleeper());
  REQUIRE(child);
  const auto who = identityOf(child->pid());
  REQUIRE(who);
  const auto read = ProcessIdentity::fromText(who->toText() + "\n");
  REQUIRE(read);
  CHECK(*read == *who);
  CHECK(presenceOf(*read) == Presence::alive);
  REQUIRE(signalProcess(*read, SIGKILL));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(presenceOf(*read) == Presence::gone);  // a zombie still
  REQUIRE(child->wait());
  CHECK(presenceOf(*read) == Presence::gone);
  CHECK(signalProcess(*read, SIGKILL).error().code == ErrorCode::notFound);
  CHECK(identityOf(child->pid()).error().code == ErrorCode::notFound);
}

TEST_CASE("no signal is sent unless all five facts agree") {
  auto child = spawn(sleeper());
  REQUIRE(child);
  const ProcessIdentity good = *identityOf(child->pid());
  ProcessIdentity bad = good;
  bad.startTime += 1;
  CHECK(presenceOf(bad) == Presence::gone);
  CHECK_FALSE(signalProcess(bad, SIGKILL));
  bad = good;
  bad.place.machineId = "another";
  CHECK(presenceOf(bad) == Presence::foreign);
  CHECK(signalProcess(bad, SIGKILL).error().code == ErrorCode::conflict);
  bad = good;
  bad.place.bootId = "before";
  CHECK(presenceOf(bad) == Presence::restarted);
  bad = good;
  bad.place.uid += 1;
  CHECK(presenceOf(bad) == Presence::foreign);
  CHECK_FALSE(signalProcess(bad, SIGKILL));
  bad = good;
  bad.place.pidNamespace = "pid:[1]";
  CHECK(presenceOf(bad) == Presence::foreign);
  CHECK_FALSE(signalProcess(bad, SIGKILL));
  CHECK(presenceOf(good) == Presence::alive);
  CHECK(signalProcess(good, SIGTERM));
  CHECK(child->wait().value().signal == SIGTERM);
}

TEST_CASE("broken identities are not read") {
  for (const char* text : {"", "12", "1 2 3 a b c", "x 1 0 m b n", "5 1 0 m b", "-7 1 0 m b n"}) {
    CHECK_FALSE(ProcessIdentity::fromText(text));
  }
}

TEST_CASE("processes of a run are found by a variable, also those that called setsid") {
  const std::string value = "run-" + std::to_string(::getpid());
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", "setsid sleep 60 & sleep 60"};
  options.environment = currentEnvironment();
  (*options.environment)["FOOTPLATE_TEST_RUN"] = value;
  auto child = spawn(options);
  REQUIRE(child);
  std::vector<ProcessIdentity> found;
  for (int tries = 0; tries < 100 && found.size() < 3; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    found = processesWithVariable("FOOTPLATE_TEST_RUN", value);
  }
  CHECK(found.size() == 3);
  CHECK(descendantsOf(::getpid()).size() >= 3);
  CHECK(processesWithVariable("FOOTPLATE_TEST_RUN", value + "x").empty());
  for (const ProcessIdentity& one : found) CHECK(signalProcess(one, SIGKILL));
  REQUIRE(child->wait());
  // The two that are not our children die when the kernel comes to it.
  for (int tries = 0; tries < 200 && !processesWithVariable("FOOTPLATE_TEST_RUN", value).empty(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(processesWithVariable("FOOTPLATE_TEST_RUN", value).empty());
}

TEST_CASE("processes are found by the session that they stayed in") {
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", "env -i sleep 60 & setsid sleep 60 & echo $! > \"$1\"; wait", "sh"};
  test::TempFolder folder;
  options.argv.push_back(folder / "away");
  options.grouping = Grouping::session;
  auto child = spawn(options);
  REQUIRE(child);
  std::vector<ProcessIdentity> found;
  const auto isSleep = [](const ProcessIdentity& who) {
    return readFile("/proc/" + std::to_string(who.pid) + "/comm").value_or("") == "sleep\n";
  };
  for (int tries = 0; tries < 3000; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    found = membersOfSession(child->pid());
    if (found.size() == 2 && std::ranges::any_of(found, isSleep) && fileExists(folder / "away")) break;
  }
  // The shell and the sleep that has no environment, not the one that went away.
  CHECK(found.size() == 2);
  CHECK(std::ranges::any_of(found, isSleep));
  CHECK(std::ranges::any_of(found, [&](const auto& who) { return who.pid == child->pid(); }));
  for (const ProcessIdentity& one : descendantsOf(child->pid()))
    static_cast<void>(signalProcess(one, SIGKILL));
  REQUIRE(child->wait());
}

TEST_CASE("the end of a process that is not our child is heard of") {
  CHECK(waitForProcessEnd(1 << 30, {}));  // there is none
  auto child = spawn(sleeper());
  REQUIRE(child);
  CancelSource stop;
  stop.request_stop();
  CHECK_FALSE(waitForProcessEnd(child->pid(), stop.get_token()));
  std::atomic<bool> ended{false};
  std::jthread waiter([&] { ended = waitForProcessEnd(child->pid(), {}); });
  child->signal(SIGKILL);
  waiter.join();
  CHECK(ended);
  REQUIRE(child->wait());
}
