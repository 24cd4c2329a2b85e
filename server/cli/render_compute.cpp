#include "cli/render_compute.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

std::size_t busyNodes(const json& compute) {
  return static_cast<std::size_t>(std::ranges::count_if(
      compute.at("nodes"), [](const json& node) { return node.at("run").is_string(); }));
}

std::string renderList(const json& computes, const Style& style) {
  TextTable table({{"COMPUTE", true}, {"TYPE"}, {"STATE"}, {"NODES"}, {"BUSY"}, {"QUEUED"}});
  for (const json& compute : computes) {
    const bool usable = compute.at("problem").is_null();
    const std::string most = textOf(compute.at("max_instances"));
    table.add({textOf(compute.at("name")), textOf(compute.at("type")), textOf(compute.at("state")),
               usable ? std::to_string(compute.at("nodes").size()) + "/" + most : "-",
               usable ? std::to_string(busyNodes(compute)) : "-",
               usable ? std::to_string(compute.at("queue").size()) : "-"});
  }
  return table.text(style);
}

std::string cardsOf(const json& node) {
  std::string text;
  for (const json& card : node.at("gpus")) text += (text.empty() ? "  gpu " : ",") + textOf(card);
  return text;
}

std::string nodeLine(const json& node) {
  std::string line = textOf(node.at("name")) + "  " + textOf(node.at("state"));
  if (node.at("run").is_string()) line += "  " + textOf(node.at("run"));
  line += "  since " + textOf(node.at("since")).substr(0, 19);
  if (node.at("until").is_string()) line += ", until " + textOf(node.at("until")).substr(0, 19);
  return line + cardsOf(node);
}

std::string renderOne(const json& compute, const Style& style) {
  std::string text;
  for (const char* name : {"name", "type", "state", "problem", "file", "min_instances", "max_instances"})
    addField(text, name, textOf(compute.at(name)), style);
  addField(text, "idle time", textOf(compute.at("idle_time_before_scale_down")) + " s", style);
  addField(text, "gpus", textOf(compute.at("gpus")), style);
  for (const json& node : compute.at("nodes")) addField(text, "node", nodeLine(node), style);
  for (const json& waiting : compute.at("queue"))
    addField(text, "queued", textOf(waiting.at("run")) + "  " + textOf(waiting.at("reason")), style);
  return text;
}

}  // namespace

std::string renderCompute(const json& result, const Style& style) {
  if (result.contains("computes")) return renderList(result.at("computes"), style);
  return renderOne(result.at("compute"), style);
}

}  // namespace footplate::cli
