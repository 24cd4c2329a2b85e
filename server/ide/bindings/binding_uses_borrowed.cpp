#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "ide/bindings/binding_use_parts.h"
#include "schema/entries.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;
using State = Binding::State;
using What = Definition::What;

constexpr std::size_t mostTexts = 20'000;  // that are read for another place than their own
constexpr unsigned deepest = 16;           // merges in what is merged
constexpr std::array<std::string_view, 3> groups{"inputs", "outputs", "search_space"};

bool hasMerge(Node mapping) {
  return std::ranges::any_of(mapping.entries(), [](Entry entry) { return schema::isMergeKey(entry.key); });
}

// Whether ports of this body may stand elsewhere.
bool borrowsPorts(Node body) {
  if (hasMerge(body)) return true;
  return std::ranges::any_of(groups, [&](std::string_view group) {
    const Node ports = body.find(group);
    return ports.isAlias() || hasMerge(ports);
  });
}

class Borrowed {
 public:
  Borrowed(const Document& document, Scopes& scopes, std::vector<BindingUse>& uses)
      : tree_(document.yaml()), scopes_(scopes), uses_(uses) {}

  void run() {
    const std::string& text = tree_.text();
    for (std::size_t at = text.find("${{"); at != std::string::npos; at = text.find("${{", at + 3))
      expressions_.push_back(static_cast<Offset>(at));
    for (const BindingUse& use : uses_) met_.insert(placeOf(use));
    const auto count = static_cast<yaml::NodeId>(tree_.nodeCount());
    for (yaml::NodeId id = 0; id < count; ++id) {
      const Node node = tree_.node(id);
      if (node.isAlias()) lookBehind(node);
      if (!node.isMapping() || !borrowsPorts(node)) continue;
      if (const Unit* unit = scopes_.unitAt(node); unit && unit->body == node) addPorts(*unit);
    }
  }

 private:
  using Place = std::tuple<Offset, const Document*, yaml::NodeId, What>;

  static Place placeOf(const BindingUse& use) {
    return {use.span.begin, use.definition.document, use.definition.key.id(), use.definition.what};
  }

  void add(BindingUse use) {
    if (use.definition && met_.insert(placeOf(use)).second) uses_.push_back(std::move(use));
  }

  void addPorts(const Unit& unit) {
    if (!done_.insert(&unit).second) return;
    addPorts(unit, unit.inputs, What::input);
    addPorts(unit, unit.outputs, What::output);
    addPorts(unit, unit.search, What::search);
  }

  // What a component takes, or what the unit itself has; of a component out of reach nobody knows which.
  void addPorts(const Unit& unit, const Ports& own, What what) {
    const Unit* component = scopes_.component(unit);
    for (const Port& port : own.list()) {
      const What kind = what == What::output ? What::output : What::input;
      const Port* taken = nullptr;
      if (component) taken = (kind == What::output ? component->outputs : component->inputs).find(port.name);
      const Binding binding = taken ? Binding{State::found, 0, 0, component, &unit, taken, kind}
                                    : Binding{State::found, 0, 0, &unit, nullptr, &port, what};
      add({port.key.span(), definitionOf(scopes_, binding), !taken && !scopes_.isOpen(unit)});
    }
  }

  // What an alias stands for is read where the alias stands.
  void lookBehind(Node alias) {
    const Node target = alias.resolved();
    const bool mayBeStep = target.isMapping();
    if (!target || (!mayBeStep && !holdsExpression(target))) return;
    const Unit* around = scopes_.unitAt(alias);
    if (around == nullptr) return;
    const Node mapping = mergingMapping(alias);
    if (around->jobs && mapping == around->jobs) return lookAtSteps(target, *around);
    const bool isStep = mayBeStep && around->jobs && alias.parent() == around->jobs;
    const Unit* unit = isStep ? scopes_.step(*around, alias.entryKey().text()) : around;
    if (unit == nullptr) return;
    if (isStep) addPorts(*unit);
    std::vector<Node> into;
    if (mapping) into.push_back(mapping);
    read(target, *unit, into, 0);
  }

  // Steps of a pipeline that are merged into its own.
  void lookAtSteps(Node steps, const Unit& pipeline) {
    for (const Entry entry : steps.entries()) {
      const Node body = entry.value.resolved();
      const Unit* step = entry.key.isScalar() ? scopes_.step(pipeline, entry.key.text()) : nullptr;
      if (step == nullptr || step->body != body) continue;
      if (body.entryKey() == entry.key) add({entry.key.span(), stepDefinition(scopes_, *step), true});
      addPorts(*step);
      std::vector<Node> into;
      read(body, *step, into, 0);
    }
  }

  // The mapping that the alias is merged into; no node where it is a value.
  static Node mergingMapping(Node alias) {
    const Node list = alias.parent();
    const Node merged = list.isSequence() ? list : alias;
    return merged.entryKey() && schema::isMergeKey(merged.entryKey()) ? merged.parent() : Node();
  }

  std::pair<std::size_t, std::size_t> expressionsIn(Node node) const {
    const auto first = std::ranges::lower_bound(expressions_, node.span().begin);
    const auto end = std::ranges::lower_bound(expressions_, node.span().end);
    return {static_cast<std::size_t>(first - expressions_.begin()),
            static_cast<std::size_t>(end - expressions_.begin())};
  }

  bool holdsExpression(Node node) const {
    const auto [first, end] = expressionsIn(node);
    return first != end;
  }

  void read(Node target, const Unit& unit, std::vector<Node>& into, unsigned depth) {
    const auto [first, end] = expressionsIn(target);
    Node last;
    for (std::size_t i = first; i < end && texts_ < mostTexts; ++i) {
      const Node scalar = tree_.nodeAt(expressions_[i]);
      if (!scalar.isScalar() || scalar == last) continue;
      last = scalar;
      if (isOverridden(scalar, target, into) || isOfInnerUnit(scalar, target)) continue;
      ++texts_;
      std::vector<BindingUse> found;
      addExpressionUses(scopes_, scalar, unit, found);
      for (BindingUse& use : found) add(std::move(use));
    }
    if (into.empty() || depth >= deepest) return;
    into.push_back(target);
    for (const Entry entry : target.entries()) {
      if (!schema::isMergeKey(entry.key)) continue;
      if (entry.value.isAlias()) read(entry.value.resolved(), unit, into, depth + 1);
      for (const Node item : entry.value.items()) read(item.resolved(), unit, into, depth + 1);
    }
    into.pop_back();
  }

  // What merges it has that key of its own.
  static bool isOverridden(Node scalar, Node target, const std::vector<Node>& into) {
    Node value = scalar;
    while (value && value.parent() != target) value = value.parent();
    const Node key = value.entryKey();
    return key &&
           std::ranges::any_of(into, [&](Node mapping) { return schema::hasOwnKey(mapping, key.text()); });
  }

  bool isOfInnerUnit(Node scalar, Node target) {
    const Unit* own = scopes_.unitAt(scalar);
    return own && own->body.span().begin > target.span().begin;
  }

  const yaml::Tree& tree_;
  Scopes& scopes_;
  std::vector<BindingUse>& uses_;
  std::vector<Offset> expressions_;  // where each "${{" begins
  std::set<Place> met_;
  std::set<const Unit*> done_;
  std::size_t texts_ = 0;
};

}  // namespace

void addBorrowedUses(const Document& document, Scopes& scopes, std::vector<BindingUse>& uses) {
  // Nothing is borrowed in most documents.
  const std::string& text = *document.text;
  if (text.find('*') == std::string::npos && text.find("<<") == std::string::npos) return;
  Borrowed(document, scopes, uses).run();
}

}  // namespace footplate::ide
