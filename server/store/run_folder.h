// The files of one run, runs/<id>/ of the store's folder, and who writes them. Text only; make() makes
// folders.
//
// - plan.json: the submitter, once; what the supervisor runs
// - lock: held by whoever answers for the run (submitter, then supervisor, or a reconciler)
// - supervisor: the supervisor; its identity, so that a signal hits it or nothing
// - end.json: the supervisor; the final status, before the database hears of it (.room is kept for it)
// - metrics.jsonl: the supervisor; one metric value a line
// - user_logs/std_log.txt, logs/, outputs/, named-outputs/<name>/: the job itself
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace footplate::store {

class RunFolder {
 public:
  // `storeFolder` is RunStore::folder().
  RunFolder(std::string_view storeFolder, std::string_view id);

  const std::string& path() const { return path_; }
  std::string plan() const { return path_ + "/plan.json"; }
  std::string lock() const { return path_ + "/lock"; }
  std::string supervisor() const { return path_ + "/supervisor"; }
  std::string end() const { return path_ + "/end.json"; }
  std::string metrics() const { return path_ + "/metrics.jsonl"; }
  std::string userLogs() const { return path_ + "/user_logs"; }
  std::string log() const { return path_ + "/user_logs/std_log.txt"; }
  std::string logs() const { return path_ + "/logs"; }
  std::string outputs() const { return path_ + "/outputs"; }
  std::string namedOutputs() const { return path_ + "/named-outputs"; }
  std::string namedOutput(std::string_view name) const { return namedOutputs() + "/" + std::string(name); }

  // The folder with user_logs, logs, outputs and named-outputs, 0700.
  Result<void> make() const;

 private:
  std::string path_;
};

}  // namespace footplate::store
