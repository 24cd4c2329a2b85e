#include "runner/new_run.h"

namespace footplate::runner {

store::Run newRun(const RunPlan& plan, const std::string& engine, TimeMs created) {
  store::Run run;
  run.id = plan.id;
  run.experiment = plan.experiment;
  run.displayName = plan.displayName.empty() ? plan.id : plan.displayName;
  run.description = plan.description;
  run.kind = plan.kind;
  run.compute = plan.compute;
  run.created = created;
  run.parent = plan.parent;
  run.tags = plan.tags;
  run.properties = plan.properties;
  if (!plan.step.empty()) run.properties.emplace("footplate.step", plan.step);
  if (!plan.sourceFile.empty()) run.properties.emplace("footplate.file", plan.sourceFile);
  run.engine = engine;
  for (const PlanInput& input : plan.inputs)
    run.inputs.push_back(
        {input.name, input.type, input.asset.empty() ? input.value : input.asset, input.mode, ""});
  for (const PlanOutput& output : plan.outputs)
    run.outputs.push_back({output.name, output.type, output.path});
  if (!plan.environment.name.empty() || !plan.environment.image.empty()) {
    run.environment.emplace();
    run.environment->name = plan.environment.name.empty() ? plan.environment.image : plan.environment.name;
  }
  if (!plan.snapshot.empty())
    run.snapshot = store::SnapshotInfo{plan.snapshot, plan.snapshotFiles, plan.snapshotBytes};
  return run;
}

}  // namespace footplate::runner
