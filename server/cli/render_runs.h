// What the verbs about runs print for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/words.h"

namespace footplate::cli {

// `name` padded, then the value made printable; nothing for an empty value.
void addField(std::string& text, const std::string& name, const std::string& value, const Style& style);
// One field a member, "name = value".
void addMap(std::string& text, const std::string& title, const nlohmann::json& map, const Style& style);

// "accuracy=0.9667 loss=0.1", at most `most` of them.
std::string metricsLine(const nlohmann::json& run, std::size_t most);
// One line: id, status, metrics.
std::string renderRunLine(const nlohmann::json& run, const Style& style);

std::string renderList(const nlohmann::json& result, const nlohmann::json& parameters, const Style& style);
std::string renderExperiments(const nlohmann::json& result, const Style& style);
std::string renderRun(const nlohmann::json& run, const Style& style);
// archive, cancel, restore, tag: a line a run.
std::string renderChanged(const nlohmann::json& result, const Style& style);
std::string renderDeleted(const nlohmann::json& result, const Style& style);
std::string renderCompare(const nlohmann::json& result, const Style& style);
std::string renderDiff(const nlohmann::json& result, const nlohmann::json& parameters, const Style& style);
std::string renderSnapshot(const nlohmann::json& result, const nlohmann::json& parameters,
                           const Style& style);
std::string renderOutputs(const nlohmann::json& result, const nlohmann::json& parameters, const Style& style);
// One named metric of one run: its values; else a line a metric with how it went.
std::string renderMetrics(const nlohmann::json& result, const nlohmann::json& parameters, const Style& style);

}  // namespace footplate::cli
