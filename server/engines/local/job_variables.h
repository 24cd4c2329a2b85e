// The environment a job finds itself in: what Azure ML gives its jobs, for this machine.
#pragma once

#include <string>

#include "base/result.h"
#include "os/process.h"
#include "runner/bindings.h"
#include "runner/environments/environment.h"
#include "runner/run_plan.h"
#include "store/run_folder.h"

namespace footplate::engines {

struct JobPlaces {
  std::string work;     // working folder
  std::string bin;      // the overlay venv's bin folder
  std::string overlay;  // the overlay venv
  std::string token;    // marks the run's processes
  std::string trackingUri;
  std::string trackingToken;
};

// All variables of the job: those of the user's session, then the run's, then the file's
// environment_variables, whose
// ${env:X} and ${{…}} are resolved here and nowhere else.
Result<os::Environment> jobVariables(const runner::RunPlan& plan, const store::RunFolder& folder,
                                     const runner::BindingValues& values, const JobPlaces& places);

}  // namespace footplate::engines
