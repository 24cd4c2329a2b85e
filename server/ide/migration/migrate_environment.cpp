// The environment of a v1 run: a registered one by name, or an image with conda packages.
#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// A text that is empty says as little as none.
bool isSaid(Node node) {
  return node && !(node.isScalar() && trim(node.text()).empty());
}

// Where the packages are, as the line `conda_file`; "" for none.
std::string condaLine(const MigrationScope& scope, Node python) {
  const Node inside = scope.find(python, "condaDependencies");
  scope.noteNoMapping(inside, "environment.python.condaDependencies");
  scope.readWhole(inside);
  if (inside.isMapping() && inside.size() > 0) {
    const std::string name = scope.addFile(scope.stem + "-conda.yml", yamlBlock(inside, 0));
    return "  conda_file: " + yamlText("./" + name) + "\n";
  }
  const std::string file = withSlashes(scope.text(python, "condaDependenciesFile"));
  if (file.empty()) return {};
  if (file.find("://") != std::string::npos) {
    scope.note("'environment.python.condaDependenciesFile': an address is no path, download the file");
    return {};
  }
  const std::string path = scope.found(file);
  if (scope.workspace.seesFiles() && !scope.workspace.exists(path))
    scope.note("'environment.python.condaDependenciesFile': there is no '" + file + "'");
  return "  " + scope.pathLine("conda_file", path);
}

std::string imageOf(const MigrationScope& scope, Node docker) {
  std::string image = scope.text(docker, "baseImage");
  if (image.empty()) {
    scope.note("'environment.docker.baseImage' names no image: a usual one stands in its place");
    return usualImage;
  }
  const Node registry = scope.find(docker, "baseImageRegistry");
  const std::string address = scope.text(registry, "address");
  if (!address.empty() && !image.starts_with(address + "/")) image = address + "/" + image;
  if (scope.find(registry, "username") || scope.find(registry, "password"))
    scope.note("'environment.docker.baseImageRegistry': make a workspace connection for its credentials");
  return image;
}

// A Dockerfile: its text, or the path of one.
std::string buildOf(const MigrationScope& scope, const std::string& dockerfile) {
  std::string folder = ".";
  std::string name = scope.stem + ".Dockerfile";
  const bool isText = dockerfile.find('\n') != std::string::npos || toLower(dockerfile).starts_with("from ");
  if (isText) {
    name = scope.addFile(name, dockerfile.ends_with('\n') ? dockerfile : dockerfile + "\n");
  } else {
    const std::string path = scope.found(withSlashes(dockerfile));
    if (scope.workspace.seesFiles() && scope.workspace.look(path) != FileKind::file) {
      scope.note("'environment.docker.baseDockerfile': there is no '" + dockerfile +
                 "', a usual image stands in its place");
      return "  image: " + std::string(usualImage) + "\n";
    }
    folder = scope.shown(parentPath(path));
    name = fileName(path);
  }
  return "  build:\n    path: " + yamlText(folder) + "\n    dockerfile_path: " + yamlText(name) + "\n";
}

void noteTheRest(const MigrationScope& scope, Node python, Node docker) {
  const bool own = truth(scope.find(python, "userManagedDependencies")).value_or(false);
  const std::string interpreter = scope.text(python, "interpreterPath");
  if (own && !interpreter.empty() && interpreter != "python")
    scope.note("'environment.python.interpreterPath': the image decides which Python runs");
  if (scope.find(python, "baseCondaEnvironment"))
    scope.note("'environment.python.baseCondaEnvironment' has no counterpart");
  const Node above = scope.find(scope.root, "docker");
  if (truth(scope.find(docker, "enabled")) == false || truth(scope.find(above, "useDocker")) == false)
    scope.note("without Docker there is no counterpart: a v2 job always has an image");
  for (const Node each : {docker, above}) {
    if (truth(scope.find(each, "sharedVolumes")) == false)
      scope.note("'docker.sharedVolumes: false' has no counterpart");
  }
  scope.readWhole(docker, "gpuSupport");
  scope.readWhole(docker, "platform");
  // Said by condaLine() and imageOf() where they count, of no use elsewhere.
  scope.readWhole(python, "condaDependencies");
  for (const char* key : {"condaDependenciesFile", "interpreterPath"}) scope.find(python, key);
  for (const char* key : {"baseImage", "baseDockerfile"}) scope.find(docker, key);
  scope.readWhole(docker, "baseImageRegistry");
}

}  // namespace

std::string migrateEnvironment(const MigrationScope& scope) {
  const Node environment = scope.find(scope.root, "environment");
  const Node python = scope.find(environment, "python");
  const Node docker = scope.find(environment, "docker");
  scope.noteNoMapping(environment, "environment");
  scope.noteNoMapping(python, "environment.python");
  scope.noteNoMapping(docker, "environment.docker");
  const std::string name = scope.text(environment, "name");
  const std::string version = scope.text(environment, "version");
  const bool hasConda =
      isSaid(scope.find(python, "condaDependencies")) || isSaid(scope.find(python, "condaDependenciesFile"));
  const Node dockerfile = scope.find(docker, "baseDockerfile");
  if (!version.empty() && !isAssetName(version))
    scope.note("'environment.version: " + version + "' has no counterpart: it is left out");
  const bool defined = hasConda || isSaid(scope.find(docker, "baseImage")) || isSaid(dockerfile);
  if (isAssetName(name) && (isAssetName(version) || !defined)) {
    for (const Node part : {python, docker}) scope.readWhole(part);
    return "environment: " + assetReference(name, version) + "\n";
  }
  if (!defined && !name.empty() && !isAssetName(name))
    scope.note("'environment.name: " + name + "' has no counterpart: it is left out");
  noteTheRest(scope, python, docker);
  const bool own = truth(scope.find(python, "userManagedDependencies")).value_or(false);
  if (dockerfile.isScalar() && isSaid(dockerfile)) {
    if (!own && hasConda)
      scope.note("the conda packages: install them in the Dockerfile, 'build' takes no 'conda_file'");
    return "environment:\n" + buildOf(scope, std::string(dockerfile.text()));
  }
  std::string text = "environment:\n  image: " + yamlText(imageOf(scope, docker)) + "\n";
  if (own) return text;
  return text + condaLine(scope, python);
}

}  // namespace footplate::ide
