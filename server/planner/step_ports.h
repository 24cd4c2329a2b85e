// What a step of a pipeline is given and gives: its inputs and outputs with the component's definitions,
// bound to what is known of the pipeline. What another step makes is known when that has run: its binding
// stays in the text.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ide/bindings/ports.h"
#include "ide/workspace.h"
#include "planner/component.h"
#include "runner/pipeline.h"
#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

// The pipeline around a step.
struct PipelineScope {
  const ide::Workspace* workspace = nullptr;
  std::string folder;                         // of the file with the steps
  yaml::Node jobs;                            // the mapping of steps
  const runner::RunPlan* pipeline = nullptr;  // its inputs and outputs are planned already
  std::string defaultDatastore;               // "" = the service's own
};

// The values of a pipeline that are known before it runs.
runner::PipelineValues knownValues(const runner::RunPlan& pipeline);

// A literal as the type of its input renders it: "20.0" -> "20" for integer, "true" -> "True" for boolean.
std::string castLiteral(std::string_view type, const std::string& text);

class StepPorts {
 public:
  // `component` is null for a step with its command in place; `before` has inputs that count before those of
  // the node. All outlive the object.
  StepPorts(const PipelineScope& scope, std::string step, yaml::Node node, const Component* component,
            yaml::Node before = {});

  // invalid, notFound or unsupported naming step and input. `secrets` takes the credentials of addresses.
  Result<std::vector<runner::PlanInput>> inputs(std::map<std::string, std::string>& secrets) const;
  Result<std::vector<runner::PlanOutput>> outputs() const;

 private:
  using Input = Result<std::optional<runner::PlanInput>>;
  using Secrets = std::map<std::string, std::string>;

  Input input(const std::string& name, yaml::Node value, const ide::Port* definition, Secrets& secrets,
              unsigned depth) const;
  Input fromPipeline(const std::string& name, const std::string& source, const ide::Port* definition) const;
  Input fromNeighbour(const std::string& name, std::string_view path, const ide::Port* definition,
                      Secrets& secrets, unsigned depth) const;
  Input written(const std::string& name, yaml::Node value, const ide::Port* definition,
                Secrets& secrets) const;
  runner::PlanInput edge(const std::string& name, const std::string& text, yaml::Node value,
                         const ide::Port* definition) const;
  std::string typeOfOutput(std::string_view text) const;
  Result<runner::PlanOutput> output(const std::string& name, yaml::Node value,
                                    const ide::Port* definition) const;
  std::string what(const std::string& name) const;

  const PipelineScope& scope_;
  std::string step_;
  yaml::Node node_;
  const Component* component_;
  yaml::Node before_;
};

}  // namespace footplate::planner
