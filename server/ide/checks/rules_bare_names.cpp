// `binding.braces`: what a step is given or leads to is named, but no brackets stand around the name.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/strings.h"
#include "ide/checks/binding_checks.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using State = Binding::State;
using yaml::Node;

constexpr std::array<std::string_view, 4> outputModes{"rw_mount", "mount", "upload", "direct"};
constexpr std::array<std::string_view, 3> inPipeline{"parent.inputs.", "parent.outputs.", "parent.jobs."};

bool isNameChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

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
  const Node text = given.value;
  if (!text.isScalar() || !isWritten(text) || text.text().empty() ||
      text.text().find("${{") != std::string_view::npos)
    return false;
  const std::string written = bareName(text.text());
  for (const std::string& name : {written, "parent." + written, "parent.outputs." + written}) {
    if (!name.starts_with("parent.outputs.") || !isFound(name, step, view)) continue;
    Issue& issue = view.scope.add(text.span(), Severity::error, "binding.braces",
                                  "nothing is filled in here, '${{" + name + "}}' is meant");
    wantBrackets(issue, text, name);
    return true;
  }
  const bool isMode = std::ranges::find(outputModes, text.text()) != outputModes.end();
  const bool isType = portType(text.text()).group == PortType::Group::data;
  const std::string key = isMode ? "mode" : "type";
  const std::string words =
      isMode || isType ? "{" + key + ": " + std::string(text.text()) + "}" : "${{parent.outputs.NAME}}";
  Issue& issue = view.scope.add(text.span(), Severity::error, "binding.braces",
                                "an output takes no text, '" + words + "' is meant");
  if (isMode || isType) issue.fixes.push_back({"change to '" + words + "'", {{text.span(), words}}});
  return true;
}

}  // namespace footplate::ide
