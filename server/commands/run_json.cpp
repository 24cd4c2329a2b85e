#include "commands/run_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "runner/step_reuse.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

json timeJson(const std::optional<TimeMs>& time) {
  return time ? json(formatTime(*time)) : json(nullptr);
}

json textMapJson(const std::map<std::string, std::string>& values) {
  json map = json::object();
  for (const auto& [name, value] : values) map[name] = maskedValue(name, value);
  return map;
}

json environmentJson(const store::RunEnvironment& environment) {
  json substitutions = json::array();
  for (const auto& change : environment.substitutions) {
    substitutions.push_back({{"package", change.package},
                             {"wanted", change.wanted},
                             {"given", change.given},
                             {"reason", change.reason}});
  }
  return {{"name", environment.name},
          {"hash", environment.hash},
          {"how", environment.how},
          {"python", environment.python},
          {"substitutions", substitutions}};
}

json inputsJson(const std::vector<store::RunInput>& inputs) {
  json map = json::object();
  for (const auto& input : inputs) {
    map[input.name] = {{"type", input.type}, {"value", maskedValue(input.name, input.value)}};
    if (!input.mode.empty()) map[input.name]["mode"] = input.mode;
    if (!input.path.empty()) map[input.name]["path"] = input.path;
  }
  return map;
}

json outputsJson(const std::vector<store::RunOutput>& outputs) {
  json map = json::object();
  for (const auto& output : outputs) {
    map[output.name] = {{"type", output.type}, {"path", output.path}};
    if (!output.asset.empty()) map[output.name]["asset"] = output.asset;
  }
  return map;
}

json errorJson(const store::RunError& error) {
  json lines = json::array();
  for (const std::string& line : error.logTail) lines.push_back(maskSecrets(line));
  json frames = json::array();
  for (const auto& frame : error.traceback)
    frames.push_back({{"file", frame.file}, {"line", frame.line}, {"function", frame.function}});
  return {{"code", error.code},
          {"message", maskSecrets(error.message)},
          {"log_tail", std::move(lines)},
          {"traceback", std::move(frames)}};
}

json phasesJson(const std::vector<store::Phase>& phases) {
  json list = json::array();
  for (const auto& phase : phases) {
    list.push_back(
        {{"name", phase.name}, {"began", formatTime(phase.began)}, {"ended", timeJson(phase.ended)}});
  }
  return list;
}

}  // namespace

json numberJson(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

json paramsJson(const store::Run& run) {
  std::map<std::string, std::string> params = run.params;
  params.insert(run.literals.begin(), run.literals.end());
  return textMapJson(params);
}

json runSummaryJson(const store::Run& run) {
  json metrics = json::object();
  for (const auto& [name, summary] : run.metrics) metrics[name] = numberJson(summary.last);
  json summary{{"id", run.id},
               {"experiment", run.experiment},
               {"display_name", run.displayName},
               {"kind", run.kind},
               {"status", store::statusName(run.status)},
               {"compute", run.compute},
               {"created", formatTime(run.created)},
               {"started", timeJson(run.started)},
               {"ended", timeJson(run.ended)},
               {"parent", run.parent.empty() ? json(nullptr) : json(run.parent)},
               {"tags", textMapJson(run.tags)},
               {"params", paramsJson(run)},
               {"metrics", metrics}};
  if (run.archived) summary["archived"] = true;
  if (const auto reused = run.properties.find(runner::reusedRunProperty); reused != run.properties.end())
    summary["reused_from"] = reused->second;
  return summary;
}

json runJson(const store::Run& run) {
  json full = runSummaryJson(run);
  full["inputs"] = inputsJson(run.inputs);
  full["outputs"] = outputsJson(run.outputs);
  full["environment"] = run.environment ? environmentJson(*run.environment) : json(nullptr);
  full["snapshot"] =
      run.snapshot
          ? json{{"hash", run.snapshot->hash}, {"files", run.snapshot->files}, {"bytes", run.snapshot->bytes}}
          : json(nullptr);
  full["phases"] = phasesJson(run.phases);
  full["exit_code"] = run.exitCode ? json(*run.exitCode) : json(nullptr);
  full["signal"] = run.signal ? json(*run.signal) : json(nullptr);
  full["error"] = run.error ? errorJson(*run.error) : json(nullptr);
  full["description"] = maskSecrets(run.description);
  const auto file = run.properties.find("footplate.file");
  full["file"] = file == run.properties.end() ? json(nullptr) : json(file->second);
  return full;
}

}  // namespace footplate::commands
