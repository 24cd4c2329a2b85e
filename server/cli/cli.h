// The command line: argv to a command's parameters, its JSON to text for people or to stdout, errors to exit
// codes.
#pragma once

#include <functional>
#include <string_view>

#include "os/process.h"
#include "runner/engine.h"

namespace footplate::cli {

struct World {
  std::function<runner::Engine*(std::string_view name)> engine;
  // `footplate run` on this terminal; `outputToError` keeps standard output for our JSON.
  std::function<Result<os::ExitStatus>(const runner::RunPlan& plan, bool outputToError, CancelToken stop)>
      runInPlace;
};

// Runs `footplate ARGS…` for every verb of commands::all(). Exit status: 0 done, 1 the thing judged is bad,
// 2 wrong usage, 3 not found, 4 could not, 130 interrupted.
int run(int argc, char** argv, const World& world);

}  // namespace footplate::cli
