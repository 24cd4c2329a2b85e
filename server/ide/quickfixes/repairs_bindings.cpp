// What `${{ }}` names: inputs and outputs that are not there, are read nowhere, or are of another type.
#include <algorithm>
#include <optional>

#include "base/path.h"
#include "base/quotes.h"
#include "base/strings.h"
#include "ide/bindings/binding_uses.h"
#include "ide/bindings/bindings.h"
#include "ide/quickfixes/entry_edits.h"
#include "ide/quickfixes/places.h"
#include "ide/quickfixes/repairs.h"
#include "ide/references.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using schema::Expression;
using yaml::Node;

// The binding that a place in a scalar is about.
std::optional<Expression> bindingAt(Node scalar, Span span) {
  for (const Expression& one : schema::findExpressions(scalar)) {
    if (one.form == Expression::Form::binding && one.span.begin < span.end && span.begin < one.span.end)
      return one;
  }
  return std::nullopt;
}

// Where a name that a binding lacks would be defined.
struct Home {
  const Unit* unit = nullptr;
  std::string_view group;  // "inputs"
  std::string name;
};

std::optional<Home> homeOf(const Expression& expression, const Unit& where) {
  const auto& path = expression.path;
  const bool isParent = path.size() == 3 && path[0].text == "parent";
  if (!isParent && path.size() != 2) return std::nullopt;
  const std::string& group = path[isParent ? 1 : 0].text;
  const Unit* unit = isParent ? where.pipeline : &where;
  if (unit == nullptr || path.back().text.empty()) return std::nullopt;
  if (group == "inputs") return Home{unit, "inputs", path.back().text};
  if (group == "outputs" && !isParent) return Home{unit, "outputs", path.back().text};
  return std::nullopt;
}

// What a new port is as long as its author has not said it: declared by a component, else a value. A step
// hands on what its pipeline has by that name.
std::string firstValue(const Home& home, bool inFlow) {
  if (home.group == "outputs") return "{type: uri_folder}";
  if (home.unit->definition) return "{type: string}";
  const bool isHandedOn = home.unit->pipeline != nullptr && home.unit->pipeline->inputs.find(home.name);
  if (!isHandedOn) return "\"\"";
  const std::string binding = "${{parent.inputs." + home.name + "}}";
  return inFlow ? '"' + binding + '"' : binding;
}

// What a path of the document leads to; `missing` for what is elsewhere, too.
FileKind kindOfPath(const RepairPlace& place, Node path) {
  const Reference reference = readReference(path.text(), false);
  const std::string folder = place.document().folder();
  const bool isLocal = path.isScalar() && reference.form == Reference::Form::path && !folder.empty();
  return isLocal ? place.scope.workspace.look(joinPath(folder, reference.name)) : FileKind::missing;
}

std::string folderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

}  // namespace

void repairUnusedPort(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  if (!key.isKey()) return;
  const Node group = key.parent();
  // A sweep wants its search space, and something in it.
  const bool mayGo = isOneOf(group.entryKey().text(), {"inputs", "outputs"});
  if (!mayGo && group.size() == 1) return;
  offer(found, "remove " + inQuotes(key.text()),
        mayGo ? entryRemovedWithGroup(place.document(), key) : entryRemoved(place.document(), key));
}

void repairUnknownPort(const RepairPlace& place, std::vector<CodeAction>& found) {
  if (place.issue.fixes.empty()) repairUnusedPort(place, found);
}

void repairUnknownBinding(const RepairPlace& place, std::vector<CodeAction>& found) {
  Scopes scopes(place.document(), place.scope.workspace);
  const auto expression = bindingAt(place.node, place.issue.span);
  const Unit* where = scopes.unitAt(place.node);
  if (!expression || where == nullptr) return;
  auto home = homeOf(*expression, *where);
  // The trial of a sweep job reads the inputs of the job.
  const bool isOfTrial = home && place.document().kind == "sweepJob" && home->unit->holder != nullptr;
  if (isOfTrial) home->unit = home->unit->holder;
  // A step whose component is elsewhere has its names from there.
  if (!home || home->unit->document != &place.document() || (home->unit->reference && !isOfTrial)) return;
  const bool isInput = home->group == "inputs";
  if ((isInput ? home->unit->inputs : home->unit->outputs).find(home->name) != nullptr) return;
  const bool inFlow = home->unit->body.flow() || home->unit->body.find(home->group).flow();
  offer(found, "define the " + std::string(isInput ? "input " : "output ") + inQuotes(home->name),
        entriesAddedIn(place.document(), home->unit->body, home->group,
                       {{home->name, firstValue(*home, inFlow)}}));
}

void repairBindingType(const RepairPlace& place, std::vector<CodeAction>& found) {
  Scopes scopes(place.document(), place.scope.workspace);
  const auto expression = bindingAt(place.node, place.issue.span);
  const Unit* where = scopes.unitAt(place.node);
  if (!expression || where == nullptr || place.issue.names.empty()) return;
  const std::string& wanted = place.issue.names.front();
  const Definition from = definitionOf(scopes, readBinding(scopes, *expression, *where));
  const Node type = from.value.find("type");
  const Node path = from.value.find("path");
  if (from.what != Definition::What::input || from.holder || !type.isScalar()) return;
  const Offset here = place.issue.span.begin;
  if (mayBeShared(type, here) || mayBeShared(path, here)) return;
  // A plain value has neither a path nor a mode.
  const bool isValue = portType(wanted).group == PortType::Group::literal;
  if (isValue && (path || from.value.find("mode"))) return;
  std::string title = "change the type of " + inQuotes(from.name()) + " to " + inQuotes(wanted);
  std::vector<Edit> edits{scalarChanged(type, wanted)};
  const FileKind there = kindOfPath(place, path);
  if (there == FileKind::folder && wanted == "uri_file") return;
  if (there == FileKind::file && wanted == "uri_folder") {
    const std::string folder = folderOf(path.text());
    title += ", its path to " + inQuotes(folder);
    edits.push_back(scalarChanged(path, folder));
  }
  offer(found, std::move(title), std::move(edits));
}

void repairOptionalBlock(const RepairPlace& place, std::vector<CodeAction>& found) {
  const auto expression = bindingAt(place.node, place.issue.span);
  Scopes scopes(place.document(), place.scope.workspace);
  const Unit* where = scopes.unitAt(place.node);
  if (!expression || !expression->optionalPart || where == nullptr) return;
  std::size_t inside = 0;
  std::optional<Expression> block;
  for (const Expression& one : schema::findExpressions(place.node)) {
    if (one.form == Expression::Form::optional && one.span.contains(expression->span.begin)) block = one;
    if (block && one.form == Expression::Form::binding && block->span.contains(one.span.begin)) ++inside;
  }
  if (block && block->closed && inside == 1) {
    offer(found, "take '$[[ ]]' away",
          std::vector<Edit>{{{block->span.begin, block->inner.begin}, ""},
                            {{block->inner.end, block->span.end}, ""}});
  }
  const Definition input = definitionOf(scopes, readBinding(scopes, *expression, *where));
  const bool isPlainInput = input.what == Definition::What::input && !input.holder &&
                            !input.value.find("default") && !input.value.find("optional");
  if (!isPlainInput || mayBeShared(input.value, place.issue.span.begin)) return;
  offer(found, "make the input " + inQuotes(input.name()) + " optional",
        entriesAdded(place.document(), input.value, {{"optional", "true"}}));
}

void repairStepName(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  if (!key.isKey() || key.parent().entryKey().text() != "jobs") return;
  std::string name;
  for (const char c : toLower(key.text())) {
    const bool fits = (c >= 'a' && c <= 'z') || isDigit(c);
    if (fits || (!name.empty() && name.back() != '_')) name += fits ? c : '_';
  }
  while (name.ends_with('_')) name.pop_back();
  if (!name.empty() && isDigit(name.front())) name = "step_" + name;
  if (name.empty() || key.parent().find(name)) return;
  // "on" without quotes is no text.
  std::vector<Edit> edits{key.isPlain() ? Edit{key.span(), quotedIfNeeded(name, key.parent().flow())}
                                        : scalarChanged(key, name)};
  for (const BindingUse& use : bindingUses(place.document(), place.scope.workspace)) {
    const bool isThis =
        use.definition.what == Definition::What::step && !use.definition.holder && use.definition.key == key;
    if (isThis && !use.isDefinition) edits.push_back({use.span, name});
  }
  offer(found, "change to " + inQuotes(name), std::move(edits));
}

}  // namespace footplate::ide
