// `azureml:NAME` and `azureml:NAME@latest` with a version that the workspace knows, the newest one of a
// registry with one that the document names elsewhere, a package with those that are used most.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "ide/asset_versions.h"
#include "ide/known_packages.h"
#include "ide/quickfixes/entry_edits.h"
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

void offerPin(const std::string& version, schema::Edit edit, std::vector<CodeAction>& found) {
  CodeAction action;
  action.title = "pin to version '" + version + "'";
  action.edits = {std::move(edit)};
  found.push_back(std::move(action));
}

void pinAsset(const ActionScope& scope, yaml::Node value, const Reference& reference,
              std::vector<CodeAction>& found) {
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
  for (const std::string& version : versions)
    offerPin(version, {span, reference.name + ":" + version}, found);
}

// The versions of an asset of a registry that the document names: "7" in "PREFIX/versions/7". What ends as
// the prefix, "mypython:3.11", is another one.
std::vector<std::string> versionsBehind(std::string_view text, const std::string& prefix) {
  constexpr std::string_view limits = " \t\r\n\"'[{,";
  std::set<std::string> versions;
  for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
    if (at > 0 && limits.find(text[at - 1]) == std::string_view::npos) continue;
    const std::string_view rest = text.substr(at + prefix.size());
    versions.emplace(rest.substr(0, rest.find_first_of(" \t\r\n\"',}]#")));
  }
  versions.erase("");
  std::vector<std::string> found(versions.begin(), versions.end());
  std::ranges::sort(found, isHigherVersion);
  return found;
}

// "azureml://registries/azureml/environments/sklearn-1.5/labels/latest", "docker.io/library/python:latest".
void pinByOthers(const ActionScope& scope, yaml::Node value, std::vector<CodeAction>& found) {
  constexpr std::string_view label = "/labels/latest";
  constexpr std::string_view tag = ":latest";
  std::string prefix(value.text());
  if (prefix.starts_with("azureml://registries/") && prefix.ends_with(label)) {
    prefix = prefix.substr(0, prefix.size() - label.size()) + "/versions/";
  } else if (value.entryKey().text() == "image" && prefix.ends_with(tag)) {
    prefix = prefix.substr(0, prefix.size() - tag.size() + 1);
  } else {
    return;
  }
  std::vector<std::string> versions = versionsBehind(*scope.document.text, prefix);
  std::erase(versions, "latest");
  versions.resize(std::min(versions.size(), mostOffered));
  for (const std::string& version : versions)
    offerPin(version, scalarChanged(value, prefix + version), found);
}

// The signs that a requirement has no bound with, "numpy" and "requests[socks]", nothing else behind.
bool isBare(std::string_view requirement) {
  return !requirement.empty() && requirement.find_first_of("=<>~!@ ;#/\\") == std::string_view::npos &&
         !requirement.starts_with('-');
}

// Whether it is told that a package has no version: at its place, or where one speaks for the rest of a list.
bool isToldUnpinned(const ActionScope& scope, yaml::Node value) {
  return std::ranges::any_of(scope.issues, [&](const schema::Issue& issue) {
    return issue.code == "conda.unpinned" &&
           (issue.span == value.span() || std::ranges::find(issue.names, value.text()) != issue.names.end());
  });
}

void pinPackage(const ActionScope& scope, yaml::Node value, std::vector<CodeAction>& found) {
  const std::vector<KnownPackage>* packages = packagesFor(scope.document, value.parent());
  if (packages == nullptr || !isBare(value.text()) || !isToldUnpinned(scope, value)) return;
  const std::string name = nameOfRequirement(value.text());
  const auto known = std::ranges::find(*packages, name, &KnownPackage::name);
  if (known == packages->end()) return;
  const std::string pin = packages == &knownPackages().pip ? "==" : "=";
  for (std::size_t i = 0; i < std::min(known->versions.size(), mostOffered); ++i) {
    const std::string& version = known->versions[i];
    offerPin(version, scalarChanged(value, std::string(value.text()) + pin + version), found);
  }
}

}  // namespace

void pinVersion(const ActionScope& scope, std::vector<CodeAction>& found) {
  const yaml::Node value = valueAt(scope);
  if (!value) return;
  const std::size_t first = found.size();
  const Reference reference = readReference(value.text(), false);
  if (reference.form == Reference::Form::asset) {
    pinAsset(scope, value, reference, found);
  } else if (value.parent().isSequence()) {
    pinPackage(scope, value, found);
  } else {
    pinByOthers(scope, value, found);
  }
  for (std::size_t i = first; i < found.size(); ++i) {
    for (const schema::Issue& issue : scope.issues) {
      const bool isAbout = issue.code == "conda.unpinned" || issue.code == "rule.environment-version";
      if (isAbout && issue.span == value.span()) found[i].repaired = {issue};
    }
  }
}

}  // namespace footplate::ide
