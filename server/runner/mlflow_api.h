// MLflow's REST calls on top of TrackedRuns: JSON in, JSON out, no sockets. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "os/http_server.h"
#include "runner/tracked_runs.h"

namespace footplate::runner {

class MlflowApi {
 public:
  MlflowApi(TrackedRuns& runs, std::string experiment);

  // The answer to any request that was let in; errors in MLflow's form.
  os::HttpResponse answer(const os::HttpRequest& request);

 private:
  using Json = nlohmann::json;

  Json route(const std::string& method, const std::string& call, const Json& body);
  Json experiment(const std::string& name) const;
  std::string experimentId(const std::string& name);
  std::string experimentName(const std::string& id) const;
  std::string runIdOf(const Json& body) const;

  Json createRun(const Json& body);
  Json updateRun(const Json& body);
  Json logBatch(const Json& body);
  Json searchRuns(const Json& body);
  Json metricHistory(const Json& body);
  Json listArtifacts(const Json& body) const;
  Json logInputs(const Json& body);
  Json describe(const store::Run& run);
  Json describeInfo(const store::Run& run);
  Json models(const std::string& method, const std::string& rest, const Json& body);
  Json createModel(const Json& body);

  TrackedRuns& runs_;
  mutable std::mutex mutex_;
  std::vector<std::string> experiments_;       // an id is the place in this list
  std::map<std::string, std::string> models_;  // id to the JSON text of the model
};

}  // namespace footplate::runner
