#include <algorithm>

#include "base/strings.h"
#include "ide/bindings/binding_place.h"
#include "ide/bindings/bindings.h"
#include "ide/bindings/port_fit.h"
#include "ide/bindings/port_words.h"
#include "ide/completion/completion_parts.h"
#include "ide/completion/loop_mapping.h"
#include "ide/completion/steps_behind.h"
#include "ide/schema_words.h"

// What the component of a step takes, where the step gives it: names behind `inputs:`, and as the value of
// each what of the pipeline fits it.

namespace footplate::ide {
namespace {

using What = Definition::What;
using yaml::Node;

std::string order(int rank, std::size_t number) {
  return std::to_string(rank) + inOrder(number);
}

class PortCompletion {
 public:
  PortCompletion(const CompletionRequest& request, CompletionItems& items)
      : request_(request), items_(items), scopes_(request.document, request.workspace) {}

  void run() {
    const Node node = request_.place.node;
    if (!node || !hasUnits(request_.document.kind)) return;
    if (request_.place.key) keys(node);
    if (request_.place.value) values(node);
  }

 private:
  // The key of a body that a mapping stands below, when the body runs a component: "inputs", "outputs".
  void keys(Node mapping) {
    const Node list = mapping.isSequence() ? mapping : mapping.parent();
    const Node key = list.isSequence() ? list.entryKey() : mapping.entryKey();
    const Unit* unit = key ? scopes_.unitAt(key) : nullptr;
    if (unit && unit->isLoop() && key.parent() == unit->body) return loopKeys(*unit, key.text(), mapping);
    if (list.isSequence()) return;
    const Unit* component = unit && key.parent() == unit->body ? scopes_.component(*unit) : nullptr;
    if (component == nullptr) return;
    if (key.text() == "inputs") addKeys(*unit, component->inputs, unit->inputs, true);
    if (key.text() == "outputs") addKeys(*unit, component->outputs, unit->outputs, false);
    if (key.text() == "search_space") addSearched(*unit, component->inputs);
  }

  // `mapping` of a loop goes from outputs of its body to inputs, each of `items` gives it inputs.
  void loopKeys(const Unit& loop, std::string_view field, Node mapping) {
    const Unit* body = loopBody(scopes_, loop).ports;
    if (body == nullptr) return;
    const bool gives = field == "items" && mapping.entryKey().text() != "items";
    if (field == "mapping") addFreeKeys(body->outputs, mapping);
    if (gives || (field == "items" && mapping.isSequence())) addFreeKeys(body->inputs, mapping);
  }

  void addFreeKeys(const Ports& ports, Node mapping) {
    const Place& place = request_.place;
    for (const Port& port : ports.list()) {
      const Node there = mapping.find(port.name).entryKey();
      if (there && there != place.ownKey) continue;
      CompletionItem& item = items_.emplace_back(portItem(port));
      item.sortText = order(0, items_.size());
      if (place.quote != 0 || place.hasColon) continue;
      item.insertText += ": ";
      item.completeAgain = true;
    }
  }

  // A sweep searches over literal inputs that it does not give.
  void addSearched(const Unit& sweep, const Ports& taken) {
    const Place& place = request_.place;
    for (const Port& port : taken.list()) {
      const Port* there = sweep.search.find(port.name);
      const bool isData = port.type.group == PortType::Group::data;
      if (isData || sweep.inputs.find(port.name) || (there && there->key != place.ownKey)) continue;
      CompletionItem& item = items_.emplace_back(portItem(port));
      item.sortText = order(0, items_.size());
      if (place.quote != 0 || place.hasColon) continue;
      item.isSnippet = true;
      item.insertText =
          snippetText(item.insertText) +
          (place.flow ? ": {type: $1}" : ":\n" + std::string(place.indent + 2, ' ') + "type: $1");
      item.completeAgain = true;
    }
  }

  // The name of a port, as the place wants it.
  CompletionItem portItem(const Port& port) const {
    const Place& place = request_.place;
    CompletionItem item;
    item.label = item.filterText = port.name;
    item.kind = CompletionKind::property;
    item.detail = portDetail(port, port.type);
    item.documentation = portDescription(port);
    item.replace = place.replace;
    item.insertText = place.quote == 0 ? quotedIfNeeded(port.name, place.flow) : std::string(port.name);
    return item;
  }

  void addKeys(const Unit& unit, const Ports& taken, const Ports& given, bool inputs) {
    const Place& place = request_.place;
    for (const Port& port : taken.list()) {
      const Port* there = given.find(port.name);
      if (there && there->key != place.ownKey) continue;
      CompletionItem item = portItem(port);
      const bool required = inputs && !port.optional && !port.hasDefault();
      if (required) item.detail = item.detail.empty() ? "required" : "required, " + item.detail;
      item.sortText = order(required ? 0 : 1, items_.size());
      if (place.quote == 0 && !place.hasColon) addValue(item, unit, port, inputs);
      items_.push_back(std::move(item));
    }
  }

  // With the pipeline's own port of that name where there is one.
  void addValue(CompletionItem& item, const Unit& unit, const Port& port, bool inputs) const {
    const Unit* pipeline = unit.pipeline;
    const Port* same = pipeline ? (inputs ? pipeline->inputs : pipeline->outputs).find(port.name) : nullptr;
    if (same == nullptr || request_.place.flow) {
      item.insertText += ": ";
      item.completeAgain = pipeline != nullptr;
      return;
    }
    item.insertText +=
        std::string(": ${{parent.") + (inputs ? "inputs." : "outputs.") + std::string(port.name) + "}}";
  }

  void values(Node node) {
    const BindingPlace place = bindingPlace(scopes_, node);
    if (place.unit && place.field == "inputs" && node.entryKey().text() == "default") {
      if (const Port* own = place.unit->inputs.find(place.port)) addLiterals(*own, {});
      return;
    }
    if (place.unit && place.unit->isLoop()) return loopValues(place, node);
    const bool given = place.unit && !place.port.empty() && node.entryKey().text() == place.port;
    if (!given || (place.field != "inputs" && place.field != "outputs")) return;
    const Unit* component = place.field == "inputs" ? scopes_.component(*place.unit) : nullptr;
    const Port* taken = component ? component->inputs.find(place.port) : nullptr;
    if (taken) addLiterals(*taken, taken->literal);
    if (place.unit->pipeline) addBindings(place);
  }

  // What a step of control flow runs, by the names of the steps, and what decides about it.
  void loopValues(const BindingPlace& place, Node node) {
    if (!place.unit->pipeline) return;
    const Node field = node.isSequence() || !node.parent().isSequence() ? node : node.parent();
    if (place.field == "mapping") return addMappedInputs(*place.unit, node);
    if (field.parent() != place.unit->body) return;
    if (place.field == "condition" && place.unit->type == "if_else")
      return addFitting(*place.unit, portType("boolean"));
    if (place.field == "items") return addFitting(*place.unit, portType("string"));
    if (place.field != "true_block" && place.field != "false_block" && place.field != "body") return;
    const Node other = place.unit->body.find(place.field == "true_block" ? "false_block" : "true_block");
    for (const BindingChoice& choice : bindingChoices(scopes_, *place.unit, "parent.jobs.")) {
      const bool isOther = other.resolved().text() == "${{" + choice.path + "}}";
      if (choice.binding.port == nullptr && !isOther) items_.push_back(bindingItem(choice.path, 0));
    }
  }

  // The inputs that an output of one round may become in the next.
  void addMappedInputs(const Unit& loop, Node node) {
    if (node.entryKey().text() == "mapping") return;
    const LoopMapping mapping(scopes_, loop, node);
    if (mapping.body().ports == nullptr) return;
    for (const Port& port : mapping.body().ports->inputs.list()) {
      const auto fit = mapping.fitOf(port.name);
      if (!fit) continue;
      CompletionItem item = valueItem(request_, port.name, quotedIfNeeded(port.name, request_.place.flow));
      item.detail = portDetail(port, port.type);
      item.documentation = portDescription(port);
      item.sortText = order(static_cast<int>(*fit), items_.size());
      items_.push_back(std::move(item));
    }
  }

  // What is known to be of the type.
  void addFitting(const Unit& unit, const PortType& wanted) {
    for (const BindingChoice& choice : bindingChoices(scopes_, unit, "parent.")) {
      const Port* port = choice.binding.port;
      const bool pipelineOutput = choice.binding.what == What::output && choice.binding.step == nullptr;
      if (port == nullptr || pipelineOutput) continue;
      const PortType type = resolvedType(scopes_, *choice.binding.unit, *port);
      if (portFit(type, port->literal, wanted) != PortFit::exact) continue;
      items_.push_back(bindingItem(choice.path, choice.binding.step ? 0 : 1));
      items_.back().detail = portDetail(*port, type);
      items_.back().documentation = portDescription(*port);
    }
  }

  CompletionItem bindingItem(const std::string& path, int rank) const {
    const std::string text = "${{" + path + "}}";
    CompletionItem item = valueItem(request_, text, request_.place.flow ? '"' + text + '"' : text);
    item.kind = CompletionKind::variable;
    item.filterText = text;
    item.sortText = order(rank, items_.size());
    return item;
  }

  // What an input may be: what it usually is, its choices, yes and no.
  void addLiterals(const Port& port, Node usually) {
    if (port.type.group != PortType::Group::literal) return;
    const Node choices = port.value.find("enum").resolved();
    const std::string_view usual = usually.isScalar() ? usually.text() : std::string_view();
    addLiteral(usual, "default", port);
    for (const Node one : choices.items()) {
      if (one.resolved().isScalar() && one.resolved().text() != usual)
        addLiteral(one.resolved().text(), "", port);
    }
    if (port.type.name != "boolean" || choices) return;
    for (const std::string_view word : {"true", "false"}) {
      if (!equalsIgnoreCase(word, usual)) addLiteral(word, "", port);
    }
  }

  void addLiteral(std::string_view text, std::string_view detail, const Port& port) {
    if (text.empty() || text.find('\n') != std::string_view::npos) return;
    const bool isText = port.type.name == "string";
    std::string written = isText ? quotedIfNeeded(text, request_.place.flow) : std::string(text);
    CompletionItem item = valueItem(request_, text, std::move(written));
    item.detail = detail;
    item.documentation = portDescription(port);
    item.filterText = text;
    item.sortText = order(5, items_.size());
    items_.push_back(std::move(item));
  }

  // What of the pipeline fits the place.
  void addBindings(const BindingPlace& place) {
    const PortType wanted = wantedType(scopes_, place);
    const StepsBehind behind(scopes_, *place.unit);
    for (const BindingChoice& choice : bindingChoices(scopes_, *place.unit, "parent.")) {
      const bool pipelineOutput = choice.binding.what == What::output && choice.binding.step == nullptr;
      if (!choice.binding.port || pipelineOutput != (place.field == "outputs")) continue;
      if (behind.contains(choice.binding.step)) continue;
      const PortType type = resolvedType(scopes_, *choice.binding.unit, *choice.binding.port);
      const PortFit fit = portFit(type, choice.binding.port->literal, wanted);
      if (fit > PortFit::unknown) continue;
      const bool same = choice.binding.port->name == place.port;
      CompletionItem item = bindingItem(choice.path, same ? 0 : 1 + static_cast<int>(fit));
      item.detail = portDetail(*choice.binding.port, type);
      item.documentation = portDescription(*choice.binding.port);
      items_.push_back(std::move(item));
    }
  }

  const CompletionRequest& request_;
  CompletionItems& items_;
  Scopes scopes_;
};

}  // namespace

void completePorts(const CompletionRequest& request, CompletionItems& items) {
  PortCompletion(request, items).run();
}

}  // namespace footplate::ide
