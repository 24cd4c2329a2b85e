#include "planner/environment_reader.h"

#include <memory>
#include <optional>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/curated.h"
#include "ide/references.h"
#include "planner/conda_reader.h"
#include "runner/environments/requirements.h"
#include "schema/kind.h"

namespace footplate::planner {

namespace {

constexpr int mostFiles = 2000;  // of a project that are looked into for a named environment

// "library/python:3.10-slim" -> "3.10"; "" where the image says none.
std::string pythonOfImage(std::string_view image) {
  const auto at = image.find("python");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = image.substr(at + 6);
  if (rest.empty() || (rest[0] != ':' && rest[0] != '-' && rest[0] != '3')) return {};
  const auto digit = rest.find("3.");
  if (digit == std::string_view::npos || digit > 1) return {};
  std::size_t end = digit + 2;
  while (end < rest.size() && rest[end] >= '0' && rest[end] <= '9') ++end;
  return std::string(rest.substr(digit, end - digit));
}

// "file:conda.yml" of early files is "conda.yml".
std::string_view withoutScheme(std::string_view path) {
  if (path.starts_with("file:") && !path.starts_with("file://")) path.remove_prefix(5);
  return path;
}

// What somebody does who needs an environment that is not to be had here.
constexpr const char* wayOut =
    "; name an image and a conda_file with the packages that the script imports, or give an environment of "
    "your own this name (a file with `name:`, or `footplate asset create FILE`)";

class EnvironmentReader {
 public:
  explicit EnvironmentReader(const EnvironmentRequest& request) : request_(request) {}

  Result<runner::EnvironmentSpec> read(yaml::Node node, const std::string& folder) {
    node = node.resolved();
    if (node.isMapping()) return readBody(node, folder, request_.file);
    const std::string reference(trim(node.text()));
    if (reference.empty()) return runner::EnvironmentSpec{};
    if (const std::string path = filePath(reference, folder); !path.empty()) return readFile(path);
    const ide::Reference named = ide::readReference(reference, true);
    if (named.form == ide::Reference::Form::asset) {
      const std::string known = request_.workspace->assetFile("environment", named.name, named.version);
      if (!known.empty()) return readFile(known);
    }
    const ide::EnvironmentName asked = ide::readEnvironmentName(reference);
    if (auto own = findInProject(asked.name, asked.version)) return readFile(*own);
    return curatedEnvironment(reference);
  }

 private:
  // "file:env.yml", "./env.yml" -> the file; "" for a name.
  std::string filePath(const std::string& reference, const std::string& folder) const {
    if (reference.starts_with("file:")) return joinPath(folder, withoutScheme(reference));
    if (!uriScheme(reference).empty()) return {};
    const std::string extension = fileExtension(reference);
    return extension == ".yml" || extension == ".yaml" ? joinPath(folder, reference) : std::string();
  }

  Result<runner::EnvironmentSpec> readFile(const std::string& path) {
    const auto text = request_.workspace->read(path);
    if (!text) return fail(ErrorCode::notFound, "reading the environment " + path + ": no such file");
    trees_.push_back(yaml::parse(text));
    auto spec = readBody(trees_.back()->root().resolved(), parentPath(path), path);
    if (spec && spec->name.empty()) spec->name = fileStem(path);
    return spec;
  }

  Result<runner::EnvironmentSpec> readBody(yaml::Node body, const std::string& folder,
                                           const std::string& file) {
    if (equalsIgnoreCase(trim(body.find("os_type").resolved().text()), "windows"))
      return fail(ErrorCode::unsupported,
                  "preparing the environment: its os_type is windows, and this machine has no Windows");
    runner::EnvironmentSpec spec;
    spec.name = std::string(body.find("name").text());
    spec.image = std::string(body.find("image").text());
    spec.pythonVersion = pythonOfImage(spec.image);
    const yaml::Node build = body.find("build").resolved();
    if (build.isMapping()) readBuild(build, folder, spec);
    const yaml::Node conda = body.find("conda_file").resolved();
    Result<void> read;
    if (conda.isMapping()) read = readConda(conda, folder, *request_.workspace, spec, file);
    if (conda.isScalar())
      read = readCondaFile(joinPath(folder, withoutScheme(conda.text())), *request_.workspace, spec);
    if (!read) return fail(read.error());
    return spec;
  }

  void readBuild(yaml::Node build, const std::string& folder, runner::EnvironmentSpec& spec) const {
    spec.buildContext = joinPath(folder, build.find("path").text());
    std::string name(build.find("dockerfile_path").text());
    if (name.empty()) name = "Dockerfile";
    spec.dockerfilePath = joinPath(spec.buildContext, name);
    if (const auto text = request_.workspace->read(spec.dockerfilePath)) spec.dockerfile = *text;
  }

  // The project's own environment file of that name: its path. Where several have it, the one of the version
  // asked for, else the highest.
  std::optional<std::string> findInProject(const std::string& name, const std::string& version) {
    std::vector<std::string> folders{request_.root};
    std::optional<std::string> best;
    std::string bestVersion;
    int looked = 0;
    while (!folders.empty() && !name.empty() && looked < mostFiles) {
      const std::string folder = folders.back();
      folders.pop_back();
      for (const auto& entry : request_.workspace->list(folder)) {
        const std::string path = joinPath(folder, entry.name);
        if (entry.isFolder) {
          if (!entry.name.starts_with('.') && entry.name != "node_modules") folders.push_back(path);
          continue;
        }
        const std::string extension = fileExtension(entry.name);
        if (extension != ".yml" && extension != ".yaml") continue;
        ++looked;
        const auto declared = declaredVersion(path, name);
        if (!declared) continue;
        if (!version.empty() && *declared == version) return path;
        if (best && runner::compareVersions(*declared, bestVersion) <= 0) continue;
        best = path;
        bestVersion = *declared;
      }
    }
    return best;
  }

  // The version of the environment `name` that the file declares; nothing when it declares another thing.
  std::optional<std::string> declaredVersion(const std::string& path, const std::string& name) const {
    const auto text = request_.workspace->read(path);
    if (!text || text->find(name) == std::string::npos) return std::nullopt;
    const auto tree = yaml::parse(text);
    if (tree->root().find("name").text() != name || schema::detectKind(path, *tree) != "environment")
      return std::nullopt;
    return std::string(tree->root().find("version").text());
  }

  const EnvironmentRequest& request_;
  std::vector<std::shared_ptr<const yaml::Tree>> trees_;
};

}  // namespace

Result<runner::EnvironmentSpec> curatedEnvironment(std::string_view reference) {
  const std::string doing = "resolving the environment " + std::string(reference) + ": ";
  if (const ide::CuratedEnvironment* found = ide::findCurated(reference)) {
    if (!found->refused.empty())
      return fail(ErrorCode::unsupported,
                  doing + "it cannot be had on this machine: " + found->refused + wayOut);
    runner::EnvironmentSpec spec;
    spec.name = std::string(reference);
    spec.pythonVersion = found->python;
    spec.packages = found->packages;
    return spec;
  }
  const ide::EnvironmentName asked = ide::readEnvironmentName(reference);
  if (!asked.registry.empty() && asked.registry != "azureml")
    return fail(ErrorCode::unsupported,
                doing + "the registry " + asked.registry + " cannot be read from this machine" + wayOut);
  std::vector<std::string> names;
  for (const ide::CuratedEnvironment& one : ide::curatedEnvironments()) names.push_back(one.name);
  std::string message =
      doing + "neither an environment file of the project nor a curated environment has this name";
  if (const std::string near = nearestName(asked.name, names); !near.empty())
    message += "; the nearest is " + near;
  return fail(ErrorCode::notFound, message + wayOut);
}

Result<runner::EnvironmentSpec> readEnvironment(const EnvironmentRequest& request) {
  EnvironmentReader reader(request);
  return reader.read(request.node, request.folder);
}

}  // namespace footplate::planner
