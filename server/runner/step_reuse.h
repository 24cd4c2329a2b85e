// Results of pipeline steps that are there already: a step with the same command, code, inputs and
// environment as one that has completed takes what that one gave, as it would on the service.
//
// `<store>/steps/KEY` names the newest run with that key. It is a hint: what it names is looked at before it
// is believed, and a missing file costs no more than the work. Any thread, any process.
//
//   auto key = stepKey(plan, context, token);
//   if (auto earlier = earlierStep(store, *key)) takeOutputs(…);
//   …
//   rememberStep(store, *key, plan.id);
#pragma once

#include <optional>
#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/environments/environment.h"
#include "runner/run_plan.h"
#include "store/run_store.h"

namespace footplate::runner {

// Properties of a run, as the service names them.
inline constexpr const char* reusedRunProperty = "azureml.reusedrunid";
inline constexpr const char* isReusedProperty = "azureml.isreused";
inline constexpr const char* stepKeyProperty = "footplate.step_key";

// Whether the results of an earlier run may stand for those of this step at all.
bool mayReuse(const RunPlan& step);
// The step and all below it are run whatever there is.
void runAlways(RunPlan& plan);

// A hash of all that decides what a bound step gives: content of data, not its place; of addresses the text.
// canceled when the token stops; else an error where some of it cannot be read.
Result<std::string> stepKey(const RunPlan& step, const EnvironmentContext& context, CancelToken stop);

// The run with this key, where it has completed and its outputs are still there.
std::optional<store::Run> earlierStep(const store::RunStore& store, const std::string& key);
void rememberStep(const store::RunStore& store, const std::string& key, const std::string& run);
// Where the run is the one with its key.
void forgetStep(const store::RunStore& store, const store::Run& run);

}  // namespace footplate::runner
