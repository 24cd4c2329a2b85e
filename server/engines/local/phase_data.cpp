// Data: where the inputs lie on this machine, and the places of the outputs.
#include "base/fs.h"
#include "base/path.h"
#include "engines/local/command_run.h"
#include "runner/input_files.h"

namespace footplate::engines {

Step CommandRun::locateInputs() {
  for (const runner::PlanInput& input : plan_.inputs) {
    if (input.isLiteral()) {
      values_.inputs[input.name] = input.value;
      continue;
    }
    auto path = runner::locateInput(input, plan_, cache_, stop_);
    if (!path) return failedStep("input", path.error());
    values_.inputs[input.name] = *path;
  }
  return {};
}

// A folder output is there before the command; of a file output only the folder it shall be written to.
Step CommandRun::makeOutputs() {
  for (const runner::PlanOutput& output : plan_.outputs) {
    std::string path = output.path.empty() ? folder_.namedOutput(output.name) : output.path;
    bool isFile = output.type == "uri_file";
    if (auto made = makeFolder(isFile && !output.path.empty() ? parentPath(path) : path); !made) {
      return failedStep("output", made.error());
    }
    values_.outputs[output.name] = isFile && output.path.empty() ? path + "/" + output.name : path;
  }
  return {};
}

}  // namespace footplate::engines
