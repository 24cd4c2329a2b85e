#include "ide/bindings/binding_place.h"

#include <algorithm>
#include <array>

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::array<std::string_view, 8> codeFields{
    "command", "args", "program_arguments", "arguments", "task", "input_data", "entry", "append_row_to"};

}  // namespace

bool isOwnCode(std::string_view field) {
  return std::ranges::find(codeFields, field) != codeFields.end();
}

const Unit* stepAround(const Unit& unit) {
  for (const Unit* up = &unit; up; up = up->holder) {
    if (up->pipeline) return up;
  }
  return nullptr;
}

bool BindingPlace::isCode() const {
  return step == nullptr || isOwnCode(field) || unit->holder == step;
}

BindingPlace bindingPlace(Scopes& scopes, Node node) {
  BindingPlace place;
  place.unit = scopes.unitAt(node);
  if (place.unit == nullptr) return place;
  place.step = stepAround(*place.unit);
  Node below;  // the child of the body the node is in, and that one's child
  Node deeper;
  for (Node up = node; up && up != place.unit->body; up = up.parent()) {
    deeper = below;
    below = up;
  }
  const Node key = below.isKey() ? below : below.entryKey();
  if (!key) return place;
  place.field = key.text();
  const Node port = deeper.isKey() ? deeper : deeper.entryKey();
  const bool hasPorts = place.field == "inputs" || place.field == "outputs" || place.field == "search_space";
  if (port && hasPorts) place.port = port.text();
  return place;
}

PortType wantedType(Scopes& scopes, const BindingPlace& place) {
  if (place.unit == nullptr || place.field != "inputs") return {};
  const Unit* component = scopes.component(*place.unit);
  const Port* port = (component ? component : place.unit)->inputs.find(place.port);
  if (port == nullptr || (!component && port->type.loose)) return {};  // half typed, it looks like a text
  return port->type;
}

}  // namespace footplate::ide
