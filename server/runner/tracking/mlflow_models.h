// Models of MLflow 3: entities beside a run, each a JSON file below the run's folder
// (logged-models/<id>.json), their own files in the run's outputs under the model's name. Any thread.
#pragma once

#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "runner/tracking/tracked_runs.h"

namespace footplate::runner {

class MlflowModels {
 public:
  explicit MlflowModels(TrackedRuns& runs) : runs_(runs) {}

  // The answer to "logged-models" + `rest`; throws a Problem.
  nlohmann::json answer(const std::string& method, const std::string& rest, const nlohmann::json& body);
  // Metrics of a batch that name a model are the model's too.
  void addMetrics(const nlohmann::json& metrics, const std::string& run);

 private:
  nlohmann::json create(const nlohmann::json& body);
  nlohmann::json search(const nlohmann::json& body);
  nlohmann::json change(const std::string& method, const std::vector<std::string>& parts,
                        const nlohmann::json& body);
  std::string placeOf(const std::string& id) const;  // its file; Problem when there is none

  TrackedRuns& runs_;
  std::mutex mutex_;
};

}  // namespace footplate::runner
