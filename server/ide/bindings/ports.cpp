#include "ide/bindings/ports.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "schema/expressions.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr unsigned mostMerges = 64;  // of merges in what is merged
constexpr std::size_t mostPorts = 20'000;
constexpr std::size_t mostUnindexed = 8;  // most steps have fewer, and looking through them is faster

constexpr std::array<std::string_view, 7> dataWords{"uri_folder",   "uri_file",     "mltable",     "path",
                                                    "custom_model", "mlflow_model", "triton_model"};
constexpr std::array<std::string_view, 4> literalWords{"string", "integer", "number", "boolean"};

PortType typeOfLiteral(Node scalar) {
  switch (yaml::typeOf(scalar)) {
    case yaml::ScalarType::boolean:
      return {PortType::Group::literal, "boolean", true};
    case yaml::ScalarType::integer:
      return {PortType::Group::literal, "integer", true};
    case yaml::ScalarType::number:
      return {PortType::Group::literal, "number", true};
    case yaml::ScalarType::string:
    case yaml::ScalarType::timestamp:
      return {PortType::Group::literal, "string", true};
    case yaml::ScalarType::null_:
      break;
  }
  return {};
}

bool isTrue(Node value) {
  const Node node = value.resolved();
  return yaml::asBoolean(node).value_or(false) || equalsIgnoreCase(node.text(), "true");
}

void readScalar(Port& port, Ports::Side side) {
  if (schema::hasBinding(port.value.text())) {
    port.binding = port.value;
    return;
  }
  if (side == Ports::Side::outputs || yaml::typeOf(port.value) == yaml::ScalarType::null_) return;
  port.literal = port.value;
  port.type = typeOfLiteral(port.value);
}

void readMapping(Port& port, Ports::Side side) {
  const Node type = port.value.find("type").resolved();
  const Node path = port.value.find("path").resolved();
  Node literal = port.value.find("default").resolved();
  if (!literal) literal = port.value.find("value").resolved();
  port.optional = isTrue(port.value.find("optional"));
  if (path.isScalar() && schema::hasBinding(path.text())) port.binding = path;
  if (literal.isScalar() && schema::hasBinding(literal.text())) port.binding = literal;
  if (type.isScalar()) {
    port.type = portType(type.text());
  } else if (path && !port.binding && side == Ports::Side::inputs) {
    port.type = portType("uri_folder");  // what the service takes it for
  } else if (literal.isScalar() && !port.binding) {
    port.type = typeOfLiteral(literal);
  }
  if (literal && !port.binding && !literal.isNull()) port.literal = literal;
}

}  // namespace

PortType portType(std::string_view word) {
  std::string name = toLower(word);
  for (const std::string_view data : dataWords) {
    if (name == data) return {PortType::Group::data, std::move(name), false};
  }
  for (const std::string_view literal : literalWords) {
    if (name == literal) return {PortType::Group::literal, std::move(name), false};
  }
  return {};
}

Ports::Ports(Node mapping, Side side) {
  Met met;
  add(mapping.resolved(), side, 0, met);
}

// The last one counts before the others.
Ports::Ports(Node body, std::string_view key, Side side) {
  const Node last = body.find(key);
  Met met;
  add(last.resolved(), side, 0, met);
  for (const Entry entry : body.entries()) {
    const bool again = entry.key.isScalar() && entry.key.text() == key && entry.value != last;
    if (again) add(entry.value.resolved(), side, 0, met);
  }
}

// What the mapping says itself comes before what it merges in. A mapping that is merged a second time adds
// nothing.
void Ports::add(Node mapping, Side side, unsigned depth, Met& met) {
  std::vector<Node> merged;
  for (const Entry entry : mapping.entries()) {
    if (!entry.key.isScalar()) continue;
    if (entry.key.text() == "<<") {
      merged.push_back(entry.value.resolved());
      continue;
    }
    if (find(entry.key.text())) continue;
    if (ports_.size() >= mostPorts) {
      cut_ = true;
      break;
    }
    Port port{entry.key.text(), entry.key, entry.value.resolved(), {}, false, {}, {}};
    if (port.value.isScalar()) readScalar(port, side);
    if (port.value.isMapping()) readMapping(port, side);
    append(std::move(port));
  }
  if (merged.empty()) return;
  if (depth >= mostMerges || cut_) {
    cut_ = true;
    return;
  }
  met.insert(mapping.id());
  const auto addOnce = [&](Node source) {
    const Node one = source.resolved();
    if (one.isMapping() && met.insert(one.id()).second) add(one, side, depth + 1, met);
  };
  for (const Node one : merged) {
    addOnce(one);
    for (const Node item : one.items()) addOnce(item);
  }
}

void Ports::append(Port port) {
  ports_.push_back(std::move(port));
  if (ports_.size() <= mostUnindexed) return;
  const std::size_t from = index_.empty() ? 0 : ports_.size() - 1;
  for (std::size_t i = from; i < ports_.size(); ++i) index_.emplace(ports_[i].name, i);
}

const Port* Ports::find(std::string_view name) const {
  if (index_.empty()) {
    const auto found = std::ranges::find(ports_, name, &Port::name);
    return found == ports_.end() ? nullptr : &*found;
  }
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &ports_[found->second];
}

std::vector<std::string> Ports::names() const {
  std::vector<std::string> all;
  all.reserve(ports_.size());
  for (const Port& port : ports_) all.emplace_back(port.name);
  return all;
}

}  // namespace footplate::ide
