// Rules of environments, in files of their own and in place.
#include <vector>

#include "ide/rule_parts.h"

namespace footplate::ide {
namespace {

using yaml::Node;

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
  scope.add(keySpan(root.find("dependencies")), Severity::error, "rule.environment-source",
            "this is a conda file and no environment: save it beside this file and name it by 'conda_file'");
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
  if (conda.resolved().isMapping()) checkConda(conda.resolved(), scope);
}

void checkEnvironmentFile(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  if (root.find("dependencies")) return tellCondaFile(root, scope);
  checkEnvironmentBody(root, scope);
}

}  // namespace footplate::ide
