// Tables of runs: list, experiments, compare.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/strings.h"
#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"
#include "store/where.h"

namespace footplate::cli {

using nlohmann::json;
using store::Field;

namespace {

constexpr std::size_t metricsShown = 3;

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string memberOf(const json& run, const char* group, const std::string& name) {
  const json& members = run.at(group);
  const auto found = members.find(name);
  if (found == members.end()) return "";
  return std::string_view(group) == "metrics" ? shortNumber(*found) : textOf(*found);
}

Cell attributeCell(const json& run, const std::string& name) {
  if (name == "duration") return took(run);
  if (name == "display_name" && run.at(name) == run.at("id")) return "";
  const auto found = run.find(name == "start_time" ? "started" : name);
  if (found == run.end()) return name == "archived" ? Cell("false") : Cell("");
  const std::string text = textOf(*found);
  if (name == "status" && run.contains("queue")) {
    const json& queue = run.at("queue");
    return {text + " " + textOf(queue.at("position")) + "/" + textOf(queue.at("length")), statusColor(text)};
  }
  if (name == "status") return {text, statusColor(text)};
  const bool isTime = name == "created" || name == "started" || name == "ended" || name == "start_time";
  return isTime ? text.substr(0, 19) : text;
}

Cell cellOf(const json& run, const Field& field) {
  switch (field.family) {
    case Field::Family::metric:
      return memberOf(run, "metrics", field.name);
    case Field::Family::param:
      return memberOf(run, "params", field.name);
    case Field::Family::tag:
      return memberOf(run, "tags", field.name);
    default:
      return attributeCell(run, field.name);
  }
}

std::string headingOf(const Field& field) {
  if (field.family != Field::Family::attribute) return field.name;
  if (field.name == "id") return "RUN";
  if (field.name == "duration") return "TOOK";
  return upper(replaceAll(field.name, "display_name", "name"));
}

std::vector<Field> wantedColumns(const json& parameters) {
  std::vector<Field> fields;
  for (const std::string& list : parameters.value("columns", std::vector<std::string>())) {
    for (const std::string& column : split(list, ',')) {
      if (const auto field = store::parseField(trim(column)); field) fields.push_back(*field);
    }
  }
  return fields;
}

// What most people want, and what the list is sorted by.
std::vector<Field> usualColumns(const json& runs, const json& parameters) {
  std::vector<Field> fields;
  const auto add = [&](const char* name) { fields.push_back({Field::Family::attribute, name}); };
  add("id");
  const bool named = std::ranges::any_of(runs, [](const json& run) {
    return run.at("display_name") != run.at("id") && run.at("display_name") != "";
  });
  if (named) add("display_name");
  for (const char* name : {"status", "experiment", "created", "duration"}) add(name);
  const auto order = store::parseOrder(parameters.value("sort", ""), store::Direction::descending);
  for (const store::SortKey& key : order.value_or(std::vector<store::SortKey>())) {
    const bool shown =
        key.field.family == Field::Family::metric || std::ranges::find(fields, key.field) != fields.end();
    if (!shown) fields.push_back(key.field);
  }
  return fields;
}

std::string shellCommand(const json& parameters, const std::string& cursor) {
  std::string text = "footplate list";
  for (const auto& [name, value] : parameters.items()) {
    if (name == "cursor") continue;
    const std::string option = " --" + replaceAll(name, "_", "-");
    if (value.is_boolean()) text += option;
    for (const json& one : value.is_array() ? value : json::array({value})) {
      if (!one.is_boolean()) text += option + " " + shellQuote(textOf(one));
    }
  }
  return text + " --cursor " + cursor;
}

// A metric with the most first: the one the list is sorted by, then by name.
std::string metricsCell(const json& run, const json& parameters) {
  const auto order = store::parseOrder(parameters.value("sort", ""), store::Direction::descending);
  json metrics = run.at("metrics");
  std::string line;
  if (order && !order->empty() && order->front().field.family == Field::Family::metric) {
    const std::string& name = order->front().field.name;
    if (metrics.contains(name)) line = name + "=" + shortNumber(metrics[name]);
    metrics.erase(name);
  }
  const std::string others =
      metricsLine({{"metrics", metrics}}, line.empty() ? metricsShown : metricsShown - 1);
  return line + (line.empty() || others.empty() ? "" : " ") + others;
}

// What tells one run from another stays whole on the narrowest terminal.
bool isKept(const Field& field) {
  return field.family == Field::Family::attribute && (field.name == "id" || field.name == "status");
}

std::string changedMark(bool differs) {
  return differs ? "*" : "";
}

}  // namespace

std::string metricsLine(const json& run, std::size_t most) {
  std::string line;
  std::size_t count = 0;
  for (const auto& [name, value] : run.at("metrics").items()) {
    if (count++ == most) return line + " …";
    line += (line.empty() ? "" : " ") + printable(name) + "=" + shortNumber(value);
  }
  return line;
}

std::string renderList(const json& result, const json& parameters, const Style& style) {
  const json& runs = result.at("runs");
  if (runs.empty()) return ide::translate(style.language, "no runs") + "\n";
  std::vector<Field> fields = wantedColumns(parameters);
  const bool usual = fields.empty();
  if (usual) fields = usualColumns(runs, parameters);
  std::vector<Column> columns;
  for (const Field& field : fields) columns.push_back({headingOf(field), isKept(field)});
  if (usual) columns.push_back({"METRICS"});
  TextTable table(std::move(columns));
  for (const json& run : runs) {
    std::vector<Cell> row;
    for (const Field& field : fields) row.push_back(cellOf(run, field));
    if (usual) row.emplace_back(metricsCell(run, parameters));
    table.add(std::move(row));
  }
  std::string text = table.text(style);
  if (result.at("next").is_string()) {
    text += ide::translate(style.language, "more: " + shellCommand(parameters, result.at("next"))) + "\n";
  }
  return text;
}

std::string renderExperiments(const json& result, const Style& style) {
  if (result.at("experiments").empty()) return ide::translate(style.language, "no runs") + "\n";
  TextTable table({{"EXPERIMENT", true}, {"RUNS", false, true}, {"GOING ON", false, true}, {"NEWEST"}});
  for (const json& one : result.at("experiments")) {
    table.add({textOf(one.at("name")), textOf(one.at("runs")), textOf(one.at("unfinished")),
               textOf(one.at("newest")).substr(0, 19)});
  }
  return table.text(style);
}

std::string renderCompare(const json& result, const Style& style) {
  std::vector<Column> columns{{""}, {""}};
  for (const json& run : result.at("runs")) columns.push_back({textOf(run.at("id"))});
  TextTable table(std::move(columns));
  std::string group;
  for (const json& row : result.at("rows")) {
    const std::string name = textOf(row.at("name"));
    const bool isNew = textOf(row.at("group")) != group;
    group = textOf(row.at("group"));
    std::vector<Cell> cells{isNew ? ide::translate(style.language, group) : std::string(),
                            name + changedMark(row.at("differs"))};
    for (const json& value : row.at("values")) {
      const std::string text = value.is_null()           ? "-"
                               : value.is_number_float() ? shortNumber(value)
                                                         : textOf(value);
      const bool isStatus = group == "run" && name == "status";
      cells.emplace_back(text, isStatus ? statusColor(text) : row.at("differs") ? "33" : nullptr);
    }
    table.add(std::move(cells));
  }
  return table.text(style);
}

}  // namespace footplate::cli
