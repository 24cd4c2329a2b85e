#include "runner/tracking/mlflow_experiments.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/uri.h"
#include "runner/tracking/mlflow_experiment_filter.h"
#include "runner/tracking/mlflow_json.h"

namespace footplate::runner {

using mlflow::Problem;
using nlohmann::json;

// 48 bits: a number that every JSON reader keeps exactly.
std::string MlflowExperiments::idOf(const std::string& name) {
  return std::to_string(std::strtoull(sha256(name).substr(0, 12).c_str(), nullptr, 16) + 1);
}

std::vector<std::string> MlflowExperiments::names() {
  std::vector<std::string> all{own_};
  {
    const std::lock_guard guard(mutex_);
    all.insert(all.end(), made_.begin(), made_.end());
  }
  if (const auto stored = store_.experimentNames()) {
    for (const std::string& name : *stored) {
      if (std::ranges::find(all, name) == all.end()) all.push_back(name);
    }
  }
  return all;
}

std::string MlflowExperiments::nameOf(const std::string& id) {
  if (id == "0" || id == idOf(own_)) return own_;
  for (const std::string& name : names()) {
    if (idOf(name) == id) return name;
  }
  throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "there is no experiment with the id " + id);
}

bool MlflowExperiments::knows(const std::string& name) {
  const std::vector<std::string> all = names();
  return std::ranges::find(all, name) != all.end();
}

std::string MlflowExperiments::create(const std::string& name) {
  if (name.empty()) throw Problem(400, "INVALID_PARAMETER_VALUE", "an experiment needs a name");
  if (knows(name)) {
    throw Problem(400, "RESOURCE_ALREADY_EXISTS", "the experiment '" + name + "' exists already");
  }
  const std::lock_guard guard(mutex_);
  made_.push_back(name);
  return idOf(name);
}

void MlflowExperiments::setTag(const std::string& id, const std::string& key, const std::string& value) {
  static_cast<void>(nameOf(id));
  const std::lock_guard guard(mutex_);
  tags_[id][key] = value;
}

json MlflowExperiments::describe(const std::string& name) {
  if (!knows(name)) {
    throw Problem(404, "RESOURCE_DOES_NOT_EXIST", "there is no experiment with the name '" + name + "'");
  }
  return factsOf(name);
}

json MlflowExperiments::search(std::string_view filter, std::size_t from, std::size_t most) {
  const ExperimentFilter wanted(filter);
  json list = json::array();
  std::size_t at = 0;
  for (const std::string& name : names()) {
    if (!wanted.takes(name) || at++ < from) continue;
    if (list.size() == most) return {{"experiments", list}, {"next_page_token", std::to_string(from + most)}};
    list.push_back(factsOf(name));
  }
  return {{"experiments", list}};
}

json MlflowExperiments::factsOf(const std::string& name) {
  const std::string id = idOf(name);
  const std::lock_guard guard(mutex_);
  return {{"experiment_id", id},
          {"name", name},
          {"artifact_location", uriFromPath(store_.folder() + "/runs")},
          {"lifecycle_stage", "active"},
          {"last_update_time", 0},
          {"creation_time", 0},
          {"tags", mlflow::pairs(tags_[id])}};
}

}  // namespace footplate::runner
