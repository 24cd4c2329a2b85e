// Quotes around a value or key put on, taken off, or changed from one sort to the other.
#include "base/strings.h"
#include "ide/json_style.h"
#include "ide/place.h"
#include "ide/quickfixes/entry_edits.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "ide/schema_places.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using yaml::Node;
using yaml::Style;

std::string inSingleQuotes(std::string_view text) {
  return "'" + replaceAll(std::string(text), "'", "''") + "'";
}

bool isPlainText(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

// Whether the place takes a text: 22 in quotes is no number any more.
bool takesText(const Document& document, Node scalar) {
  const schema::Schema* schema = document.schemaOf(rootAt(document.yaml(), scalar.span().begin));
  if (scalar.isKey() || schema == nullptr) return true;
  if (schema::valueTypeOf(scalar, schema->typing()) == schema::ValueType::string) return true;
  schema::TypeSet types;
  for (const schema::SchemaNode* node : schemasOfValue(scalar, *schema, schema::Choice::any)) {
    types = types | node->types;
  }
  return types.empty() || types.has(schema::ValueType::string);
}

void offer(Node scalar, const char* title, std::string text, std::vector<CodeAction>& found) {
  CodeAction action;
  action.title = title;
  action.edits = {{scalar.span(), std::move(text)}};
  found.push_back(std::move(action));
}

}  // namespace

void changeQuotes(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Node scalar = scope.document.yaml().nodeAt(scope.range.begin);
  if (scope.automatic || !scalar.isScalar() || !touches(scalar.span(), scope.range)) return;
  if (isBroken(scope.document) || (scalar.isKey() && scalar.text() == "<<"))
    return;  // quoted it merges nothing
  // Keys and texts of JSON have double quotes and no others.
  if (isJson(scope.document)) return;
  const std::string_view text = scalar.text();
  const std::string_view raw = textOf(scope.document, scalar.span());
  if (raw.empty() || raw.find('\n') != std::string_view::npos || !isPlainText(text)) return;
  switch (scalar.style()) {
    case Style::plain:
      if (!takesText(scope.document, scalar)) return;
      return offer(scalar, "put it in double quotes", inDoubleQuotes(text), found);
    case Style::singleQuoted:
    case Style::doubleQuoted:
      break;
    default:
      return;
  }
  const bool inFlow = scalar.parent().flow();
  // {"a":1}: without its quotes the key would be all of a:1.
  const std::string_view behind = std::string_view(*scope.document.text).substr(scalar.span().end);
  const bool isGlued = scalar.isKey() && inFlow && behind.starts_with(':') && !behind.starts_with(": ");
  if (!text.empty() && !isGlued && quotedIfNeeded(text, inFlow) == text)
    offer(scalar, "take the quotes away", std::string(text), found);
  if (scalar.style() == Style::singleQuoted)
    return offer(scalar, "use double quotes", inDoubleQuotes(text), found);
  offer(scalar, "use single quotes", inSingleQuotes(text), found);
}

}  // namespace footplate::ide
