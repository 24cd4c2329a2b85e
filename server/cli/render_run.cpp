// One run in full, and the short lines of verbs that change runs.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

constexpr std::size_t nameWidth = 14;

void addEnvironment(std::string& text, const json& environment, const Style& style) {
  if (!environment.is_object()) return;
  const std::string how = textOf(environment.at("how"));
  addField(text, "environment", textOf(environment.at("name")) + (how.empty() ? "" : " (" + how + ")"),
           style);
  addField(text, "  hash", textOf(environment.at("hash")).substr(0, 16), style);
  addField(text, "  python", textOf(environment.at("python")), style);
  for (const json& change : environment.at("substitutions")) {
    addField(text, "  instead of",
             textOf(change.at("package")) + textOf(change.at("wanted")) + ": " + textOf(change.at("given")) +
                 " (" + textOf(change.at("reason")) + ")",
             style);
  }
}

std::string phaseLine(const json& phase) {
  const auto began = parseTime(phase.at("began").get<std::string>());
  const bool open = !phase.at("ended").is_string();
  const auto ended = open ? nowMs() : parseTime(phase.at("ended").get<std::string>()).value_or(0);
  std::string line = phase.at("name").get<std::string>();
  line += std::string(line.size() < 14 ? 14 - line.size() : 1, ' ');
  if (began) line += duration(std::max<TimeMs>(ended - *began, 0));
  return line + (open ? " …" : "");
}

void addPhases(std::string& text, const json& phases, const Style& style) {
  for (const json& phase : phases) addField(text, "phase", phaseLine(phase), style);
}

void addChildren(std::string& text, const json& run, const Style& style) {
  for (const json& child : run.value("children", json::array())) {
    const std::string name = textOf(child.at("display_name"));
    std::string line = textOf(child.at("id")) + "  " + textOf(child.at("status"));
    if (!name.empty() && name != textOf(child.at("id"))) line += "  " + name;
    addField(text, "child", line, style);
  }
}

void addLog(std::string& text, const json& run, const Style& style) {
  const json lines = run.value("log", json::array());
  if (lines.empty()) return;
  text += painted(ide::translate(style.language, "end of the log"), "1", style) + "\n";
  for (const json& line : lines) text += "  " + printable(textOf(line)) + "\n";
}

}  // namespace

void addField(std::string& text, const std::string& name, const std::string& value, const Style& style) {
  if (value.empty()) return;
  const std::string shown = ide::translate(style.language, name);
  const std::size_t width = displayWidth(shown);
  text += shown + std::string(width < nameWidth ? nameWidth - width : 1, ' ') + printable(value) + "\n";
}

void addMap(std::string& text, const std::string& title, const json& map, const Style& style) {
  for (const auto& [name, value] : map.items()) {
    addField(
        text, title,
        name + " = " +
            (value.is_object() ? textOf(value.value("value", value.value("path", json("")))) : textOf(value)),
        style);
  }
}

std::string renderRun(const json& run, const Style& style) {
  std::string text;
  const std::string status = run.at("status");
  addField(text, "run", run.at("id"), style);
  const std::string shown = ide::translate(style.language, "status");
  text += shown + std::string(nameWidth - std::min(nameWidth - 1, displayWidth(shown)), ' ') +
          painted(status, statusColor(status), style) + (run.value("archived", false) ? " (archived)" : "") +
          "\n";
  if (run.contains("queue")) addField(text, "queued", textOf(run.at("queue").at("reason")), style);
  if (run.at("error").is_object()) {
    addField(text, "error", textOf(run["error"].at("code")) + ": " + textOf(run["error"].at("message")),
             style);
  }
  for (const char* name : {"exit_code", "signal"}) addField(text, name, textOf(run.at(name)), style);
  for (const char* name : {"experiment", "display_name"}) addField(text, name, textOf(run.at(name)), style);
  addField(text, "description", textOf(run.value("description", json())), style);
  for (const char* name : {"kind", "compute", "parent", "created", "started", "ended"})
    addField(text, name, textOf(run.at(name)), style);
  addField(text, "took", took(run), style);
  addField(text, "reused from", textOf(run.value("reused_from", json())), style);
  addField(text, "file", textOf(run.value("file", json())), style);
  addMap(text, "input", run.at("inputs"), style);
  addMap(text, "output", run.at("outputs"), style);
  json params = run.at("params");
  for (const auto& [name, input] : run.at("inputs").items()) {
    if (params.contains(name) && params[name] == input.value("value", json())) params.erase(name);
  }
  addMap(text, "param", params, style);
  addMap(text, "metric", run.at("metrics"), style);
  addMap(text, "tag", run.at("tags"), style);
  addEnvironment(text, run.at("environment"), style);
  if (const json& snapshot = run.at("snapshot"); snapshot.is_object()) {
    addField(text, "snapshot",
             textOf(snapshot.at("hash")).substr(0, 16) + ", " + plural(snapshot.at("files"), "file") + ", " +
                 byteSize(snapshot.at("bytes").get<std::uint64_t>()),
             style);
  }
  addPhases(text, run.at("phases"), style);
  addField(text, "folder", textOf(run.value("folder", json())), style);
  addChildren(text, run, style);
  addLog(text, run, style);
  return text;
}

std::string renderRunLine(const json& run, const Style& style) {
  const std::string status = run.at("status");
  const std::string metrics = metricsLine(run, 8);
  return textOf(run.at("id")) + "  " + painted(status, statusColor(status), style) +
         (metrics.empty() ? "" : "  " + metrics) + "\n";
}

std::string renderChanged(const json& result, const Style& style) {
  std::string text;
  if (result.contains("run")) return renderRunLine(result.at("run"), style);
  for (const json& run : result.at("runs")) text += renderRunLine(run, style);
  return text.empty() ? ide::translate(style.language, "no run fits") + "\n" : text;
}

std::string renderDeleted(const json& result, const Style& style) {
  const bool planned = result.at("dry_run");
  TextTable table({{"RUN", true}, {"CREATED"}, {"SIZE", false, true}, {"REASON"}});
  for (const json& run : result.at("deleted")) {
    table.add({textOf(run.at("id")), textOf(run.at("created")).substr(0, 19),
               byteSize(run.at("bytes").get<std::uint64_t>()), textOf(run.value("reason", json()))});
  }
  std::string lines;
  const auto say = [&](const std::string& line) { lines += ide::translate(style.language, line) + "\n"; };
  for (const json& asset : result.at("kept_assets")) say(textOf(asset) + " keeps its files");
  if (const json& objects = result.at("objects"); objects.is_object()) {
    say(objects.at("note").is_string()
            ? textOf(objects.at("note"))
            : plural(objects.at("removed"), "stored file") + " that no run needs " +
                  (planned ? "would be removed, " : "removed, ") +
                  byteSize(objects.at("bytes").get<std::uint64_t>()));
  }
  const std::string freed = byteSize(result.at("freed").get<std::uint64_t>());
  say(plural(result.at("deleted").size(), "run") + (planned ? " would be deleted, " : " deleted, ") + freed +
      (planned ? " would be free" : " are free"));
  return (table.empty() ? "" : table.text(style)) + lines;
}

}  // namespace footplate::cli
