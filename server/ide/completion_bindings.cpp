#include <algorithm>

#include "base/strings.h"
#include "ide/bindings.h"
#include "ide/completion_parts.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

// The expression around the cursor, or nullptr.
const schema::Expression* expressionAt(const std::vector<schema::Expression>& all, Offset at) {
  for (const schema::Expression& one : all) {
    if (one.form != schema::Expression::Form::binding || one.inner.begin > at) continue;
    if (one.closed ? one.inner.touches(at) : at <= one.inner.end + 1) return &one;
  }
  return nullptr;
}

// What of an expression is replaced: its words without the blanks around them; of an unclosed one, those up
// to the first blank after the cursor, because what follows is the rest of the command.
Span wordsOf(const std::string& text, const schema::Expression& expression, Offset at) {
  Span words{expression.inner.begin, std::max(expression.inner.end, at)};
  while (words.begin < at && text[words.begin] == ' ') ++words.begin;
  if (!expression.closed) {
    words.end = at;
    const Offset end = static_cast<Offset>(text.size());
    auto inWord = [](char c) {
      return c == '.' || c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    };
    while (words.end < end && inWord(text[words.end])) ++words.end;
  } else {
    while (words.end > at && text[words.end - 1] == ' ') --words.end;
  }
  return words;
}

std::string valueWords(yaml::Node value) {
  if (value.isScalar()) return std::string(value.text().substr(0, 80));
  const yaml::Node type = value.find("type");
  return type.isScalar() ? std::string(type.text()) : std::string();
}

}  // namespace

bool completeBindings(const CompletionRequest& request, CompletionItems& items) {
  const yaml::Node node = request.place.node;
  if (!node.isScalar()) return false;
  const std::vector<schema::Expression> all = schema::findExpressions(node);
  const schema::Expression* expression = expressionAt(all, request.at);
  if (expression == nullptr) return false;
  const Span words = wordsOf(*request.document.text, *expression, request.at);
  Scopes scopes(request.document, request.workspace);
  const Unit* unit = scopes.unitAt(node);
  if (unit == nullptr) return true;
  for (const BindingChoice& target : bindingChoices(scopes, *unit)) {
    CompletionItem item;
    item.label = target.path;
    item.kind = CompletionKind::variable;
    item.detail = valueWords(target.binding.port->value);
    item.insertText = target.path + (expression->closed ? "" : "}}");
    item.filterText = target.path;
    std::string number = std::to_string(items.size());
    item.sortText = std::string(4 - std::min<std::size_t>(4, number.size()), '0') + number;
    item.replace = words;
    items.push_back(std::move(item));
  }
  return true;
}

}  // namespace footplate::ide
