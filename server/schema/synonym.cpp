#include "schema/synonym.h"

#include <algorithm>
#include <span>

#include "base/strings.h"

namespace footplate::schema {
namespace {

struct Synonym {
  std::string_view word;
  std::string_view name;
};

// Only what means the same, in the same unit but for those of unitNote(). A word may stand for several names;
// a document's place has one of them.
constexpr Synonym synonyms[] = {
    {"args", "program_arguments"},
    {"args", "inputs"},
    {"arguments", "program_arguments"},
    {"arguments", "inputs"},
    {"base_image", "image"},
    {"choices", "values"},
    {"cmd", "command"},
    {"code_path", "code"},
    {"compute_name", "compute"},
    {"compute_target", "compute"},
    {"conda", "conda_file"},
    {"conda_dependencies", "conda_file"},
    {"conda_env", "conda_file"},
    {"container", "image"},
    {"container_name", "filesystem"},
    {"cpus", "cpus_per_task"},
    {"cron", "expression"},
    {"direction", "goal"},
    {"docker_image", "image"},
    {"early_stopping", "early_termination"},
    {"entry_point", "entry"},
    {"env", "environment"},
    {"env", "environment_variables"},
    {"env_variables", "environment_variables"},
    {"env_vars", "environment_variables"},
    {"environ", "environment_variables"},
    {"envs", "environment_variables"},
    {"high", "max_value"},
    {"hyperparameters", "search_space"},
    {"idle_time", "idle_time_before_scale_down"},
    {"instance_num", "instance_count"},
    {"instances", "instance_count"},
    {"labels", "tags"},
    {"location", "path"},
    {"low", "min_value"},
    {"lower", "min_value"},
    {"lower_bound", "min_value"},
    {"max_concurrent_runs", "max_concurrent_trials"},
    {"max_node_count", "max_instances"},
    {"max_nodes", "max_instances"},
    {"max_parallel_trials", "max_concurrent_trials"},
    {"max_run_duration_seconds", "timeout"},
    {"max_runs", "max_total_trials"},
    {"max_total_runs", "max_total_trials"},
    {"max_trials", "max_total_trials"},
    {"mean", "mu"},
    {"min_node_count", "min_instances"},
    {"min_nodes", "min_instances"},
    {"n_trials", "max_total_trials"},
    {"node_count", "instance_count"},
    {"nodes", "instance_count"},
    {"nodes", "jobs"},
    {"nproc_per_node", "process_count_per_instance"},
    {"num_nodes", "instance_count"},
    {"num_trials", "max_total_trials"},
    {"options", "values"},
    {"parallel_trials", "max_concurrent_trials"},
    {"param_space", "search_space"},
    {"parameter_space", "search_space"},
    {"parameters", "inputs"},
    {"parameters", "search_space"},
    {"params", "inputs"},
    {"process_count", "process_count_per_instance"},
    {"process_count_per_node", "process_count_per_instance"},
    {"processes_per_node", "process_count_per_instance"},
    {"sampling", "sampling_algorithm"},
    {"sampling_method", "sampling_algorithm"},
    {"source_dir", "code"},
    {"source_directory", "code"},
    {"stages", "jobs"},
    {"std", "sigma"},
    {"stddev", "sigma"},
    {"step", "q"},
    {"steps", "jobs"},
    {"target", "compute"},
    {"tasks", "jobs"},
    {"timeout_seconds", "timeout"},
    {"title", "display_name"},
    {"upper_bound", "max_value"},
    {"uri", "path"},
    {"url", "path"},
    {"vm_size", "instance_type"},
    {"vm_size", "size"},
};

// The same for values: the words of Python, of other schedulers and tuners, and what people say.
constexpr Synonym valueSynonyms[] = {
    {"adls", "azure_data_lake_gen2"},
    {"adls_gen1", "azure_data_lake_gen1"},
    {"adls_gen2", "azure_data_lake_gen2"},
    {"aks", "kubernetes"},
    {"aml_compute", "amlcompute"},
    {"bayesian_optimization", "bayesian"},
    {"bayesian_search", "bayesian"},
    {"blob_storage", "azure_blob"},
    {"categorical", "choice"},
    {"classify", "classification"},
    {"cluster", "amlcompute"},
    {"crontab", "cron"},
    {"daily", "day"},
    {"dataframe", "mltable"},
    {"ddp", "pytorch"},
    {"decimal", "number"},
    {"dir", "uri_folder"},
    {"directory", "uri_folder"},
    {"double", "number"},
    {"file_share", "azure_file"},
    {"float", "number"},
    {"float", "uniform"},
    {"folder", "uri_folder"},
    {"gaussian", "normal"},
    {"grid_search", "grid"},
    {"hourly", "hour"},
    {"int", "randint"},
    {"int_uniform", "randint"},
    {"integer", "randint"},
    {"k8s", "kubernetes"},
    {"log_float", "loguniform"},
    {"logistic", "logistic_regression"},
    {"logreg", "logistic_regression"},
    {"long", "integer"},
    {"low_pri", "low_priority"},
    {"monthly", "month"},
    {"numeric", "number"},
    {"openmpi", "mpi"},
    {"random_search", "random"},
    {"readonly", "ro_mount"},
    {"real", "number"},
    {"recurring", "recurrence"},
    {"rf", "random_forest"},
    {"spot", "low_priority"},
    {"table", "mltable"},
    {"tabular", "mltable"},
    {"text", "string"},
    {"tf", "tensorflow"},
    {"torch", "pytorch"},
    {"vm", "virtualmachine"},
    {"weekly", "week"},
    {"xgb", "xg_boost_classifier"},
    {"xgb", "xg_boost_regressor"},
    {"xgboost", "xg_boost_classifier"},
    {"xgboost", "xg_boost_regressor"},
};

std::vector<std::string> among(std::span<const Synonym> table, std::string_view word,
                               const std::vector<std::string>& names) {
  const std::string plain = foldedName(word);
  std::vector<std::string> found;
  for (const Synonym& each : table) {
    if (each.word == plain && std::ranges::find(names, each.name) != names.end())
      found.emplace_back(each.name);
  }
  return found;
}

}  // namespace

bool isSynonymOf(std::string_view word, std::string_view name) {
  return std::ranges::any_of(
      synonyms, [&](const Synonym& each) { return each.name == name && isSameFolded(each.word, word); });
}

std::string_view unitNote(std::string_view word, std::string_view name) {
  // v1 counts the processes of all nodes.
  if (name == "process_count_per_instance" && isSameFolded(word, "process_count"))
    return ", which counts for each instance";
  if (name == "idle_time_before_scale_down" && isSameFolded(word, "idle_time"))
    return ", which is in seconds";
  return {};
}

std::vector<std::string> synonymsAmong(std::string_view word, const std::vector<std::string>& names) {
  return among(synonyms, word, names);
}

std::vector<std::string> valueSynonymsAmong(std::string_view word, const std::vector<std::string>& values) {
  return among(valueSynonyms, word, values);
}

}  // namespace footplate::schema
