#include "os/process.h"
#include "os/program.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "base/fs.h"
#include "base/strings.h"
#include "os/identity.h"
#include "os/offspring.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::os;

namespace {

SpawnOptions shell(const std::string& script) {
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", script};
  return options;
}

std::int64_t elapsedMs(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since)
      .count();
}

}  // namespace

TEST_CASE("a program's output, error output and exit code are captured") {
  const auto done = run(shell("echo out; echo err >&2; exit 3"));
  REQUIRE(done);
  CHECK(done->out == "out\n");
  CHECK(done->err == "err\n");
  CHECK(done->status == ExitStatus{3, 0});
  CHECK(done->status.describe() == "exit code 3");
}

TEST_CASE("exit code 9 and signal 9 are two things") {
  const auto code = run(shell("exit 9"));
  const auto killed = run(shell("kill -9 $$"));
  REQUIRE(code);
  REQUIRE(killed);
  CHECK(code->status == ExitStatus{9, 0});
  CHECK(killed->status == ExitStatus{0, 9});
  CHECK(killed->status.describe() == "killed by signal 9 (Killed)");
}

TEST_CASE("input is written to the program") {
  std::string text(300'000, 'x');
  const auto done = run(shell("wc -c"), {}, {}, text);
  REQUIRE(done);
  CHECK(trim(done->out) == "300000");
}

TEST_CASE("output above the limit is dropped and said to be") {
  const auto done = run(shell("head -c 100000 /dev/zero"), {.outputBytes = 1000});
  REQUIRE(done);
  CHECK(done->out.size() == 1000);
  CHECK(done->truncated);
  CHECK(done->status.ok());
}

TEST_CASE("a missing program, folder or interpreter is named") {
  test::TempFolder folder;
  SpawnOptions missing;
  missing.argv = {"footplate-no-such-program"};
  CHECK(spawn(missing).error().code == ErrorCode::notFound);
  CHECK(spawn(missing).error().message == "starting footplate-no-such-program: it is not found in PATH");
  SpawnOptions nowhere = shell("true");
  nowhere.folder = folder / "none";
  CHECK(spawn(nowhere).error().message.find("does not exist") != std::string::npos);
  SpawnOptions script;
  script.argv = {folder.write("x.sh", "#!/no/such/interpreter\n", 0755)};
  CHECK(spawn(script).error().message.find("interpreter") != std::string::npos);
}

TEST_CASE("a child gets the descriptors it is told of and no other") {
  const int stray = ::open("/dev/null", O_RDONLY);  // without close-on-exec
  const int wanted = ::open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  SpawnOptions options = shell("ls -l /proc/self/fd; head -c 4 <&3");
  options.inherit = {wanted};
  const auto done = run(options);
  ::close(stray);
  ::close(wanted);
  REQUIRE(done);
  CHECK(done->out.find(" 3 -> /etc/passwd") != std::string::npos);
  CHECK(done->out.find("root") != std::string::npos);
  CHECK(done->out.find(" 5 -> ") == std::string::npos);
}

TEST_CASE("a child starts with an empty signal mask and default handlers") {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  ::signal(SIGPIPE, SIG_IGN);
  const auto done = run(shell("grep -E 'SigBlk|SigIgn' /proc/self/status | cut -f2"));
  ::signal(SIGPIPE, SIG_DFL);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  REQUIRE(done);
  const std::vector<std::string> masks = split(trim(done->out), '\n');
  REQUIRE(masks.size() == 2);
  CHECK(std::stoull(masks[0], nullptr, 16) == 0);
  CHECK((std::stoull(masks[1], nullptr, 16) & (1U << (SIGPIPE - 1))) == 0);
}

TEST_CASE("environment, folder and redirections are the child's") {
  test::TempFolder folder;
  SpawnOptions options = shell("echo $A; pwd; echo more >&2");
  options.environment = Environment{{"A", "value with spaces"}, {"PATH", "/usr/bin:/bin"}};
  options.folder = folder.path();
  options.out = Stdio::append(folder / "log");
  options.err = Stdio::sameAsOut();
  for (int times = 0; times < 2; ++times) REQUIRE(run(options));
  const std::string once = "value with spaces\n" + folder.path() + "\nmore\n";
  CHECK(*readFile(folder / "log") == once + once);
}

TEST_CASE("a time limit ends the whole group") {
  const auto began = std::chrono::steady_clock::now();
  const auto done = run(shell("sleep 60 & sleep 60"), {.timeoutMs = 100});
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::unavailable);
  CHECK(elapsedMs(began) < 3000);
}

TEST_CASE("a stop ends the program, also one that ignores TERM") {
  CancelSource stop;
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    stop.request_stop();
  });
  const auto done = run(shell("trap '' TERM; while true; do sleep 1; done"), {}, stop.get_token());
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::canceled);
}

TEST_CASE("a grandchild that holds the pipe does not hold us") {
  const auto began = std::chrono::steady_clock::now();
  const auto done = run(shell("echo here; sleep 30 & exit 0"), {.graceMs = 100});
  REQUIRE(done);
  CHECK(done->out == "here\n");
  CHECK(elapsedMs(began) < 3000);
}

TEST_CASE("a child can be waited for, for a time, and ended") {
  auto child = spawn(shell("sleep 60"));
  REQUIRE(child);
  const auto still = child->waitFor(30);
  REQUIRE(still);
  CHECK_FALSE(still->has_value());
  CHECK(::getpgid(child->pid()) == child->pid());
  const auto ended = child->terminate(1000);
  REQUIRE(ended);
  CHECK(ended->signal == SIGTERM);
  CHECK(child->wait().value().signal == SIGTERM);
}

TEST_CASE("a session leader has a session of its own") {
  SpawnOptions options = shell("sleep 60");
  options.grouping = Grouping::session;
  auto child = spawn(options);
  REQUIRE(child);
  CHECK(::getsid(child->pid()) == child->pid());
  child->signalGroup(SIGKILL);
  CHECK(child->wait().value().signal == SIGKILL);
}

TEST_CASE("many children one after another leave no zombie") {
  for (int count = 0; count < 100; ++count) REQUIRE(spawn(shell("exit 0")));
  std::string zombies = "?";
  // A child that has not ended yet is collected by a later one; orphans that other tests left us, here.
  for (int round = 0; round < 100 && zombies != "0"; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    static_cast<void>(adoptedProcesses());
    auto last = spawn(shell("exit 0"));
    REQUIRE(last);
    REQUIRE(last->wait());
    const auto list = run(shell("ps -o stat= --ppid " + std::to_string(::getpid()) + " | grep -c Z"));
    zombies = trim(list->out);
  }
  CHECK(zombies == "0");
}

TEST_CASE("programs are found as a shell finds them") {
  CHECK(findProgram("sh", "/nowhere:/bin") == "/bin/sh");
  CHECK(findProgram("sh", "/nowhere").empty());
  CHECK(findProgram("").empty());
  CHECK(fileExists(ownProgram()));
}
