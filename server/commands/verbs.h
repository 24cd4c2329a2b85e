// What stands behind the rows of the table (table.cpp); one file a verb.
#pragma once

#include "commands/command.h"

namespace footplate::commands {

Result<Outcome> runValidate(const nlohmann::json& parameters, Session& session);
Result<Outcome> runMigrate(const nlohmann::json& parameters, Session& session);
Result<Outcome> runNew(const nlohmann::json& parameters, Session& session);
Result<Outcome> runSubmit(const nlohmann::json& parameters, Session& session);
Result<Outcome> runSnapshot(const nlohmann::json& parameters, Session& session);
Result<Outcome> runInPlace(const nlohmann::json& parameters, Session& session);
Result<Outcome> runEnv(const nlohmann::json& parameters, Session& session);
Result<Outcome> runDoctor(const nlohmann::json& parameters, Session& session);
Result<Outcome> runCompletion(const nlohmann::json& parameters, Session& session);
Result<Outcome> runList(const nlohmann::json& parameters, Session& session);
Result<Outcome> runShow(const nlohmann::json& parameters, Session& session);
Result<Outcome> runCompute(const nlohmann::json& parameters, Session& session);
Result<Outcome> runTail(const nlohmann::json& parameters, Session& session);
Result<Outcome> runAsset(const nlohmann::json& parameters, Session& session);
Result<Outcome> runCancel(const nlohmann::json& parameters, Session& session);
Result<Outcome> runRerun(const nlohmann::json& parameters, Session& session);
Result<Outcome> runArchive(const nlohmann::json& parameters, Session& session);
Result<Outcome> runRestore(const nlohmann::json& parameters, Session& session);
Result<Outcome> runDelete(const nlohmann::json& parameters, Session& session);
Result<Outcome> runPrune(const nlohmann::json& parameters, Session& session);
Result<Outcome> runTag(const nlohmann::json& parameters, Session& session);
Result<Outcome> runMetrics(const nlohmann::json& parameters, Session& session);
Result<Outcome> runOutputs(const nlohmann::json& parameters, Session& session);
Result<Outcome> runCompare(const nlohmann::json& parameters, Session& session);
Result<Outcome> runDiff(const nlohmann::json& parameters, Session& session);
Result<Outcome> runExperiments(const nlohmann::json& parameters, Session& session);

}  // namespace footplate::commands
