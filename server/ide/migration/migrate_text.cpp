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

// Anchors written out could go on for ever.
constexpr std::size_t deepest = 32;
constexpr std::size_t mostValues = 20'000;

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

class BlockWriter {
 public:
  explicit BlockWriter(std::string& text) : text_(text) {}

  void block(Node node, std::size_t indent, std::size_t depth = 0) {
    for (yaml::Entry entry : node.entries()) {
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
  const bool control =
      std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  if (control) return doubleQuoted(text);
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
