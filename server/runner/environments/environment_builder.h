// One environment found or made: see environment.h for the order of search. Used by prepareEnvironment alone;
// one object, one call, one thread.
#pragma once

#include <optional>
#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "os/lock_file.h"
#include "runner/environments/build_log.h"
#include "runner/environments/conda_maker.h"
#include "runner/environments/environment.h"
#include "runner/environments/environment_build.h"
#include "runner/environments/environment_cache.h"
#include "runner/environments/interpreter.h"
#include "runner/environments/requirements.h"

namespace footplate::runner {

struct BuildRequest {
  const EnvironmentSpec& spec;
  const EnvironmentContext& context;
  Interpreter python;
  Requirements requirements;
  std::optional<CondaTool> conda;
  std::string hash;
  std::string cache;
};

class EnvironmentBuilder {
 public:
  EnvironmentBuilder(BuildRequest request, CancelToken stop);
  Result<PreparedEnvironment> prepare();

 private:
  using Step = tl::expected<void, BuildFailure>;

  PreparedEnvironment bare();
  bool adopt(const std::string& how);
  Result<void> knownFailure(TimeMs since) const;
  Result<os::LockFile> waitForLock();
  Result<PreparedEnvironment> build();
  Step fromRegistry(bool& found);
  Step fromIndex();
  Step makeVenv(const std::string& entry, const std::string& how);
  Step pipPart(const std::string& entry);
  Result<Interpreter> ownPython() const;
  void endOrphans() const;
  void noteVersion();
  EnvironmentRecord recordOf() const;
  std::string title() const;
  void say(const std::string& line) const;

  BuildRequest request_;
  CancelToken stop_;
  EnvironmentPlaces places_;
  BuildLog log_;
  EnvironmentRecord record_;
  PreparedEnvironment prepared_;
};

}  // namespace footplate::runner
