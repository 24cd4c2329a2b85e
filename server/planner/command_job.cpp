#include "planner/command_job.h"

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "planner/code_includes.h"
#include "planner/command_body.h"
#include "planner/component.h"
#include "planner/compute.h"
#include "planner/data_reader.h"
#include "planner/job_header.h"
#include "planner/literal.h"
#include "planner/project_config.h"
#include "planner/step_ports.h"

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
    plan_.root = request_.root;
    plan_.local = std::move(config->local);
    plan_.sourceFile = document_.path;
    readJobHeader(job_, folder_, plan_);
    const BodyContext context{request_.workspace, folder_, request_.root, request_.strictEnvironment};
    if (auto chosen = chooseCompute(textAt(job_, "compute"), context, plan_); !chosen)
      return fail(chosen.error());
    if (job_.find("component")) {
      if (auto read = readComponent(context); !read) return fail(read.error());
    } else {
      if (auto read = readInputs(); !read) return fail(read.error());
      if (auto read = readOutputs(); !read) return fail(read.error());
    }
    if (auto read = readCommandBody(job_, context, plan_); !read) return fail(read.error());
    readPlaces();
    return std::move(plan_);
  }

 private:
  void readPlaces() {
    for (runner::PlanInput& input : plan_.inputs)
      input.placeInCode =
          placeInCode(job_.find("inputs").resolved().find(input.name), input.name, plan_.notes);
    for (runner::PlanOutput& output : plan_.outputs)
      output.placeInCode =
          placeInCode(job_.find("outputs").resolved().find(output.name), output.name, plan_.notes);
  }

  // As a step would be run by it: the job's own fields count before the component's.
  Result<void> readComponent(const BodyContext& context) {
    auto component = findComponent(job_.find("component"), folder_, *request_.workspace, "the job");
    if (!component) return fail(component.error());
    if (component->type != "command") {
      return fail(ErrorCode::unsupported, "reading the component of the job: it is of the kind " +
                                              component->type +
                                              ", a command job takes one of the kind command");
    }
    const runner::RunPlan around = plan_;
    const PipelineScope scope{request_.workspace, folder_, yaml::Node(), &around, ""};
    const StepPorts ports(scope, fileStem(document_.path), job_, &*component);
    auto inputs = ports.inputs(plan_.secrets);
    if (!inputs) return fail(inputs.error());
    plan_.inputs = std::move(*inputs);
    auto outputs = ports.outputs();
    if (!outputs) return fail(outputs.error());
    plan_.outputs = std::move(*outputs);
    auto includes = readIncludes(*component, *request_.workspace);
    if (!includes) return fail(includes.error());
    plan_.codeIncludes = std::move(*includes);
    BodyContext theirs = context;
    theirs.folder = component->folder;
    return readCommandBody(component->body, theirs, plan_);
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
