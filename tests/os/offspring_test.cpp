#include "os/offspring.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "os/process.h"

using namespace footplate;
using namespace footplate::os;

namespace {

Result<Child> start(const std::string& script) {
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", script};
  options.out = Stdio::null();
  return spawn(options);
}

}  // namespace

TEST_CASE("orphans that came to us are told from children that somebody waits for") {
  REQUIRE(becomeSubreaper());
  auto waited = start("sleep 60 & wait");
  auto leaves = start("sleep 61 & (sleep 62 & true); exit 3");
  auto ended = start("exit 5");
  REQUIRE((waited && leaves && ended));
  CHECK(leaves->wait().value().code == 3);

  std::vector<ProcessIdentity> adopted;
  for (int round = 0; round < 500 && adopted.size() < 2; ++round) {
    adopted = adoptedProcesses();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(adopted.size() == 2);  // 61 and 62; not the shell of 60, and not its sleep
  CHECK(childrenRunning() >= 2);
  for (const ProcessIdentity& orphan : adopted) CHECK(signalProcess(orphan, SIGKILL));
  for (int round = 0; round < 500 && !adoptedProcesses().empty(); ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(adoptedProcesses().empty());
  CHECK(childrenOf(::getpid()).size() <=
        2);  // the orphans' zombies were collected, those waited for were not

  CHECK(ended->wait().value().code == 5);
  CHECK(waited->terminate(1000).value().signal == SIGTERM);
  adoptedProcesses();
  ::prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);  // orphans of other tests are not ours
}
