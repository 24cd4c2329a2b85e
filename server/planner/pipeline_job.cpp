#include "planner/pipeline_job.h"

#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "planner/command_body.h"
#include "planner/component.h"
#include "planner/compute.h"
#include "planner/data_reader.h"
#include "planner/job_header.h"
#include "planner/project_config.h"
#include "planner/step_ports.h"
#include "runner/pipeline.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

using yaml::Node;

constexpr int deepest = 8;  // pipelines within pipelines

// One pipeline: the job itself, or a component of several steps.
struct Level {
  Node body;           // with `jobs`
  std::string folder;  // of the file it is written in
  std::string defaultCompute;
  std::string defaultDatastore;
  int depth = 0;
};

class PipelineJob {
 public:
  explicit PipelineJob(const PlanRequest& request)
      : request_(request), job_(request.document->yaml().root().resolved()) {}

  Result<runner::RunPlan> plan() {
    auto config = readProjectConfig(request_.root, *request_.workspace);
    if (!config) return fail(config.error());
    runner::RunPlan plan;
    plan.root = request_.root;
    plan.local = std::move(config->local);
    plan.sourceFile = request_.document->path;
    plan.kind = "pipeline";
    readJobHeader(job_, request_.document->folder(), plan);
    Level level{job_, request_.document->folder(), "", "", 0};
    Component component;
    if (const Node reference = job_.find("component"); reference && !job_.find("jobs")) {
      auto found = findComponent(reference, level.folder, *request_.workspace, plan.experiment);
      if (!found) return fail(found.error());
      component = std::move(*found);
      level.body = component.body;
      level.folder = component.folder;
    }
    readSettings(job_.find("settings").resolved(), level, plan);
    if (auto ports = readPorts(level, component, plan); !ports) return fail(ports.error());
    if (level.defaultCompute.empty()) level.defaultCompute = textAt(job_, "compute");
    plan.compute = "local";
    if (auto steps = readSteps(level, plan); !steps) return fail(steps.error());
    plan.secrets = std::move(secrets_);
    plan.notes = std::move(notes_);
    return plan;
  }

 private:
  std::string doing() const { return "planning " + request_.document->path + ": "; }

  // The job's own inputs and outputs are read as those of a step of nothing, whose component it may be.
  Result<void> readPorts(const Level& level, const Component& component, runner::RunPlan& plan) {
    const runner::RunPlan around = plan;
    const PipelineScope scope{request_.workspace, request_.document->folder(), Node(), &around,
                              level.defaultDatastore};
    const StepPorts ports(scope, fileStem(request_.document->path), job_,
                          component.body ? &component : nullptr);
    auto inputs = ports.inputs(secrets_);
    if (!inputs) return fail(inputs.error());
    plan.inputs = std::move(*inputs);
    auto outputs = ports.outputs();
    if (!outputs) return fail(outputs.error());
    plan.outputs = std::move(*outputs);
    return {};
  }

  static void readSettings(Node settings, Level& level, runner::RunPlan& plan) {
    level.defaultCompute = textAt(settings, "default_compute");
    level.defaultDatastore = datastoreName(textAt(settings, "default_datastore"));
    plan.continueOnStepFailure =
        yaml::asBoolean(settings.find("continue_on_step_failure").resolved()).value_or(false);
    plan.forceRerun = yaml::asBoolean(settings.find("force_rerun").resolved()).value_or(false);
  }

  // "azureml:workspaceblobstore" -> "workspaceblobstore"
  static std::string datastoreName(std::string reference) {
    if (reference.starts_with("azureml:")) reference.erase(0, 8);
    return fileName(reference);
  }

  Result<void> readSteps(const Level& level, runner::RunPlan& pipeline) {
    const Node jobs = level.body.find("jobs").resolved();
    for (const yaml::Entry entry : jobs.entries()) {
      const std::string name(entry.key.text());
      auto step = readStep(level, name, entry.value.resolved(), jobs, pipeline);
      if (!step) return fail(step.error());
      pipeline.steps.push_back(std::move(*step));
    }
    if (pipeline.steps.empty()) return fail(ErrorCode::invalid, doing() + "the pipeline has no steps");
    adoptTypes(level.body.find("outputs").resolved(), pipeline);
    const auto order = runner::stepOrder(pipeline.steps);
    if (!order) return fail(order.error().code, doing() + order.error().message);
    return {};
  }

  Result<runner::RunPlan> readStep(const Level& level, const std::string& name, Node node, Node jobs,
                                   const runner::RunPlan& pipeline) {
    Component component;
    if (const Node reference = node.find("component")) {
      auto found = findComponent(reference, level.folder, *request_.workspace, name);
      if (!found) return fail(found.error());
      component = std::move(*found);
    }
    const std::string type = node.find("type") || !component.body ? bodyType(node) : component.type;
    const bool differs = component.body && component.type != type;
    if (type == "command" && !differs) return readCommand(level, name, node, jobs, component, pipeline);
    if (type == "pipeline" && !differs && component.body)
      return readPipeline(level, name, node, jobs, component, pipeline);
    return fail(ErrorCode::unsupported,
                doing() + "the step " + name + " is of the kind " + (differs ? component.type : type) +
                    ", which this version cannot run; it runs steps of the kinds command "
                    "and pipeline");
  }

  Result<runner::RunPlan> readCommand(const Level& level, const std::string& name, Node node, Node jobs,
                                      const Component& component, const runner::RunPlan& pipeline) {
    auto started = readFrame(level, name, node, jobs, component, pipeline);
    if (!started) return started;
    runner::RunPlan step = std::move(*started);
    const BodyContext own{request_.workspace, level.folder, request_.root, request_.strictEnvironment,
                          knownValues(pipeline)};
    BodyContext theirs = own;
    theirs.folder = component.folder;
    if (component.body) {
      if (auto read = readCommandBody(component.body, theirs, step); !read)
        return fail(about(name, read.error()));
    }
    if (auto read = readCommandBody(node, own, step); !read) return fail(about(name, read.error()));
    if (step.command.empty())
      return fail(ErrorCode::invalid, doing() + "the step " + name + " has no command");
    for (auto& [variable, value] : step.environmentVariables) value = runner::bindKnown(value, own.known);
    step.command = runner::bindKnown(step.command, own.known);
    std::string compute = request_.compute;
    if (compute.empty()) compute = runner::bindKnown(textAt(node, "compute"), own.known);
    if (compute.empty()) compute = level.defaultCompute;
    if (auto chosen = chooseCompute(compute, own, step); !chosen) return fail(about(name, chosen.error()));
    takeNotes(step);
    return step;
  }

  Result<runner::RunPlan> readPipeline(const Level& level, const std::string& name, Node node, Node jobs,
                                       const Component& component, const runner::RunPlan& pipeline) {
    if (level.depth + 1 >= deepest) {
      return fail(ErrorCode::invalid, doing() + "the step " + name +
                                          ": pipelines stand within pipelines more than " +
                                          std::to_string(deepest) + " deep; does a component name itself?");
    }
    auto started = readFrame(level, name, node, jobs, component, pipeline);
    if (!started) return started;
    runner::RunPlan step = std::move(*started);
    step.kind = "pipeline";
    step.compute = "local";
    Level inner{component.body, component.folder, "", "", level.depth + 1};
    readSettings(node.find("settings").resolved(), inner, step);
    if (inner.defaultCompute.empty()) inner.defaultCompute = level.defaultCompute;
    if (inner.defaultDatastore.empty()) inner.defaultDatastore = level.defaultDatastore;
    step.continueOnStepFailure = step.continueOnStepFailure || pipeline.continueOnStepFailure;
    step.forceRerun = step.forceRerun || pipeline.forceRerun;
    if (auto steps = readSteps(inner, step); !steps) return fail(about(name, steps.error()));
    return step;
  }

  // What all kinds of steps have: names, texts, inputs and outputs.
  Result<runner::RunPlan> readFrame(const Level& level, const std::string& name, Node node, Node jobs,
                                    const Component& component, const runner::RunPlan& pipeline) {
    runner::RunPlan step;
    step.root = pipeline.root;
    step.local = pipeline.local;
    step.sourceFile = component.file.empty() ? pipeline.sourceFile : component.file;
    step.experiment = pipeline.experiment;
    step.forceRerun = pipeline.forceRerun;
    step.step = name;
    step.displayName = textAt(node, "display_name");
    if (step.displayName.empty()) step.displayName = name;
    step.description = textAt(node, "description");
    readTextMap(node.find("tags"), step.tags);
    readTextMap(node.find("properties"), step.properties);
    const PipelineScope scope{request_.workspace, level.folder, jobs, &pipeline, level.defaultDatastore};
    const StepPorts ports(scope, name, node, component.body ? &component : nullptr);
    auto inputs = ports.inputs(secrets_);
    if (!inputs) return fail(inputs.error().code, doing() + inputs.error().message);
    step.inputs = std::move(*inputs);
    auto outputs = ports.outputs();
    if (!outputs) return fail(outputs.error().code, doing() + outputs.error().message);
    step.outputs = std::move(*outputs);
    return step;
  }

  // An output of the pipeline that says no type is of that of the step's output which it takes.
  static void adoptTypes(Node written, runner::RunPlan& pipeline) {
    for (runner::PlanOutput& output : pipeline.outputs) {
      if (!textAt(written.find(output.name).resolved(), "type").empty()) continue;
      for (const runner::RunPlan& step : pipeline.steps) {
        const std::string binding = "${{parent.outputs." + output.name + "}}";
        const auto found = std::ranges::find(step.outputs, binding, &runner::PlanOutput::path);
        if (found != step.outputs.end()) output.type = found->type;
      }
    }
  }

  Error about(const std::string& step, const Error& error) const {
    return {error.code, doing() + "the step " + step + ": " + error.message};
  }

  // Said once for all steps.
  void takeNotes(runner::RunPlan& step) {
    for (std::string& note : step.notes) {
      if (std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(std::move(note));
    }
    step.notes.clear();
  }

  const PlanRequest& request_;
  Node job_;
  std::map<std::string, std::string> secrets_;
  std::vector<std::string> notes_;
};

}  // namespace

Result<runner::RunPlan> planPipelineJob(const PlanRequest& request) {
  return PipelineJob(request).plan();
}

}  // namespace footplate::planner
