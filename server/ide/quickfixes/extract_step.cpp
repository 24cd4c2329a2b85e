// The command of a step of a pipeline, moved to a component file beside the document. What the step is given,
// where it runs and what a component cannot say stays in the step.
#include <algorithm>
#include <array>
#include <optional>

#include "base/path.h"
#include "base/strings.h"
#include "ide/bindings.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::string_view head =
    "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\n";
constexpr std::array<std::string_view, 4> movedKeys{"code", "command", "environment", "distribution"};

bool isMoved(const Entry& entry) {
  return std::ranges::find(movedKeys, entry.key.text()) != movedKeys.end();
}

// The step with a command of its own that the cursor is in; no node elsewhere, or where a part of it means
// something only where it stands.
Node stepAt(const ActionScope& scope) {
  Node node = scope.document.yaml().nodeAt(scope.range.begin);
  if (node.isKey()) node = node.entryValue();
  while (node && !(node.isMapping() && node.parent().entryKey().text() == "jobs")) node = node.parent();
  if (!node || node.flow() || !node.tag().empty() || !node.anchor().empty()) return {};
  const Node type = node.find("type");
  const bool isCommand = !type || equalsIgnoreCase(type.text(), "command");
  if (!isCommand || !node.find("command").isScalar() || node.find("component")) return {};
  const auto stays = [](const Entry& entry) {
    const bool isMerge = entry.key.text() == "<<";
    return isMerge || entry.key.isAlias() || (isMoved(entry) && belongsHere(entry.value));
  };
  return std::ranges::any_of(node.entries(), stays) ? Node() : node;
}

// The lines of an entry, with the comments right above it.
Span linesOf(const Document& document, const Entry& entry, Offset notBefore) {
  const std::string& text = *document.text;
  const LineIndex& lines = document.yaml().lines();
  const Offset valueEnd = std::max(entry.key.span().end, entry.value.span().end);
  const std::uint32_t last = lines.lineOf(valueEnd > entry.key.span().end ? valueEnd - 1 : valueEnd);
  std::uint32_t first = lines.lineOf(entry.key.span().begin);
  const Offset column = entry.key.span().begin - lines.lineStart(first);
  while (first > 0 && lines.lineStart(first - 1) >= notBefore) {
    const std::string_view above = textOf(document, lines.line(text, first - 1));
    if (above.find_first_not_of(' ') != column || above[column] != '#') break;
    --first;
  }
  const bool atEnd = last + 1 >= lines.lineCount();
  return {lines.lineStart(first), atEnd ? static_cast<Offset>(text.size()) : lines.lineStart(last + 1)};
}

class StepExtraction {
 public:
  StepExtraction(const ActionScope& scope, Node step)
      : scope_(scope), step_(step), scopes_(scope.document, scope.workspace) {}

  std::optional<CodeAction> action() {
    const Unit* unit = scopes_.unitAt(step_);
    if (unit == nullptr || unit->body != step_ || !unit->search.empty()) return std::nullopt;
    const auto inputs = declared("inputs", *unit, unit->inputs);
    const auto outputs = declared("outputs", *unit, unit->outputs);
    const std::string file = freeFileName(scope_, step_.entryKey().text());
    if (!inputs || !outputs || file.empty()) return std::nullopt;
    CodeAction action;
    action.title = "move the command to component '" + file + "'";
    const std::string body = takeOut("component: ./" + file, action.edits);
    std::string made = std::string(head) + "name: " + componentName(file) + "\nversion: 1\ntype: command\n" +
                       *inputs + *outputs + body;
    if (scope_.document.text->find("\r\n") != std::string::npos)
      made = replaceAll(std::move(made), "\n", "\r\n");
    action.newFiles.push_back({joinPath(scope_.document.folder(), file), std::move(made)});
    return action;
  }

 private:
  // Ports as a component declares them; nothing when the type of one cannot be told.
  std::optional<std::string> declared(const char* group, const Unit& unit, const Ports& ports) {
    if (ports.empty()) return "";
    std::string text = std::string(group) + ":\n";
    for (const Port& port : ports.list()) {
      std::string type = resolvedType(scopes_, unit, port).name;
      if (type.empty() && isUntypedData(unit, port, &ports == &unit.outputs)) type = "uri_folder";
      if (type.empty()) return std::nullopt;
      text += "  " + std::string(textOf(scope_.document, port.key.span())) + ":\n    type: " + type + "\n";
      if (isOptional(unit, port)) text += "    optional: true\n";
    }
    return text;
  }

  // Data whose type is left out is a folder; a port out of reach may be anything.
  bool isUntypedData(const Unit& unit, const Port& port, bool isOutput) {
    const auto expressions = schema::findExpressions(port.binding);
    if (expressions.size() != 1) return isOutput || port.value.isMapping();
    const auto ends = followBinding(scopes_, readBinding(scopes_, expressions.front(), unit));
    if (ends.empty() || ends.back().port->binding) return false;
    const bool madeByStep = ends.back().definition.what == Definition::What::output;
    return madeByStep || ends.back().port->value.isMapping();
  }

  // A step may do without what its pipeline may do without.
  bool isOptional(const Unit& unit, const Port& port) {
    const auto expressions = schema::findExpressions(port.binding);
    if (expressions.size() != 1) return false;
    const Binding binding = readBinding(scopes_, expressions.front(), unit);
    return binding.what == Definition::What::input && binding.port != nullptr && binding.port->optional;
  }

  // Takes the component's entries out of the step, the reference standing where the first one was; gives
  // their text.
  std::string takeOut(const std::string& reference, std::vector<schema::Edit>& edits) const {
    const std::string indent(step_.indent(), ' ');
    std::string body;
    Offset done = step_.span().begin;
    for (const Entry entry : step_.entries()) {
      const Offset notBefore = done;
      done = std::max(entry.key.span().end, entry.value.span().end);
      if (!isMoved(entry)) continue;
      const Span lines = linesOf(scope_.document, entry, notBefore);
      edits.push_back({lines, edits.empty() ? indent + reference + "\n" : ""});
      body += outdented(textOf(scope_.document, lines), step_.indent());
    }
    return body;
  }

  const ActionScope& scope_;
  Node step_;
  Scopes scopes_;
};

}  // namespace

void extractStep(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Document& document = scope.document;
  const bool isPipeline = document.kind == "pipelineJob" || document.kind == "pipelineComponent";
  if (!isPipeline || document.hasUserSchema() || !scope.createsFiles || document.path.empty()) return;
  if (isRetired(scope)) return;
  const Node step = stepAt(scope);
  if (!step) return;
  if (auto action = StepExtraction(scope, step).action()) found.push_back(std::move(*action));
}

}  // namespace footplate::ide
