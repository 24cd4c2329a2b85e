#include "ide/arguments/argument_values.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "base/strings.h"
#include "schema/expressions.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using python::Argument;
using python::ValueType;
using yaml::Node;

// Digits as Python reads them: "1_000"; moves over them, false when there are none.
bool skipDigits(std::string_view& text) {
  bool any = false;
  while (!text.empty() &&
         (isDigit(text[0]) || (any && text[0] == '_' && text.size() > 1 && isDigit(text[1])))) {
    any = true;
    text.remove_prefix(1);
  }
  return any;
}

void skipSign(std::string_view& text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
}

bool isPlainAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isInteger(std::string_view text) {
  text = trim(text);
  skipSign(text);
  return skipDigits(text) && text.empty();
}

bool isNumber(std::string_view text) {
  text = trim(text);
  skipSign(text);
  const std::string lower = toLower(text);
  if (lower == "inf" || lower == "infinity" || lower == "nan") return true;
  bool digits = skipDigits(text);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    digits = skipDigits(text) || digits;
  }
  if (!digits) return false;
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    text.remove_prefix(1);
    skipSign(text);
    if (!skipDigits(text)) return false;
  }
  return text.empty();
}

bool isBoolean(std::string_view text) {
  const std::string lower = toLower(trim(text));
  for (const char* word : {"true", "false", "1", "0", "yes", "no", "t", "f", "y", "n", "on", "off"}) {
    if (lower == word) return true;
  }
  return false;
}

double numberOf(const std::string& text) {
  return std::strtod(replaceAll(text, "_", "").c_str(), nullptr);
}

std::string numberText(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

// Quotes that editors and web pages write for '"' and "'".
constexpr std::array<std::string_view, 5> curlyQuotes{"“", "”", "‘", "’", "„"};

bool hasCurlyQuotes(std::string_view text) {
  return std::ranges::any_of(
      curlyQuotes, [text](std::string_view quote) { return text.find(quote) != std::string_view::npos; });
}

constexpr int mostHops = 8;

struct Source {
  const Port* port = nullptr;
  bool declared = false;  // by a component, whose own check tells what is wrong with the declaration
};

// The port in which the value of what a binding names is written, or its type is said; null when that is
// out of reach.
Source sourceOf(Binding binding, Scopes& scopes) {
  for (int hops = 0; hops < mostHops && binding.state == Binding::State::found && binding.port; ++hops) {
    const Unit* unit = binding.unit;
    const Port* port = binding.port;
    // A component in place gets its values from the step around it.
    const Port* given = unit->definition && unit->holder ? unit->holder->inputs.find(port->name) : nullptr;
    if (given != nullptr) {
      unit = unit->holder;
      port = given;
    }
    if (!port->binding) return {port, unit->definition};
    const auto expressions = schema::findExpressions(port->binding);
    if (expressions.size() != 1 || !schema::isBinding(port->binding.text())) return {};
    binding = readBinding(scopes, expressions.front(), *unit);
    if (binding.what != Definition::What::input) return {};
  }
  return {};
}

class FaultFinder {
 public:
  FaultFinder(const Argument& argument, std::string words) : argument_(argument), words_(std::move(words)) {}

  std::optional<BindingFault> ofOutput(const PortType& type) const {
    const bool path = type.name.empty() || type.group == PortType::Group::data;
    return path && wantsNumber() ? std::optional(BindingFault{words_ + " is a path"}) : std::nullopt;
  }

  std::optional<BindingFault> ofDefinition(Node value, bool declared) const {
    if (value.isScalar()) return declared ? std::nullopt : ofLiteral(value);
    if (!value.isMapping() || (declared && contradictsItself(value))) return {};
    for (std::string_view key : {"value", "default"}) {
      const Node one = value.find(key).resolved();
      if (one.isScalar()) return ofLiteral(one);
    }
    const std::string_view type = value.find("type").resolved().text();
    for (std::string_view key : {"enum", "values"}) {
      for (Node one : value.find(key).resolved().items()) {
        if (auto fault = ofLiteral(one.resolved())) return fault;
      }
    }
    return ofType(type);
  }

 private:
  // A default that is not of the type beside it.
  static bool contradictsItself(Node input) {
    const Node given = input.find("default").resolved();
    if (!given.isScalar() || schema::hasBinding(given.text())) return false;
    const std::string type = toLower(input.find("type").resolved().text());
    const std::string_view text = given.text();
    if (type == "integer") return !isInteger(text) && !yaml::asInteger(given);
    if (type == "number") return !isNumber(text) && !yaml::asNumber(given);
    return type == "boolean" && !isBoolean(text);
  }

  bool wantsNumber() const {
    return argument_.type == ValueType::integer || argument_.type == ValueType::number;
  }

  std::optional<BindingFault> ofType(std::string_view type) const {
    if (portType(type).group == PortType::Group::data && wantsNumber())
      return BindingFault{words_ + " is a path"};
    if (equalsIgnoreCase(type, "boolean") && wantsNumber()) return BindingFault{words_ + " is true or false"};
    const bool drawn = type == "uniform" || type == "loguniform" || type == "normal" || type == "lognormal";
    if (drawn && argument_.type == ValueType::integer)
      return BindingFault{words_ + " is drawn with a fraction"};
    return {};
  }

  std::optional<BindingFault> ofLiteral(Node value) const {
    if (!value.isScalar() || schema::hasBinding(value.text())) return {};
    const yaml::ScalarType type = yaml::typeOf(value);
    const bool plain = type == yaml::ScalarType::string || type == yaml::ScalarType::integer ||
                       type == yaml::ScalarType::number || type == yaml::ScalarType::boolean;
    // A text with blanks may become several words, one with signs of the shell anything.
    const bool oneWord = value.text().find_first_of(" \t\n$`*?[~\\'\"|&;<>(){}#") == std::string_view::npos;
    if (!plain || !oneWord || value.text().empty()) return {};
    const auto truth = yaml::asBoolean(value);
    const std::string text = truth ? (*truth ? "True" : "False") : std::string(value.text());
    // Numbers are written anew by the service ("010", "1_000"): only decimal ones are compared.
    const bool number = type == yaml::ScalarType::integer || type == yaml::ScalarType::number;
    if (number && wantsNumber() && argument_.type == ValueType::number) return ofChoice(text);
    if (number && !isNumber(text)) return {};
    if (!takesType(argument_, text)) return BindingFault{words_ + " is '" + text + "'"};
    return ofChoice(text);
  }

  std::optional<BindingFault> ofChoice(const std::string& text) const {
    if (takesChoice(argument_, text)) return {};
    for (const std::string& choice : argument_.choices) {
      if (equalsIgnoreCase(choice, text) && isBoolean(text)) return {};
      if (isNumber(choice) && isNumber(text) && numberOf(choice) == numberOf(text)) return {};
    }
    return BindingFault{words_ + " is '" + text + "'", true};
  }

  const Argument& argument_;
  std::string words_;
};

}  // namespace

bool takesType(const Argument& argument, std::string_view text) {
  // Other digits than ours are numbers to Python, too.
  if (!isPlainAscii(text)) return argument.type == ValueType::text || !hasCurlyQuotes(text);
  if (argument.type == ValueType::integer) return isInteger(text);
  if (argument.type == ValueType::number) return isNumber(text);
  if (argument.type == ValueType::boolean) return isBoolean(text);
  return true;
}

bool takesChoice(const Argument& argument, std::string_view text) {
  if (argument.choices.empty()) return true;
  const bool number = argument.type == ValueType::integer || argument.type == ValueType::number;
  return std::ranges::any_of(argument.choices, [&](const std::string& choice) {
    if (number) return numberOf(choice) == numberOf(std::string(text));
    return argument.ignoreCase ? equalsIgnoreCase(choice, text) : choice == text;
  });
}

std::string withoutCurlyQuotes(std::string text) {
  for (const std::string_view quote : curlyQuotes) text = replaceAll(std::move(text), quote, "");
  return text;
}

std::optional<std::string> boundsFault(const Argument& argument, std::string_view text) {
  if (argument.type == ValueType::text || !isNumber(text)) return {};
  const double value = numberOf(std::string(text));
  const auto& least = argument.minimum;
  const auto& most = argument.maximum;
  const bool low = least && (least->open ? value <= least->value : value < least->value);
  const bool high = most && (most->open ? value >= most->value : value > most->value);
  if (!low && !high) return {};
  const std::string above =
      least ? (least->open ? "more than " : "at least ") + numberText(least->value) : "";
  const std::string below = most ? (most->open ? "less than " : "at most ") + numberText(most->value) : "";
  return above.empty() ? below : below.empty() ? above : above + " and " + below;
}

const char* typeWords(ValueType type) {
  switch (type) {
    case ValueType::integer:
      return "a whole number";
    case ValueType::number:
      return "a number";
    case ValueType::boolean:
      return "true or false";
    case ValueType::text:
      break;
  }
  return "a text";
}

std::optional<BindingFault> bindingFault(const Argument& argument, std::string_view text, const Unit& where,
                                         Scopes& scopes) {
  const auto all = schema::findExpressionsIn(text);
  if (all.size() != 1 || !schema::isBinding(text)) return {};
  const Binding binding = readBinding(scopes, all.front(), where);
  if (binding.state != Binding::State::found || binding.port == nullptr) return {};
  const bool output = binding.what == Definition::What::output;
  const char* word = output                                     ? "output '"
                     : binding.what == Definition::What::search ? "parameter '"
                                                                : "input '";
  const FaultFinder finder(argument, word + std::string(binding.port->name) + "'");
  if (output) return finder.ofOutput(binding.port->type);
  const Source source = sourceOf(binding, scopes);
  return source.port == nullptr ? std::nullopt
                                : finder.ofDefinition(source.port->value.resolved(), source.declared);
}

}  // namespace footplate::ide
