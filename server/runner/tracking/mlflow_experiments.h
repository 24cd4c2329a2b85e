// Experiments as MLflow knows them: a number for each name. The number is made of the name, so it is the same
// in every job and after every restart, and nothing has to be kept. Any thread.
//
//   MlflowExperiments experiments(store, "iris");
//   experiments.idOf("iris");      // "583104921744"
//   experiments.nameOf("0");       // "iris": what MLflow calls its default is the run's own
#pragma once

#include <map>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "store/run_store.h"

namespace footplate::runner {

class MlflowExperiments {
 public:
  // `own` is the experiment of the run that is served; `store` outlives the object.
  MlflowExperiments(store::RunStore& store, std::string own) : store_(store), own_(std::move(own)) {}

  static std::string idOf(const std::string& name);
  // Throws a Problem when no run of the project has this experiment and the job did not make it.
  std::string nameOf(const std::string& id);
  // An experiment begins with its first run; until then its name is kept here.
  std::string create(const std::string& name);
  void setTag(const std::string& id, const std::string& key, const std::string& value);

  // As MLflow's JSON describes them; Problem when there is none.
  nlohmann::json describe(const std::string& name);
  // One page of those that the filter (mlflow_experiment_filter.h) takes, with a token where more follow.
  nlohmann::json search(std::string_view filter, std::size_t from, std::size_t most);
  bool knows(const std::string& name);

 private:
  std::vector<std::string> names();
  nlohmann::json factsOf(const std::string& name);

  store::RunStore& store_;
  std::string own_;
  std::mutex mutex_;
  std::vector<std::string> made_;
  std::map<std::string, std::map<std::string, std::string>> tags_;  // by id
};

}  // namespace footplate::runner
