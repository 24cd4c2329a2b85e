// YAML as a migration writes it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>

#include "base/path.h"
#include "base/strings.h"
#include "base/text.h"
#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// Anchors written out could go on for ever.
constexpr std::size_t deepest = 32;
constexpr std::size_t mostValues = 20'000;

// Nothing that PyYAML reads as it stands: control characters, and what ends a line in one reading of YAML and
// not in another.
bool isEscaped(char32_t code) {
  const bool control = code < ' ' || (code >= 0x7f && code < 0xa0);
  return control || code == 0x2028 || code == 0x2029 || code == 0xfeff || code == 0xfffe || code == 0xffff;
}

bool hasEscaped(std::string_view text) {
  for (Offset at = 0; at < text.size();) {
    char32_t code = 0;
    at += std::max<Offset>(utf8Length(text, at, &code), 1);
    if (isEscaped(code)) return true;
  }
  return false;
}

bool standsPlain(std::string_view text) {
  if (text.empty() || text != trim(text)) return false;
  // PyYAML has types of their own for these two.
  if (text == "=" || text == "<<") return false;
  if (std::string_view("!&*-?:|>@`\"'#%,[]{}").find(text.front()) != std::string_view::npos &&
      !(text.front() == '-' && text.size() > 1 && text[1] != ' '))
    return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (text.ends_with(':') || text.starts_with("---") || text.starts_with("...")) return false;
  if (hasEscaped(text)) return false;
  return yaml::typeOfText(text) == yaml::ScalarType::string &&
         yaml::type12OfText(text) == yaml::ScalarType::string;
}

std::string doubleQuoted(std::string_view text) {
  std::string quoted = "\"";
  for (Offset at = 0; at < text.size();) {
    char32_t code = 0;
    const Offset length = std::max<Offset>(utf8Length(text, at, &code), 1);
    if (code == '"' || code == '\\') {
      quoted += std::string("\\") + text[at];
    } else if (code == '\n') {
      quoted += "\\n";
    } else if (isEscaped(code)) {
      char written[16];
      std::snprintf(written, sizeof written, code > 0xff ? "\\u%04x" : "\\x%02x",
                    static_cast<unsigned>(code));
      quoted += written;
    } else {
      quoted += text.substr(at, length);
    }
    at += length;
  }
  return quoted + "\"";
}

std::string scalarOf(Node node) {
  if (node.isNull()) return "";
  if (yaml::typeOf(node) != yaml::ScalarType::string) return std::string(node.text());
  return yamlText(node.text());
}

class BlockWriter {
 public:
  explicit BlockWriter(std::string& text) : text_(text) {}

  void block(Node node, std::size_t indent, std::size_t depth = 0) {
    for (yaml::Entry entry : mergedEntries(node)) {
      if (!count()) return;
      text_ += std::string(indent, ' ') + yamlText(entry.key.text()) + ":";
      value(entry.value, indent, depth);
    }
    for (Node item : node.items()) {
      if (!count()) return;
      item = item.resolved();
      if (item.isMapping() && item.size() > 0 && depth < deepest && left_ > 0) {
        const std::size_t begin = text_.size();
        block(item, indent + 2, depth + 1);
        text_[begin + indent] = '-';
      } else {
        text_ += std::string(indent, ' ') + "-";
        value(item, indent, depth);
      }
    }
  }

  bool isWhole() const { return whole_; }

 private:
  bool count() {
    if (left_ == 0) whole_ = false;
    if (left_ > 0) --left_;
    return whole_;
  }

  // What follows "key:" or "-".
  void value(Node value, std::size_t indent, std::size_t depth) {
    value = value.resolved();
    if (value.isMapping() || value.isSequence()) {
      if (value.size() == 0 || depth > deepest || left_ == 0) {
        text_ += value.isMapping() ? " {}\n" : " []\n";
        return;
      }
      text_ += "\n";
      block(value, indent + 2, depth + 1);
      return;
    }
    const std::string scalar = value.isScalar() ? scalarOf(value) : "";
    text_ += (scalar.empty() ? "" : " " + scalar) + "\n";
  }

  std::string& text_;
  std::size_t left_ = mostValues;
  bool whole_ = true;
};

}  // namespace

std::string yamlText(std::string_view text) {
  if (standsPlain(text)) return std::string(text);
  if (hasEscaped(text)) return doubleQuoted(text);
  return "'" + replaceAll(std::string(text), "'", "''") + "'";
}

std::string yamlBlock(Node node, std::size_t indent) {
  std::string text;
  BlockWriter writer(text);
  writer.block(node, indent);
  if (!writer.isWhole())
    text += std::string(indent, ' ') + "# the aliases of the file stand for more than is written out here\n";
  return text;
}

bool isAssetName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

yaml::ScalarType scalarType(Node node) {
  node = node.resolved();
  const auto type = yaml::typeOf(node);
  const bool isNumber = type == yaml::ScalarType::string && yaml::type12Of(node) == yaml::ScalarType::number;
  return isNumber ? yaml::ScalarType::number : type;
}

std::string numberText(std::string_view text) {
  std::string made(trim(text));
  const std::size_t exponent = made.find_first_of("eE");
  if (yaml::typeOfText(made) != yaml::ScalarType::string || exponent == std::string::npos) return made;
  if (exponent + 1 < made.size() && isDigit(made[exponent + 1])) made.insert(exponent + 1, "+");
  if (made.find('.') >= exponent) made.insert(exponent, ".0");
  return made;
}

std::string literalType(std::string_view said) {
  if (isOneOf(said, {"int", "integer"})) return "integer";
  if (isOneOf(said, {"float", "double", "number"})) return "number";
  if (isOneOf(said, {"bool", "boolean"})) return "boolean";
  return said.empty() ? "" : "string";
}

std::string literalType(Node value) {
  switch (scalarType(value)) {
    case yaml::ScalarType::integer:
      return "integer";
    case yaml::ScalarType::number:
      return "number";
    case yaml::ScalarType::boolean:
      return "boolean";
    default:
      return "string";
  }
}

bool isOfType(std::string_view text, const std::string& type) {
  if (type == "string") return true;
  const auto found = yaml::typeOfText(numberText(text));
  if (type == "boolean") return found == yaml::ScalarType::boolean;
  return found == yaml::ScalarType::integer || (type == "number" && found == yaml::ScalarType::number);
}

std::optional<std::int64_t> wholeNumber(Node node) {
  if (const auto whole = yaml::asInteger(node)) return whole;
  if (const auto number = yaml::asNumber(node)) {
    constexpr double most = 1e12;
    if (std::abs(*number) > most || std::floor(*number) != *number) return std::nullopt;
    return static_cast<std::int64_t>(*number);
  }
  constexpr std::size_t mostDigits = 12;
  const std::string_view text = trim(node.text());
  if (text.empty() || text.size() > mostDigits || !std::ranges::all_of(text, isDigit)) return std::nullopt;
  return std::stoll(std::string(text));
}

std::optional<bool> truth(Node node) {
  if (const auto said = yaml::asBoolean(node)) return said;
  const std::string word = toLower(trim(node.text()));
  if (!node.isScalar() || yaml::typeOfText(word) != yaml::ScalarType::boolean) return std::nullopt;
  return isOneOf(word, {"true", "yes", "on"});
}

std::string yamlScalar(Node node) {
  node = node.resolved();
  // A day is a text in v2.
  if (yaml::typeOf(node) == yaml::ScalarType::timestamp) return yamlText(node.text());
  return scalarType(node) == yaml::ScalarType::number ? numberText(node.text()) : scalarOf(node);
}

std::string indented(const std::string& lines, std::size_t columns) {
  const std::string blanks(columns, ' ');
  std::string text;
  std::size_t begin = 0;
  while (begin < lines.size()) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size() - 1);
    if (end > begin) text += blanks;
    text += lines.substr(begin, end - begin + 1);
    begin = end + 1;
  }
  return text;
}

std::string schemaHead(std::string_view kind) {
  return "$schema: https://azuremlschemas.azureedge.net/latest/" + std::string(kind) + ".schema.json\n";
}

std::string withSlashes(std::string path) {
  std::ranges::replace(path, '\\', '/');
  return path;
}

std::string nameBeside(const std::string& name, std::size_t number) {
  if (number < 2) return name;
  const std::string extension = fileExtension(name);
  return name.substr(0, name.size() - extension.size()) + "-" + std::to_string(number) + extension;
}

std::string sizeWord(std::string_view text, char usual) {
  constexpr std::string_view letters = "bkmgtp";
  constexpr std::int64_t step = 1024;
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / step / 10;
  const std::string word = toLower(trim(text));
  std::size_t at = 0;
  std::int64_t amount = 0;
  for (; at < word.size() && isDigit(word[at]) && amount < most; ++at)
    amount = amount * 10 + (word[at] - '0');
  // A part of one is more of the next smaller: 1.5g are 1536m.
  std::int64_t part = 0;
  std::int64_t whole = 1;
  if (at > 0 && at < word.size() && word[at] == '.') {
    for (++at; at < word.size() && isDigit(word[at]) && whole < step; ++at) {
      part = part * 10 + (word[at] - '0');
      whole *= 10;
    }
  }
  std::string unit(trim(std::string_view(word).substr(at)));
  if (unit.empty()) unit = std::string(1, usual);
  const std::size_t rank = letters.find(unit[0]);
  const bool known =
      rank != std::string::npos && (unit.size() == 1 || (rank > 0 && isOneOf(unit.substr(1), {"b", "ib"})));
  if (!known || (amount == 0 && part == 0) || (part > 0 && rank == 0)) return {};
  if (part == 0) return std::to_string(amount) + unit[0];
  return std::to_string(amount * step + part * step / whole) + letters[rank - 1];
}

}  // namespace footplate::ide
