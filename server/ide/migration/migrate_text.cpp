// YAML as a migration writes it.
#include <algorithm>
#include <cstdio>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::size_t deepest = 32;  // anchors written out could go on for ever

bool standsPlain(std::string_view text) {
  if (text.empty() || text != trim(text)) return false;
  if (std::string_view("!&*-?:|>@`\"'#%,[]{}").find(text.front()) != std::string_view::npos &&
      !(text.front() == '-' && text.size() > 1 && text[1] != ' '))
    return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (text.ends_with(':') || text.starts_with("---") || text.starts_with("...")) return false;
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }))
    return false;
  return yaml::typeOfText(text) == yaml::ScalarType::string &&
         yaml::type12OfText(text) == yaml::ScalarType::string;
}

std::string doubleQuoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += std::string("\\") + c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (byte < ' ' || byte == 0x7f) {
      char code[8];
      std::snprintf(code, sizeof code, "\\x%02x", byte);
      quoted += code;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string scalarOf(Node node) {
  if (node.isNull()) return "";
  if (yaml::typeOf(node) != yaml::ScalarType::string) return std::string(node.text());
  return yamlText(node.text());
}

void writeBlock(Node node, std::size_t indent, std::size_t depth, std::string& text);

// What follows "key:" or "-".
void writeValue(Node value, std::size_t indent, std::size_t depth, std::string& text) {
  value = value.resolved();
  if (value.isMapping() || value.isSequence()) {
    if (value.size() == 0 || depth > deepest) {
      text += value.isMapping() ? " {}\n" : " []\n";
      return;
    }
    text += "\n";
    writeBlock(value, indent + 2, depth + 1, text);
    return;
  }
  const std::string scalar = value.isScalar() ? scalarOf(value) : "";
  text += (scalar.empty() ? "" : " " + scalar) + "\n";
}

void writeBlock(Node node, std::size_t indent, std::size_t depth, std::string& text) {
  const std::string blanks(indent, ' ');
  for (yaml::Entry entry : node.entries()) {
    text += blanks + yamlText(entry.key.text()) + ":";
    writeValue(entry.value, indent, depth, text);
  }
  for (Node item : node.items()) {
    item = item.resolved();
    if (item.isMapping() && item.size() > 0 && depth < deepest) {
      std::string lines;
      writeBlock(item, indent + 2, depth + 1, lines);
      lines[indent] = '-';
      text += lines;
    } else {
      text += blanks + "-";
      writeValue(item, indent, depth, text);
    }
  }
}

}  // namespace

std::string yamlText(std::string_view text) {
  if (standsPlain(text)) return std::string(text);
  const bool control =
      std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  if (control) return doubleQuoted(text);
  return "'" + replaceAll(std::string(text), "'", "''") + "'";
}

std::string yamlBlock(Node node, std::size_t indent) {
  std::string text;
  writeBlock(node, indent, 0, text);
  return text;
}

bool isAssetName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::string yamlScalar(Node node) {
  return scalarOf(node.resolved());
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

std::string shellWord(const std::string& word) {
  const auto plain = [](char c) {
    return isAssetName({&c, 1}) || std::string_view("/:=@%+,").find(c) != std::string_view::npos;
  };
  const std::string bare = replaceAll(replaceAll(word, "${{", ""), "}}", "");
  if (!bare.empty() && std::ranges::all_of(bare, plain)) return word;
  return shellQuote(word);
}

std::string withSlashes(std::string path) {
  std::ranges::replace(path, '\\', '/');
  return path;
}

}  // namespace footplate::ide
