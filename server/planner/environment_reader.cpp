#include "planner/environment_reader.h"

#include <memory>
#include <optional>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/references.h"
#include "planner/conda_reader.h"
#include "schema/embedded.h"
#include "schema/kind.h"

namespace footplate::planner {

namespace {

constexpr std::string_view curatedFolder = "curated/";
constexpr int mostFiles = 2000;  // of a project that are looked into for a named environment

std::shared_ptr<const yaml::Tree> parseText(std::string_view text) {
  return yaml::parse(std::make_shared<const std::string>(text));
}

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

runner::EnvironmentSpec curatedSpec(yaml::Node file) {
  runner::EnvironmentSpec spec;
  spec.name = std::string(file.find("name").text());
  spec.pythonVersion = std::string(file.find("python").text());
  for (const yaml::Node package : file.find("packages").items()) spec.packages.emplace_back(package.text());
  return spec;
}

bool answersTo(yaml::Node file, const std::string& name) {
  if (equalsIgnoreCase(file.find("name").text(), name)) return true;
  for (const yaml::Node alias : file.find("aliases").items()) {
    if (equalsIgnoreCase(alias.text(), name)) return true;
  }
  return false;
}

class EnvironmentReader {
 public:
  explicit EnvironmentReader(const EnvironmentRequest& request) : request_(request) {}

  Result<runner::EnvironmentSpec> read(yaml::Node node, const std::string& folder) {
    node = node.resolved();
    if (node.isMapping()) return readBody(node, folder);
    const std::string reference(trim(node.text()));
    if (reference.empty()) return runner::EnvironmentSpec{};
    if (const std::string path = filePath(reference, folder); !path.empty()) return readFile(path);
    const ide::Reference named = ide::readReference(reference, true);
    if (named.form == ide::Reference::Form::asset) {
      const std::string known = request_.workspace->assetFile("environment", named.name, named.version);
      if (!known.empty()) return readFile(known);
    }
    if (auto own = findInProject(assetName(reference))) return readFile(*own);
    return curatedEnvironment(reference);
  }

 private:
  // "file:env.yml", "./env.yml" -> the file; "" for a name.
  std::string filePath(const std::string& reference, const std::string& folder) const {
    if (reference.starts_with("file:")) return joinPath(folder, std::string_view(reference).substr(5));
    if (!uriScheme(reference).empty()) return {};
    const std::string extension = fileExtension(reference);
    return extension == ".yml" || extension == ".yaml" ? joinPath(folder, reference) : std::string();
  }

  Result<runner::EnvironmentSpec> readFile(const std::string& path) {
    const auto text = request_.workspace->read(path);
    if (!text) return fail(ErrorCode::notFound, "reading the environment " + path + ": no such file");
    trees_.push_back(yaml::parse(text));
    auto spec = readBody(trees_.back()->root().resolved(), parentPath(path));
    if (spec && spec->name.empty()) spec->name = fileStem(path);
    return spec;
  }

  Result<runner::EnvironmentSpec> readBody(yaml::Node body, const std::string& folder) {
    runner::EnvironmentSpec spec;
    spec.name = std::string(body.find("name").text());
    spec.image = std::string(body.find("image").text());
    spec.pythonVersion = pythonOfImage(spec.image);
    const yaml::Node build = body.find("build").resolved();
    if (build.isMapping()) readBuild(build, folder, spec);
    const yaml::Node conda = body.find("conda_file").resolved();
    Result<void> read;
    if (conda.isMapping()) read = readConda(conda, folder, *request_.workspace, spec);
    if (conda.isScalar()) read = readCondaFile(joinPath(folder, conda.text()), *request_.workspace, spec);
    if (!read) return fail(read.error());
    return spec;
  }

  void readBuild(yaml::Node build, const std::string& folder, runner::EnvironmentSpec& spec) const {
    const std::string context = joinPath(folder, build.find("path").text());
    std::string name(build.find("dockerfile_path").text());
    if (name.empty()) name = "Dockerfile";
    if (const auto text = request_.workspace->read(joinPath(context, name))) spec.dockerfile = *text;
  }

  // The project's own environment file of that name: its path.
  std::optional<std::string> findInProject(const std::string& name) {
    std::vector<std::string> folders{request_.root};
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
        if (declaresEnvironment(path, name)) return path;
      }
    }
    return std::nullopt;
  }

  bool declaresEnvironment(const std::string& path, const std::string& name) const {
    const auto text = request_.workspace->read(path);
    if (!text || text->find(name) == std::string::npos) return false;
    const auto tree = yaml::parse(text);
    return tree->root().find("name").text() == name && schema::detectKind(path, *tree) == "environment";
  }

  const EnvironmentRequest& request_;
  std::vector<std::shared_ptr<const yaml::Tree>> trees_;
};

}  // namespace

std::string assetName(std::string_view reference) {
  if (const auto at = reference.find("/environments/"); at != std::string_view::npos) {
    reference.remove_prefix(at + 14);
    return std::string(reference.substr(0, reference.find('/')));
  }
  if (reference.starts_with("azureml:")) reference.remove_prefix(8);
  return std::string(reference.substr(0, reference.find_first_of(":@")));
}

Result<runner::EnvironmentSpec> curatedEnvironment(std::string_view reference) {
  const std::string name = assetName(reference);
  std::vector<std::string> names;
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (!file.path.starts_with(curatedFolder)) continue;
    const auto tree = parseText(file.text);
    if (answersTo(tree->root(), name)) {
      runner::EnvironmentSpec spec = curatedSpec(tree->root());
      spec.name = std::string(reference);
      return spec;
    }
    names.emplace_back(tree->root().find("name").text());
  }
  std::string message =
      "resolving the environment " + std::string(reference) +
      ": neither an environment file of the project nor a curated environment has this name";
  if (const std::string near = nearestName(name, names); !near.empty()) message += "; the nearest is " + near;
  return fail(ErrorCode::notFound, message);
}

Result<runner::EnvironmentSpec> readEnvironment(const EnvironmentRequest& request) {
  EnvironmentReader reader(request);
  return reader.read(request.node, request.folder);
}

}  // namespace footplate::planner
