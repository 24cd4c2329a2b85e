// Wires the faces to the engines. `footplate lsp` speaks to editors, `footplate supervise` owns one run (the
// local engine starts it), `footplate view` starts a command that sees its inputs read-only, everything else
// is a verb of the command line.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "base/log.h"
#include "cli/cli.h"
#include "engines/local/local_engine.h"
#include "engines/local/run_in_place.h"
#include "engines/local/supervise.h"
#include "lsp/server.h"
#include "os/caretaker.h"
#include "os/read_only_view.h"

namespace {

using namespace footplate;

// supervise RUN --root ROOT --lock FD
int supervise(int argc, char** argv) {
  std::string root;
  int lock = -1;
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--root") root = argv[i + 1];
    if (option == "--lock") lock = std::atoi(argv[i + 1]);
  }
  if (argc < 3 || root.empty()) return 2;
  os::goOnUnderCaretaker(argv[1]);
  return engines::superviseMain(root, argv[2], lock);
}

// Options of other servers are accepted and ignored: there is one transport.
bool isLsp(int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "lsp") return false;
  for (int i = 2; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--help" || option == "-h") return false;
    if (option == "--log-level" && i + 1 < argc) setLogLevel(std::string_view(argv[i + 1]));
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 2 && std::string_view(argv[1]) == "supervise") return supervise(argc, argv);
  if (argc >= 2 && std::string_view(argv[1]) == os::viewWord) return os::viewMain(argc, argv);
  const std::unique_ptr<runner::Engine> local = engines::makeLocalEngine();
  const auto engineOf = [&](std::string_view name) { return name == "local" ? local.get() : nullptr; };
  if (isLsp(argc, argv)) return lsp::runServer({0, 1, engineOf});
  const auto inPlace = [](const runner::RunPlan& plan, bool outputToError, CancelToken stop) {
    const auto say = [](std::string_view line) {
      std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    };
    return engines::runInPlace(plan, {say, outputToError}, std::move(stop));
  };
  return cli::run(argc, argv, {engineOf, inPlace});
}
