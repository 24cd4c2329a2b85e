// The verbs, declared once: the command line and workspace/executeCommand walk the same table.
//
// A command takes one JSON object of parameters and gives the JSON document of design `--json`, or an Error.
// It writes nothing to stdout; what it says on the way goes to Session::progress. Commands may run on any
// thread, several at once.
//
//   const Command* submit = findCommand("submit");
//   Result<Outcome> outcome = submit->run(parameters, session);
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "ide/workspace.h"
#include "os/process.h"
#include "runner/engine.h"

namespace footplate::commands {

enum class ParameterType { text, integer, boolean, textList };

struct Parameter {
  const char* name;  // as in JSON; "--name" on the command line unless positional
  ParameterType type = ParameterType::text;
  const char* summary = "";
  bool positional = false;
  bool required = false;
  const char* valueName = "";  // "FILE", for help
};

// What a command may use of the world around it. Made by a face, one per call or per server.
struct Session {
  std::string folder;  // paths given are relative to this (-C DIR)
  // Folders whose projects a verb without a file is about, in a window with several; empty: that of
  // `folder` alone.
  std::vector<std::string> projects;
  std::vector<std::string>
      workspaceFolders;  // the editor's; the first that contains a file helps find its root
  const ide::Workspace* workspace = nullptr;                     // open buffers over disk
  std::function<runner::Engine*(std::string_view name)> engine;  // nullptr for a name there is none of
  std::function<Result<std::string>()> input;  // all of standard input; empty where there is none
  std::function<void(const std::string& message)> progress;  // one line for the person waiting; may be empty
  std::function<void(const std::string& message)>
      notice;  // what a person must see though the command goes on; may be empty
  // Takes the bytes of logs (tail) as they come; false ends it. Empty: nothing is streamed. "" is the run's
  // own log; of other streams come whole lines.
  std::function<bool(std::string_view stream, std::string_view bytes)> bytes;
  // Runs a plan here and now, on the caller's own terminal (footplate run); empty where there is none.
  std::function<Result<os::ExitStatus>(const runner::RunPlan& plan)> inPlace;
  CancelToken cancel;
};

// The JSON of a command that ran to its end; `bad` when the thing judged is bad (exit status 1). `errors` are
// of those of several runs that could not be dealt with: told after the JSON, the first gives the exit
// status.
struct Outcome {
  std::unique_ptr<nlohmann::json> json;
  bool bad = false;
  std::vector<Error> errors;

  Outcome(nlohmann::json value, bool isBad = false);
  Outcome(Outcome&&) noexcept;
  Outcome& operator=(Outcome&&) noexcept;
  ~Outcome();
};

struct Command {
  const char* name;
  const char* summary;
  bool runsCode;  // refused by the server in a workspace that is not trusted
  std::span<const Parameter> parameters;
  Result<Outcome> (*run)(const nlohmann::json& parameters, Session& session);
};

std::span<const Command> all();
const Command* findCommand(std::string_view name);

// Lines of a stream as people see them, each with "STREAM | " before it; those of "" as they are.
std::string prefixed(std::string_view stream, std::string_view lines);

// usage error naming the first parameter that is unknown, missing or of the wrong type.
Result<void> checkParameters(const Command& command, const nlohmann::json& parameters);

}  // namespace footplate::commands
