#include "commands/command.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"

namespace footplate::commands {

namespace {

bool hasType(const nlohmann::json& value, ParameterType type) {
  switch (type) {
    case ParameterType::text:
      return value.is_string();
    case ParameterType::integer:
      return value.is_number_integer();
    case ParameterType::boolean:
      return value.is_boolean();
    case ParameterType::textList:
      return value.is_array() &&
             std::all_of(value.begin(), value.end(), [](const auto& item) { return item.is_string(); });
  }
  return false;
}

const char* typeWord(ParameterType type) {
  switch (type) {
    case ParameterType::text:
      return "a string";
    case ParameterType::integer:
      return "an integer";
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::textList:
      return "a list of strings";
  }
  return "";
}

std::string unknownParameter(const Command& command, const std::string& name) {
  std::vector<std::string> names;
  for (const Parameter& parameter : command.parameters) names.emplace_back(parameter.name);
  const std::string near = nearestName(name, names);
  std::string message = std::string("running ") + command.name + ": unknown parameter '" + name + "'";
  if (!near.empty()) message += ", did you mean '" + near + "'?";
  return message;
}

}  // namespace

Outcome::Outcome(nlohmann::json value, bool isBad)
    : json(std::make_unique<nlohmann::json>(std::move(value))), bad(isBad) {}
Outcome::Outcome(Outcome&&) noexcept = default;
Outcome& Outcome::operator=(Outcome&&) noexcept = default;
Outcome::~Outcome() = default;

std::string prefixed(std::string_view stream, std::string_view lines) {
  if (stream.empty()) return std::string(lines);
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
    text.append(stream).append(" | ").append(lines.substr(0, end + 1));
    lines.remove_prefix(end + 1);
  }
  return text;
}

const Command* findCommand(std::string_view name) {
  for (const Command& command : all()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

Result<void> checkParameters(const Command& command, const nlohmann::json& parameters) {
  const std::string doing = std::string("running ") + command.name + ": ";
  if (!parameters.is_object()) return fail(ErrorCode::usage, doing + "the parameters are one JSON object");
  for (const auto& [name, value] : parameters.items()) {
    const auto known = std::find_if(command.parameters.begin(), command.parameters.end(),
                                    [&](const Parameter& parameter) { return name == parameter.name; });
    if (known == command.parameters.end()) return fail(ErrorCode::usage, unknownParameter(command, name));
    if (!hasType(value, known->type)) {
      return fail(ErrorCode::usage, doing + "'" + name + "' is " + typeWord(known->type));
    }
  }
  for (const Parameter& parameter : command.parameters) {
    if (!parameter.required || parameters.contains(parameter.name)) continue;
    return fail(ErrorCode::usage, doing + "'" + parameter.name + "' is missing: " + parameter.summary);
  }
  return {};
}

}  // namespace footplate::commands
