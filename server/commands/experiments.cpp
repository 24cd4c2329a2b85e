#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "commands/project.h"
#include "commands/verbs.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

// Experiments of one name are one, as the lists of their runs are; the one with the newest run first.
Result<std::vector<store::ExperimentSummary>> experimentsOf(ProjectStores& stores, bool archived) {
  std::map<std::string, store::ExperimentSummary> byName;
  for (const store::RunStore& store : stores.all()) {
    const auto experiments = store.experiments(archived);
    if (!experiments) return experiments;
    for (const store::ExperimentSummary& one : *experiments) {
      store::ExperimentSummary& sum = byName[one.name];
      sum.name = one.name;
      sum.runs += one.runs;
      sum.unfinished += one.unfinished;
      sum.newest = std::max(sum.newest, one.newest);
    }
  }
  std::vector<store::ExperimentSummary> sums;
  for (auto& [name, sum] : byName) sums.push_back(std::move(sum));
  std::ranges::stable_sort(sums, std::ranges::greater(), &store::ExperimentSummary::newest);
  return sums;
}

}  // namespace

Result<Outcome> runExperiments(const json& parameters, Session& session) {
  json list = json::array();
  auto stores = ProjectStores::open(session);
  if (!stores && stores.error().code == ErrorCode::notFound) return Outcome(json{{"experiments", list}});
  if (!stores) return fail(stores.error());
  const auto experiments = experimentsOf(*stores, parameters.value("archived", false));
  if (!experiments) return fail(experiments.error());
  for (const store::ExperimentSummary& one : *experiments) {
    list.push_back({{"name", one.name},
                    {"runs", one.runs},
                    {"unfinished", one.unfinished},
                    {"newest", formatTime(one.newest)}});
  }
  return Outcome(json{{"experiments", std::move(list)}});
}

}  // namespace footplate::commands
