// Artifacts of runs: listed and read of every run of the project, written to the job's own. A job on this
// machine writes its files itself (the run's artifact address is a folder); the proxy calls are for clients
// that only speak HTTP. Any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "os/http_server.h"
#include "runner/tracking/tracked_runs.h"

namespace footplate::runner {

class MlflowArtifacts {
 public:
  explicit MlflowArtifacts(TrackedRuns& runs) : runs_(runs) {}

  // artifacts/list of `run`, below `path` of its outputs.
  nlohmann::json list(const std::string& run, const std::string& path) const;

  // Whether a path is one of the proxy's (/api/2.0/mlflow-artifacts/artifacts/RUN/…, /get-artifact).
  static bool isProxyPath(const std::string& path);
  // Where the body of an upload goes while it comes in.
  os::BodyPlan plan(const os::HttpRequest& head) const;
  // Throws a Problem.
  os::HttpResponse answer(const os::HttpRequest& request) const;

 private:
  struct Place {
    std::string run;
    std::string root;  // the run's outputs
    std::string path;  // inside of it
  };
  Place placeOf(const std::string& runAndPath) const;
  std::string insideOf(const std::string& root, const std::string& path) const;
  os::HttpResponse fetch(const Place& place) const;
  void store(const Place& place, const os::HttpRequest& request) const;

  TrackedRuns& runs_;
};

}  // namespace footplate::runner
