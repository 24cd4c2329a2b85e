#include "planner/runconfig_environment.h"

#include "base/path.h"
#include "base/strings.h"
#include "ide/image_python.h"
#include "ide/v1_runconfig.h"
#include "planner/conda_reader.h"
#include "planner/environment_reader.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

using ide::v1Find;
using ide::v1Text;
using yaml::Node;

constexpr const char* noContainer = "no container is used: the image says no more than a Python version";

class Reader {
 public:
  Reader(const PlanRequest& request, bool isLocal)
      : request_(request),
        isLocal_(isLocal),
        environment_(v1Find(request.document->yaml().root().resolved(), "environment")),
        python_(v1Find(environment_, "python")),
        docker_(v1Find(environment_, "docker")) {}

  Result<V1Environment> read() {
    if (namesOne()) return readNamed();
    made_.spec.name = v1Text(environment_, "name");
    if (auto read = readImage(); !read) return fail(read.error());
    const bool own = yaml::asBoolean(v1Find(python_, "userManagedDependencies")).value_or(false);
    made_.spec.userManaged = own;
    if (auto read = own ? readInterpreter() : readPackages(); !read) return fail(read.error());
    return std::move(made_);
  }

 private:
  // A registered environment: a version says so, or that nothing else is defined.
  bool namesOne() const {
    if (v1Text(environment_, "name").empty()) return false;
    if (!v1Text(environment_, "version").empty()) return true;
    return !v1Find(python_, "condaDependencies") && !v1Find(python_, "condaDependenciesFile") &&
           !v1Find(docker_, "baseImage") && !v1Find(docker_, "baseDockerfile");
  }

  Result<V1Environment> readNamed() {
    const EnvironmentRequest asked{v1Find(environment_, "name"), request_.document->folder(), request_.root,
                                   request_.workspace};
    auto spec = readEnvironment(asked);
    if (!spec) return fail(spec.error());
    made_.spec = std::move(*spec);
    if (!made_.spec.image.empty() || !made_.spec.dockerfile.empty()) made_.notes.emplace_back(noContainer);
    return std::move(made_);
  }

  // Of the local target a container was used only where the file asks for one; all others have one.
  Result<void> readImage() {
    const Node dockerRun = v1Find(request_.document->yaml().root().resolved(), "docker");
    const bool asked = yaml::asBoolean(v1Find(docker_, "enabled")).value_or(false) ||
                       yaml::asBoolean(v1Find(dockerRun, "useDocker")).value_or(false);
    if (isLocal_ && !asked) return {};
    made_.spec.image = v1Text(docker_, "baseImage");
    made_.spec.pythonVersion = ide::pythonOfImage(made_.spec.image);
    if (const Node dockerfile = v1Find(docker_, "baseDockerfile"); dockerfile.isScalar()) {
      const std::string text(dockerfile.text());
      const bool isText = text.find('\n') != std::string::npos || toLower(text).starts_with("from ");
      const std::string path = ide::v1Path(*request_.document, *request_.workspace, text);
      const auto file = isText ? nullptr : request_.workspace->read(path);
      if (!isText && !file)
        return fail(ErrorCode::notFound, "reading the Dockerfile " + path + ": no such file");
      made_.spec.dockerfile = isText ? text : *file;
    }
    if (!made_.spec.image.empty() || !made_.spec.dockerfile.empty()) made_.notes.emplace_back(noContainer);
    return {};
  }

  // Nothing is installed; the packages are where the interpreter is.
  Result<void> readInterpreter() {
    const std::string path = v1Text(python_, "interpreterPath");
    if (path.find('/') == std::string::npos && path.find('\\') == std::string::npos) return {};
    const std::string here = joinPath(ide::sourceFolderOf(*request_.document, *request_.workspace), path);
    if (request_.workspace->exists(here)) {
      made_.interpreter = here;
    } else if (isLocal_) {
      return fail(ErrorCode::notFound, "'environment.python.interpreterPath': " + here +
                                           " is not on this machine; name a Python that is");
    } else {
      made_.notes.push_back("'environment.python.interpreterPath': " + path +
                            " is not on this machine, so the usual Python is taken");
    }
    return {};
  }

  Result<void> readPackages() {
    if (const Node inside = v1Find(python_, "condaDependencies"); inside.isMapping() && inside.size() > 0) {
      const std::string folder = ide::sourceFolderOf(*request_.document, *request_.workspace);
      return readConda(inside, folder, *request_.workspace, made_.spec);
    }
    const std::string file = v1Text(python_, "condaDependenciesFile");
    if (file.empty()) return {};
    return readCondaFile(ide::v1Path(*request_.document, *request_.workspace, file), *request_.workspace,
                         made_.spec);
  }

  const PlanRequest& request_;
  bool isLocal_;
  Node environment_;
  Node python_;
  Node docker_;
  V1Environment made_;
};

}  // namespace

Result<V1Environment> readV1Environment(const PlanRequest& request, bool isLocal) {
  return Reader(request, isLocal).read();
}

}  // namespace footplate::planner
