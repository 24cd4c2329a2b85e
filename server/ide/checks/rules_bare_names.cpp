// `binding.braces`: what a step is given or leads to is named, but no brackets stand around the name.
#include <algorithm>
#include <array>
#include <optional>

#include "base/strings.h"
#include "ide/checks/binding_checks.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using State = Binding::State;
using yaml::Node;

constexpr std::array<std::string_view, 4> outputModes{"rw_mount", "mount", "upload", "direct"};
constexpr std::array<std::string_view, 3> inPipeline{"parent.inputs.", "parent.outputs.", "parent.jobs."};

// Whether the name would be found between the brackets; nobody then says that it is read nowhere.
bool isFound(const std::string& name, const Unit& unit, BindingView& view) {
  const std::vector<schema::Expression> all = schema::findExpressionsIn("${{" + name + "}}");
  if (all.size() != 1) return false;
  const Binding binding = readBinding(view.scopes, all.front(), unit);
  if (binding.port) view.meant.insert(binding.port);
  return binding.state == State::found;
}

// Between the braces of a flow mapping those of an expression want quotes.
void wantBrackets(Issue& issue, Node text, const std::string& name) {
  const std::string words = "${{" + name + "}}";
  const std::string written = text.parent().flow() ? '"' + words + '"' : words;
  issue.fixes.push_back({"change to '" + words + "'", {{text.span(), written}}});
}

// "parent.inputs.raw" of "{parent.inputs.raw}" and "{{parent.inputs.raw}}", which YAML takes for mappings; ""
// for other values.
std::string nameInBraces(Node value) {
  for (int braces = 0; braces < 2 && value.isMapping() && value.flow() && value.size() == 1; ++braces) {
    const yaml::Entry entry = *value.entries().begin();
    if (isWritten(entry.value)) return {};
    if (entry.key.isScalar()) return std::string(entry.key.text());
    value = entry.key;
  }
  return {};
}

// Such a mapping in the place of an expression; whether it was told.
bool checkBraces(const Port& port, const Unit& step, BindingView& view) {
  const std::string written = nameInBraces(port.value);
  if (written.empty() || !std::ranges::all_of(written, isNameChar)) return false;
  for (const std::string& name : {written, "parent." + written}) {
    const bool names =
        std::ranges::any_of(inPipeline, [&](std::string_view root) { return name.starts_with(root); });
    if (!names || (!isFound(name, step, view) && name != written)) continue;
    Issue& issue = view.scope.add(port.value.span(), Severity::error, "binding.braces",
                                  "nothing is filled in here, '${{" + name + "}}' is meant");
    wantBrackets(issue, port.value, name);
    view.told.push_back({port.key.span().begin, port.value.span().end});
    return true;
  }
  return false;
}

// A number or a boolean: of those the schema speaks.
bool isNoText(Node scalar) {
  const yaml::ScalarType type = yaml::typeOf(scalar);
  return type == yaml::ScalarType::boolean || type == yaml::ScalarType::integer ||
         type == yaml::ScalarType::number;
}

// The key below an output that a text belongs to; "" where it may mean anything.
std::string keyOfOutput(std::string_view text) {
  if (isOneOf(text, outputModes)) return "mode";
  if (portType(text).group == PortType::Group::data) return "type";
  const bool isAddress =
      text.find("://") != std::string_view::npos && text.find_first_of(" ,{}[]") == std::string_view::npos;
  return isAddress ? "path" : "";
}

// The text that is the value of a port, or the path of it.
Node textOf(const Port& port) {
  const Node text = port.value.isMapping() ? port.value.find("path").resolved() : port.value;
  return text.isScalar() && text.text().find("${{") == std::string_view::npos ? text : Node();
}

}  // namespace

std::string bareName(std::string_view text) {
  std::string_view name = trim(text);
  while (!name.empty() && (name.front() == '$' || name.front() == '{' || name.front() == '('))
    name.remove_prefix(1);
  while (!name.empty() && (name.back() == '}' || name.back() == ')')) name.remove_suffix(1);
  name = trim(name);
  const bool isName = !name.empty() && std::ranges::all_of(name, isNameChar);
  return isName ? std::string(name) : std::string();
}

bool checkBareInput(const Port& given, const Port* wanted, const Unit& step, BindingView& view) {
  if (checkBraces(given, step, view)) return true;
  const Node text = textOf(given);
  const std::string name = text ? bareName(text.text()) : std::string();
  const bool names =
      std::ranges::any_of(inPipeline, [&](std::string_view root) { return name.starts_with(root); });
  if (!names) return false;
  // Data would be looked for under this name as a path; a script may yet be given any text.
  const bool isData = wanted && wanted->type.group == PortType::Group::data;
  const bool fails = isFound(name, step, view) && isData;
  Issue& issue = view.scope.add(text.span(), fails ? Severity::error : Severity::warning, "binding.braces",
                                "nothing is filled in here, '${{" + name + "}}' is meant");
  wantBrackets(issue, text, name);
  return true;
}

bool checkBareOutput(const Port& given, const Unit& step, BindingView& view) {
  if (checkBraces(given, step, view)) return true;
  const Node text = given.value;
  if (!text.isScalar() || !isWritten(text) || text.text().empty() ||
      text.text().find("${{") != std::string_view::npos || isNoText(text))
    return false;
  const std::string written = bareName(text.text());
  for (const std::string& name : {written, "parent." + written, "parent.outputs." + written}) {
    if (!name.starts_with("parent.outputs.") || !isFound(name, step, view)) continue;
    Issue& issue = view.scope.add(text.span(), Severity::error, "binding.braces",
                                  "nothing is filled in here, '${{" + name + "}}' is meant");
    wantBrackets(issue, text, name);
    return true;
  }
  const std::string key = keyOfOutput(text.text());
  const std::string words =
      key.empty() ? "${{parent.outputs.NAME}}" : "{" + key + ": " + std::string(text.text()) + "}";
  Issue& issue = view.scope.add(text.span(), Severity::error, "binding.braces",
                                "an output takes no text, '" + words + "' is meant");
  if (!key.empty()) issue.fixes.push_back({"change to '" + words + "'", {{text.span(), words}}});
  return true;
}

}  // namespace footplate::ide
