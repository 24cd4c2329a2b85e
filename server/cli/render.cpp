#include "cli/render.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/render_compute.h"
#include "cli/render_env.h"
#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

void addDryBody(std::string& text, const json& plan, const Style& style) {
  if (plan.contains("environment")) {
    const json& environment = plan.at("environment");
    addField(text, "environment",
             textOf(environment.at("name")) + " (" + textOf(environment.at("how")) + ", Python " +
                 textOf(environment.at("python_version")) + ")",
             style);
    for (const json& line : environment.at("requirements")) addField(text, "  package", textOf(line), style);
  }
  if (plan.contains("snapshot")) {
    const json& snapshot = plan.at("snapshot");
    addField(text, "snapshot",
             snapshot.at("code").is_null()
                 ? "no code"
                 : plural(snapshot.at("files"), "file") + ", " + textOf(snapshot.at("bytes")) + " bytes of " +
                       textOf(snapshot.at("code")),
             style);
  }
  addMap(text, "input", plan.at("inputs"), style);
  addMap(text, "output", plan.at("outputs"), style);
  if (plan.contains("command")) addField(text, "command", textOf(plan.at("command")), style);
}

// A job, or a pipeline with its steps in the order in which they may run.
std::string renderDryRun(const json& plan, const Style& style) {
  std::string text;
  for (const char* name : {"experiment", "kind", "compute"})
    addField(text, name, textOf(plan.at(name)), style);
  addDryBody(text, plan, style);
  for (const json& step : plan.value("steps", json::array())) {
    std::string after;
    for (const json& name : step.at("after")) after += (after.empty() ? " after " : ", ") + textOf(name);
    text += "\n";
    addField(text, "step", textOf(step.at("name")) + after, style);
    addField(text, "compute", textOf(step.at("compute")), style);
    addDryBody(text, step, style);
  }
  return text + ide::translate(style.language, "nothing was stored or started") + "\n";
}

std::string renderMigrate(const json& result, const Style& style) {
  std::string text;
  for (const json& file : result.at("files")) {
    for (const json& written : file.at("written"))
      text += printable(textOf(file.at("path")) + " -> " + textOf(written.at("path"))) + "\n";
    for (const json& note : file.at("notes"))
      text += "  " + printable(ide::translate(style.language, textOf(note))) + "\n";
  }
  return text;
}

std::string renderAsset(const json& asset, const Style& style) {
  std::string text;
  addField(text, "asset",
           textOf(asset.at("kind")) + "/" + textOf(asset.at("name")) + ":" + textOf(asset.at("version")) +
               (asset.at("archived") ? "  archived" : "") + (asset.at("labels").empty() ? "" : "  latest"),
           style);
  for (const char* name : {"type", "description", "path", "file", "source", "run", "created"})
    addField(text, name, textOf(asset.at(name)), style);
  return text;
}

std::string renderAssets(const json& result, const Style& style) {
  if (result.at("assets").empty()) return ide::translate(style.language, "no assets") + "\n";
  TextTable table({{"ASSET", true}, {"TYPE"}, {"CREATED"}, {"FROM"}});
  for (const json& asset : result.at("assets")) {
    const std::string from = asset.at("run").is_null()
                                 ? textOf(asset.at("path").is_null() ? asset.at("source") : asset.at("path"))
                                 : "run " + textOf(asset.at("run"));
    table.add({textOf(asset.at("kind")) + "/" + textOf(asset.at("name")) + ":" + textOf(asset.at("version")) +
                   (asset.at("archived") ? " (archived)" : ""),
               textOf(asset.at("type")), textOf(asset.at("created")).substr(0, 19), from});
  }
  return table.text(style);
}

// One run in full, or several with a blank line between them.
std::string renderShow(const json& result, const Style& style) {
  if (result.contains("run")) return renderRun(result.at("run"), style);
  std::string text;
  for (const json& run : result.at("runs")) text += (text.empty() ? "" : "\n") + renderRun(run, style);
  return text;
}

std::string renderNew(const json& result) {
  if (result.at("path").is_string()) return textOf(result.at("path")) + "\n";
  std::size_t widest = 0;
  for (const json& one : result.at("templates")) widest = std::max(widest, textOf(one.at("name")).size());
  std::string text;
  for (const json& one : result.at("templates")) {
    std::string name = textOf(one.at("name"));
    name.resize(widest + 2, ' ');
    text += name + textOf(one.at("title")) + "\n";
  }
  return text;
}

}  // namespace

std::string render(std::string_view command, const json& result, const json& parameters, const Style& style) {
  if (command == "list") return renderList(result, parameters, style);
  if (command == "experiments") return renderExperiments(result, style);
  if (result.contains("dry_run") && result.at("dry_run").is_object())
    return renderDryRun(result.at("dry_run"), style);
  if (command == "submit" || command == "rerun") return renderRunLine(result.at("run"), style);
  for (const char* changing : {"cancel", "archive", "restore", "tag"}) {
    if (command == changing) return renderChanged(result, style);
  }
  if (command == "delete" || command == "prune") return renderDeleted(result, style);
  if (command == "compare") return renderCompare(result, style);
  if (command == "diff") return renderDiff(result, parameters, style);
  if (command == "snapshot") return renderSnapshot(result, parameters, style);
  if (command == "metrics") return renderMetrics(result, parameters, style);
  if (command == "outputs") return renderOutputs(result, parameters, style);
  if (command == "compute") return renderCompute(result, style);
  if (command == "new") return renderNew(result);
  if (command == "migrate") return renderMigrate(result, style);
  if (command == "asset")
    return result.contains("asset") ? renderAsset(result.at("asset"), style) : renderAssets(result, style);
  if (command == "tail" || command == "run") return {};
  if (command == "env") return renderEnv(result, style);
  if (command == "doctor") return renderDoctor(result, style);
  if (command == "completion") return renderCompletion(result);
  return renderShow(result, style);
}

}  // namespace footplate::cli
