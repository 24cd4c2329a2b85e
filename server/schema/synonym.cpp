#include "schema/synonym.h"

#include <algorithm>

#include "base/strings.h"

namespace footplate::schema {
namespace {

struct Synonym {
  std::string_view word;
  std::string_view name;
};

// Only what means the same in the same unit. A word may stand for several names; a document's place has one
// of them.
constexpr Synonym synonyms[] = {
    {"args", "inputs"},
    {"arguments", "inputs"},
    {"base_image", "image"},
    {"cmd", "command"},
    {"code_path", "code"},
    {"compute_name", "compute"},
    {"compute_target", "compute"},
    {"conda", "conda_file"},
    {"conda_dependencies", "conda_file"},
    {"conda_env", "conda_file"},
    {"container", "image"},
    {"cron", "expression"},
    {"direction", "goal"},
    {"docker_image", "image"},
    {"early_stopping", "early_termination"},
    {"entry_point", "entry"},
    {"env", "environment"},
    {"env_variables", "environment_variables"},
    {"env_vars", "environment_variables"},
    {"environ", "environment_variables"},
    {"hyperparameters", "search_space"},
    {"idle_time", "idle_time_before_scale_down"},
    {"instance_num", "instance_count"},
    {"instances", "instance_count"},
    {"labels", "tags"},
    {"location", "path"},
    {"max_concurrent_runs", "max_concurrent_trials"},
    {"max_node_count", "max_instances"},
    {"max_nodes", "max_instances"},
    {"max_parallel_trials", "max_concurrent_trials"},
    {"max_run_duration_seconds", "timeout"},
    {"max_runs", "max_total_trials"},
    {"max_total_runs", "max_total_trials"},
    {"max_trials", "max_total_trials"},
    {"min_node_count", "min_instances"},
    {"min_nodes", "min_instances"},
    {"n_trials", "max_total_trials"},
    {"node_count", "instance_count"},
    {"nodes", "instance_count"},
    {"nodes", "jobs"},
    {"nproc_per_node", "process_count_per_instance"},
    {"num_nodes", "instance_count"},
    {"num_trials", "max_total_trials"},
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
    {"steps", "jobs"},
    {"target", "compute"},
    {"tasks", "jobs"},
    {"timeout_seconds", "timeout"},
    {"title", "display_name"},
    {"uri", "path"},
    {"url", "path"},
    {"vm_size", "instance_type"},
    {"vm_size", "size"},
};

}  // namespace

std::string synonymAmong(std::string_view word, const std::vector<std::string>& names) {
  const std::string plain = replaceAll(toLower(word), "-", "_");
  for (const Synonym& each : synonyms) {
    if (each.word != plain) continue;
    if (const auto found = std::ranges::find(names, each.name); found != names.end()) return *found;
  }
  return {};
}

}  // namespace footplate::schema
