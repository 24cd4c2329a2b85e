// Python interpreters of this machine and what they say of themselves. Asked once, then remembered in the
// cache until the file or the version manager's choice changes: a warm submit starts no extra Python.
#pragma once

#include <string>

#include "base/result.h"
#include "runner/run_plan.h"

namespace footplate::runner {

struct Interpreter {
  std::string path;      // the real program, never a shim or a venv's link
  std::string version;   // "3.11"
  std::string full;      // "3.11.7"
  std::string abi;       // "cpython-311-x86_64-linux-gnu"
  std::string platform;  // "linux-x86_64"
  std::string site;      // its site-packages
  std::string pip;       // folder of its pip package, "" when it has none
  bool chosen = false;   // by config.yml or an active venv: its packages are meant to be seen
};

// What `path` (a shim or venv too) really is. unavailable when it does not run.
Result<Interpreter> askInterpreter(const std::string& path, const std::string& root,
                                   const std::string& cache);

// The interpreter of design §2. Where it is not what `wanted` asks for ("3.9", ">=3.8,<3.11"; "" for
// nothing), the newest that is and lies on this machine (interpreter_search.h) takes its place, unless the
// settings name one; where none is, the default it remains.
Result<Interpreter> chooseInterpreter(const std::string& root, const LocalSettings& settings,
                                      const std::string& cache, const std::string& wanted);

}  // namespace footplate::runner
