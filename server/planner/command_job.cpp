#include "planner/command_job.h"

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "planner/data_reader.h"
#include "planner/environment_reader.h"
#include "planner/literal.h"
#include "planner/project_config.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

std::string textAt(yaml::Node job, std::string_view key) {
  return std::string(trim(job.find(key).resolved().text()));
}

// "azureml:cpu-cluster" -> "cpu-cluster"; an ARM id -> its last part.
std::string computeName(std::string reference) {
  if (reference.starts_with("azureml:")) reference.erase(0, 8);
  if (reference.find('/') != std::string::npos) reference = fileName(reference);
  return reference.empty() ? "local" : reference;
}

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
    plan_.root = request_.root;
    plan_.local = std::move(config->local);
    plan_.sourceFile = document_.path;
    readHeader();
    readMaps();
    readResources();
    for (const auto step : {&CommandJob::readCode, &CommandJob::readInputs, &CommandJob::readOutputs,
                            &CommandJob::readEnvironmentOfJob}) {
      if (auto read = (this->*step)(); !read) return fail(read.error());
    }
    return std::move(plan_);
  }

 private:
  void readHeader() {
    plan_.id = textAt(job_, "name");
    plan_.displayName = textAt(job_, "display_name");
    plan_.description = textAt(job_, "description");
    plan_.experiment = textAt(job_, "experiment_name");
    if (plan_.experiment.empty()) plan_.experiment = fileName(folder_);
    plan_.command = std::string(job_.find("command").resolved().text());
    plan_.compute = computeName(textAt(job_, "compute"));
    const std::string file = joinPath(request_.root, ".footplate/compute/" + plan_.compute + ".yml");
    if (plan_.compute == "local") return;
    const bool known = request_.workspace->exists(file);
    plan_.notes.push_back("compute " + plan_.compute +
                          (known ? " cannot be reached by this version" : " is unknown here") +
                          ": the run goes to local");
  }

  void readMaps() {
    readTextMap("tags", plan_.tags);
    readTextMap("properties", plan_.properties);
    readTextMap("environment_variables", plan_.environmentVariables);
  }

  void readTextMap(std::string_view key, std::map<std::string, std::string>& out) const {
    for (const yaml::Entry entry : job_.find(key).resolved().entries()) {
      const yaml::Node value = entry.value.resolved();
      out[std::string(entry.key.text())] = value.isNull() ? std::string() : literalText(value);
    }
  }

  void readResources() {
    plan_.timeoutSeconds = yaml::asInteger(job_.find("limits").resolved().find("timeout")).value_or(0);
    const yaml::Node distribution = job_.find("distribution").resolved();
    plan_.distribution.type = toLower(distribution.find("type").text());
    const auto number = [&](std::string_view key, int otherwise) {
      return static_cast<int>(yaml::asInteger(distribution.find(key)).value_or(otherwise));
    };
    plan_.distribution.processesPerNode = number("process_count_per_instance", 1);
    plan_.distribution.workers = number("worker_count", 1);
    plan_.distribution.parameterServers = number("parameter_server_count", 0);
    const auto nodes = yaml::asInteger(job_.find("resources").resolved().find("instance_count")).value_or(1);
    if (nodes > 1)
      plan_.notes.push_back("instance_count is " + std::to_string(nodes) +
                            ": this machine is one node, the run has one");
  }

  Result<void> readCode() {
    const std::string code = textAt(job_, "code");
    if (code.empty()) return {};
    if (!uriScheme(code).empty()) {
      return fail(ErrorCode::unsupported,
                  "reading code: " + code + ": only a local folder can be run by this version");
    }
    plan_.codePath = joinPath(folder_, code);
    if (request_.workspace->exists(plan_.codePath)) return {};
    return fail(ErrorCode::notFound, "reading code: " + plan_.codePath + ": no such folder");
  }

  Result<void> readInputs() {
    DataReader reader({request_.workspace, folder_, request_.root, plan_.local});
    for (const yaml::Entry entry : job_.find("inputs").resolved().entries()) {
      auto input = reader.input(std::string(entry.key.text()), entry.value);
      if (!input) return fail(input.error());
      plan_.inputs.push_back(std::move(*input));
    }
    plan_.secrets = reader.secrets();
    return {};
  }

  Result<void> readOutputs() {
    const DataReader reader({request_.workspace, folder_, request_.root, plan_.local});
    for (const yaml::Entry entry : job_.find("outputs").resolved().entries()) {
      auto output = reader.output(std::string(entry.key.text()), entry.value);
      if (!output) return fail(output.error());
      plan_.outputs.push_back(std::move(*output));
    }
    return {};
  }

  Result<void> readEnvironmentOfJob() {
    auto spec = readEnvironment({job_.find("environment"), folder_, request_.root, request_.workspace});
    if (!spec) return fail(spec.error());
    plan_.environment = std::move(*spec);
    plan_.environment.strict = request_.strictEnvironment;
    if (!plan_.environment.image.empty() || !plan_.environment.dockerfile.empty()) {
      plan_.notes.push_back("no container is used: the image says no more than a Python version");
    }
    return {};
  }

  const PlanRequest& request_;
  const ide::Document& document_;
  yaml::Node job_;
  std::string folder_;
  runner::RunPlan plan_;
};

}  // namespace

Result<runner::RunPlan> planCommandJob(const PlanRequest& request) {
  return CommandJob(request).plan();
}

}  // namespace footplate::planner
