// What a run was submitted with and what came of it, fact by fact (protocol/footplate.yaml: DiffRow). Secrets
// are masked.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "runner/run_plan.h"
#include "store/run_record.h"

namespace footplate::commands {

// One side of a comparison; either may be missing: the working folder has no run, a run whose folder was
// lost has no plan.
struct DiffFacts {
  const store::Run* run = nullptr;
  const runner::RunPlan* plan = nullptr;
};

// Rows that differ, in the order of their groups; of outcome and metrics all, where both sides are runs.
nlohmann::json diffRows(const DiffFacts& before, const DiffFacts& after);

// What the environment is made of, a line each, as its author wrote it; values of secret variables are "***".
std::string environmentLines(const runner::EnvironmentSpec& spec);

// A patch of two small texts named `name`; null where they are the same.
nlohmann::json patchOf(const std::string& name, const std::string& before, const std::string& after);

}  // namespace footplate::commands
