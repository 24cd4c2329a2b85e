// A run of ours as MLflow's JSON describes it. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "store/run_record.h"

namespace footplate::runner::mlflow {

// The member "info"; `outputs` is the folder of the run's artifacts.
nlohmann::json runInfo(const store::Run& run, const std::string& outputs);
// {"info", "data", "inputs", "outputs"}; as text it is written without a tree, for the thousands a search
// finds.
void appendRun(std::string& out, const store::Run& run, const std::string& outputs);
nlohmann::json runJson(const store::Run& run, const std::string& outputs);

// "FINISHED" and so on, both ways; running for words that are none.
const char* statusWord(store::RunStatus status);
store::RunStatus statusOf(const std::string& word);

// Data sets of runs/log-inputs.
std::vector<store::RunDataset> datasetsOf(const nlohmann::json& body);

// The property that keeps which logged models a run made (runs/outputs), as a JSON list.
inline constexpr const char* modelOutputs = "footplate.model_outputs";

}  // namespace footplate::runner::mlflow
