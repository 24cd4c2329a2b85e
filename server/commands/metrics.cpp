// The whole history of a run's metrics: the file its supervisor writes, or the last values where that is
// gone.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/clock.h"
#include "base/strings.h"
#include "commands/project.h"
#include "commands/run_json.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "store/metric_file.h"
#include "store/run_folder.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

using History = std::map<std::string, std::vector<store::MetricPoint>>;

Result<History> historyOf(const store::RunStore& store, const store::Run& run, const std::string& only) {
  auto history = store::MetricFile(store::RunFolder(store.folder(), run.id).metrics()).read(only);
  if (!history) return history;
  for (const auto& [name, last] : run.metrics) {
    if (history->contains(name) || (!only.empty() && name != only)) continue;
    (*history)[name].push_back({name, last.last, last.step, last.time});
  }
  return history;
}

json historyJson(const History& history, const std::vector<std::string>& names) {
  json metrics = json::object();
  for (const auto& [name, points] : history) {
    if (!names.empty() && std::ranges::find(names, name) == names.end()) continue;
    json list = json::array();
    for (const store::MetricPoint& point : points) {
      list.push_back(
          {{"step", point.step}, {"time", formatTime(point.time)}, {"value", numberJson(point.value)}});
    }
    metrics[name] = std::move(list);
  }
  return metrics;
}

std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return "\"" + replaceAll(text, "\"", "\"\"") + "\"";
}

// One line a value: run, metric, step, time, value.
std::string csvOf(const json& runs) {
  std::string text = "run,metric,step,time,value\n";
  for (const json& run : runs) {
    for (const auto& [name, points] : run.at("metrics").items()) {
      for (const json& point : points) {
        const json& value = point.at("value");
        text += csvField(run.at("id")) + "," + csvField(name) + "," + point.at("step").dump() + "," +
                point.at("time").get<std::string>() + "," +
                (value.is_string() ? value.get<std::string>() : value.dump()) + "\n";
      }
    }
  }
  return text;
}

// `metrics RUN… NAME`: the last word is a metric where it is no run.
void splitWords(ProjectStores& stores, json& parameters, std::vector<std::string>& names) {
  auto words = parameters.value("runs", std::vector<std::string>());
  if (words.size() < 2) return;
  const auto run = stores.resolve(words.back());
  if (run || run.error().code != ErrorCode::notFound) return;
  names.push_back(words.back());
  words.pop_back();
  parameters["runs"] = words;
}

Error noSuchMetric(const std::vector<store::Run>& runs, const std::string& name) {
  std::set<std::string> metrics;
  for (const store::Run& run : runs) {
    for (const auto& [metric, summary] : run.metrics) metrics.insert("'" + metric + "'");
  }
  const std::string known = join({metrics.begin(), metrics.end()}, ", ");
  return {ErrorCode::notFound,
          "there is no metric '" + name + "'; " +
              (known.empty() ? std::string("no metric was logged") : "there are " + known)};
}

}  // namespace

Result<Outcome> runMetrics(const json& given, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  json parameters = given;
  auto names = parameters.value("name", std::vector<std::string>());
  splitWords(*stores, parameters, names);
  const auto named = namedRuns(parameters, *stores);
  if (!named) return fail(named.error());
  std::vector<store::Run> runs;
  json list = json::array();
  for (const auto& [store, id] : *named) {
    auto run = store->find(id);
    if (!run) return fail(run.error());
    const auto history = historyOf(*store, *run, names.size() == 1 ? names[0] : std::string());
    if (!history) return fail(history.error());
    list.push_back({{"id", id}, {"metrics", historyJson(*history, names)}});
    runs.push_back(std::move(*run));
  }
  for (const std::string& name : names) {
    const bool known =
        std::ranges::any_of(list, [&](const json& run) { return run["metrics"].contains(name); });
    if (!known) return fail(noSuchMetric(runs, name));
  }
  const std::string format = parameters.value("format", "table");
  if (format == "csv") return Outcome(json{{"csv", csvOf(list)}});
  if (format != "table" && format != "json")
    return fail(ErrorCode::usage, "'" + format + "' is no format of metrics; there are table, json and csv");
  if (list.size() == 1) return Outcome(json{{"metrics", std::move(list[0]["metrics"])}});
  return Outcome(json{{"runs", std::move(list)}});
}

}  // namespace footplate::commands
