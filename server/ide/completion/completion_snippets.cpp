#include <algorithm>
#include <string>

#include "base/strings.h"
#include "ide/completion/completion_parts.h"
#include "ide/schema_words.h"

// `defaultSnippets` of a schema: `body` is JSON whose strings are in the syntax of snippets, `bodyText` is
// text.

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr unsigned deepest = 16;

std::string_view textAt(Node snippet, const char* keyword) {
  const Node value = snippet.find(keyword);
  return value.isScalar() ? value.text() : std::string_view();
}

// A string of a body: snippet marks stay as they are; "^…" is what it says, without quotes.
std::string scalarText(Node value) {
  if (!value.isScalar() || value.isPlain()) return valueText(value);
  const std::string_view text = value.text();
  if (text.starts_with("^")) return std::string(text.substr(1));
  if (text.find('$') != std::string_view::npos) return std::string(text);
  return snippetText(quotedIfNeeded(text, false));
}

class BodyWriter {
 public:
  // Lines of a collection whose first begins at the cursor, the others at `indent`.
  std::string lines(Node body, std::uint32_t indent, unsigned depth = 0) {
    std::string text;
    const std::string lineEnd = "\n" + std::string(indent, ' ');
    for (yaml::Entry entry : body.entries()) {
      if (!text.empty()) text += lineEnd;
      text += scalarText(entry.key) + ":" + below(entry.value, indent, depth);
    }
    for (Node item : body.items()) {
      if (!text.empty()) text += lineEnd;
      const bool block = (item.isMapping() || item.isSequence()) && item.size() > 0 && depth < deepest;
      text += "- " + (block ? lines(item, indent + 2, depth + 1) : scalar(item));
    }
    return text;
  }

  // What follows a colon whose key stands at `indent`.
  std::string below(Node value, std::uint32_t indent, unsigned depth = 0) {
    const bool block = (value.isMapping() || value.isSequence()) && value.size() > 0 && depth < deepest;
    if (!block) return " " + scalar(value);
    return "\n" + std::string(indent + 2, ' ') + lines(value, indent + 2, depth + 1);
  }

 private:
  static std::string scalar(Node value) {
    if (value.isMapping()) return "{}";
    return value.isSequence() ? "[]" : scalarText(value);
  }
};

bool standsAlready(const Place& place, Node body) {
  if (!place.node.isMapping()) return false;
  const auto stands = [&](yaml::Entry entry) {
    const Node own = place.ownKey;
    return place.node.find(entry.key.text()) && !(own && own.text() == entry.key.text());
  };
  const yaml::Entries entries = body.entries();
  return std::any_of(entries.begin(), entries.end(), stands);
}

class Snippets {
 public:
  Snippets(const CompletionRequest& request, CompletionItems& items) : place_(request.place), items_(items) {}

  void add(Node snippet) {
    const std::string_view label = textAt(snippet, "label");
    if (label.empty()) return;
    const std::string text = insertText(snippet);
    if (text.empty()) return;
    CompletionItem item;
    item.label = label;
    item.kind = CompletionKind::snippet;
    item.documentation = textAt(snippet, "markdownDescription");
    if (item.documentation.empty()) item.documentation = textAt(snippet, "description");
    item.insertText = text;
    item.isSnippet = true;
    item.replace = place_.replace;
    item.filterText = label;
    item.sortText = "2" + std::string(label);
    items_.push_back(std::move(item));
  }

 private:
  std::string insertText(Node snippet) const {
    if (const std::string_view text = textAt(snippet, "bodyText"); !text.empty()) {
      return replaceAll(std::string(text), "\n", "\n" + std::string(place_.indent, ' '));
    }
    const Node body = snippet.find("body");
    const bool block = body.isMapping() || body.isSequence();
    if (!block) return place_.value && !place_.hasColon ? scalarText(body) : "";
    if (place_.flow || standsAlready(place_, body)) return "";
    BodyWriter writer;
    if (place_.key && body.isSequence() && place_.node.isMapping()) return "";
    if (place_.key) return writer.lines(body, place_.indent);
    const Node key = place_.node.entryKey();
    return place_.value && key && place_.replace.empty() ? valueBelow(writer, body, key.indent()) : "";
  }

  // Right behind "key: ".
  static std::string valueBelow(BodyWriter& writer, Node body, std::uint32_t indent) {
    return writer.below(body, indent);
  }

  const Place& place_;
  CompletionItems& items_;
};

}  // namespace

void completeSnippets(const CompletionRequest& request, const schema::Places& places,
                      CompletionItems& items) {
  if (request.place.quote != 0 || request.place.hasColon) return;
  Snippets snippets(request, items);
  for (const schema::SchemaNode* node : places) {
    for (Node snippet : node->snippets) snippets.add(snippet);
  }
}

}  // namespace footplate::ide
