#include "engines/local/job_variables.h"

#include "runner/supervisor_note.h"

namespace footplate::engines {
namespace {

// What belongs to the program that submitted, not to the job: another venv, an editor's own switches.
constexpr const char* notForJobs[] = {"VIRTUAL_ENV",
                                      "VIRTUAL_ENV_PROMPT",
                                      "PYTHONHOME",
                                      "ELECTRON_RUN_AS_NODE",
                                      "VSCODE_NLS_CONFIG",
                                      "__PYVENV_LAUNCHER__",
                                      "MLFLOW_TRACKING_USERNAME",
                                      "MLFLOW_TRACKING_PASSWORD",
                                      "MLFLOW_EXPERIMENT_ID"};

void addLoopback(os::Environment& variables, const std::string& name) {
  std::string& value = variables[name];
  value += std::string(value.empty() ? "" : ",") + "127.0.0.1,localhost";
}

void addRunVariables(os::Environment& variables, const runner::RunPlan& plan, const store::RunFolder& folder,
                     const JobPlaces& places) {
  const std::pair<const char*, std::string> table[] = {
      {"AZUREML_RUN_ID", plan.id},
      {"AZUREML_EXPERIMENT_NAME", plan.experiment},
      {"AZUREML_ARM_PROJECT_NAME", plan.experiment},
      {"MLFLOW_RUN_ID", plan.id},
      {"MLFLOW_EXPERIMENT_NAME", plan.experiment},
      {"MLFLOW_TRACKING_URI", places.trackingUri},
      {"MLFLOW_TRACKING_TOKEN", places.trackingToken},
      {"FOOTPLATE_METRICS_FILE", folder.path() + "/reported-metrics.jsonl"},
      {"PYTHONUNBUFFERED", "1"},
      {"PYTHONNOUSERSITE", "1"},
      {"GIT_PYTHON_REFRESH", "quiet"},
      {"MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"},  // the address ends with the run
      {runner::runTokenVariable, places.token},
  };
  for (const auto& [name, value] : table) variables[name] = value;
}

}  // namespace

Result<os::Environment> jobVariables(const runner::RunPlan& plan, const store::RunFolder& folder,
                                     const runner::BindingValues& values, const JobPlaces& places) {
  os::Environment variables = os::currentEnvironment();
  for (const char* name : notForJobs) variables.erase(name);
  addRunVariables(variables, plan, folder, places);
  addLoopback(variables, "NO_PROXY");
  addLoopback(variables, "no_proxy");
  for (const auto& [name, value] : values.inputs) variables["AZURE_ML_INPUT_" + name] = value;
  for (const auto& [name, value] : values.outputs) {
    variables["AZURE_ML_OUTPUT_" + name] = value;
    variables["AZUREML_OUTPUT_" + name] = value;
  }
  variables["VIRTUAL_ENV"] = places.overlay;
  variables["PATH"] = places.bin + ":" + (variables["PATH"].empty() ? "/usr/bin:/bin" : variables["PATH"]);
  for (const auto& [name, value] : plan.environmentVariables) {
    auto bound = runner::resolveBindings(value, values);
    auto text = bound ? runner::resolveSecrets(*bound) : bound;
    if (!text) return fail(text.error());
    variables[name] = *text;
  }
  return variables;
}

}  // namespace footplate::engines
