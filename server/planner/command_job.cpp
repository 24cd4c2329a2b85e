#include "planner/command_job.h"

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "planner/command_body.h"
#include "planner/job_header.h"
#include "planner/compute.h"
#include "planner/literal.h"
#include "planner/project_config.h"

namespace footplate::planner {

namespace {

class CommandJob {
 public:
  explicit CommandJob(const PlanRequest& request)
      : request_(request),
        document_(*request.document),
        job_(document_.yaml().root().resolved()),
        folder_(document_.folder()) {}

  Result<runner::RunPlan> plan() {
    auto config = readProjectConfig(request_.root, *request_.workspace);
    if (!config) return fail(config.error());
    config_ = std::move(*config);
    plan_.root = request_.root;
    plan_.local = config_.local;
    plan_.sourceFile = document_.path;
    readJobHeader(job_, folder_, plan_);
    const BodyContext context{request_.workspace, folder_, request_.root, request_.strictEnvironment};
    if (auto chosen = chooseCompute(textAt(job_, "compute"), context, plan_); !chosen)
      return fail(chosen.error());
    if (auto read = readCommandBody(job_, context, plan_); !read) return fail(read.error());
    if (auto read = readInputs(); !read) return fail(read.error());
    readOutputs();
    return std::move(plan_);
  }

 private:
  Result<void> readInputs() {
    for (const yaml::Entry entry : job_.find("inputs").resolved().entries()) {
      auto input = readInput(std::string(entry.key.text()), entry.value.resolved());
      if (!input) return fail(input.error());
      plan_.inputs.push_back(std::move(*input));
    }
    return {};
  }

  Result<runner::PlanInput> readInput(const std::string& name, yaml::Node value) const {
    runner::PlanInput input;
    input.name = name;
    if (!value.isMapping()) {
      input.value = value.isNull() ? std::string() : literalText(value);
      return input;
    }
    if (const yaml::Node literal = value.find("value")) {
      input.value = literalText(literal.resolved());
      return input;
    }
    const std::string type = toLower(textAt(value, "type"));
    const yaml::Node given = value.find("path") ? value.find("path") : value.find("default");
    const bool isParameter = type == "string" || type == "integer" || type == "number" || type == "boolean";
    if (isParameter) {
      input.value = literalText(given.resolved());
      return input;
    }
    input.type = type.empty() ? "uri_folder" : type;
    input.mode = toLower(textAt(value, "mode"));
    auto place = locate(std::string(trim(given.resolved().text())), "input " + name);
    if (!place) return fail(place.error());
    input.value = std::move(*place);
    return input;
  }

  // An absolute path, or the URI where the data is elsewhere.
  Result<std::string> locate(const std::string& reference, const std::string& what) const {
    if (reference.empty()) return fail(ErrorCode::invalid, "reading " + what + ": it has no path");
    constexpr std::string_view stores = "azureml://datastores/";
    if (reference.starts_with(stores)) return locateInDatastore(reference.substr(stores.size()));
    if (reference.starts_with("file://")) return pathFromUri(reference);
    if (reference.starts_with("file:")) return joinPath(folder_, std::string_view(reference).substr(5));
    if (isMirrored(reference) || (!uriScheme(reference).empty() && !reference.starts_with("azureml:")))
      return reference;
    if (reference.starts_with("azureml:")) {
      return fail(
          ErrorCode::notFound,
          "reading " + what + ": the data asset " + reference +
              " is not known here; give a path, or map its prefix in .footplate/config.yml under mirrors");
    }
    const std::string path = joinPath(folder_, reference);
    if (request_.workspace->exists(path)) return path;
    return fail(ErrorCode::notFound, "reading " + what + ": " + path + ": no such file or folder");
  }

  bool isMirrored(const std::string& reference) const {
    for (const auto& [prefix, path] : config_.local.mirrors) {
      if (reference.starts_with(prefix)) return true;
    }
    return false;
  }

  // "D/paths/P" -> .footplate/datastores/D/P, or where config.yml maps D.
  std::string locateInDatastore(const std::string& rest) const {
    const std::string name = rest.substr(0, rest.find('/'));
    std::string below = name.size() < rest.size() ? rest.substr(name.size() + 1) : std::string();
    if (below.starts_with("paths/")) below.erase(0, 6);
    const auto mapped = config_.datastores.find(name);
    const std::string base = mapped != config_.datastores.end()
                                 ? mapped->second
                                 : joinPath(request_.root, ".footplate/datastores/" + name);
    return joinPath(base, below);
  }

  void readOutputs() {
    for (const yaml::Entry entry : job_.find("outputs").resolved().entries()) {
      const yaml::Node value = entry.value.resolved();
      runner::PlanOutput output;
      output.name = std::string(entry.key.text());
      if (const std::string type = toLower(textAt(value, "type")); !type.empty()) output.type = type;
      output.mode = toLower(textAt(value, "mode"));
      const std::string path = textAt(value, "path");
      if (path.starts_with("azureml://datastores/") && path.find("${{") == std::string::npos) {
        output.path = locateInDatastore(path.substr(21));
      } else if (!path.empty() && uriScheme(path).empty() && path.find("${{") == std::string::npos) {
        output.path = joinPath(folder_, path);
      }
      plan_.outputs.push_back(std::move(output));
    }
  }

  const PlanRequest& request_;
  const ide::Document& document_;
  yaml::Node job_;
  std::string folder_;
  ProjectConfig config_;
  runner::RunPlan plan_;
};

}  // namespace

Result<runner::RunPlan> planCommandJob(const PlanRequest& request) {
  return CommandJob(request).plan();
}

}  // namespace footplate::planner
