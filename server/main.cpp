// The only place that knows everyone: picks the face and gives it its engines.
#include <cstdlib>
#include <cstring>
#include <string>

#include "cli/cli.h"
#include "engines/local/local_engine.h"
#include "engines/local/supervise.h"

namespace {

// footplate supervise RUN --root ROOT --lock FD: started by the local engine, not by people.
int supervise(int argc, char** argv) {
  std::string root;
  int lock = -1;
  for (int i = 3; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--root") == 0) root = argv[i + 1];
    if (std::strcmp(argv[i], "--lock") == 0) lock = std::atoi(argv[i + 1]);
  }
  if (argc < 3 || root.empty()) return 2;
  return footplate::engines::superviseMain(root, argv[2], lock);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "supervise") return supervise(argc, argv);
  const auto local = footplate::engines::makeLocalEngine();
  const auto engine = [&](std::string_view name) { return name == "local" ? local.get() : nullptr; };
  return footplate::cli::run(argc, argv, {engine});
}
