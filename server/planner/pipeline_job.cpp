#include "planner/pipeline_job.h"

#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "planner/code_includes.h"
#include "planner/command_body.h"
#include "planner/component.h"
#include "planner/compute.h"
#include "planner/control_flow.h"
#include "planner/data_reader.h"
#include "planner/job_header.h"
#include "planner/project_config.h"
#include "planner/step_ports.h"
#include "planner/unused_fields.h"
#include "runner/pipeline.h"
#include "runner/step_reuse.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

using yaml::Node;

constexpr std::size_t mostSteps = 10'000;  // of a pipeline, with those within its steps
constexpr int deepest = 8;                 // pipelines within pipelines, and loops within loops

// One pipeline: the job itself, or a component of several steps.
struct Level {
  Node body;           // with `jobs`
  std::string folder;  // of the file it is written in
  std::string defaultCompute;
  std::string defaultDatastore;
  int depth = 0;
  std::string onInit = {};  // the step before all others
};

// Where a step stands.
struct Place {
  const Level& level;
  Node jobs;                        // of the pipeline around it
  const runner::RunPlan& pipeline;  // that pipeline; its inputs and outputs are read already
  Node inputs = {};                 // of the item of a loop, before what the step says itself
  int loops = 0;                    // around it in this pipeline
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
    noteUnused(job_, plan.notes);
    Level level{job_, request_.document->folder(), "", "", 0};
    Component component;
    if (const Node reference = job_.find("component"); reference && !job_.find("jobs")) {
      auto found = findComponent(reference, level.folder, *request_.workspace, "the job");
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

  void readSettings(Node settings, Level& level, runner::RunPlan& plan) {
    noteUnusedSettings(settings, plan.notes);
    takeNotes(plan);
    level.defaultCompute = textAt(settings, "default_compute");
    level.defaultDatastore = datastoreName(textAt(settings, "default_datastore"));
    plan.continueOnStepFailure =
        yaml::asBoolean(settings.find("continue_on_step_failure").resolved()).value_or(false);
    plan.forceRerun = yaml::asBoolean(settings.find("force_rerun").resolved()).value_or(false);
    level.onInit = stepNamed(textAt(settings, "on_init"));
    plan.onFinalize = stepNamed(textAt(settings, "on_finalize"));
  }

  // "azureml:workspaceblobstore" -> "workspaceblobstore"
  static std::string datastoreName(std::string reference) {
    if (reference.starts_with("azureml:")) reference.erase(0, 8);
    return fileName(reference);
  }

  Result<void> readSteps(const Level& level, runner::RunPlan& pipeline) {
    const Node jobs = level.body.find("jobs").resolved();
    const Place place{level, jobs, pipeline};
    std::set<std::string> bodies;
    for (const yaml::Entry entry : jobs.entries()) bodies.insert(loopBody(entry.value));
    std::vector<runner::RunPlan> steps;
    for (const yaml::Entry entry : jobs.entries()) {
      const std::string name(entry.key.text());
      if (bodies.contains(name)) continue;
      auto step = readStep(place, name, entry.value.resolved());
      if (!step) return fail(step.error());
      steps.push_back(std::move(*step));
    }
    if (steps.empty()) return fail(ErrorCode::invalid, doing() + "the pipeline has no steps");
    settleOrder(jobs, level.onInit, steps);
    pipeline.steps = std::move(steps);
    adoptTypes(level.body.find("outputs").resolved(), pipeline);
    const auto order = runner::stepOrder(pipeline.steps);
    if (!order) return fail(order.error().code, doing() + order.error().message);
    return {};
  }

  Result<runner::RunPlan> readStep(const Place& place, const std::string& name, Node node) {
    if (++steps_ > mostSteps) {
      return fail(ErrorCode::invalid, doing() + "with all that stand within its steps it has more than " +
                                          std::to_string(mostSteps) + " steps");
    }
    if (isControlType(bodyType(node))) return readControlStep(place, name, node);
    Component component;
    if (const Node reference = node.find("component")) {
      auto found = findComponent(reference, place.level.folder, *request_.workspace, "step " + name);
      if (!found) return fail(found.error());
      component = std::move(*found);
    }
    const std::string type = node.find("type") || !component.body ? bodyType(node) : component.type;
    const bool differs = component.body && component.type != type;
    if (type == "command" && !differs) return readCommand(place, name, node, component);
    if (type == "pipeline" && !differs && component.body) return readPipeline(place, name, node, component);
    return fail(ErrorCode::unsupported,
                doing() + "the step " + name + " is of the kind " + (differs ? component.type : type) +
                    ", which this version cannot run; it runs steps of the kinds command, pipeline, if_else, "
                    "do_while and parallel_for");
  }

  Result<runner::RunPlan> readControlStep(const Place& place, const std::string& name, Node node) {
    const runner::PipelineValues known = knownValues(place.pipeline);
    auto control = readControl(name, node, known);
    if (!control) return fail(control.error().code, doing() + control.error().message);
    runner::RunPlan step = frameOf(place, name, node);
    step.kind = bodyType(node);
    step.compute = "local";
    step.control = std::move(*control);
    const std::string body = loopBody(node);
    if (step.kind == "if_else") return step;
    if (!place.jobs.find(body))
      return fail(ErrorCode::invalid, doing() + "the step " + name + ": its body is no step of the pipeline");
    if (place.loops + 1 >= deepest) {
      return fail(ErrorCode::invalid, doing() + "the step " + name + ": loops stand within loops more than " +
                                          std::to_string(deepest) + " deep; does a loop repeat itself?");
    }
    Place inside = place;
    ++inside.loops;
    auto steps =
        step.kind == "do_while" ? readRounds(inside, body, step) : readCopies(inside, name, node, body, step);
    if (!steps) return fail(steps.error());
    wrapInLoop(step, std::move(*steps));
    return step;
  }

  using Steps = Result<std::vector<runner::RunPlan>>;

  // One round stands for all.
  Steps readRounds(const Place& place, const std::string& body, runner::RunPlan& loop) {
    auto step = readStep(place, body, place.jobs.find(body).resolved());
    if (!step) return fail(step.error());
    loop.outputs = step->outputs;
    runner::runAlways(*step);  // a round is another one, whatever it is given
    return std::vector<runner::RunPlan>{std::move(*step)};
  }

  Steps readCopies(const Place& place, const std::string& name, Node node, const std::string& body,
                   runner::RunPlan& loop) {
    const auto items = readItems(name, node, knownValues(place.pipeline));
    if (!items) return fail(items.error().code, doing() + items.error().message);
    std::vector<runner::RunPlan> steps;
    for (const LoopItem& item : items->list) {
      Place own = place;
      own.inputs = item.inputs;
      auto step = readStep(own, body, place.jobs.find(body).resolved());
      if (!step) return fail(step.error());
      step->step = body + "_" + item.name;
      step->displayName = step->step;
      steps.push_back(std::move(*step));
    }
    loop.outputs = steps.front().outputs;
    const PipelineScope scope{request_.workspace, place.level.folder, place.jobs, &place.pipeline,
                              place.level.defaultDatastore};
    const auto written = StepPorts(scope, name, node, nullptr).outputs();
    if (!written) return fail(written.error());
    for (runner::PlanOutput& output : loop.outputs) {
      if (output.literal.empty()) output.type = "mltable";
      const auto own = std::ranges::find(*written, output.name, &runner::PlanOutput::name);
      output.path = own == written->end() ? std::string() : own->path;
    }
    return steps;
  }

  Result<runner::RunPlan> readCommand(const Place& place, const std::string& name, Node node,
                                      const Component& component) {
    auto started = readFrame(place, name, node, component);
    if (!started) return started;
    runner::RunPlan step = std::move(*started);
    const BodyContext own{request_.workspace, place.level.folder, request_.root, request_.strictEnvironment,
                          knownValues(place.pipeline)};
    BodyContext theirs = own;
    theirs.folder = component.folder;
    if (component.body) {
      if (auto read = readCommandBody(component.body, theirs, step); !read)
        return fail(about(name, read.error()));
      auto includes = readIncludes(component, *request_.workspace);
      if (!includes) return fail(about(name, includes.error()));
      step.codeIncludes = std::move(*includes);
    }
    if (auto read = readCommandBody(node, own, step); !read) return fail(about(name, read.error()));
    step.deterministic = yaml::asBoolean(component.body.find("is_deterministic").resolved()).value_or(true);
    if (step.command.empty())
      return fail(ErrorCode::invalid, doing() + "the step " + name + " has no command");
    for (auto& [variable, value] : step.environmentVariables) value = runner::bindKnown(value, own.known);
    step.command = runner::bindKnown(step.command, own.known);
    std::string compute = request_.compute;
    if (compute.empty()) compute = runner::bindKnown(textAt(node, "compute"), own.known);
    if (compute.empty()) compute = place.level.defaultCompute;
    if (auto chosen = chooseCompute(compute, own, step); !chosen) return fail(about(name, chosen.error()));
    takeNotes(step);
    return step;
  }

  Result<runner::RunPlan> readPipeline(const Place& place, const std::string& name, Node node,
                                       const Component& component) {
    const Level& level = place.level;
    if (level.depth + 1 >= deepest) {
      return fail(ErrorCode::invalid, doing() + "the step " + name +
                                          ": pipelines stand within pipelines more than " +
                                          std::to_string(deepest) + " deep; does a component name itself?");
    }
    auto started = readFrame(place, name, node, component);
    if (!started) return started;
    runner::RunPlan step = std::move(*started);
    step.kind = "pipeline";
    step.compute = "local";
    noteUnused(node, step.notes);
    Level inner{component.body, component.folder, "", "", level.depth + 1};
    readSettings(node.find("settings").resolved(), inner, step);
    if (inner.defaultCompute.empty()) inner.defaultCompute = level.defaultCompute;
    if (inner.defaultDatastore.empty()) inner.defaultDatastore = level.defaultDatastore;
    step.continueOnStepFailure = step.continueOnStepFailure || place.pipeline.continueOnStepFailure;
    step.forceRerun = step.forceRerun || place.pipeline.forceRerun;
    if (auto steps = readSteps(inner, step); !steps) return fail(about(name, steps.error()));
    return step;
  }

  // What all steps have: their names and texts.
  static runner::RunPlan frameOf(const Place& place, const std::string& name, Node node) {
    runner::RunPlan step;
    step.root = place.pipeline.root;
    step.local = place.pipeline.local;
    step.sourceFile = place.pipeline.sourceFile;
    step.experiment = place.pipeline.experiment;
    step.forceRerun = place.pipeline.forceRerun;
    step.step = name;
    step.displayName = textAt(node, "display_name");
    if (step.displayName.empty()) step.displayName = name;
    step.description = textAt(node, "description");
    readTextMap(node.find("tags"), step.tags);
    readTextMap(node.find("properties"), step.properties);
    return step;
  }

  // That, and inputs and outputs.
  Result<runner::RunPlan> readFrame(const Place& place, const std::string& name, Node node,
                                    const Component& component) {
    runner::RunPlan step = frameOf(place, name, node);
    if (!component.file.empty()) step.sourceFile = component.file;
    const PipelineScope scope{request_.workspace, place.level.folder, place.jobs, &place.pipeline,
                              place.level.defaultDatastore};
    const StepPorts ports(scope, name, node, component.body ? &component : nullptr, place.inputs);
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
  std::size_t steps_ = 0;  // that were begun
};

}  // namespace

Result<runner::RunPlan> planPipelineJob(const PlanRequest& request) {
  return PipelineJob(request).plan();
}

}  // namespace footplate::planner
