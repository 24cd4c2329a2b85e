// diff: what differs between two runs, or a run and the working folder, from the code to the outcome.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/fs.h"
#include "base/mask.h"
#include "base/strings.h"
#include "commands/diff_code.h"
#include "commands/diff_facts.h"
#include "commands/job_plan.h"
#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/verbs.h"
#include "store/object_store.h"
#include "store/run_folder.h"

namespace footplate::commands {

using nlohmann::json;
using runner::CodeTree;
using runner::RunPlan;

namespace {

// One side: a run with what it was submitted with, or what its job file and its folder are now.
struct Side {
  std::string label;
  std::optional<store::Run> run;
  std::optional<RunPlan> plan;
  std::string note;
  std::string store;  // the folder of the run's store

  DiffFacts facts() const { return {run ? &*run : nullptr, plan ? &*plan : nullptr}; }
  // Of the run itself, or of a step of its plan.
  std::string snapshotOf(const RunPlan* part) const {
    if (part && (!part->snapshot.empty() || part != &*plan)) return part->snapshot;
    return run && run->snapshot ? run->snapshot->hash : std::string();
  }
};

Side sideOf(store::Run run, const store::RunStore& store) {
  Side side;
  side.label = run.id;
  side.store = store.folder();
  const auto text = readFile(store::RunFolder(store.folder(), run.id).plan());
  auto plan = text ? runner::planFromJson(*text) : Result<RunPlan>(fail(text.error()));
  if (plan) {
    side.plan = std::move(*plan);
  } else {
    side.note = "what " + run.id +
                " was submitted with is not kept: its command and its environment are not compared";
  }
  side.run = std::move(run);
  return side;
}

// As if the run's job file were submitted again in the same way; its code alone where that cannot be planned
// any more.
Side workingFolder(const Side& of, const Session& session) {
  Side side;
  side.label = "working folder";
  side.store = of.store;
  if (!of.plan) {
    side.note = of.note;
    return side;
  }
  const GivenJob given = givenAgain(*of.plan);
  Session quiet = session;
  quiet.progress = {};
  if (!of.plan->given.folder.empty()) quiet.folder = of.plan->given.folder;
  auto plan = given.path.empty() ? Result<RunPlan>(fail(ErrorCode::notFound, "its job file is not known"))
                                 : planOf(given, quiet);
  if (plan) {
    side.plan = std::move(*plan);
    return side;
  }
  side.note = "only the code is compared: " + plan.error().message;
  side.plan = *of.plan;
  return side;
}

Result<store::Run> runBefore(const store::RunStore& store, const store::Run& run) {
  auto where = store::parseWhere("created < " + std::to_string(run.created));
  if (!where) return fail(where.error());
  store::RunFilter filter{.experiment = run.experiment, .archived = true};
  filter.where = std::move(*where);
  filter.limit = 1;
  auto page = store.list(filter);
  if (!page) return fail(page.error());
  if (page->runs.empty()) {
    return fail(ErrorCode::notFound,
                "comparing " + run.id + ": it is the first run of the experiment " + run.experiment);
  }
  return store.find(page->runs.front().id);
}

class Comparison {
 public:
  Comparison(const Side& before, const Side& after, CodeDiffWishes wishes, CancelToken stop)
      : before_(before), after_(after), code_(std::move(wishes)), stop_(std::move(stop)) {}

  Result<json> run() {
    auto part = compare(before_.facts(), after_.facts());
    if (!part) return part;
    json result = std::move(*part);
    result["old"] = sideJson(before_);
    result["new"] = sideJson(after_);
    if (auto done = addSteps(result); !done) return fail(done.error());
    result["differs"] = differs_;
    return result;
  }

 private:
  static json sideJson(const Side& side) {
    return {{"label", side.label},
            {"run", side.run ? runSummaryJson(*side.run) : json(nullptr)},
            {"note", side.note.empty() ? json(nullptr) : json(maskSecrets(side.note))}};
  }

  Result<CodeTree> treeOf(const Side& side, const RunPlan* part) const {
    if (side.run)
      return CodeTree::ofSnapshot(store::ObjectStore(side.store + "/objects"), side.snapshotOf(part));
    return CodeTree::ofFolder(part ? runner::codeOf(*part) : runner::CodeSource(),
                              side.store + "/snapshot-index", stop_);
  }

  // Where the code is, for telling apart what was compared already; "" for none.
  static std::string placeOf(const Side& side, const RunPlan* part) {
    if (side.run) return side.snapshotOf(part);
    return part ? part->codePath + join(part->codeIncludes, ":") : std::string();
  }

  Result<json> codeOf(const RunPlan* before, const RunPlan* after) {
    const std::string from = placeOf(before_, before);
    const std::string to = placeOf(after_, after);
    if ((from.empty() && to.empty()) || !compared_.insert({from, to}).second) return json(nullptr);
    const auto old = treeOf(before_, before);
    if (!old) return fail(old.error());
    const auto fresh = treeOf(after_, after);
    if (!fresh) return fail(fresh.error());
    auto code = code_.of(*old, *fresh, stop_);
    if (!code) return code;
    (*code)["old_hash"] = before_.run && !from.empty() ? json(from) : json(nullptr);
    (*code)["new_hash"] = after_.run && !to.empty() ? json(to) : json(nullptr);
    differs_ |= !code->at("files").empty();
    return code;
  }

  // What a job and a step of a pipeline have alike.
  Result<json> compare(const DiffFacts& before, const DiffFacts& after) {
    auto code = codeOf(before.plan, after.plan);
    if (!code) return code;
    json part{{"code", std::move(*code)}, {"rows", diffRows(before, after)}};
    part["command"] = nullptr;
    part["environment"] = nullptr;
    if (before.plan && after.plan) {
      part["command"] =
          patchOf("command", maskSecrets(before.plan->command), maskSecrets(after.plan->command));
      part["environment"] = patchOf("environment", environmentLines(before.plan->environment),
                                    environmentLines(after.plan->environment));
    }
    differs_ |= isDifferent(part);
    return part;
  }

  static bool isDifferent(const json& part) {
    return !part.at("command").is_null() || !part.at("environment").is_null() ||
           std::ranges::any_of(part.at("rows"), [](const json& row) {
             return row.at("differs") && row.at("group") != "outcome" && row.at("group") != "metrics";
           });
  }

  Result<void> addSteps(json& result) {
    for (const char* name : {"steps", "steps_added", "steps_removed"}) result[name] = json::array();
    if (!before_.plan || !after_.plan) return {};
    return addSteps(result, *before_.plan, *after_.plan, "");
  }

  // Steps of inner pipelines are named "outer.inner".
  Result<void> addSteps(json& result, const RunPlan& before, const RunPlan& after,
                        const std::string& prefix) {
    const auto stepOf = [](const RunPlan& plan, const std::string& name) {
      const auto found = std::ranges::find(plan.steps, name, &RunPlan::step);
      return found == plan.steps.end() ? nullptr : &*found;
    };
    for (const RunPlan& step : before.steps) {
      if (!stepOf(after, step.step)) result["steps_removed"].push_back(prefix + step.step);
    }
    for (const RunPlan& step : after.steps) {
      const RunPlan* old = stepOf(before, step.step);
      if (!old) {
        result["steps_added"].push_back(prefix + step.step);
        continue;
      }
      auto part = compare({nullptr, old}, {nullptr, &step});
      if (!part) return fail(part.error());
      const bool hasFiles = !part->at("code").is_null() && !part->at("code").at("files").empty();
      (*part)["name"] = prefix + step.step;
      if (hasFiles || isDifferent(*part)) result["steps"].push_back(std::move(*part));
      if (auto done = addSteps(result, *old, step, prefix + step.step + "."); !done) return done;
    }
    differs_ |= !result["steps_added"].empty() || !result["steps_removed"].empty();
    return {};
  }

  const Side& before_;
  const Side& after_;
  CodeDiff code_;
  CancelToken stop_;
  std::set<std::pair<std::string, std::string>> compared_;
  bool differs_ = false;
};

CodeDiffWishes wishesOf(const json& parameters) {
  CodeDiffWishes wishes;
  const bool namesOnly = parameters.value("name_only", false);
  wishes.counts = !namesOnly;
  wishes.patches = !namesOnly && !parameters.value("stat", false);
  wishes.content = parameters.value("content", false);
  wishes.paths = parameters.value("path", std::vector<std::string>());
  return wishes;
}

}  // namespace

Result<Outcome> runDiff(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto references = parameters.at("runs").get<std::vector<std::string>>();
  const bool toPrevious = parameters.value("previous", false);
  if (references.empty() || references.size() > 2 || (toPrevious && references.size() == 2)) {
    return fail(ErrorCode::usage,
                "comparing runs: name two, or one to compare it with the working folder or, by --previous, "
                "with the run before it");
  }
  std::vector<Side> sides;
  const store::RunStore* store = nullptr;  // of the first
  for (const std::string& reference : references) {
    const auto named = stores->resolve(reference);
    if (!named) return fail(named.error());
    auto run = named->store->find(named->id);
    if (!run) return fail(run.error());
    sides.push_back(sideOf(std::move(*run), *named->store));
    if (store == nullptr) store = named->store;
  }
  if (toPrevious) {
    auto before = runBefore(*store, *sides.front().run);
    if (!before) return fail(before.error());
    sides.insert(sides.begin(), sideOf(std::move(*before), *store));
  } else if (sides.size() == 1) {
    sides.push_back(workingFolder(sides.front(), session));
  }
  auto result = Comparison(sides[0], sides[1], wishesOf(parameters), session.cancel).run();
  if (!result) return fail(result.error());
  return Outcome(std::move(*result));
}

}  // namespace footplate::commands
