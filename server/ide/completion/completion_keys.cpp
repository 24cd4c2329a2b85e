#include <algorithm>
#include <string_view>

#include "base/strings.h"
#include "ide/completion/completion_brackets.h"
#include "ide/completion/completion_codes.h"
#include "ide/completion/completion_parts.h"
#include "ide/completion/key_conflicts.h"
#include "ide/json_style.h"
#include "ide/schema_places.h"
#include "ide/schema_words.h"

// A key is inserted with what must follow it: a block with its required keys, the first line of a list, its
// default, or nothing but the colon where the user has to choose.

namespace footplate::ide {
namespace {

using schema::Places;
using schema::Property;
using schema::SchemaNode;
using schema::ValueType;

constexpr unsigned deepestSnippet = 4;

// What a value of these schemas may be, all alternatives together.
struct Shape {
  schema::TypeSet types;
  std::vector<yaml::Node> values;
  yaml::Node defaultValue;
  std::string_view snippet;
  schema::TypeSet snippetTypes;  // of the alternative that brought it
  bool chooses = false;          // there is something to complete
};

Shape shapeOf(const Places& places) {
  Shape shape;
  for (const SchemaNode* node : places) {
    shape.types = shape.types | node->types;
    shape.values.insert(shape.values.end(), node->values.begin(), node->values.end());
    if (!shape.defaultValue && node->defaultValue.isScalar()) shape.defaultValue = node->defaultValue;
    if (shape.snippet.empty() && !node->requiredSnippet.empty()) {
      shape.snippet = node->requiredSnippet;
      shape.snippetTypes = node->types;
    }
    const bool named = !node->referenceKind.empty() || !node->pathKind.empty() || !node->examples.empty();
    shape.chooses = shape.chooses || named;
    if (node->types.empty() && !node->properties.empty()) shape.types.add(ValueType::mapping);
    if (node->types.empty() && node->items != nullptr) shape.types.add(ValueType::sequence);
  }
  shape.chooses = shape.chooses || shape.types.has(ValueType::boolean) || shape.values.size() > 1;
  return shape;
}

bool onlyType(const Shape& shape, ValueType type) {
  schema::TypeSet wanted;
  wanted.add(type);
  wanted.add(ValueType::null_);
  return shape.types.has(type) && (shape.types & wanted) == shape.types;
}

// The snippet of a mapping is not forced on a key that also takes a word: the user chooses.
bool snippetFits(const Shape& shape) {
  if (shape.snippet.empty()) return false;
  return !shape.types.has(ValueType::string) || shape.snippetTypes.empty() ||
         shape.snippetTypes.has(ValueType::string);
}

class KeyWriter {
 public:
  // `json`: a text that is to be typed has its quotes already.
  explicit KeyWriter(bool flow, bool json = false) : flow_(flow), json_(json) {}

  bool choosesNext() const { return choosesNext_; }

  // "name: …" at `indent`, as a snippet.
  std::string entry(std::string_view name, const Places& places, std::uint32_t indent, unsigned depth) {
    return snippetText(quotedIfNeeded(name, flow_)) + ":" + value(places, indent, depth);
  }

 private:
  std::string stop() { return "$" + std::to_string(++stops_); }
  std::string stop(std::string_view words) {
    return "${" + std::to_string(++stops_) + ":" + snippetText(words) + "}";
  }

  std::string value(const Places& places, std::uint32_t indent, unsigned depth) {
    const Shape shape = shapeOf(places);
    if (snippetFits(shape) && !flow_) return prepared(asValue(shape.snippet), indent);
    if (shape.values.size() == 1 && shape.types.has(ValueType::mapping) == false) {
      return " " + snippetText(valueText(shape.values.front()));
    }
    if (shape.defaultValue) return " " + stop(valueText(shape.defaultValue));
    if (onlyType(shape, ValueType::mapping)) return mapping(places, indent, depth);
    if (onlyType(shape, ValueType::sequence)) return sequence(places, indent);
    if (depth > 0 && !shape.values.empty()) return " " + stop(valueText(shape.values.front()));
    if (depth == 0) choosesNext_ = shape.chooses;
    return json_ && onlyType(shape, ValueType::string) ? " \"" + stop() + '"' : " " + stop();
  }

  std::string mapping(const Places& places, std::uint32_t indent, unsigned depth) {
    if (flow_) return " {" + stop() + "}";
    const std::string lineEnd = "\n" + std::string(indent + 2, ' ');
    std::string text;
    std::vector<std::string_view> seen;
    for (const SchemaNode* node : places) {
      for (const Property& property : node->properties) {
        const bool known = std::find(seen.begin(), seen.end(), property.name) != seen.end();
        if (!property.required || known || depth >= deepestSnippet) continue;
        seen.push_back(property.name);
        text += lineEnd + entry(property.name, expandedKey(places, property.name), indent + 2, depth + 1);
      }
    }
    if (!text.empty()) return text;
    if (depth == 0) choosesNext_ = true;
    return lineEnd + stop();
  }

  std::string sequence(const Places& places, std::uint32_t indent) {
    if (flow_) return " [" + stop() + "]";
    const Shape item = shapeOf(expandedItem(places, 0));
    choosesNext_ = choosesNext_ || item.chooses || item.types.has(ValueType::mapping);
    return "\n" + std::string(indent + 2, ' ') + "- " + stop();
  }

  // The snippet of a whole document, which begins with a key, as the value of one.
  static std::string asValue(std::string_view snippet) {
    const bool isBlock = snippet.ends_with('\n') && !snippet.starts_with('\n') && !snippet.starts_with(' ');
    if (!isBlock) return std::string(snippet);
    return "\n  " + replaceAll(std::string(snippet.substr(0, snippet.size() - 1)), "\n", "\n  ");
  }

  // The schema's own snippet, written as if the key stood in column 0; its stops are numbered after ours.
  std::string prepared(std::string_view snippet, std::uint32_t indent) {
    std::string text;
    unsigned highest = 0;
    for (std::size_t i = 0; i < snippet.size(); ++i) {
      text += snippet[i];
      if (snippet[i] == '\n') text += std::string(indent, ' ');
      if (snippet[i] != '$' || i + 1 >= snippet.size() || (i > 0 && snippet[i - 1] == '\\')) continue;
      if (snippet[i + 1] == '{') text += snippet[++i];
      unsigned number = 0;
      while (i + 1 < snippet.size() && snippet[i + 1] >= '0' && snippet[i + 1] <= '9') {
        number = number * 10 + static_cast<unsigned>(snippet[++i] - '0');
      }
      highest = std::max(highest, number);
      text += std::to_string(number == 0 ? 0 : number + stops_);
    }
    stops_ += highest;
    if (text.empty() || (text.front() != '\n' && text.front() != ' ')) text.insert(text.begin(), ' ');
    return text;
  }

  bool flow_;
  bool json_;
  bool choosesNext_ = false;
  unsigned stops_ = 0;
};

class Keys {
 public:
  Keys(const CompletionRequest& request, const Places& places, CompletionItems& items)
      : request_(request),
        places_(places),
        items_(items),
        conflicts_(request.place.node, request.place.ownKey, places) {
    if (!request.place.node.isMapping()) return;
    for (yaml::Entry entry : request.place.node.entries()) {
      if (entry.key != request.place.ownKey) present_.push_back(entry.key.text());
    }
  }

  void addAll() {
    for (const SchemaNode* node : places_) {
      for (const Property& property : node->properties) add(property);
      if (node->propertyNames == nullptr) continue;
      for (yaml::Node name : node->propertyNames->values) {
        if (name.isScalar()) add(Property{name.text(), nullptr, false});
      }
    }
  }

 private:
  void add(const Property& property) {
    if (std::find(present_.begin(), present_.end(), property.name) != present_.end()) return;
    present_.push_back(property.name);
    if (conflicts_.excludes(property.name)) return;
    const Places values = expandedKey(places_, property.name);
    if (notForPeople(values)) return;
    const Place& place = request_.place;
    CompletionItem item;
    item.label = property.name;
    item.kind = CompletionKind::property;
    item.replace = place.replace;
    item.documentation = describe(values, property.required);
    item.detail = typeWords(values);
    if (property.required) item.detail = item.detail.empty() ? "required" : "required, " + item.detail;
    item.deprecated = !deprecationWords(values).empty();
    item.sortText = std::string(item.deprecated     ? "3"
                                : property.required ? "0"
                                                    : "1") +
                    inOrder(items_.size());
    item.filterText = property.name;
    insert(item, property.name, values);
    items_.push_back(std::move(item));
  }

  void insert(CompletionItem& item, std::string_view name, const Places& values) const {
    const Place& place = request_.place;
    if (place.hasColon || (place.quote != 0 && !isQuotedWhole(place))) {
      item.insertText = place.quote != 0 ? std::string(name) : quotedIfNeeded(name, place.flow);
      return;
    }
    KeyWriter writer(place.flow, isInJson(place.node, place.ownKey) || isQuotedWhole(place));
    item.insertText = writer.entry(name, values, place.indent, 0);
    item.isSnippet = true;
    item.completeAgain = writer.choosesNext();
  }

  // What the service fills in by itself.
  static bool notForPeople(const Places& values) {
    return std::any_of(values.begin(), values.end(),
                       [](const SchemaNode* node) { return node->readOnly || node->doNotSuggest; });
  }

  const CompletionRequest& request_;
  const Places& places_;
  CompletionItems& items_;
  std::vector<std::string_view> present_;
  KeyConflicts conflicts_;
};

// The content the schema prepared, else the required keys.
std::string wholeDocument(const Places& places) {
  for (const SchemaNode* node : places) {
    if (!node->requiredSnippet.empty()) return std::string(node->requiredSnippet);
  }
  KeyWriter writer(false);
  std::string text;
  std::vector<std::string_view> seen;
  for (const SchemaNode* node : places) {
    for (const Property& property : node->properties) {
      if (!property.required || std::find(seen.begin(), seen.end(), property.name) != seen.end()) continue;
      seen.push_back(property.name);
      text += writer.entry(property.name, expandedKey(places, property.name), 0, 1) + "\n";
    }
  }
  return text;
}

}  // namespace

void completeKeys(const CompletionRequest& request, const Places& places, CompletionItems& items) {
  Keys(request, places, items).addAll();
  completeSeverityKeys(request, items);
}

void completeDocument(const CompletionRequest& request, CompletionItems& items) {
  const Place& place = request.place;
  if (place.node.parent() || place.flow || !place.lineStart || place.indent != 0) return;
  const Places places = expandAll({&request.schema->root()});
  const std::string text = wholeDocument(places);
  const std::string_view title = schema::titleOf(places);
  if (text.empty() || title.empty()) return;
  CompletionItem item;
  item.label = title;
  item.kind = CompletionKind::snippet;
  item.detail = "the keys such a document needs";
  item.documentation = schema::descriptionOf(places);
  item.insertText = text;
  item.isSnippet = true;
  item.replace = place.replace;
  item.filterText = title;
  item.sortText = "2";
  items.push_back(std::move(item));
}

}  // namespace footplate::ide
