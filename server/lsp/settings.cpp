#include "lsp/settings.h"

#include <nlohmann/json.hpp>

#include "base/path.h"
#include "base/strings.h"
#include "ide/severity.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

void readFlag(const json& section, const char* name, bool& flag) {
  const auto found = section.find(name);
  if (found != section.end() && found->is_boolean()) flag = found->get<bool>();
}

// {"location": "glob" or ["glob", …]}
void readSchemas(const json& section, const std::string& folder, ide::Settings& settings) {
  const auto schemas = section.find("schemas");
  if (schemas == section.end() || !schemas->is_object()) return;
  for (const auto& [location, patterns] : schemas->items()) {
    const json list = patterns.is_array() ? patterns : json::array({patterns});
    for (const json& pattern : list) {
      if (pattern.is_string()) settings.schemas.push_back({pattern.get<std::string>(), location, folder});
    }
  }
}

// The settings of the family that other YAML servers share. Whoever sets `yaml.validate` there, and nothing
// of ours, asks for a server of all YAML.
void readYaml(const json& yaml, ide::Settings& settings) {
  readFlag(yaml, "validate", settings.otherYaml);
  readFlag(yaml, "disableAdditionalProperties", settings.closedSchemas);
  readFlag(yaml, "keyOrdering", settings.keyOrdering);
  if (const auto tags = yaml.find("customTags"); tags != yaml.end() && tags->is_array()) {
    for (const json& tag : *tags) {
      if (tag.is_string()) settings.customTags.push_back(tag.get<std::string>());
    }
  }
}

// {"binding.unused": "off", "schema": "warning"}; a client may have made {"binding": {"unused": …}} of it.
void readSeverities(const json& map, const std::string& prefix, ide::Settings& settings) {
  if (!map.is_object()) return;
  for (const auto& [name, value] : map.items()) {
    if (value.is_object() && prefix.empty()) readSeverities(value, name + ".", settings);
    if (!value.is_string()) continue;
    if (auto rule = ide::readSeverityRule(prefix + name, value.get<std::string>()))
      settings.severities.push_back(std::move(*rule));
  }
}

// `yaml.validate` and its like are what people have; the same words under `footplate` decide where both
// speak.
void readFlags(const json& section, ide::Settings& settings) {
  readFlag(section, "validate", settings.validate);
  readFlag(section, "completion", settings.completion);
  readFlag(section, "hover", settings.hover);
  readFlag(section, "inlayHints", settings.inlayHints);
  readFlag(section, "codeLens", settings.codeLens);
  if (const auto format = section.find("format"); format != section.end() && format->is_object())
    readFlag(*format, "enable", settings.format);
}

}  // namespace

ide::Settings readSettings(const json& settings, const std::string& folder) {
  ide::Settings result;
  if (!settings.is_object()) return result;
  if (const auto yaml = settings.find("yaml"); yaml != settings.end() && yaml->is_object()) {
    readYaml(*yaml, result);
    readSchemas(*yaml, folder, result);
    readFlags(*yaml, result);
  }
  if (const auto ours = settings.find("footplate"); ours != settings.end() && ours->is_object()) {
    readFlags(*ours, result);
    readSchemas(*ours, folder, result);
    readFlag(*ours, "otherYaml", result.otherYaml);
    if (const auto severity = ours->find("severity"); severity != ours->end())
      readSeverities(*severity, "", result);
    readFlag(*ours, "fetchSchemas", result.fetchSchemas);
    if (const auto python = ours->find("python"); python != ours->end() && python->is_string())
      result.python = trim(python->get<std::string>());
  }
  return result;
}

std::vector<FolderPython> readPythons(const json& settings) {
  std::vector<FolderPython> result;
  const auto found = settings.find("footplate");
  if (found == settings.end() || !found->is_object()) return result;
  const auto pythons = found->find("pythons");
  if (pythons == found->end() || !pythons->is_object()) return result;
  for (const auto& [folder, python] : pythons->items()) {
    if (python.is_string()) result.push_back({folder, std::string(trim(python.get<std::string>()))});
  }
  return result;
}

const std::string* pythonFor(const std::vector<FolderPython>& pythons, const std::string& path) {
  const FolderPython* innermost = nullptr;
  for (const FolderPython& one : pythons) {
    if (!isInside(path, one.folder)) continue;
    if (!innermost || one.folder.size() > innermost->folder.size()) innermost = &one;
  }
  return innermost ? &innermost->python : nullptr;
}

}  // namespace footplate::lsp
