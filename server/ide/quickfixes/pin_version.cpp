// `azureml:NAME` and `azureml:NAME@latest` with a version that the workspace knows.
#include <algorithm>
#include <charconv>

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

// "9" before "10", "1.9" before "1.10"; words by their letters.
bool isOlder(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view partA = a.substr(0, a.find_first_of(".-_"));
    const std::string_view partB = b.substr(0, b.find_first_of(".-_"));
    unsigned long numberA = 0;
    unsigned long numberB = 0;
    const bool numeric =
        std::from_chars(partA.data(), partA.data() + partA.size(), numberA).ptr == partA.end() &&
        std::from_chars(partB.data(), partB.data() + partB.size(), numberB).ptr == partB.end() &&
        !partA.empty() && !partB.empty();
    if (numeric ? numberA != numberB : partA != partB) return numeric ? numberA < numberB : partA < partB;
    a.remove_prefix(std::min(a.size(), partA.size() + 1));
    b.remove_prefix(std::min(b.size(), partB.size() + 1));
  }
  return a.empty() && !b.empty();
}

std::vector<std::string> versionsOf(const ActionScope& scope, std::string_view kind,
                                    const std::string& name) {
  std::vector<std::string> versions;
  for (const AssetName& asset : scope.workspace.names(kind)) {
    if (asset.name == name && !asset.version.empty()) versions.push_back(asset.version);
  }
  std::ranges::sort(versions, [](const std::string& a, const std::string& b) { return isOlder(b, a); });
  const auto repeated = std::ranges::unique(versions);
  versions.erase(repeated.begin(), repeated.end());
  return versions;
}

}  // namespace

void pinVersion(const ActionScope& scope, std::vector<CodeAction>& found) {
  const yaml::Node value = valueAt(scope);
  const Reference reference = readReference(value.text(), false);
  if (reference.form != Reference::Form::asset) return;
  if (!reference.version.empty() && reference.version != "@latest") return;
  const std::string old = reference.name + reference.version;
  const std::size_t at = textOf(scope.document, value.span()).rfind(old);
  if (at == std::string_view::npos) return;
  const Offset begin = value.span().begin + static_cast<Offset>(at);
  const Span span{begin, begin + static_cast<Offset>(old.size())};
  std::vector<std::string> versions = versionsOf(scope, referenceKind(scope, value), reference.name);
  versions.resize(std::min(versions.size(), mostOffered));
  for (const std::string& version : versions) {
    CodeAction action;
    action.title = "pin to version '" + version + "'";
    action.edits = {{span, reference.name + ":" + version}};
    found.push_back(std::move(action));
  }
}

}  // namespace footplate::ide
