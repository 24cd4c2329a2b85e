// The runs that a verb about several is told, and what became of them.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "commands/command.h"
#include "store/run_store.h"

namespace footplate::commands {

// Ids of `runs` (id, unique prefix, @last), each once, in their order; with `where`, those that fulfil it
// too, newest first. usage when there is neither, or the first reference that means no run or several.
Result<std::vector<std::string>> namedRuns(const nlohmann::json& parameters, const store::RunStore& store);

// Every run that fits, page after page.
Result<std::vector<store::Run>> allRuns(const store::RunStore& store, store::RunFilter filter);

// A run and what is below it, children before their parents' end of the list: parents first.
Result<std::vector<store::Run>> runTree(const store::RunStore& store, const std::string& id);

// Does `work` for each id. One id: {"run": …} or its error; several: {"runs": […]} and the errors beside
// them.
Result<Outcome> forEachRun(const std::vector<std::string>& ids,
                           const std::function<Result<nlohmann::json>(const std::string& id)>& work);

}  // namespace footplate::commands
