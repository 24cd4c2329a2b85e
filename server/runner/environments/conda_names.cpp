#include "runner/environments/conda_names.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "schema/embedded.h"

namespace footplate::runner {
namespace {

struct Table {
  std::map<std::string, std::string, std::less<>> names;
  std::map<std::string, std::string, std::less<>> system;
  std::map<std::string, std::string, std::less<>> modules;
  std::vector<std::pair<std::string, std::string>> beginnings;  // "cuda-" of "cuda-*"
};

Table readTable() {
  Table table;
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (file.path != "translation/conda-names.json") continue;
    const nlohmann::json data = nlohmann::json::parse(file.text);
    for (const auto& [name, pip] : data.at("names").items()) table.names[name] = pip.get<std::string>();
    for (const auto& [name, pip] : data.at("modules").items()) table.modules[name] = pip.get<std::string>();
    for (const auto& [name, what] : data.at("system").items()) {
      if (name.ends_with('*')) {
        table.beginnings.emplace_back(name.substr(0, name.size() - 1), what.get<std::string>());
      } else {
        table.system[name] = what.get<std::string>();
      }
    }
  }
  return table;
}

const Table& translations() {
  static const Table table = readTable();
  return table;
}

}  // namespace

std::string packageOfModule(const std::string& module) {
  const auto& modules = translations().modules;
  const auto found = modules.find(module);
  return found == modules.end() ? module : found->second;
}

CondaName pipNameOf(std::string_view conda) {
  const Table& table = translations();
  if (const auto found = table.names.find(conda); found != table.names.end()) return {found->second, ""};
  if (const auto found = table.system.find(conda); found != table.system.end()) return {"", found->second};
  for (const auto& [beginning, what] : table.beginnings) {
    if (conda.starts_with(beginning)) return {"", what};
  }
  return {std::string(conda), ""};
}

}  // namespace footplate::runner
