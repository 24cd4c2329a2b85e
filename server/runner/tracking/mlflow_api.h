// MLflow's REST calls on top of TrackedRuns: JSON in, JSON out, no sockets. Any thread.
//
// A job reads every run of its project and writes its own and those it made. What is not served (the model
// registry, traces, webhooks) is refused at once with an answer that MLflow's clients do not repeat.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "os/http_server.h"
#include "runner/tracking/mlflow_artifacts.h"
#include "runner/tracking/mlflow_experiments.h"
#include "runner/tracking/mlflow_models.h"
#include "runner/tracking/tracked_runs.h"

namespace footplate::runner {

class MlflowApi {
 public:
  MlflowApi(TrackedRuns& runs, std::string experiment);

  // Where the body of a request goes; only uploads of files do not go into memory.
  os::BodyPlan plan(const os::HttpRequest& head) const;
  // The answer to any request that was let in; errors in MLflow's form.
  os::HttpResponse answer(const os::HttpRequest& request);

 private:
  using Json = nlohmann::json;
  using Call = Json (MlflowApi::*)(const Json& body);
  struct Route;

  Json route(const std::string& method, const std::string& call, const Json& body);
  static const Route* find(const std::string& method, const std::string& call);

  std::string ownRun(const Json& body) const;    // one that may be written
  std::string knownRun(const Json& body) const;  // one that may be read
  Json describe(const std::string& id);

  Json createExperiment(const Json& body);
  Json getExperiment(const Json& body);
  Json getExperimentByName(const Json& body);
  Json searchExperiments(const Json& body);
  Json tagExperiment(const Json& body);

  Json createRun(const Json& body);
  Json getRun(const Json& body);
  Json updateRun(const Json& body);
  Json deleteRun(const Json& body);
  Json restoreRun(const Json& body);
  std::string searchRuns(const Json& body);  // the answer's text

  Json logMetric(const Json& body);
  Json logParameter(const Json& body);
  Json setTag(const Json& body);
  Json deleteTag(const Json& body);
  Json logBatch(const Json& body);
  Json logModel(const Json& body);
  Json logInputs(const Json& body);
  Json logOutputs(const Json& body);
  Json metricHistory(const Json& body);
  Json metricHistories(const Json& body);
  Json listArtifacts(const Json& body);
  void appendTo(const std::string& id, const char* property, const Json& more);

  TrackedRuns& runs_;
  MlflowExperiments experiments_;
  MlflowModels models_;
  MlflowArtifacts artifacts_;
};

}  // namespace footplate::runner
