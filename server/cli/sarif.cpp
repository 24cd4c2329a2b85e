#include "cli/sarif.h"

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/path.h"
#include "base/uri.h"
#include "ide/codes.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

constexpr const char* base = "ROOT";

const char* levelOf(std::string_view severity) {
  if (severity == "error") return "error";
  return severity == "warning" ? "warning" : "note";
}

// SARIF counts from one; its columns are UTF-16 here, as ours.
json region(const json& range) {
  const json& start = range.at("start");
  const json& end = range.at("end");
  return {{"startLine", start.at("line").get<int>() + 1},
          {"startColumn", start.at("character").get<int>() + 1},
          {"endLine", end.at("line").get<int>() + 1},
          {"endColumn", end.at("character").get<int>() + 1}};
}

json artifact(const std::string& path, const std::string& folder) {
  const std::string absolute = joinPath(folder, path);
  if (!isInside(absolute, folder)) return {{"uri", uriFromPath(absolute)}};
  // A file's address without what the folder's has: escaped the same way.
  const std::string root = uriFromPath(folder) + "/";
  return {{"uri", uriFromPath(absolute).substr(root.size())}, {"uriBaseId", base}};
}

json fixesOf(const json& issue, const json& place) {
  json fixes = json::array();
  for (const json& fix : issue.at("fixes")) {
    json replacements = json::array();
    for (const json& edit : fix.at("edits")) {
      replacements.push_back(
          {{"deletedRegion", region(edit.at("range"))}, {"insertedContent", {{"text", edit.at("newText")}}}});
    }
    if (replacements.empty()) continue;
    json change{{"artifactLocation", place}, {"replacements", std::move(replacements)}};
    fixes.push_back({{"description", {{"text", fix.at("title")}}},
                     {"artifactChanges", json::array({std::move(change)})}});
  }
  return fixes;
}

json ruleOf(const std::string& name) {
  json rule{{"id", name}};
  const ide::Code* code = ide::findCode(name);
  if (!code) return rule;
  const std::string_view meaning = code->meaning;
  const std::size_t part = meaning.find("; ");
  rule["shortDescription"] = {{"text", meaning.substr(0, part)}};
  rule["fullDescription"] = {{"text", meaning}};
  rule["defaultConfiguration"] = {{"level", levelOf(severityName(code->severity))}};
  return rule;
}

// What the program has to say of its own work: how much is not among the results.
json unshownNote(const json& place, std::size_t unshown) {
  return {{"level", "warning"},
          {"message", {{"text", std::to_string(unshown) + " more problems are not shown"}}},
          {"locations", json::array({json{{"physicalLocation", {{"artifactLocation", place}}}}})}};
}

// Each rule once, in the order of its first result.
class Rules {
 public:
  std::size_t index(const std::string& name) {
    const auto [known, added] = numbers_.emplace(name, list_.size());
    if (added) list_.push_back(ruleOf(name));
    return known->second;
  }
  json take() { return std::move(list_); }

 private:
  std::map<std::string, std::size_t> numbers_;
  json list_ = json::array();
};

}  // namespace

json sarif(const json& result, const std::string& folder) {
  Rules rules;
  json results = json::array();
  json notes = json::array();
  for (const json& file : result.at("files")) {
    const json place = artifact(file.at("path"), folder);
    if (const std::size_t unshown = file.value("unshown", std::size_t{0}); unshown > 0)
      notes.push_back(unshownNote(place, unshown));
    for (const json& issue : file.at("diagnostics")) {
      const std::string code = issue.at("code");
      json location{{"artifactLocation", place}, {"region", region(issue.at("range"))}};
      json one{{"ruleId", code},
               {"ruleIndex", rules.index(code)},
               {"level", levelOf(issue.at("severity").get<std::string>())},
               {"message", {{"text", issue.at("message")}}},
               {"locations", json::array({json{{"physicalLocation", std::move(location)}}})}};
      if (json fixes = fixesOf(issue, place); !fixes.empty()) one["fixes"] = std::move(fixes);
      results.push_back(std::move(one));
    }
  }
  json driver{{"name", "footplate"}, {"version", FOOTPLATE_VERSION}, {"rules", rules.take()}};
  json run{{"tool", {{"driver", std::move(driver)}}},
           {"columnKind", "utf16CodeUnits"},
           {"originalUriBaseIds", {{base, {{"uri", uriFromPath(folder) + "/"}}}}},
           {"results", std::move(results)}};
  if (!notes.empty())
    run["invocations"] =
        json::array({json{{"executionSuccessful", true}, {"toolExecutionNotifications", std::move(notes)}}});
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", json::array({std::move(run)})}};
}

}  // namespace footplate::cli
