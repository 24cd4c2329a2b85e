#include <algorithm>

#include "yaml/scalar.h"
#include "yaml/strict.h"

namespace footplate::yaml {

namespace {

constexpr int maxDepth = 200;
constexpr int maxNodes = 2'000'000;

class Reading {
 public:
  std::optional<Value> read(Node node, int depth) {
    if (depth > maxDepth || ++nodes_ > maxNodes) return std::nullopt;
    node = node.resolved();
    if (node.isSequence()) return readSequence(node, depth);
    if (node.isMapping()) return readMapping(node, depth);
    return scalar(node);
  }

 private:
  static Value scalar(Node node) {
    switch (typeOf(node)) {
      case ScalarType::null_:
        return {};
      case ScalarType::boolean:
        if (const auto value = asBoolean(node)) return *value;
        break;
      case ScalarType::integer:
        if (const auto value = asInteger(node)) return *value;
        [[fallthrough]];
      case ScalarType::number:
        if (const auto value = asNumber(node)) return *value;
        break;
      default:
        break;
    }
    return node.text();
  }

  std::optional<Value> readSequence(Node node, int depth) {
    Value out = Value::sequence();
    for (Node item : node.items()) {
      std::optional<Value> value = read(item, depth + 1);
      if (!value) return std::nullopt;
      out.add(std::move(*value));
    }
    return out;
  }

  std::optional<Value> readMapping(Node node, int depth) {
    Value out = Value::mapping();
    for (Entry entry : node.entries()) {
      if (entry.key.isPlain() && entry.key.text() == "<<" && !merge(entry.value, out, depth))
        return std::nullopt;
    }
    for (Entry entry : node.entries()) {
      if (entry.key.isPlain() && entry.key.text() == "<<") continue;
      std::optional<Value> value = read(entry.value, depth + 1);
      if (!value) return std::nullopt;
      out.set(entry.key.resolved().text(), std::move(*value));
    }
    return out;
  }

  // Of several merged mappings the first one wins, so they are laid down from the last.
  bool merge(Node source, Value& out, int depth) {
    source = source.resolved();
    std::vector<Node> mappings;
    if (source.isMapping()) mappings.push_back(source);
    for (Node item : source.items()) mappings.push_back(item);
    for (auto mapping = mappings.rbegin(); mapping != mappings.rend(); ++mapping) {
      const std::optional<Value> value = read(*mapping, depth + 1);
      if (!value) return false;
      if (value->type() != Value::Type::mapping) continue;
      for (std::size_t i = 0; i < value->items().size(); ++i) out.set(value->key(i), value->items()[i]);
    }
    return true;
  }

  int nodes_ = 0;
};

}  // namespace

std::optional<Value> Value::of(Node node) {
  return Reading().read(node, 0);
}

const Value* Value::find(std::string_view key) const {
  const auto place = std::find(keys_.begin(), keys_.end(), key);
  return place == keys_.end() ? nullptr : &items_[static_cast<std::size_t>(place - keys_.begin())];
}

void Value::set(std::string_view key, Value value) {
  const auto place = std::find(keys_.begin(), keys_.end(), key);
  if (place != keys_.end()) {
    items_[static_cast<std::size_t>(place - keys_.begin())] = std::move(value);
    return;
  }
  keys_.emplace_back(key);
  items_.push_back(std::move(value));
}

}  // namespace footplate::yaml
