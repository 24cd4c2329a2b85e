// The environment of a v1 run: a registered one by name, or an image with conda packages.
#include "base/path.h"
#include "base/strings.h"
#include "ide/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr const char* usualImage = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest";

// Where the packages are, as `conda_file` says it; "" for none.
std::string condaFile(const MigrationScope& scope, Node python) {
  if (const Node inside = v1Find(python, "condaDependencies"); inside.isMapping() && inside.size() > 0) {
    const std::string name = scope.stem + "-conda.yml";
    scope.made.files.push_back({name, yamlBlock(inside, 0)});
    return "./" + name;
  }
  const std::string file = v1Text(python, "condaDependenciesFile");
  if (file.empty()) return {};
  const std::string path = scope.found(file);
  if (scope.workspace.seesFiles() && !scope.workspace.exists(path))
    scope.note("'environment.python.condaDependenciesFile': there is no '" + file + "'");
  return scope.shown(path);
}

std::string imageOf(const MigrationScope& scope, Node docker) {
  std::string image = v1Text(docker, "baseImage");
  if (image.empty()) {
    scope.note("'environment.docker.baseImage' names no image: a usual one stands in its place");
    return usualImage;
  }
  const Node registry = v1Find(docker, "baseImageRegistry");
  const std::string address = v1Text(registry, "address");
  if (!address.empty() && !image.starts_with(address + "/")) image = address + "/" + image;
  if (v1Find(registry, "username") || v1Find(registry, "password"))
    scope.note("'environment.docker.baseImageRegistry': make a workspace connection for its credentials");
  return image;
}

// A Dockerfile: its text, or the path of one.
std::string buildOf(const MigrationScope& scope, const std::string& dockerfile) {
  std::string folder = ".";
  std::string name = scope.stem + ".Dockerfile";
  const bool isText = dockerfile.find('\n') != std::string::npos || toLower(dockerfile).starts_with("from ");
  if (isText) {
    scope.made.files.push_back({name, dockerfile.ends_with('\n') ? dockerfile : dockerfile + "\n"});
  } else {
    const std::string path = scope.found(dockerfile);
    folder = scope.shown(parentPath(path));
    name = fileName(path);
  }
  return "  build:\n    path: " + yamlText(folder) + "\n    dockerfile_path: " + yamlText(name) + "\n";
}

void noteTheRest(const MigrationScope& scope, Node python, Node docker) {
  const bool own = yaml::asBoolean(v1Find(python, "userManagedDependencies")).value_or(false);
  const std::string interpreter = v1Text(python, "interpreterPath");
  if (own && !interpreter.empty() && interpreter != "python")
    scope.note("'environment.python.interpreterPath': the image decides which Python runs");
  if (v1Find(python, "baseCondaEnvironment"))
    scope.note("'environment.python.baseCondaEnvironment' has no counterpart");
  if (yaml::asBoolean(v1Find(docker, "enabled")) == false)
    scope.note("'environment.docker.enabled: false' has no counterpart: a v2 job always has an image");
  if (yaml::asBoolean(v1Find(docker, "sharedVolumes")) == false)
    scope.note("'environment.docker.sharedVolumes' has no counterpart");
}

}  // namespace

std::string migrateEnvironment(const MigrationScope& scope) {
  const Node environment = v1Find(scope.root, "environment");
  const Node python = v1Find(environment, "python");
  const Node docker = v1Find(environment, "docker");
  const std::string name = v1Text(environment, "name");
  const std::string version = v1Text(environment, "version");
  const bool defined = v1Find(python, "condaDependenciesFile") || v1Find(python, "condaDependencies") ||
                       v1Find(docker, "baseImage") || v1Find(docker, "baseDockerfile");
  if (isAssetName(name) && (isAssetName(version) || !defined))
    return "environment: azureml:" + name + (isAssetName(version) ? ":" + version : "@latest") + "\n";
  noteTheRest(scope, python, docker);
  const bool own = yaml::asBoolean(v1Find(python, "userManagedDependencies")).value_or(false);
  const Node dockerfile = v1Find(docker, "baseDockerfile");
  if (dockerfile.isScalar()) {
    if (!own && (v1Find(python, "condaDependencies") || v1Find(python, "condaDependenciesFile")))
      scope.note("the conda packages: install them in the Dockerfile, 'build' takes no 'conda_file'");
    return "environment:\n" + buildOf(scope, std::string(dockerfile.text()));
  }
  std::string text = "environment:\n  image: " + yamlText(imageOf(scope, docker)) + "\n";
  if (own) return text;
  const std::string conda = condaFile(scope, python);
  return conda.empty() ? text : text + "  conda_file: " + yamlText(conda) + "\n";
}

}  // namespace footplate::ide
