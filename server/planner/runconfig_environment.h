// The software of a v1 run: packages of a conda definition, a registered environment, or a Python that the
// person looks after.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "planner/planner.h"
#include "runner/run_plan.h"

namespace footplate::planner {

struct V1Environment {
  runner::EnvironmentSpec spec;
  std::string interpreter;  // absolute path of the Python to run with, "" for the usual one
  std::vector<std::string> notes;
};

// `isLocal`: the file is for this machine, so an interpreter it names must be here. notFound, naming what is
// missing; invalid, naming file and line, for a conda file that does not read.
Result<V1Environment> readV1Environment(const PlanRequest& request, bool isLocal);

}  // namespace footplate::planner
