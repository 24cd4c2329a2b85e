#include "runner/run_plan.h"

#include <nlohmann/json.hpp>

namespace footplate::runner {

using nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PlanInput, name, type, value, mode, asset, tableAddresses,
                                                tablePaths, placeInCode)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PlanOutput, name, type, path, mode, assetName, assetVersion,
                                                assetDescription, literal, placeInCode)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Control, condition, whenTrue, whenFalse, carried, most)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(EnvironmentSpec, name, image, dockerfile, dependencies,
                                                channels, pip, packages, pythonVersion, strict, constraints,
                                                places, variables, interpreter, userManaged, buildContext,
                                                dockerfilePath, retry)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Distribution, type, processesPerNode, workers,
                                                parameterServers)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Pool, name, type, minInstances, maxInstances, idleSeconds,
                                                gpus, cpus, memory, file)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(LocalSettings, python, usualPython, workspaceRegistry,
                                                sharedRegistry, mirrors, datastores, maxInstances, cpus,
                                                memory)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(GivenChanges, overrides, folder, compute)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RunPlan, root, id, experiment, displayName, description, kind,
                                                compute, parent, tags, properties, codePath, codeIncludes,
                                                sourceFile, given, snapshot, snapshotFiles, snapshotBytes,
                                                command, inputs, outputs, environment, environmentVariables,
                                                instanceCount, pool, distribution, timeoutSeconds, local,
                                                debugPort, steps, continueOnStepFailure, forceRerun,
                                                deterministic, step, after, onFinalize, control, notes)

CodeSource codeOf(const RunPlan& plan) {
  return {plan.codePath, plan.codeIncludes};
}

std::string poolToJson(const Pool& pool) {
  return json(pool).dump();
}

Result<Pool> poolFromJson(std::string_view text) {
  try {
    return json::parse(text).get<Pool>();
  } catch (const json::exception& error) {
    return fail(ErrorCode::invalid, std::string("reading the settings of a compute: ") + error.what());
  }
}

std::string toJson(const RunPlan& plan) {
  return json(plan).dump(2, ' ', false, json::error_handler_t::replace);
}

Result<RunPlan> planFromJson(std::string_view text) {
  try {
    return json::parse(text).get<RunPlan>();
  } catch (const json::exception& error) {
    return fail(ErrorCode::invalid, std::string("reading a run plan: ") + error.what());
  }
}

}  // namespace footplate::runner
