#include "planner/environment_reader.h"

#include <memory>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/curated.h"
#include "ide/image_python.h"
#include "planner/conda_reader.h"

namespace footplate::planner {

namespace {

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
    const ide::EnvironmentName asked = ide::readEnvironmentName(reference);
    // The project's own, of another version where it has not the one that is asked for.
    for (const std::string& version : {asked.version, std::string()}) {
      const std::string known = request_.workspace->assetFile("environment", asked.name, version);
      if (!known.empty()) return readFile(known);
    }
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
    spec.pythonVersion = ide::pythonOfImage(spec.image);
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
  std::string message =
      doing + "neither an environment file of the project nor a curated environment has this name";
  if (const std::string near = ide::nearestCurated(asked.name); !near.empty())
    message += "; the nearest is " + near;
  return fail(ErrorCode::notFound, message + wayOut);
}

Result<runner::EnvironmentSpec> readEnvironment(const EnvironmentRequest& request) {
  EnvironmentReader reader(request);
  return reader.read(request.node, request.folder);
}

}  // namespace footplate::planner
