#include "engines/local/finish_outputs.h"

namespace footplate::engines {

Step finishOutputs(store::RunStore& store, const runner::RunPlan& plan,
                   std::map<std::string, runner::PreparedOutput>& prepared, const CancelToken& stop) {
  std::map<std::string, std::string> assets;
  for (const runner::PlanOutput& output : plan.outputs) {
    auto asset = runner::finishOutput(output, prepared[output.name], plan, stop);
    if (!asset) return failedStep("output", asset.error());
    if (!asset->empty()) assets[output.name] = *asset;
  }
  if (assets.empty()) return {};
  auto stored = store.update(plan.id, [&](store::Run& run) -> Result<void> {
    for (store::RunOutput& output : run.outputs) {
      if (const auto known = assets.find(output.name); known != assets.end()) output.asset = known->second;
    }
    return {};
  });
  if (!stored) return failedStep("store", stored.error());
  return {};
}

}  // namespace footplate::engines
