#include "schema/messages.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "schema/synonym.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr std::size_t maxShown = 40;   // bytes of a value in a message
constexpr std::size_t maxListed = 12;  // words of a list in a message

std::string number(double value) {
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), end.ptr);
}

std::string found(Node value, Typing typing) {
  const ValueType type = valueTypeOf(value, typing);
  switch (type) {
    case ValueType::mapping:
      return "a mapping";
    case ValueType::sequence:
      return "a sequence";
    case ValueType::null_:
      return "null";
    case ValueType::string:
      return quoted(value.resolved().text());
    default:
      return "the " + std::string(valueTypeName(type)) + " " + std::string(value.resolved().text());
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  if (text.size() <= maxShown) return "'" + std::string(text) + "'";
  std::size_t end = maxShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return "'" + std::string(text.substr(0, end)) + "…'";
}

std::string quotedList(const std::vector<std::string>& words, std::string_view lastJoin) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == maxListed) return out + " …";
    const bool last = i + 1 == words.size();
    if (i > 0) out += last ? " " + std::string(lastJoin) + " " : ", ";
    out += "'" + words[i] + "'";
  }
  return out;
}

std::string typeMessage(Node value, TypeSet wanted, Typing typing) {
  return "expected " + typeSetNames(wanted) + ", not " + found(value, typing);
}

std::string valueMessage(Node value, const std::vector<Node>& allowed, std::string_view nearest) {
  const Node resolved = value.resolved();
  if (resolved.isScalar() && nearest == resolved.text() && !nearest.empty())
    return quoted(nearest) + (resolved.isPlain() ? " without quotes is no text here, and a text is wanted"
                                                 : " is text here, and it is wanted without quotes");
  const std::string what = resolved.isScalar() ? "unknown value " + quoted(resolved.text()) : "unknown value";
  std::vector<std::string> words;
  for (Node each : allowed) {
    const bool isNew = each.isScalar() && std::ranges::find(words, each.text()) == words.end();
    if (isNew) words.emplace_back(each.text());
  }
  if (words.size() == 1 && std::ranges::all_of(allowed, &Node::isScalar)) {
    return (resolved.isScalar() ? "expected '" + words.front() + "', not " + quoted(resolved.text())
                                : "expected '" + words.front() + "'");
  }
  const std::string hint = nearest.empty() ? "" : ", did you mean '" + std::string(nearest) + "'?";
  if (words.empty()) return what + hint;
  return what + hint + (nearest.empty() ? ", allowed: " : " Allowed: ") + quotedList(words, "and");
}

std::string keyMessage(std::string_view key, const std::vector<std::string>& allowed,
                       std::string_view nearest) {
  const std::string what = "unknown key " + quoted(key);
  if (!nearest.empty())
    return what + ", did you mean '" + std::string(nearest) + "'" + std::string(unitNote(key, nearest)) + "?";
  if (allowed.empty()) return what;
  return what + ", allowed: " + quotedList(allowed, "and");
}

std::string limitMessage(ScalarFault fault, Node value, const SchemaNode& schema) {
  switch (fault) {
    case ScalarFault::tooSmall:
      if (schema.limits().exclusiveMinimum)
        return "must be more than " + number(*schema.limits().exclusiveMinimum);
      return "must be at least " + number(schema.limits().minimum.value_or(0));
    case ScalarFault::tooLarge:
      if (schema.limits().exclusiveMaximum)
        return "must be less than " + number(*schema.limits().exclusiveMaximum);
      return "must be at most " + number(schema.limits().maximum.value_or(0));
    case ScalarFault::multiple:
      return "must be a multiple of " + number(schema.limits().multipleOf.value_or(1));
    case ScalarFault::tooShort:
      if (schema.limits().minLength == 1U) return "must not be empty";
      return "must have at least " + std::to_string(schema.limits().minLength.value_or(0)) + " characters";
    case ScalarFault::tooLong:
      return "must have at most " + std::to_string(schema.limits().maxLength.value_or(0)) + " characters";
    case ScalarFault::pattern:
      if (!schema.patternHint.empty()) return std::string(schema.patternHint);
      return quoted(value.resolved().text()) + " does not match the pattern " +
             schema.limits().pattern->source();
    case ScalarFault::format:
      return quoted(value.resolved().text()) + " is no " + std::string(schema.format);
    default:
      return "is not allowed here";
  }
}

}  // namespace footplate::schema
