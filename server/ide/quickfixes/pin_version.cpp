// `azureml:NAME` and `azureml:NAME@latest` with a version that the workspace knows.
#include <algorithm>

#include "ide/asset_versions.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "ide/references.h"
#include "ide/schema_places.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostOffered = 3;

std::string_view referenceKind(const ActionScope& scope, yaml::Node value) {
  if (!scope.document.schema) return {};
  for (const schema::SchemaNode* place : schemasOfValue(value, *scope.document.schema, schema::Choice::any)) {
    if (!place->referenceKind.empty()) return place->referenceKind;
  }
  return {};
}

}  // namespace

void pinVersion(const ActionScope& scope, std::vector<CodeAction>& found) {
  const yaml::Node value = valueAt(scope);
  const Reference reference = readReference(value.text(), false);
  if (reference.form != Reference::Form::asset) return;
  if (!reference.version.empty() && reference.version != "@latest") return;
  const std::string old = reference.name + reference.version;
  const std::size_t at = placeOfName(textOf(scope.document, value.span()), reference);
  if (at == std::string_view::npos) return;
  const Offset begin = value.span().begin + static_cast<Offset>(at);
  const Span span{begin, begin + static_cast<Offset>(old.size())};
  std::vector<std::string> versions =
      versionsOf(scope.workspace.names(referenceKind(scope, value)), reference.name);
  std::erase(versions, "");
  versions.resize(std::min(versions.size(), mostOffered));
  for (const std::string& version : versions) {
    CodeAction action;
    action.title = "pin to version '" + version + "'";
    action.edits = {{span, reference.name + ":" + version}};
    found.push_back(std::move(action));
  }
}

}  // namespace footplate::ide
