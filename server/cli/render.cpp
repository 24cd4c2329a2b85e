#include "cli/render.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/clock.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

std::string painted(std::string_view text, const char* code, bool color) {
  if (!color) return std::string(text);
  return std::string("\033[") + code + "m" + std::string(text) + "\033[0m";
}

const char* statusColor(const std::string& status) {
  if (status == "Completed") return "32";
  if (status == "Failed" || status == "NotResponding") return "31";
  return status == "Canceled" ? "33" : "36";
}

std::string textOf(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
}

std::string plural(std::size_t count, const char* word) {
  return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

// "41 ms", "3.2 s", "4 min 5 s", "2 h 3 min"
std::string duration(TimeMs ms) {
  char text[64];
  if (ms < 1000) {
    std::snprintf(text, sizeof text, "%d ms", static_cast<int>(ms));
  } else if (ms < 60'000) {
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(ms) / 1000);
  } else if (ms < 3'600'000) {
    std::snprintf(text, sizeof text, "%d min %d s", static_cast<int>(ms / 60'000),
                  static_cast<int>(ms / 1000 % 60));
  } else {
    std::snprintf(text, sizeof text, "%d h %d min", static_cast<int>(ms / 3'600'000),
                  static_cast<int>(ms / 60'000 % 60));
  }
  return text;
}

std::string took(const json& run) {
  if (!run.at("started").is_string()) return "-";
  const auto began = parseTime(run.at("started").get<std::string>());
  const auto ended = run.at("ended").is_string() ? parseTime(run.at("ended").get<std::string>()) : nowMs();
  return began && ended ? duration(std::max<TimeMs>(*ended - *began, 0)) : "-";
}

std::string metricsLine(const json& run, std::size_t most) {
  std::string line;
  std::size_t count = 0;
  for (const auto& [name, value] : run.at("metrics").items()) {
    if (count++ == most) return line + " …";
    char number[40];
    const std::string text = value.is_number()
                                 ? (std::snprintf(number, sizeof number, "%.4g", value.get<double>()), number)
                                 : textOf(value);
    line += (line.empty() ? "" : " ") + name + "=" + text;
  }
  return line;
}

using Row = std::vector<std::string>;

std::string renderTable(const std::vector<Row>& rows, std::size_t statusColumn, bool color) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      const std::string& cell = rows[r][i];
      const bool paint = r > 0 && i == statusColumn;
      line += paint ? painted(cell, statusColor(cell), color) : cell;
      if (i + 1 < rows[r].size()) line += std::string(widths[i] - cell.size() + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string renderList(const json& result, bool color) {
  if (result.at("runs").empty()) return "no runs\n";
  std::vector<Row> rows{{"RUN", "STATUS", "EXPERIMENT", "CREATED", "TOOK", "METRICS"}};
  for (const json& run : result.at("runs")) {
    rows.push_back({run.at("id"), run.at("status"), run.at("experiment"),
                    run.at("created").get<std::string>().substr(0, 19), took(run), metricsLine(run, 3)});
  }
  std::string text = renderTable(rows, 1, color);
  if (result.at("next").is_string()) text += "more: --cursor " + result.at("next").get<std::string>() + "\n";
  return text;
}

void addField(std::string& text, const std::string& name, const std::string& value) {
  if (!value.empty()) text += name + std::string(name.size() < 14 ? 14 - name.size() : 1, ' ') + value + "\n";
}

void addMap(std::string& text, const std::string& title, const json& map) {
  for (const auto& [name, value] : map.items()) {
    addField(text, title,
             name + " = " +
                 (value.is_object() ? textOf(value.value("value", value.value("path", json(""))))
                                    : textOf(value)));
  }
}

void addEnvironment(std::string& text, const json& environment) {
  if (!environment.is_object()) return;
  addField(text, "environment", textOf(environment.at("name")) + " (" + textOf(environment.at("how")) + ")");
  for (const json& change : environment.at("substitutions")) {
    addField(text, "  instead of",
             textOf(change.at("package")) + textOf(change.at("wanted")) + ": " + textOf(change.at("given")) +
                 " (" + textOf(change.at("reason")) + ")");
  }
}

std::string phaseLine(const json& phase) {
  const auto began = parseTime(phase.at("began").get<std::string>());
  const auto ended =
      phase.at("ended").is_string() ? parseTime(phase.at("ended").get<std::string>()) : std::nullopt;
  return phase.at("name").get<std::string>() + (began && ended ? "  " + duration(*ended - *began) : "");
}

std::string renderRun(const json& run, bool color) {
  std::string text;
  const std::string status = run.at("status");
  addField(text, "run", run.at("id"));
  addField(text, "status", painted(status, statusColor(status), color));
  for (const char* name : {"experiment", "display_name", "kind", "compute", "created", "started", "ended"}) {
    addField(text, name, textOf(run.at(name)));
  }
  addField(text, "took", took(run));
  for (const char* name : {"exit_code", "signal"}) addField(text, name, textOf(run.at(name)));
  if (run.at("error").is_object()) {
    addField(text, "error",
             textOf(run.at("error").at("code")) + ": " + textOf(run.at("error").at("message")));
  }
  addMap(text, "input", run.at("inputs"));
  addMap(text, "output", run.at("outputs"));
  addMap(text, "param", run.at("params"));
  addMap(text, "metric", run.at("metrics"));
  addMap(text, "tag", run.at("tags"));
  addEnvironment(text, run.at("environment"));
  if (run.at("snapshot").is_object()) {
    addField(text, "snapshot",
             textOf(run.at("snapshot").at("hash")).substr(0, 16) + ", " +
                 plural(run.at("snapshot").at("files"), "file"));
  }
  for (const json& phase : run.at("phases")) addField(text, "phase", phaseLine(phase));
  return text;
}

std::string renderDryRun(const json& plan) {
  std::string text;
  for (const char* name : {"experiment", "kind", "compute"}) addField(text, name, textOf(plan.at(name)));
  const json& environment = plan.at("environment");
  addField(text, "environment",
           textOf(environment.at("name")) + " (" + textOf(environment.at("how")) + ", Python " +
               textOf(environment.at("python_version")) + ")");
  for (const json& line : environment.at("requirements")) addField(text, "  package", textOf(line));
  const json& snapshot = plan.at("snapshot");
  addField(text, "snapshot",
           snapshot.at("code").is_null()
               ? "no code"
               : plural(snapshot.at("files"), "file") + ", " + textOf(snapshot.at("bytes")) + " bytes of " +
                     textOf(snapshot.at("code")));
  addMap(text, "input", plan.at("inputs"));
  addMap(text, "output", plan.at("outputs"));
  addField(text, "command", textOf(plan.at("command")));
  return text + "nothing was stored or started\n";
}

std::string renderMigrate(const json& result) {
  std::string text;
  for (const json& file : result.at("files")) {
    for (const json& written : file.at("written"))
      text += textOf(file.at("path")) + " -> " + textOf(written.at("path")) + "\n";
    for (const json& note : file.at("notes")) text += "  " + textOf(note) + "\n";
  }
  return text;
}

std::string renderAsset(const json& asset) {
  std::string text;
  addField(text, "asset",
           textOf(asset.at("kind")) + "/" + textOf(asset.at("name")) + ":" + textOf(asset.at("version")) +
               (asset.at("archived") ? "  archived" : "") + (asset.at("labels").empty() ? "" : "  latest"));
  for (const char* name : {"type", "description", "path", "file", "source", "run", "created"})
    addField(text, name, textOf(asset.at(name)));
  return text;
}

std::string renderAssets(const json& result) {
  if (result.at("assets").empty()) return "no assets\n";
  std::vector<Row> rows{{"ASSET", "TYPE", "CREATED", "FROM"}};
  for (const json& asset : result.at("assets")) {
    const std::string from = asset.at("run").is_null()
                                 ? textOf(asset.at("path").is_null() ? asset.at("source") : asset.at("path"))
                                 : "run " + textOf(asset.at("run"));
    rows.push_back({textOf(asset.at("kind")) + "/" + textOf(asset.at("name")) + ":" +
                        textOf(asset.at("version")) + (asset.at("archived") ? " (archived)" : ""),
                    textOf(asset.at("type")), textOf(asset.at("created")).substr(0, 19), from});
  }
  return renderTable(rows, rows.front().size(), false);
}

std::string renderNew(const json& result) {
  if (result.at("path").is_string()) return textOf(result.at("path")) + "\n";
  std::string text;
  for (const json& one : result.at("templates")) {
    const std::string name = textOf(one.at("name"));
    text += name + std::string(name.size() < 20 ? 20 - name.size() : 1, ' ') + textOf(one.at("title")) + "\n";
  }
  return text;
}

}  // namespace

std::string render(std::string_view command, const json& result, bool color) {
  if (command == "list") return renderList(result, color);
  if (command == "submit" && result.contains("dry_run")) return renderDryRun(result.at("dry_run"));
  if (command == "submit") {
    const json& run = result.at("run");
    return run.at("id").get<std::string>() + "  " + run.at("status").get<std::string>() + "  " +
           metricsLine(run, 8) + "\n";
  }
  if (command == "cancel")
    return result.at("run").at("id").get<std::string>() + "  " +
           result.at("run").at("status").get<std::string>() + "\n";
  if (command == "new") return renderNew(result);
  if (command == "migrate") return renderMigrate(result);
  if (command == "asset")
    return result.contains("asset") ? renderAsset(result.at("asset")) : renderAssets(result);
  if (command == "tail") return {};
  return renderRun(result.at("run"), color);
}

}  // namespace footplate::cli
