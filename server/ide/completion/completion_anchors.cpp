#include "ide/completion/completion_parts.h"
#include "ide/excerpt.h"

// Behind a "*" that may begin an alias: the anchors above it.

namespace footplate::ide {
namespace {

using yaml::Node;

bool isNameByte(char c) {
  return c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != ',' && c != '[' && c != ']' && c != '{' &&
         c != '}' && c != '*' && c != '&';
}

// The name behind the "*" that the cursor is in or behind; false where no value begins with one.
bool findName(const std::string& text, Offset at, Span& name) {
  name = {at, at};
  while (name.begin > 0 && isNameByte(text[name.begin - 1])) --name.begin;
  if (name.begin < 2 || text[name.begin - 1] != '*') return false;
  const char before = text[name.begin - 2];
  if (before != ' ' && before != '[' && before != ',') return false;
  while (name.end < text.size() && isNameByte(text[name.end])) ++name.end;
  return true;
}

}  // namespace

bool completeAnchors(const CompletionRequest& request, CompletionItems& items) {
  const std::string& text = *request.document.text;
  Span name;
  if (request.place.text || request.place.quote != 0 || !findName(text, request.at, name)) return false;
  const Node root = rootAt(request.document.yaml(), request.at);
  if (!root) return false;
  const yaml::Tree& tree = request.document.yaml();
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const Node node = tree.node(id);
    const Span anchor = node.anchorSpan();
    if (node.isAlias() || anchor.empty() || anchor.begin < root.span().begin || anchor.begin >= name.begin)
      continue;
    if (node.span().touches(name.begin)) continue;  // it would hold itself
    // Of several of one name, an alias means the last above it.
    std::erase_if(items, [&](const CompletionItem& earlier) { return earlier.label == node.anchor(); });
    CompletionItem item;
    item.label = node.anchor();
    item.documentation = excerpt(request.document, node.span());
    item.kind = CompletionKind::reference;
    item.insertText = item.label;
    item.replace = name;
    items.push_back(std::move(item));
  }
  return true;
}

}  // namespace footplate::ide
