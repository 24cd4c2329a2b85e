#include "ide/checks/check_names.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "ide/asset_versions.h"
#include "ide/curated.h"
#include "schema/placeholder.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

constexpr std::size_t mostVersions = 3;  // that a message names
constexpr std::string_view versionCharacters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_";

}  // namespace

std::string_view writtenText(Node node, const Document& document) {
  return std::string_view(*document.text).substr(node.span().begin, node.span().size());
}

void NameCheck::run(Node node, const Reference& reference, const std::string& kind) {
  if (kind == "job") return;  // most jobs get their names from the service
  if (kind == "compute" && !reference.version.empty()) return addVersionTooMany(node, reference);
  const std::vector<AssetName>& known = namesOf(kind);
  if (known.empty() || isBuiltIn(kind, reference.name)) return;
  if (std::ranges::find(known, reference.name, &AssetName::name) != known.end())
    return checkVersion(node, reference, kind);
  // Those of Azure ML are judged where environments are.
  if (kind == "environment" && (namesCurated(node.text()) || findCurated(node.text()) != nullptr)) return;
  const std::size_t at = node.isPlain() ? placeOfName(node.text(), reference) : std::string_view::npos;
  Span word;
  if (at != std::string_view::npos) {
    const Offset begin = node.span().begin + static_cast<Offset>(at);
    word = {begin, begin + static_cast<Offset>(reference.name.size())};
  }
  addUnknown(node.span(), kind, reference.name, word);
}

void NameCheck::datastore(Span span, const std::string& name, bool isPlain) {
  const std::vector<AssetName>& known = namesOf("datastore");
  if (known.empty() || isBuiltIn("datastore", name) || schema::isUnfinished(name) ||
      std::ranges::find(known, name, &AssetName::name) != known.end())
    return;
  addUnknown(span, "datastore", name, isPlain ? span : Span());
}

const std::vector<AssetName>& NameCheck::namesOf(const std::string& kind) {
  auto known = names_.find(kind);
  if (known == names_.end()) known = names_.emplace(kind, scope_.workspace.names(kind)).first;
  return known->second;
}

// Every workspace has these.
bool NameCheck::isBuiltIn(const std::string& kind, const std::string& name) const {
  if (kind == "compute") {
    // A v1 run configuration describes by these words a machine that is made for its run.
    const bool madeForRun =
        scope_.document.kind == "v1runconfig" && isOneOf(toLower(name), {"amlcompute", "containerinstance"});
    return madeForRun || isOneOf(name, {"local", "serverless"});
  }
  return kind == "datastore" &&
         isOneOf(name, {"workspaceblobstore", "workspacefilestore", "workspaceartifactstore",
                        "workspaceworkingdirectory", "workspacemanageddatastore", "workspacemanagedstore"});
}

// "azureml:cpu:1" is looked for under all of that name.
void NameCheck::addVersionTooMany(Node node, const Reference& reference) {
  Issue& issue = scope_.add(node.span(), Severity::error, "rule.reference-prefix",
                            "a compute target has no version, write '" + reference.name + "'");
  const std::size_t at = placeOfName(writtenText(node, scope_.document), reference);
  if (at == std::string_view::npos) return;
  const auto begin = node.span().begin + static_cast<Offset>(at + reference.name.size());
  const Span version{begin, begin + static_cast<Offset>(reference.version.size() + 1)};
  issue.fixes.push_back({"remove the version", {{version, ""}}});
}

// `word`: where the name stands as it is written; empty where it cannot be exchanged.
void NameCheck::addUnknown(Span span, const std::string& kind, const std::string& name, Span word) {
  std::vector<std::string> names;
  for (const AssetName& one : namesOf(kind)) names.push_back(one.name);
  std::string near = nearestFileName(name, names);
  if (areOpposites(near, name)) near.clear();
  const std::string more = near.empty() ? "" : ", did you mean '" + near + "'?";
  Issue& issue = scope_.add(span, Severity::hint, "name.unknown-" + kind,
                            "this project knows no " + kind + " '" + name + "'" + more);
  if (!near.empty() && !word.empty()) issue.fixes.push_back({"change to '" + near + "'", {{word, near}}});
}

// A workspace may have more versions than its project has files: what is not known is a hint.
void NameCheck::checkVersion(Node node, const Reference& reference, const std::string& kind) {
  if (reference.version.empty() || reference.version == "@latest" || kind == "compute") return;
  if (reference.version.front() == '@') return checkLabel(node, reference, kind);
  const std::vector<std::string> versions = versionsOf(namesOf(kind), reference.name);
  const auto isOpen = [](const std::string& version) {
    return version.find_first_not_of(versionCharacters) != std::string::npos || version.empty() ||
           schema::isUnfinished(version);
  };
  // One that a build or the service fills in may be any.
  if (std::ranges::find(versions, reference.version) != versions.end() ||
      std::ranges::any_of(versions, isOpen))
    return;
  std::string list;
  for (std::size_t i = 0; i < versions.size() && i < mostVersions; ++i)
    list += (i == 0 ? "'" : ", '") + versions[i] + "'";
  Issue& issue = scope_.add(node.span(), Severity::hint, "name.unknown-version",
                            "this project knows " + kind + " '" + reference.name + "' in version" +
                                (versions.size() == 1 ? " " : "s ") + list +
                                (versions.size() > mostVersions ? " …" : "") + ", not in '" +
                                reference.version + "'; the workspace may have it");
  for (std::size_t i = 0; i < versions.size() && i < mostVersions; ++i)
    addVersionFix(issue, node, reference, "change to version '" + versions[i] + "'", ":" + versions[i]);
}

void NameCheck::checkLabel(Node node, const Reference& reference, const std::string& kind) {
  const std::string label = reference.version.substr(1);
  if (kind == "component" && label == "default") return;
  Issue& issue = scope_.add(node.span(), Severity::hint, "name.unknown-label",
                            "no " + kind + " has the label '" + label +
                                "' by itself, only 'latest'; the workspace may have given it");
  addVersionFix(issue, node, reference, "change to 'latest'", "@latest");
}

// `now` with its mark takes the place of the version or label, which end the text.
void NameCheck::addVersionFix(Issue& issue, Node node, const Reference& reference, std::string title,
                              std::string now) const {
  const std::string old = reference.version.front() == '@' ? reference.version : ":" + reference.version;
  const std::size_t at = writtenText(node, scope_.document).rfind(old);
  if (at == std::string_view::npos) return;
  const Offset begin = node.span().begin + static_cast<Offset>(at);
  const Span span{begin, begin + static_cast<Offset>(old.size())};
  issue.fixes.push_back({std::move(title), {{span, std::move(now)}}});
}

}  // namespace footplate::ide
