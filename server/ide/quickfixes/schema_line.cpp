// The `$schema:` line that says of a document what it is.
#include <algorithm>

#include "base/strings.h"
#include "ide/quickfixes/edits.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "schema/kind.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// Of a datastore, the one that its `type` names: "azure_blob" has "azureBlob".
std::string addressOf(const Document& document, Node root) {
  const std::string type = replaceAll(std::string(root.find("type").text()), "_", "");
  for (const schema::SchemaAddress& one : schema::schemaAddresses()) {
    const bool fits = document.kind != "datastore" || equalsIgnoreCase(one.name, type);
    if (one.kind == document.kind && fits) return one.address;
  }
  return {};
}

// Whether the cursor is on one of the document's own entries: what stands deeper is about something else.
bool isAtTopLevel(const ActionScope& scope, Node root) {
  const LineIndex& lines = scope.document.yaml().lines();
  if (lines.lineOf(scope.range.begin) <= lines.lineOf(root.span().begin)) return true;
  Node node = scope.document.yaml().nodeAt(scope.range.begin);
  while (node && node.parent() != root) node = node.parent();
  return node && (node.isKey() || node.isScalar());
}

}  // namespace

void addSchemaLine(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Node root = scope.document.yaml().root();
  if (scope.automatic || scope.document.hasUserSchema() || !root.isMapping()) return;
  if (!root.flow() && root.indent() != 0) return;
  const auto isMisspelt = [](const yaml::Entry& entry) { return entry.key.text().starts_with('$'); };
  if (root.size() == 0 || std::ranges::any_of(root.entries(), isMisspelt)) return;
  if (!isAtTopLevel(scope, root)) return;
  const std::string address = addressOf(scope.document, root);
  if (address.empty()) return;
  CodeAction action;
  action.title = "add the '$schema' of this kind";
  const Offset at = startWithProperties((*root.entries().begin()).key);
  if (root.flow()) {
    const Offset brace = root.span().begin + 1;
    action.edits = {{{brace, brace}, "$schema: " + address + ", "}};
    finishEdits(scope.document, action.edits);
  } else {
    action.edits = {{{at, at}, "$schema: " + address + "\n"}};
  }
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
