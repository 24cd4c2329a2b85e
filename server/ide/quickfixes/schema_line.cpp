// The `$schema:` line that says of a document what it is.
#include <algorithm>

#include "base/strings.h"
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

}  // namespace

void addSchemaLine(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Node root = scope.document.yaml().root();
  if (scope.automatic || scope.document.hasUserSchema() || !root.isMapping() || root.flow() ||
      root.indent() != 0)
    return;
  const auto isMisspelt = [](const yaml::Entry& entry) { return entry.key.text().starts_with('$'); };
  if (root.size() == 0 || std::ranges::any_of(root.entries(), isMisspelt)) return;
  // Offered at the top only: it concerns the whole document.
  const LineIndex& lines = scope.document.yaml().lines();
  if (lines.lineOf(scope.range.begin) > lines.lineOf(root.span().begin)) return;
  const std::string address = addressOf(scope.document, root);
  if (address.empty()) return;
  const Offset at = startWithProperties((*root.entries().begin()).key);
  CodeAction action;
  action.title = "add the '$schema' of this kind";
  action.edits = {{{at, at}, "$schema: " + address + "\n"}};
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
