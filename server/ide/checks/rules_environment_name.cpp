// What stands behind `environment:` of a job or component: a name, or a body in place.
#include <algorithm>
#include <string>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/checks/rule_parts.h"
#include "ide/curated.h"
#include "schema/placeholder.h"
#include "schema/slip.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

constexpr std::string_view assetPrefix = "azureml:";

std::string withVersion(const std::string& name) {
  return name + (name.find_first_of(":@", assetPrefix.size()) == std::string::npos ? "@latest" : "");
}

bool isYamlFile(std::string_view text) {
  const std::string extension = toLower(fileExtension(text));
  return extension == ".yml" || extension == ".yaml";
}

// "mcr.microsoft.com/azureml/openmpi:latest", where a registry's address comes first, and
// "pytorch/pytorch:2.1".
bool isImage(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == 0 || slash == std::string_view::npos || text.starts_with('.')) return false;
  const std::string_view first = text.substr(0, slash);
  const bool isTagged = text.find(':', text.rfind('/')) != std::string_view::npos;
  return first.find('.') != std::string_view::npos ||
         (isTagged && first != "azureml" && first.find_first_of(":@") == std::string_view::npos);
}

// "python:3.9", "ubuntu:22.04" are images of Docker Hub as well as names with a version; the latter where the
// project has such an environment.
bool maybeImage(const std::string& text, const RuleScope& scope) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string::npos || text.find_first_of("/@ ") != std::string::npos)
    return false;
  const std::string name = text.substr(0, colon);
  return std::ranges::none_of(scope.workspace.names("environment"),
                              [&](const AssetName& one) { return one.name == name; });
}

// What was most likely meant by a text that is no reference.
std::string meantBy(const std::string& text) {
  if (text.find(' ') != std::string::npos) return {};
  if (isYamlFile(text)) return "file:" + text;
  if (isImage(text)) return "{image: " + text + "}";
  const std::string scheme = uriScheme(text);
  if (scheme == "azure" || scheme == "azureml" || schema::isSlipOf(scheme, "azureml"))
    return withVersion("azureml:" + text.substr(scheme.size() + 1));
  constexpr std::string_view slash = "azureml/";
  if (text.starts_with(slash)) return withVersion("azureml:" + text.substr(slash.size()));
  return withVersion("azureml:" + text);
}

void addExchange(Issue& issue, Node value, const std::string& old, const std::string& now) {
  const std::size_t at = value.isPlain() ? value.text().rfind(old) : std::string_view::npos;
  if (at == std::string_view::npos) return;
  const Offset begin = value.span().begin + static_cast<Offset>(at);
  const Span span{begin, begin + static_cast<Offset>(old.size())};
  issue.fixes.push_back({"change to '" + now + "'", {{span, now}}});
}

// "@lastest", "/labels/lastest" of an environment of Azure ML, which may have labels that nobody knows here.
void checkCuratedLabel(Node value, const std::string& text, const RuleScope& scope) {
  const std::size_t mark = text.find_last_of("@/");
  if (mark == std::string::npos || (text[mark] == '/' && !text.substr(0, mark).ends_with("/labels"))) return;
  const std::string label = text.substr(mark + 1);
  if (label == "latest" || nearestName(label, {"latest"}).empty()) return;
  Issue& issue = scope.add(value.span(), Severity::hint, "name.unknown-label",
                           "no environment has the label '" + label +
                               "' by itself, only 'latest'; the workspace may have given it");
  addExchange(issue, value, label, "latest");
}

// An environment of Azure ML, by the same list that a submit looks into.
void checkCurated(Node value, const std::string& text, const RuleScope& scope) {
  if (!namesCurated(text) || text.find(' ') != std::string::npos) return;
  const EnvironmentName asked = readEnvironmentName(text);
  if (asked.name.empty()) return;
  if (asked.registry.empty() && !scope.workspace.assetFile("environment", asked.name, "").empty()) return;
  if (findCurated(text) != nullptr) return checkCuratedLabel(value, text, scope);
  const std::string near = nearestCurated(asked.name);
  Issue& issue = scope.add(value.span(), Severity::hint, "name.unknown-environment",
                           "no curated environment that is known here has the name '" + asked.name + "'" +
                               (near.empty() ? "" : ", did you mean '" + near + "'?"));
  if (!near.empty()) addExchange(issue, value, asked.name, near);
}

// The file that is there, as this document names it: many write its path from the root of the project. "" for
// none.
std::string fileThere(const std::string& text, const RuleScope& scope) {
  const std::string folder = scope.document.folder();
  if (!isYamlFile(text) || folder.empty()) return "";
  if (scope.workspace.exists(joinPath(folder, text))) return text;
  const std::string fromRoot = joinPath(scope.workspace.root(), text);
  const bool isThere = !scope.workspace.root().empty() && scope.workspace.exists(fromRoot);
  return isThere ? relativePath(fromRoot, folder) : "";
}

// What is said of a text that is no reference.
std::string noReference(const std::string& text, const std::string& file) {
  if (isImage(text) && !isYamlFile(text))
    return "this is an image: an environment is named as 'azureml:NAME:VERSION', or is 'image: IMAGE' in "
           "place";
  if (!file.empty())
    return "'" + text + "' is a file: an environment in a file is named as 'file:" + file + "'";
  return "an environment is named as 'azureml:NAME:VERSION' or 'azureml:NAME@latest', a file as 'file:PATH'";
}

void checkEnvironmentName(Node value, const RuleScope& scope) {
  const std::string text(value.text());
  if (text.empty() || text.starts_with("file:") || schema::holdsPlaceholder(text)) return;
  const std::string name = text.starts_with(assetPrefix) ? text.substr(assetPrefix.size()) : "";
  // "<your environment>": a person fills it in, who may not know the form.
  const bool isToFill = schema::isUnfinished(text);
  if (isToFill && !name.empty()) return;
  if (name.empty() && text == assetPrefix) return;  // told where references are read
  if (name.empty() || isYamlFile(name)) {
    const std::string& named = name.empty() ? text : name;
    const std::string file = fileThere(named, scope);
    const std::string meant = file.empty() ? meantBy(named) : "file:" + file;
    // azure-ai-ml takes no reference without the word in front of it.
    const bool isRefused = name.empty() && !isToFill;
    Issue& issue = scope.add(value.span(), isRefused ? Severity::error : Severity::warning,
                             "rule.environment-reference", noReference(named, file));
    if (meant.empty() || isToFill || !value.isPlain()) return;
    const bool isOpen = meant == std::string(assetPrefix) + text && maybeImage(text, scope);
    if (isOpen) {
      const std::string image = "{image: " + text + "}";
      issue.fixes.push_back({"change to '" + image + "'", {{value.span(), image}}, true});
    }
    issue.fixes.push_back({"change to '" + meant + "'", {{value.span(), meant}}, isOpen});
    return;
  }
  checkCurated(value, text, scope);
  if (name.starts_with("/") || name.find_first_of(":@") != std::string::npos) return;
  Issue& issue = scope.add(
      value.span(), Severity::warning, "rule.environment-version",
      "'" + text + "' has no version, the service wants 'azureml:NAME:VERSION' or 'azureml:NAME@latest'");
  if (value.isPlain()) issue.fixes.push_back({"add '@latest'", {{value.span(), text + "@latest"}}});
}

}  // namespace

void checkEnvironmentValue(Node environment, const RuleScope& scope) {
  const Node value = environment.resolved();
  if (value.isScalar()) return checkEnvironmentName(value, scope);
  if (!value.isMapping()) return;
  checkEnvironmentBody(value, scope);
  for (std::string_view key : {"name", "version"}) {
    if (const Node ignored = value.find(key)) {
      scope.add(keySpan(ignored), Severity::warning, "rule.inline-environment",
                "'" + std::string(key) + "' is ignored in an environment that is defined in place");
    }
  }
}

}  // namespace footplate::ide
