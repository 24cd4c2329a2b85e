#include "ide/schema_words.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Places;
using schema::SchemaNode;

constexpr std::size_t mostValues = 24;  // allowed values named in a documentation

std::string code(std::string_view text) {
  return "`" + std::string(text) + "`";
}

void addOnce(std::vector<std::string>& list, std::string one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(std::move(one));
}

std::string rangeWords(const SchemaNode& node) {
  auto number = [](double value) {
    std::string text = std::to_string(value);
    while (text.find('.') != std::string::npos && (text.back() == '0' || text.back() == '.')) {
      const bool point = text.back() == '.';
      text.pop_back();
      if (point) break;
    }
    return text;
  };
  std::vector<std::string> parts;
  if (node.limits().minimum) parts.push_back("at least " + number(*node.limits().minimum));
  if (node.limits().exclusiveMinimum) parts.push_back("more than " + number(*node.limits().exclusiveMinimum));
  if (node.limits().maximum) parts.push_back("at most " + number(*node.limits().maximum));
  if (node.limits().exclusiveMaximum) parts.push_back("less than " + number(*node.limits().exclusiveMaximum));
  return join(parts, ", ");
}

std::string valuesLine(const Places& places) {
  std::vector<std::string> lines;
  std::vector<std::string> seen;
  bool described = false;
  for (const SchemaNode* node : places) {
    for (std::size_t i = 0; i < node->values.size(); ++i) {
      const std::string text = valueText(node->values[i]);
      if (std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
      seen.push_back(text);
      const bool known = i < node->valueDescriptions.size() && !node->valueDescriptions[i].empty();
      described = described || known;
      lines.push_back("- " + code(text) + (known ? ": " + std::string(node->valueDescriptions[i]) : ""));
    }
  }
  if (seen.empty()) return {};
  if (seen.size() == 1 && !described) return "Value: " + code(seen.front());
  if (described && seen.size() <= mostValues) return "Values:\n" + join(lines, "\n");
  std::string words;
  for (std::size_t i = 0; i < seen.size() && i < mostValues; ++i)
    words += (i == 0 ? "" : ", ") + code(seen[i]);
  if (seen.size() > mostValues) words += ", …";
  return "Values: " + words;
}

std::string defaultLine(const Places& places) {
  for (const SchemaNode* node : places) {
    const yaml::Node value = node->defaultValue;
    if (value && value.isScalar()) return "Default: " + code(valueText(value));
  }
  return {};
}

}  // namespace

std::string typeWords(const Places& places) {
  schema::TypeSet types;
  bool binding = false;
  for (const SchemaNode* node : places) {
    types = types | node->types;
    binding = binding || node->binding;
  }
  std::vector<std::string> words;
  using schema::ValueType;
  for (ValueType type : {ValueType::string, ValueType::integer, ValueType::number, ValueType::boolean,
                         ValueType::sequence, ValueType::mapping, ValueType::null_}) {
    if (type == ValueType::integer && types.has(ValueType::number)) continue;
    if (types.has(type)) words.emplace_back(schema::valueTypeName(type));
  }
  if (binding && !words.empty()) words.emplace_back("${{…}}");
  if (words.empty()) return {};
  const std::string last = words.back();
  words.pop_back();
  return words.empty() ? last : join(words, ", ") + " or " + last;
}

std::string deprecationWords(const Places& places) {
  for (const SchemaNode* node : places) {
    if (!node->deprecationMessage.empty()) return std::string(node->deprecationMessage);
    if (node->deprecated) return "no longer used";
  }
  return {};
}

std::string describe(const Places& places, bool required) {
  std::vector<std::string> parts;
  const std::string_view title = schema::titleOf(places);
  const std::string_view description = schema::descriptionOf(places);
  const std::string deprecation = deprecationWords(places);
  if (!deprecation.empty()) parts.push_back("**Deprecated:** " + deprecation);
  if (description.empty() && !title.empty()) parts.push_back("**" + markdownText(title) + "**");
  if (!description.empty()) parts.emplace_back(description);
  std::vector<std::string> facts;
  const std::string types = typeWords(places);
  if (required) facts.emplace_back("Required");
  if (!types.empty()) facts.push_back((required ? "type: " : "Type: ") + types);
  for (const SchemaNode* node : places) {
    const std::string range = rangeWords(*node);
    if (!range.empty()) addOnce(facts, range);
    if (!node->patternHint.empty()) addOnce(facts, "form: " + std::string(node->patternHint));
  }
  if (!facts.empty()) parts.push_back(join(facts, " · "));
  for (const std::string& line : {valuesLine(places), defaultLine(places)}) {
    if (!line.empty()) parts.push_back(line);
  }
  return join(parts, "\n\n");
}

std::string valueDescription(const Places& places, std::string_view value) {
  for (const SchemaNode* node : places) {
    for (std::size_t i = 0; i < node->values.size() && i < node->valueDescriptions.size(); ++i) {
      const std::string_view text = node->values[i].text();
      const bool same = node->ignoreCase ? equalsIgnoreCase(text, value) : text == value;
      if (same && !node->valueDescriptions[i].empty()) return std::string(node->valueDescriptions[i]);
    }
  }
  return {};
}

std::string valueText(yaml::Node value) {
  if (!value.isScalar()) return value.isNull() ? "null" : std::string();
  if (value.isPlain()) return std::string(value.text());
  return quotedIfNeeded(value.text(), false);
}

std::string quotedIfNeeded(std::string_view text, bool inFlow) {
  const bool typed = yaml::typeOfText(text) != yaml::ScalarType::string ||
                     yaml::type12OfText(text) != yaml::ScalarType::string;
  const bool head =
      text.empty() || std::string_view("-?:,[]{}#&*!|>'\"%@` ").find(text.front()) != std::string_view::npos;
  const bool dash = text.size() > 1 && text.front() == '-' && text[1] != ' ';  // "-1abc" is a plain word
  const bool inside = text.find(": ") != std::string_view::npos ||
                      text.find(" #") != std::string_view::npos ||
                      text.find_first_of("\n\r\t") != std::string_view::npos ||
                      (!text.empty() && (text.back() == ':' || text.back() == ' '));
  const bool flow = inFlow && text.find_first_of(",[]{}") != std::string_view::npos;
  if (!typed && (!head || dash) && !inside && !flow) return std::string(text);
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string snippetText(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == '$' || c == '}') out += '\\';
    out += c;
  }
  return out;
}

std::string codeSpan(std::string_view text) {
  return text.find('`') == std::string_view::npos ? "`" + std::string(text) + "`" : markdownText(text);
}

std::string markdownText(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (std::string_view("\\`*_{}[]<>#").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace footplate::ide
