// Why a command failed, said from what is known of its end: the exit code or signal, the last lines of its
// log, a Python traceback in it, the environment it ran in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/process.h"
#include "runner/source_paths.h"
#include "store/run_record.h"

namespace footplate::runner {

struct FailureFacts {
  os::ExitStatus status;
  std::string who = "the command";  // that ended so, for people
  bool outOfMemory = false;         // the kernel ended something of the job
  std::string environment;          // "sklearn-1.5 (Python 3.11)", for people
  SourcePaths paths;
};

// The error of a run whose command ended so; `log` is its log file. Code "exitCode", "signal" or
// "outOfMemory"; secrets masked.
store::RunError explainFailure(const FailureFacts& facts, const std::string& log);

// The last traceback of a text: frames outermost first, and the exception's line.
struct Traceback {
  std::vector<store::TracebackFrame> frames;
  std::string exception;  // "ValueError: no rows"; "" when there is no traceback
};
Traceback lastTraceback(std::string_view text);

// The last `count` lines of a text, each of at most 400 bytes, valid UTF-8.
std::vector<std::string> lastLines(std::string_view text, std::size_t count);

// The end of a file: at most `bytes`, "" when it cannot be read.
std::string endOfFile(const std::string& path, std::size_t bytes);

}  // namespace footplate::runner
