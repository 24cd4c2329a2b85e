#include "runner/control_value.h"

#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/strings.h"

namespace footplate::runner {
namespace {

constexpr std::uint64_t longestValue = 64 * 1024;

std::optional<std::string> fromProperty(const std::map<std::string, std::string>& table,
                                        const std::string& name) {
  const auto found = table.find(controlProperty);
  if (found == table.end()) return std::nullopt;
  const auto all = nlohmann::json::parse(found->second, nullptr, false);
  if (!all.is_object() || !all.contains(name)) return std::nullopt;
  const nlohmann::json& value = all.at(name);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

std::optional<std::string> writtenValue(const store::Run& run, const std::string& name,
                                        const std::string& path) {
  for (const auto* table : {&run.properties, &run.tags}) {
    if (auto value = fromProperty(*table, name)) return value;
  }
  const auto text = readFile(path, longestValue);
  return text ? std::optional(std::string(trim(*text))) : std::nullopt;
}

std::optional<bool> truthOf(std::string_view text) {
  const std::string word = toLower(trim(text));
  if (word == "true" || word == "1" || word == "yes") return true;
  if (word == "false" || word == "0" || word == "no") return false;
  return std::nullopt;
}

}  // namespace footplate::runner
