// The command of a step of a pipeline, or what a parallel or Spark step runs, moved to a component file
// beside the document. What the step is given, where it runs and what a component cannot say stays in the
// step.
#include <algorithm>
#include <optional>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/bindings/bindings.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

// A type of step that can be a component of its own.
struct Form {
  std::string_view type;
  std::string_view work;  // the key that says what it runs
  std::vector<std::string_view> moved;
};

const std::vector<Form>& forms() {
  static const std::vector<Form> all{
      {"command", "command", {"code", "command", "environment", "distribution"}},
      {"parallel",
       "task",
       {"task", "input_data", "mini_batch_size", "partition_keys", "mini_batch_error_threshold",
        "error_threshold", "max_concurrency_per_instance", "retry_settings", "logging_level"}},
      {"spark",
       "entry",
       {"code", "entry", "args", "conf", "py_files", "jars", "files", "archives", "environment"}},
  };
  return all;
}

const Form* formOf(Node step) {
  const Node type = step.find("type");
  const std::string word = type ? toLower(type.text()) : "command";
  const auto found = std::ranges::find(forms(), word, &Form::type);
  return found == forms().end() ? nullptr : &*found;
}

bool isMoved(const Form& form, const Entry& entry) {
  return std::ranges::find(form.moved, entry.key.text()) != form.moved.end();
}

// A step that itself says what it runs, around the cursor; no node elsewhere, or where a part of it means
// something only where it stands.
Node stepAt(const ActionScope& scope) {
  Node node = scope.document.yaml().nodeAt(scope.range.begin);
  if (node.isKey()) node = node.entryValue();
  while (node && !(node.isMapping() && node.parent().entryKey().text() == "jobs")) node = node.parent();
  if (!node || node.flow() || !node.tag().empty() || !node.anchor().empty()) return {};
  const Form* form = formOf(node);
  if (form == nullptr || !node.find(form->work) || node.find(form->work).isNull() || node.find("component"))
    return {};
  const auto stays = [form](const Entry& entry) {
    const bool isMerge = entry.key.text() == "<<";
    return isMerge || entry.key.isAlias() || (isMoved(*form, entry) && belongsHere(entry.value));
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
      : scope_(scope), step_(step), form_(*formOf(step)), scopes_(scope.document, scope.workspace) {}

  std::optional<CodeAction> action() {
    const Unit* unit = scopes_.unitAt(step_);
    if (unit == nullptr || unit->body != step_ || !unit->search.empty()) return std::nullopt;
    if (givesWholeRun(*unit)) return std::nullopt;
    const auto inputs = declared("inputs", *unit, unit->inputs);
    const auto outputs = declared("outputs", *unit, unit->outputs);
    const std::string file = freeFileName(scope_, step_.entryKey().text());
    if (!inputs || !outputs || file.empty()) return std::nullopt;
    CodeAction action;
    action.title = "move the " + std::string(form_.work) + " to component '" + file + "'";
    const std::string body = takeOut("component: ./" + file, action.edits);
    const std::string type(form_.type);
    std::string made = "$schema: https://azuremlschemas.azureedge.net/latest/" + type +
                       "Component.schema.json\nname: " + componentName(file) + "\nversion: 1\ntype: " + type +
                       "\n" + *inputs + *outputs + body;
    if (scope_.document.text->find("\r\n") != std::string::npos)
      made = replaceAll(std::move(made), "\n", "\r\n");
    action.newFiles.push_back({joinPath(scope_.document.folder(), file), std::move(made)});
    return action;
  }

 private:
  // A step's empty output "artifacts" that its command does not name is all that the run keeps; a component
  // has no such output.
  bool givesWholeRun(const Unit& unit) const {
    const Port* artifacts = unit.outputs.find("artifacts");
    return artifacts != nullptr && artifacts->value.isNull() &&
           step_.find("command").text().find("outputs.artifacts") == std::string_view::npos;
  }

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
      if (!isMoved(form_, entry)) continue;
      const Span lines = linesOf(scope_.document, entry, notBefore);
      edits.push_back({lines, edits.empty() ? indent + reference + "\n" : ""});
      body += outdented(textOf(scope_.document, lines), step_.indent());
    }
    return body;
  }

  const ActionScope& scope_;
  Node step_;
  const Form& form_;
  Scopes scopes_;
};

}  // namespace

void extractStep(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Document& document = scope.document;
  const bool isPipeline = document.kind == "pipelineJob" || document.kind == "pipelineComponent";
  if (!isPipeline || document.hasUserSchema() || !scope.createsFiles || document.path.empty()) return;
  if (isRetired(scope) || isBroken(document)) return;
  const Node step = stepAt(scope);
  if (!step) return;
  if (auto action = StepExtraction(scope, step).action()) found.push_back(std::move(*action));
}

}  // namespace footplate::ide
