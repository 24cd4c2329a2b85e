// Rules of environments, in files of their own and in place.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/image_python.h"
#include "ide/references.h"
#include "schema/placeholder.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

// Jobs take an environment by its name, and the command line gives a file without one that.
void checkNamed(Node root, const RuleScope& scope) {
  if (root.size() == 0 || root.find("name") || hasMisspelt(root, "name")) return;
  scope.add((*root.entries().begin()).key.span(), Severity::hint, "rule.command-line",
            "there is no 'name': the command line has to give one by --name");
}

// An image is what `docker pull` takes.
void checkImage(Node image, const RuleScope& scope) {
  const Node value = image.resolved();
  if (!value.isScalar()) return;
  const std::string text(value.text());
  if (schema::isUnfinished(text)) return;
  const auto wrong = [&](std::string message) -> Issue& {
    return scope.add(value.span(), Severity::warning, "rule.image", std::move(message));
  };
  if (text.starts_with("azureml:")) {
    wrong("this names an environment and no image: it belongs behind 'environment:' of a job");
    return;
  }
  if (trim(text).find_first_of(" \t\n") != std::string_view::npos) {
    wrong("an image's name has no blank in it");
    return;
  }
  for (const std::string_view scheme : {"https://", "http://", "docker://"}) {
    const std::string meant = text.substr(std::min(scheme.size(), text.size()));
    if (!text.starts_with(scheme) || meant.empty()) continue;
    Issue& issue =
        wrong("an image is named without '" + std::string(scheme) + "', as 'docker pull' takes it");
    if (value.isPlain()) issue.fixes.push_back({"change to '" + meant + "'", {{value.span(), meant}}});
  }
}

// Neither 'image' nor 'build'.
void addMissingSource(Node body, const RuleScope& scope) {
  if (hasMisspelt(body, "image") || hasMisspelt(body, "build")) return;
  const Node conda = body.find("conda_file");
  const Node name = body.find("name");
  const Span place = conda ? keySpan(conda) : name ? keySpan(name) : keySpan(body);
  scope.add(place, Severity::error, "rule.environment-source",
            conda ? "'conda_file' comes on top of an image, and there is no 'image'"
                  : "an environment wants either 'image' or 'build'");
}

// Channels and packages at the top: one word in place of one for each key, and an image would not help.
void tellCondaFile(Node root, const RuleScope& scope) {
  const auto isOfConda = [&](const schema::Issue& issue) {
    const bool key = issue.code == "schema.unknown-key" || issue.code == "schema.missing-key";
    return key &&
           (issue.span == keySpan(root.find("dependencies")) || issue.span == keySpan(root.find("channels")));
  };
  std::erase_if(scope.issues, isOfConda);
  const bool isEnvironment = root.find("image") || root.find("build");
  scope.add(
      keySpan(root.find("dependencies")), Severity::error, "rule.environment-source",
      isEnvironment
          ? "'dependencies' belongs into a conda file, which 'conda_file' names"
          : "this is a conda file and no environment: save it beside this file and name it by 'conda_file'");
}

// The item of a conda list that names one version of Python, and that version.
std::optional<std::pair<Node, std::string>> pinnedPython(Node conda) {
  for (Node item : conda.find("dependencies").resolved().items()) {
    const std::string text = replaceAll(toLower(item.resolved().text()), " ", "");
    if (!text.starts_with("python=")) continue;
    const std::string version = pythonVersion(std::string_view(text).substr(text.find_first_not_of('=', 6)));
    if (!version.empty()) return std::pair(item, version);
  }
  return std::nullopt;
}

// The recipe lies in the folder that is sent to the builder, and its path starts from there.
void checkDockerfile(Node build, const RuleScope& scope) {
  const Node path = build.find("path").resolved();
  const Node recipe = build.find("dockerfile_path");
  const bool named = isWritten(recipe);
  if (!path.isScalar() || (named && !recipe.resolved().isScalar()) || !scope.workspace.seesFiles()) return;
  const Reference folder = readReference(path.text(), false);
  const std::string beside = scope.document.folder();
  if (folder.form != Reference::Form::path || beside.empty()) return;
  const std::string root = joinPath(beside, folder.name);
  const std::string name = named ? std::string(recipe.resolved().text()) : "Dockerfile";
  if (name.empty() || schema::holdsPlaceholder(name) || scope.workspace.look(root) != FileKind::folder ||
      scope.workspace.look(joinPath(root, name)) != FileKind::missing)
    return;
  Issue& issue = scope.add(named ? recipe.span() : path.span(), Severity::error, "file.missing",
                           "there is no '" + name + "' in '" + folder.name + "'");
  const std::string fromHere = joinPath(beside, name);
  if (!named || !isInside(fromHere, root) || scope.workspace.look(fromHere) != FileKind::file) return;
  const std::string meant = relativePath(fromHere, root);
  issue.message += ", where its path starts";
  if (recipe.isPlain()) issue.fixes.push_back({"change to '" + meant + "'", {{recipe.span(), meant}}});
}

// The packages as a text: azure-ai-ml takes every text for a path.
void checkCondaText(Node conda, const RuleScope& scope) {
  const Node value = conda.resolved();
  const std::string_view text = value.isScalar() ? value.text() : std::string_view();
  if (text.find("dependencies:") == std::string_view::npos &&
      text.find("channels:") == std::string_view::npos)
    return;
  Issue& issue = scope.add(keySpan(conda), Severity::error, "rule.environment-source",
                           "a text behind 'conda_file' is the path of a file; the packages in place are a "
                           "mapping, without quotes or '|'");
  const Offset begin = conda.span().begin;
  const std::string& source = *scope.document.text;
  const std::size_t end = source.find('\n', begin);
  if (value != conda || value.style() != yaml::Style::literal || end == std::string::npos) return;
  issue.fixes.push_back({"take the '|' away", {{{begin, static_cast<Offset>(end)}, ""}}});
}

// An image that has a Python gets a second one by a conda list that asks for another.
void checkPython(Node image, Node conda, const RuleScope& scope) {
  const std::string has = pythonOfImage(image.resolved().text());
  if (has.empty()) return;
  std::shared_ptr<const Document> file;
  Node list = conda.resolved();
  if (list.isScalar()) {
    file = scope.workspace.document(joinPath(scope.document.folder(), list.text()));
    list = file ? file->yaml().root() : Node();
  }
  if (!list.isMapping()) return;
  const auto asked = pinnedPython(list);
  if (!asked || asked->second == has) return;
  scope.add(file ? conda.span() : asked->first.span(), Severity::hint, "conda.python-image",
            "the image has Python " + has + " and the packages ask for " + asked->second +
                ": they get an environment beside the image's own, without its packages");
}

}  // namespace

void checkEnvironmentBody(Node environment, const RuleScope& scope) {
  const Node body = environment.resolved();
  if (!body.isMapping()) return;
  const Node image = body.find("image");
  const Node build = body.find("build");
  const Node conda = body.find("conda_file");
  if (!image && !build) addMissingSource(body, scope);
  if (image && build) {
    scope.add(keySpan(build), Severity::error, "rule.environment-source",
              "an environment has either 'image' or 'build', not both");
  }
  if (conda && build && !image) {
    scope.add(keySpan(conda), Severity::error, "rule.conda-with-build",
              "'conda_file' goes with 'image' only; install the packages in the Dockerfile of 'build'");
  }
  if (build.resolved().isMapping() && !isWritten(build.resolved().find("path")) &&
      !hasMisspelt(build.resolved(), "path")) {
    scope.add(keySpan(build), Severity::error, "rule.build-path",
              "'build' wants the 'path' of the folder that holds the Dockerfile");
  }
  if (build.resolved().isMapping()) checkDockerfile(build.resolved(), scope);
  checkImage(image, scope);
  if (conda.resolved().isMapping()) checkConda(conda.resolved(), scope);
  checkCondaText(conda, scope);
  if (image && conda) checkPython(image, conda, scope);
}

void checkEnvironmentFile(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  if (root.find("dependencies")) return tellCondaFile(root, scope);
  if (root.isMapping()) checkNamed(root, scope);
  checkEnvironmentBody(root, scope);
}

}  // namespace footplate::ide
