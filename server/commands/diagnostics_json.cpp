#include "commands/diagnostics_json.h"

#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "ide/quickfixes/edits.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

json positionJson(const Position& at) {
  return {{"line", at.line}, {"character", at.character}};
}

json rangeJson(const Range& range) {
  return {{"start", positionJson(range.start)}, {"end", positionJson(range.end)}};
}

json rangeJson(const ide::Document& document, Span span) {
  return rangeJson(document.yaml().lines().range(*document.text, span));
}

json editsJson(const ide::Document& document, const std::vector<schema::Edit>& edits) {
  json list = json::array();
  for (const auto& edit : edits)
    list.push_back({{"range", rangeJson(document, edit.span)}, {"newText", edit.newText}});
  return list;
}

// As the editor would offer them.
json fixesJson(const ide::Document& document, const schema::Issue& issue) {
  json list = json::array();
  for (const auto& fix : issue.fixes) {
    std::vector<schema::Edit> edits = fix.edits;
    if (ide::finishEdits(document, edits))
      list.push_back({{"title", fix.title}, {"edits", editsJson(document, edits)}});
  }
  return list;
}

}  // namespace

json diagnosticsJson(const ide::Document& document, const std::vector<schema::Issue>& issues) {
  json list = json::array();
  for (const auto& issue : issues) {
    list.push_back({{"range", rangeJson(document, issue.span)},
                    {"severity", severityName(issue.severity)},
                    {"code", issue.code},
                    {"message", maskSecrets(issue.message)},
                    {"fixes", fixesJson(document, issue)}});
  }
  return list;
}

json repairsJson(const std::vector<ide::Repair>& repairs) {
  json list = json::array();
  for (const ide::Repair& repair : repairs) {
    list.push_back({{"range", rangeJson(repair.range)},
                    {"code", repair.issue.code},
                    {"message", maskSecrets(repair.issue.message)},
                    {"title", repair.issue.fixes.front().title}});
  }
  return list;
}

json unreadableFileJson(const std::string& path, const std::string& message) {
  const json origin = {{"start", positionJson({})}, {"end", positionJson({})}};
  return {{"path", path},
          {"kind", nullptr},
          {"diagnostics", json::array({{{"range", origin},
                                        {"severity", "error"},
                                        {"code", "file.unreadable"},
                                        {"message", message},
                                        {"fixes", json::array()}}})}};
}

}  // namespace footplate::commands
