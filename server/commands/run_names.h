// The runs that a verb about several is told, and what became of them.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "commands/command.h"
#include "commands/project.h"
#include "store/run_store.h"

namespace footplate::commands {

// The runs of `runs` (id, unique prefix, @last), each once, in their order; with `where`, those that fulfil
// it too, newest first. usage when there is neither, or the first reference that means no run or several.
Result<std::vector<NamedRun>> namedRuns(const nlohmann::json& parameters, ProjectStores& stores);

// The one run of `run`. Of several projects the session is in its own from here on, as if the verb had been
// typed there.
Result<NamedRun> namedRun(const nlohmann::json& parameters, ProjectStores& stores, Session& session);

// Every run that fits, page after page.
Result<std::vector<store::Run>> allRuns(const store::RunStore& store, store::RunFilter filter);

// The runs of all stores that fit, newest first, added to those of `named` that are not there yet.
Result<void> addFitting(ProjectStores& stores, const store::RunFilter& filter, std::vector<NamedRun>& named);

// A run and what is below it, children before their parents' end of the list: parents first.
Result<std::vector<store::Run>> runTree(const store::RunStore& store, const std::string& id);

// Does `work` for each run. One run: {"run": …} or its error; several: {"runs": […]} and the errors beside
// them.
Result<Outcome> forEachRun(const std::vector<NamedRun>& runs,
                           const std::function<Result<nlohmann::json>(const NamedRun& run)>& work);

}  // namespace footplate::commands
