// A step whose results are there already takes them instead of running: a copy each, so that both runs stand
// for themselves whichever is deleted first.
#include <algorithm>
#include <filesystem>

#include "base/fs.h"
#include "engines/local/command_run.h"
#include "engines/local/finish_outputs.h"
#include "runner/data/data_tree.h"
#include "runner/failure.h"
#include "runner/run_files.h"
#include "runner/step_reuse.h"
#include "store/metric_file.h"

namespace footplate::engines {

using store::RunStatus;

namespace {

Result<void> copyResult(const std::string& from, const std::string& to, const CancelToken& stop) {
  if (fileExists(from)) return runner::TreeCopy("results of an earlier run", false, stop).file(from, to);
  if (!folderExists(from)) return {};
  if (auto copied = runner::copyInto(from, to, true, stop); !copied) return fail(copied.error());
  return {};
}

// Whether an output is registered as this one is to be.
bool isNamedSo(const runner::PlanOutput& output, const std::string& asset) {
  const std::string wanted = "azureml:" + output.assetName + ":" + output.assetVersion;
  return output.assetVersion.empty() ? asset.starts_with(wanted) : asset == wanted;
}

}  // namespace

// The log came with the results; where those were taken too, it ends with a remark like ours.
void CommandRun::sayReused(const std::string& run) const {
  const std::string mark = "nothing was run: ";
  constexpr std::size_t longest = 1024;
  const std::string end = runner::endOfFile(folder_.log(), longest);
  const std::size_t at = end.rfind('\n' + mark);
  const std::size_t begin = end.starts_with(mark) ? 0 : at == end.npos ? end.npos : at + 1;
  std::error_code error;
  if (begin != end.npos && end.find('\n', begin) == end.size() - 1) {
    const auto size = std::filesystem::file_size(folder_.log(), error);
    if (!error) std::filesystem::resize_file(folder_.log(), size - (end.size() - begin), error);
  }
  say(mark + run + " has done the same and its results are taken");
}

// "" where nothing is to be looked for.
std::string CommandRun::keyOfStep() {
  if (!runner::mayReuse(plan_)) return {};
  const auto key = runner::stepKey(plan_, {plan_.root, cache_, plan_.local, {}, {}}, stop_);
  return key ? *key : std::string();
}

std::optional<runner::RunEnd> CommandRun::takeEarlier() {
  stepKey_ = keyOfStep();
  if (stepKey_.empty() || stop_.stop_requested()) return std::nullopt;
  const auto earlier = runner::earlierStep(store_, stepKey_);
  if (!earlier) return std::nullopt;
  Step done = makeOutputs();
  if (done) done = copyResults(*earlier);
  if (done) done = adoptFacts(*earlier);
  if (done) done = nameResults(*earlier);
  if (done) sayReused(firstOf(*earlier).id);
  runner::RunEnd end;
  end.ended = nowMs();
  if (done) {
    end.status = RunStatus::completed;
    end.exitCode = 0;
    runner::rememberStep(store_, stepKey_, plan_.id);
  } else if (done.error().code == canceledCode) {
    end.status = RunStatus::canceled;
  } else {
    end.error = done.error();
  }
  return end;
}

Step CommandRun::copyResults(const store::Run& earlier) {
  const store::RunFolder theirs(store_.folder(), earlier.id);
  std::vector<std::pair<std::string, std::string>> copies{{theirs.outputs(), folder_.outputs()},
                                                          {theirs.logs(), folder_.logs()},
                                                          {theirs.userLogs(), folder_.userLogs()}};
  for (const store::RunOutput& output : earlier.outputs) {
    if (output.path != theirs.path()) copies.emplace_back(output.path, outputs_[output.name].path);
  }
  for (const auto& [from, to] : copies) {
    const auto copied = copyResult(from, to, stop_);
    if (!copied && copied.error().code == ErrorCode::canceled)
      return failedStep(canceledCode, {ErrorCode::canceled, "canceled while results were copied"});
    if (!copied) return failedStep("output", copied.error());
  }
  const auto history = store::MetricFile(theirs.metrics()).read();
  if (!history) return {};  // the last values are in the record
  std::vector<store::MetricPoint> points;
  for (const auto& [name, some] : *history) points.insert(points.end(), some.begin(), some.end());
  if (auto added = store::MetricFile(folder_.metrics()).append(points); !added)
    return failedStep("output", added.error());
  if (auto stored = store_.recordMetrics(plan_.id, points); !stored)
    return failedStep("store", stored.error());
  return {};
}

// Who has really run, where that run is still there: results of results are told as what they are.
store::Run CommandRun::firstOf(const store::Run& earlier) const {
  const auto named = earlier.properties.find(runner::reusedRunProperty);
  if (named == earlier.properties.end()) return earlier;
  const auto first = store_.find(named->second);
  return first && first->id == named->second ? *first : earlier;
}

Step CommandRun::adoptFacts(const store::Run& earlier) {
  const store::Run first = firstOf(earlier);
  return enter(RunStatus::finalizing, "Reusing", [&](store::Run& run) {
    run.params = earlier.params;
    for (const auto& [name, value] : earlier.tags) run.tags.emplace(name, value);
    run.environment = earlier.environment;
    run.properties[runner::isReusedProperty] = "true";
    run.properties[runner::reusedRunProperty] = first.id;
    run.properties["azureml.reusedpipelinerunid"] = first.parent;
    run.properties[runner::stepKeyProperty] = stepKey_;
    for (store::RunOutput& output : run.outputs) output.path = outputs_[output.name].path;
  });
}

// An asset of the earlier run is this one's where it has the name that is asked for; else a new one is made.
Step CommandRun::nameResults(const store::Run& earlier) {
  std::map<std::string, std::string> known;
  runner::RunPlan unnamed = plan_;
  std::erase_if(unnamed.outputs, [&](const runner::PlanOutput& output) {
    if (output.assetName.empty()) return true;
    const auto same = std::ranges::find(earlier.outputs, output.name, &store::RunOutput::name);
    if (same == earlier.outputs.end() || !isNamedSo(output, same->asset)) return false;
    known[output.name] = same->asset;
    return true;
  });
  const auto adopted = store_.update(plan_.id, [&](store::Run& run) -> Result<void> {
    for (store::RunOutput& output : run.outputs) {
      if (const auto found = known.find(output.name); found != known.end()) output.asset = found->second;
    }
    return {};
  });
  if (!adopted) return failedStep("store", adopted.error());
  auto places = outputs_;
  for (auto& [name, place] : places) place.writes = place.path;  // the results lie there already
  return finishOutputs(store_, unnamed, places, stop_);
}

// What was run is there for the next one.
void CommandRun::offerResults(const runner::RunEnd& end) {
  if (stepKey_.empty() || end.status != RunStatus::completed) return;
  const auto noted = store_.update(plan_.id, [&](store::Run& run) -> Result<void> {
    run.properties[runner::stepKeyProperty] = stepKey_;
    return {};
  });
  if (noted) runner::rememberStep(store_, stepKey_, plan_.id);
}

}  // namespace footplate::engines
