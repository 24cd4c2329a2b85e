// What the store knows of one run. Plain data; the meaning of each field is that of `show --json`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace footplate::store {

enum class RunStatus {
  notStarted,
  provisioning,
  preparing,
  queued,
  running,
  finalizing,
  completed,
  failed,
  cancelRequested,
  canceled,
  notResponding,
};

const char* statusName(RunStatus status);                     // "NotStarted"
std::optional<RunStatus> parseStatus(std::string_view word);  // case ignored
bool isTerminal(RunStatus status);                            // completed, failed, canceled
// Whether a run may go from one to the other. A terminal status is final; a status never goes back to an
// earlier phase (but provisioning, preparing and queued may alternate), and after cancelRequested comes only
// an end.
bool mayFollow(RunStatus from, RunStatus to);

struct MetricPoint {
  std::string name;
  double value = 0;
  std::int64_t step = 0;
  TimeMs time = 0;
};

// Kept for listing; the whole history is in the run's metric file. NaN and infinities are kept as they are.
struct MetricSummary {
  double last = 0;
  double min = 0;
  double max = 0;
  std::int64_t step = 0;  // of the last value
  TimeMs time = 0;
  std::int64_t count = 0;
};

struct RunInput {
  std::string name;
  std::string type;   // "number", "uri_file", …
  std::string value;  // literal text, or the path or URI as written
  std::string mode;
  std::string path;  // where the job found it; "" for a literal
};

struct RunOutput {
  std::string name;
  std::string type;
  std::string path;
  std::string asset = {};  // registered as: "azureml:model:3", "" for not at all
};

struct Substitution {
  std::string package;
  std::string wanted;  // "==0.23.1"
  std::string given;   // "==1.0.2"
  std::string reason;
};

struct RunEnvironment {
  std::string name;
  std::string hash;
  std::string how;  // "cached", "built with uv", "none", …
  std::string python;
  std::vector<Substitution> substitutions;
};

struct SnapshotInfo {
  std::string hash;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};

struct Phase {
  std::string name;
  TimeMs began = 0;
  std::optional<TimeMs> ended;
};

struct TracebackFrame {
  std::string file;  // in the user's own folder where it was the job's code
  int line = 0;
  std::string function;  // "" where Python names none
};

struct RunError {
  std::string code;  // "supervisorLost", "machineRestarted", "exitCode", "outOfMemory", …
  std::string message;
  std::vector<std::string> logTail = {};       // the last lines of the log
  std::vector<TracebackFrame> traceback = {};  // of Python, outermost first
};

// What an MLflow client said the run has read (log_input).
struct RunDataset {
  std::string name;
  std::string digest;
  std::string sourceType;
  std::string source;
  std::string context;  // "training", "" where none was given
};

struct Run {
  std::string id;
  std::string experiment;
  std::string displayName;
  std::string description;
  std::string kind;  // "command"
  RunStatus status = RunStatus::notStarted;
  std::string compute;
  TimeMs created = 0;
  std::optional<TimeMs> started;  // the command's start
  std::optional<TimeMs> ended;
  std::string parent;  // id, "" for a run of its own
  bool archived = false;
  std::map<std::string, std::string> tags;
  std::map<std::string, std::string> params;  // as the job logged them
  // Literal inputs by name, kept by the store: they count as parameters where the job logged none of that
  // name.
  std::map<std::string, std::string> literals;
  std::int64_t children = 0;  // runs directly below this one; counted by RunStore::list alone
  std::map<std::string, MetricSummary> metrics;

  // Left empty by RunStore::list.
  std::vector<RunInput> inputs;
  std::vector<RunOutput> outputs;
  std::optional<RunEnvironment> environment;
  std::optional<SnapshotInfo> snapshot;
  std::vector<RunDataset> datasets;
  std::vector<Phase> phases;
  std::optional<int> exitCode;
  std::optional<int> signal;
  std::optional<RunError> error;
  std::string handle;                             // opaque text of the engine
  std::string engine;                             // "local"
  std::map<std::string, std::string> properties;  // free facts: job file, user, commit …
};

// The open phase ends now and `name` begins; "" only ends. Nothing happens when `name` is open already.
void enterPhase(Run& run, std::string_view name, TimeMs now);

// `^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$`
bool isValidRunId(std::string_view id);
// Two words and a suffix that sorts by time: "amber-heron-1k3f9x2ab7". Practically unique.
std::string makeRunId(TimeMs now);

}  // namespace footplate::store
