// The second, strict reading of a YAML text, and writing YAML; yaml-cpp stays behind this header.
//
// The tolerant tree (tree.h) is what people edit. Before a document is acted upon, strictProblem() asks a
// reader that gives up at the first mistake whether it agrees. Pure functions, any thread.
//
//   if (auto problem = yaml::strictProblem(text)) show(*problem);
//
//   yaml::Value job = yaml::Value::mapping();
//   job.set("command", "python train.py");
//   job.set("lr", 0.1);
//   yaml::toYaml(job);  // "command: python train.py\nlr: 0.1\n"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yaml/tree.h"

namespace footplate::yaml {

// The first thing the strict reader stumbles over (code "yaml.strict"), with its place.
std::optional<Problem> strictProblem(std::string_view text);

// A value to be written as YAML; mappings keep the order in which keys were set.
class Value {
 public:
  enum class Type : std::uint8_t { null_, boolean, integer, number, string, sequence, mapping };

  Value() = default;
  Value(bool value) : type_(Type::boolean), integer_(value ? 1 : 0) {}
  Value(int value) : type_(Type::integer), integer_(value) {}
  Value(std::int64_t value) : type_(Type::integer), integer_(value) {}
  Value(double value) : type_(Type::number), number_(value) {}
  Value(std::string value) : type_(Type::string), text_(std::move(value)) {}
  Value(std::string_view value) : type_(Type::string), text_(value) {}
  Value(const char* value) : type_(Type::string), text_(value) {}
  static Value sequence() { return Value(Type::sequence); }
  static Value mapping() { return Value(Type::mapping); }
  // What a node stands for by PyYAML's rules, aliases and merges resolved; nothing when that is endless or
  // huge.
  static std::optional<Value> of(Node node);

  Type type() const { return type_; }
  bool asBoolean() const { return integer_ != 0; }
  std::int64_t asInteger() const { return integer_; }
  double asNumber() const { return type_ == Type::integer ? static_cast<double>(integer_) : number_; }
  const std::string& asString() const { return text_; }
  const std::vector<Value>& items() const { return items_; }
  // The key of items()[i] in a mapping.
  const std::string& key(std::size_t i) const { return keys_[i]; }
  const Value* find(std::string_view key) const;

  void add(Value item) { items_.push_back(std::move(item)); }
  // Replaces the value of a key that is there already, at its place.
  void set(std::string_view key, Value value);

 private:
  explicit Value(Type type) : type_(type) {}

  Type type_ = Type::null_;
  std::int64_t integer_ = 0;
  double number_ = 0;
  std::string text_;
  std::vector<std::string> keys_;
  std::vector<Value> items_;
};

// Block style, two spaces, a final line break. Strings are quoted where YAML 1.1 or 1.2 would read another
// type.
std::string toYaml(const Value& value);

}  // namespace footplate::yaml
