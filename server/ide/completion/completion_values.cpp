#include <algorithm>

#include "base/strings.h"
#include "ide/completion/completion_parts.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using schema::Places;
using schema::SchemaNode;
using schema::ValueType;

// `mode` of an input or output of Spark, which gets addresses: nothing is mounted or copied
// (rule.spark-mode).
bool isModeOfSpark(const CompletionRequest& request) {
  const yaml::Node mode = request.place.node;
  const yaml::Node ports = mode.parent().parent();
  const yaml::Node key = ports.entryKey();
  const bool isPort = mode.entryKey().text() == "mode" && key && isOneOf(key.text(), {"inputs", "outputs"});
  if (!isPort) return false;
  const yaml::Node type = ports.parent().find("type").resolved();
  const std::string_view kind = request.document.kind;
  return type ? equalsIgnoreCase(type.text(), "spark")
              : !ports.parent().parent() && isOneOf(kind, {"sparkJob", "sparkComponent"});
}

class Values {
 public:
  Values(const CompletionRequest& request, const Places& places, CompletionItems& items)
      : request_(request),
        places_(places),
        items_(items),
        only_(isModeOfSpark(request) ? std::string_view("direct") : std::string_view()) {}

  void addAll() {
    collectTaken();
    for (const SchemaNode* node : places_) {
      for (std::size_t i = 0; i < node->values.size(); ++i) {
        const bool described = i < node->valueDescriptions.size();
        add(node->values[i], described ? node->valueDescriptions[i] : std::string_view(),
            isDefault(node->values[i]));
      }
    }
    for (const SchemaNode* node : places_) addBooleans(*node);
    for (const SchemaNode* node : places_) {
      for (yaml::Node example : node->examples) add(example, {}, isDefault(example));
      const bool fits = request_.place.quote == 0 || !node->defaultValue.isPlain();
      if (fits && node->values.empty() && node->defaultValue.isScalar())
        add(node->defaultValue, "the default", true);
    }
  }

 private:
  // In a list of distinct values, those that are there already are not offered again.
  void collectTaken() {
    const yaml::Node node = request_.place.node;
    const yaml::Node list = node.isSequence() ? node : node.parent();
    if (!list.isSequence()) return;
    for (yaml::Node item : list.items()) {
      if (item != node && item.isScalar()) taken_.push_back(item.text());
    }
  }

  bool isDefault(yaml::Node value) const {
    return std::any_of(places_.begin(), places_.end(), [&](const SchemaNode* node) {
      return node->defaultValue.isScalar() && node->defaultValue.text() == value.text();
    });
  }

  void addBooleans(const SchemaNode& node) {
    // Unions list their alternatives as places of their own, so a type said here is meant here.
    if (!node.types.has(ValueType::boolean) || !node.values.empty() || node.anyScalar) return;
    if (request_.place.quote != 0) return;
    const bool negative = node.defaultValue.isScalar() && node.defaultValue.text() == "false";
    addText("true", "true", {}, node.defaultValue.isScalar() && !negative);
    addText("false", "false", {}, negative);
  }

  void add(yaml::Node value, std::string_view description, bool preselect) {
    if (!value.isScalar() && !value.isNull()) return;
    const std::string label(value.isNull() ? std::string_view("null") : value.text());
    if (std::find(taken_.begin(), taken_.end(), label) != taken_.end()) return;
    if (!only_.empty() && label != only_) return;
    std::string text = value.isPlain() || !value.isScalar()
                           ? valueText(value)
                           : quotedIfNeeded(value.text(), request_.place.flow);
    addText(label, std::move(text), description, preselect);
  }

  void addText(std::string_view label, std::string text, std::string_view description, bool preselect) {
    CompletionItem item = valueItem(request_, label, std::move(text));
    item.kind = CompletionKind::enumMember;
    item.documentation = description;
    item.detail = preselect ? "default" : "";
    item.preselect = preselect;
    item.sortText = "0" + inOrder(items_.size());
    // The word the editor compares with may stand in quotes of its own.
    item.filterText = request_.place.quote == 0 ? item.insertText : item.label;
    items_.push_back(std::move(item));
  }

  const CompletionRequest& request_;
  const Places& places_;
  CompletionItems& items_;
  std::vector<std::string_view> taken_;
  std::string_view only_;  // the one value that goes; "" where all do
};

}  // namespace

void completeValues(const CompletionRequest& request, const Places& places, CompletionItems& items) {
  Values(request, places, items).addAll();
}

}  // namespace footplate::ide
