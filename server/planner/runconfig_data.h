// The data of a v1 run: `dataReferences`, `data` and `outputData` as inputs and outputs of a plan, with the
// variables that v1 gives them and the words by which arguments name them.
//
//   auto data = readV1Data(request, config);
//   data->variables["AZUREML_DATAREFERENCE_raw"];              // "${{inputs.raw}}"
//   v1Argument("$AZUREML_DATAREFERENCE_raw/a b", data->words); // "\"${AZUREML_DATAREFERENCE_raw}/a b\""
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "planner/planner.h"
#include "planner/project_config.h"
#include "runner/run_plan.h"

namespace footplate::planner {

// What an argument may say for a place, and the environment variable that holds it; longest words first.
using V1Words = std::vector<std::pair<std::string, std::string>>;

struct V1Data {
  std::vector<runner::PlanInput> inputs;
  std::vector<runner::PlanOutput> outputs;
  std::map<std::string, std::string> variables;  // name -> a binding
  V1Words words;
  std::map<std::string, std::string> secrets;  // of addresses, as in a RunPlan
};

// The errors of DataReader, for data that this machine does not have and places it cannot write to.
Result<V1Data> readV1Data(const PlanRequest& request, const ProjectConfig& config);

// One argument as the shell shall read it: variables are expanded where they are set, as v1 does, nothing
// else is touched.
std::string v1Argument(std::string_view argument, const V1Words& words);

// A whole command line: only the words that name data become their variables.
std::string v1Command(std::string_view command, const V1Words& words);

}  // namespace footplate::planner
