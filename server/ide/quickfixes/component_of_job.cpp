// The command of a job, or what each run of a sweep runs, written into a component file beside the document.
// The job stays as it is, for neither takes a component in its place: a pipeline does.
#include <algorithm>
#include <array>
#include <optional>

#include "base/path.h"
#include "base/strings.h"
#include "ide/bindings/bindings.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::array<std::string_view, 6> taken{
    "code", "command", "environment", "environment_variables", "distribution", "resources"};

bool isTaken(const Entry& entry) {
  return std::ranges::find(taken, entry.key.text()) != taken.end();
}

// An entry of the job as one of the component: a name of the search space is an input there.
std::string entryText(const Document& document, const Entry& entry, Offset indent) {
  const Span span = entry.value.span();
  std::string value(textOf(document, span));
  std::vector<schema::Expression> expressions = schema::findExpressions(entry.value);
  std::ranges::reverse(expressions);
  for (const schema::Expression& one : expressions) {
    if (one.path.size() != 2 || one.path.front().text != "search_space") continue;
    const Span name = one.path.front().span;
    value.replace(name.begin - span.begin, name.size(), "inputs");
  }
  // Between braces no blank has to stand behind the colon.
  const std::string key = entry.key.parent().flow()
                              ? std::string(textOf(document, entry.key.span())) + ": "
                              : std::string(textOf(document, {entry.key.span().begin, span.begin}));
  return outdented(key + value, indent);
}

// The type of what a name of the search space stands for.
std::string searchType(Node space) {
  const std::string type = toLower(space.find("type").resolved().text());
  if (type == "randint") return "integer";
  if (type != "choice") return "number";
  std::string found = "integer";
  for (const Node value : space.find("values").resolved().items()) {
    const yaml::ScalarType one = yaml::typeOf(value.resolved());
    if (one == yaml::ScalarType::integer) continue;
    if (one != yaml::ScalarType::number) return "string";
    found = "number";
  }
  return found;
}

class ComponentOfJob {
 public:
  ComponentOfJob(const ActionScope& scope, Node body)
      : scope_(scope), body_(body), scopes_(scope.document, scope.workspace) {}

  std::optional<CodeAction> action() {
    const Unit* unit = scopes_.root();
    const std::string stem = fileStem(scope_.document.path) + "-component";
    const std::string file = freeFileName(scope_, stem);
    if (unit == nullptr || file.empty()) return std::nullopt;
    const auto inputs = declared(*unit, unit->inputs, false);
    const auto outputs = declared(*unit, unit->outputs, true);
    const std::string body = takenEntries();
    if (!inputs || !outputs || body.empty()) return std::nullopt;
    const std::string searched = searchedInputs(*unit);
    const std::string all = *inputs + searched;
    std::string made =
        "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\nname: " +
        componentName(file) + "\nversion: 1\ntype: command\n" + (all.empty() ? "" : "inputs:\n" + all) +
        (outputs->empty() ? "" : "outputs:\n" + *outputs) + body;
    if (scope_.document.text->find("\r\n") != std::string::npos)
      made = replaceAll(std::move(made), "\n", "\r\n");
    CodeAction action;
    action.title = "write the command as component '" + file + "'";
    action.newFiles.push_back({joinPath(scope_.document.folder(), file), std::move(made)});
    return action;
  }

 private:
  std::string declaration(Node key, const std::string& type) const {
    return "  " + std::string(textOf(scope_.document, key.span())) + ":\n    type: " + type + "\n";
  }

  // Nothing when the type of one cannot be told.
  std::optional<std::string> declared(const Unit& unit, const Ports& ports, bool isOutput) {
    std::string text;
    for (const Port& port : ports.list()) {
      std::string type = resolvedType(scopes_, unit, port).name;
      if (type.empty() && (isOutput || port.value.isMapping())) type = "uri_folder";
      if (type.empty() || port.key.tree() != &scope_.document.yaml()) return std::nullopt;
      text += declaration(port.key, type);
    }
    return text;
  }

  std::string searchedInputs(const Unit& unit) const {
    std::string text;
    for (const Port& port : unit.search.list()) {
      if (unit.inputs.find(port.name) == nullptr) text += declaration(port.key, searchType(port.value));
    }
    return text;
  }

  // "" where one of them means something only where it stands.
  std::string takenEntries() const {
    std::string text;
    for (const Entry entry : body_.entries()) {
      if (entry.key.text() == "<<" || entry.key.isAlias()) return {};
      if (!isTaken(entry)) continue;
      if (belongsHere(entry.value)) return {};
      text += entryText(scope_.document, entry, body_.flow() ? 0 : body_.indent());
    }
    return text;
  }

  const ActionScope& scope_;
  Node body_;
  Scopes scopes_;
};

// The mapping with the command of the document; no node where the cursor is on something else.
Node bodyAt(const ActionScope& scope) {
  const Document& document = scope.document;
  const Node root = document.yaml().root();
  const Node body = document.kind == "sweepJob" ? root.find("trial") : root;
  if (!body.isMapping() || !body.find("command").isScalar()) return {};
  Node node = document.yaml().nodeAt(scope.range.begin);
  while (node && node.parent() != body) node = node.parent();
  const Node key = node.isKey() ? node : node.entryKey();
  const bool isOnWork = key.text() == "command" || key.text() == "code" || key.text() == "type";
  return key && isOnWork ? body : Node();
}

}  // namespace

void writeComponent(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Document& document = scope.document;
  const bool isJob = document.kind == "commandJob" || document.kind == "sweepJob";
  if (scope.automatic || !isJob || document.hasUserSchema() || !scope.createsFiles || document.path.empty())
    return;
  if (isRetired(scope) || isBroken(document)) return;
  const Node body = bodyAt(scope);
  if (!body) return;
  if (auto action = ComponentOfJob(scope, body).action()) found.push_back(std::move(*action));
}

}  // namespace footplate::ide
