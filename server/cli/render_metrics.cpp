// Histories of metrics as tables and small curves; outputs of a run.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

constexpr std::size_t curveWidth = 24;
constexpr const char* steps[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

std::vector<double> finiteValues(const json& points) {
  std::vector<double> values;
  for (const json& point : points) {
    if (point.at("value").is_number()) values.push_back(point["value"].get<double>());
  }
  return values;
}

// How the values went, as a line of blocks.
std::string curve(const std::vector<double>& values) {
  if (values.size() < 2) return "";
  const auto [least, most] = std::ranges::minmax(values);
  const std::size_t width = std::min(values.size(), curveWidth);
  std::string line;
  for (std::size_t at = 0; at < width; ++at) {
    const double value = values[at * (values.size() - 1) / (width - 1)];
    // Halves: the difference of two numbers may be more than any number is.
    const double height = most > least ? (value / 2 - least / 2) / (most / 2 - least / 2) : 0.5;
    line += steps[static_cast<std::size_t>(std::lround(height * 7))];
  }
  return line;
}

std::string numberText(double value) {
  return shortNumber(json(value));
}

void addSummaries(TextTable& table, const std::string& run, const json& metrics) {
  for (const auto& [name, points] : metrics.items()) {
    const std::vector<double> values = finiteValues(points);
    std::vector<Cell> row;
    if (!run.empty()) row.emplace_back(run);
    row.emplace_back(name);
    row.emplace_back(points.empty() ? "" : shortNumber(points.back().at("value")));
    row.emplace_back(values.empty() ? "" : numberText(std::ranges::min(values)));
    row.emplace_back(values.empty() ? "" : numberText(std::ranges::max(values)));
    row.emplace_back(std::to_string(points.size()));
    row.emplace_back(curve(values));
    table.add(std::move(row));
  }
}

std::string exactNumber(const json& value) {
  if (!value.is_number()) return textOf(value);
  return value.dump();
}

// One metric's values, a line each.
std::string renderHistory(const json& points, const Style& style) {
  TextTable table({{"STEP", false, true}, {"TIME"}, {"VALUE"}});
  for (const json& point : points) {
    table.add({textOf(point.at("step")), textOf(point.at("time")), exactNumber(point.at("value"))});
  }
  return table.text(style);
}

}  // namespace

std::string renderMetrics(const json& result, const json& parameters, const Style& style) {
  if (result.contains("csv")) return result.at("csv");
  const bool several = result.contains("runs");
  if (!several && result.at("metrics").empty()) return ide::translate(style.language, "no metrics") + "\n";
  const bool isOneNamed = parameters.value("runs", json::array()).size() > 1 || parameters.contains("name");
  if (!several && isOneNamed && result.at("metrics").size() == 1)
    return renderHistory(result.at("metrics").front(), style);
  std::vector<Column> columns{{"METRIC"},
                              {"LAST", false, true},
                              {"LEAST", false, true},
                              {"MOST", false, true},
                              {"VALUES", false, true},
                              {"CURVE"}};
  if (several) columns.insert(columns.begin(), {"RUN", true});
  TextTable table(std::move(columns));
  if (!several) addSummaries(table, "", result.at("metrics"));
  for (const json& run : result.value("runs", json::array()))
    addSummaries(table, textOf(run.at("id")), run.at("metrics"));
  return table.text(style);
}

std::string renderOutputs(const json& result, const json& parameters, const Style& style) {
  if (parameters.value("action", "") == "path") return textOf(result.at("path")) + "\n";
  if (result.contains("downloaded")) {
    const json& copied = result.at("downloaded");
    return ide::translate(style.language, plural(copied.at("files"), "file") + ", " +
                                              byteSize(copied.at("bytes").get<std::uint64_t>()) +
                                              " copied to " + textOf(copied.at("folder"))) +
           "\n";
  }
  TextTable table({{"OUTPUT"}, {"FILES", false, true}, {"SIZE", false, true}, {"PATH"}});
  for (const json& output : result.at("outputs")) {
    table.add({textOf(output.at("name")), textOf(output.at("files")),
               byteSize(output.at("bytes").get<std::uint64_t>()), textOf(output.at("path"))});
  }
  std::string text = table.text(style);
  if (result.at("files").empty()) return text;
  TextTable files({{"FILE"}, {"SIZE", false, true}});
  for (const json& file : result.at("files")) {
    files.add({textOf(file.at("output")) + "/" + textOf(file.at("path")),
               byteSize(file.at("bytes").get<std::uint64_t>())});
  }
  text += "\n" + files.text(style);
  const auto leftOff = result.at("files_left_off").get<std::size_t>();
  if (leftOff > 0)
    text += ide::translate(style.language, plural(leftOff, "more file") + " not listed") + "\n";
  return text;
}

}  // namespace footplate::cli
