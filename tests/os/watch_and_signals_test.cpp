#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "os/file_watch.h"
#include "os/pipe.h"
#include "os/signals.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::os;

namespace {

void append(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::app) << text;
}

}  // namespace

TEST_CASE("writing to a watched file is heard") {
  const bool poll = GENERATE(false, true);
  test::TempFolder folder;
  const std::string path = folder.write("log", "a");
  auto watch = FileWatch::create(poll);
  REQUIRE(watch);
  (*watch)->add(path);
  CHECK((*watch)->isPolling() == poll);
  CHECK((*watch)->wait(20).empty());
  append(path, "more");
  CHECK((*watch)->wait(2000) == std::vector<std::string>{path});
  CHECK((*watch)->wait(20).empty());
}

TEST_CASE("a change of an entry is a change of its folder") {
  const bool poll = GENERATE(false, true);
  test::TempFolder folder;
  const std::string path = folder.write("sub/log", "a");
  auto watch = FileWatch::create(poll);
  (*watch)->add(folder / "sub");
  append(path, "more");
  CHECK((*watch)->wait(2000) == std::vector<std::string>{folder / "sub"});
}

TEST_CASE("a missing file is heard of when it comes, also when its folder comes with it") {
  const bool poll = GENERATE(false, true);
  test::TempFolder folder;
  auto watch = FileWatch::create(poll);
  const std::string path = folder / "a/b/log";
  (*watch)->add(path);
  CHECK((*watch)->wait(20).empty());
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    (void)makeFolder(folder / "a");
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    (void)makeFolder(folder / "a/b");
    append(path, "x");
  });
  CHECK((*watch)->wait(3000) == std::vector<std::string>{path});
  later.join();
  (void)(*watch)->wait(50);
  append(path, "y");
  CHECK((*watch)->wait(2000) == std::vector<std::string>{path});
}

TEST_CASE("a missing file is heard of when all folders on the way to it come at once") {
  for (int round = 0; round < 50; ++round) {
    test::TempFolder folder;
    auto watch = FileWatch::create();
    const std::string path = folder / "a/b/c/d/log";
    (*watch)->add(path);
    std::jthread later([&] {
      (void)makeFolder(folder / "a/b/c/d");
      append(path, "x");
    });
    REQUIRE((*watch)->wait(10'000) == std::vector<std::string>{path});
    later.join();
    (void)(*watch)->wait(5);
    append(path, "y");
    REQUIRE((*watch)->wait(10'000) == std::vector<std::string>{path});
  }
}

TEST_CASE("a replaced file is still watched") {
  test::TempFolder folder;
  const std::string path = folder.write("file", "1");
  auto watch = FileWatch::create();
  (*watch)->add(path);
  folder.write("file", "2");
  CHECK((*watch)->wait(2000) == std::vector<std::string>{path});
  while (!(*watch)->wait(50).empty()) {
  }
  append(path, "3");
  CHECK((*watch)->wait(2000) == std::vector<std::string>{path});
}

TEST_CASE("a removed path is not reported, and a stop ends the waiting") {
  test::TempFolder folder;
  const std::string path = folder.write("file", "1");
  auto watch = FileWatch::create();
  (*watch)->add(path);
  (*watch)->remove(path);
  append(path, "2");
  CHECK((*watch)->wait(50).empty());
  CancelSource stop;
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop.request_stop();
  });
  const auto began = std::chrono::steady_clock::now();
  CHECK((*watch)->wait(-1, stop.get_token()).empty());
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

TEST_CASE("a signal requests a stop and is remembered") {
  SignalGuard guard({SIGUSR1});
  CHECK(guard.caught() == 0);
  CHECK_FALSE(guard.token().stop_requested());
  ::raise(SIGUSR1);
  for (int tries = 0; tries < 200 && !guard.token().stop_requested(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(guard.token().stop_requested());
  CHECK(guard.caught() == SIGUSR1);
}

TEST_CASE("a watched signal is told each time, and ends nothing") {
  std::atomic<int> heard{0};
  const auto wait = [&](int wanted) {
    for (int tries = 0; tries < 3000 && heard < wanted; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return heard.load();
  };
  {
    SignalWatch watch(SIGUSR2, [&] { ++heard; });
    ::kill(::getpid(), SIGUSR2);
    CHECK(wait(1) == 1);
    ::kill(::getpid(), SIGUSR2);
    CHECK(wait(2) == 2);
  }
  CHECK(heard == 2);  // the end of the watch is no signal to its user
}

TEST_CASE("what another thread sets wakes a poll, until it is cleared") {
  const Wake wake;
  REQUIRE(wake);
  pollfd wait{wake.fd(), POLLIN, 0};
  CHECK(::poll(&wait, 1, 0) == 0);
  std::jthread other([&] {
    for (int count = 0; count < 100'000; ++count) wake.set();  // more than a pipe holds
  });
  CHECK(::poll(&wait, 1, 60'000) == 1);
  other.join();
  wake.clear();
  CHECK(::poll(&wait, 1, 0) == 0);
}
