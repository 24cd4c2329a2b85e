// Steps of a pipeline that decide instead of running a command (if_else, do_while, parallel_for), read from
// their nodes. Pure.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runner/pipeline.h"
#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

bool isControlType(std::string_view type);

// "${{parent.jobs.train}}" or "train" -> "train"; "" for what names no step.
std::string stepNamed(std::string_view text);

// The step that a loop runs, "" for another node.
std::string loopBody(yaml::Node node);

// What the node decides by; `known` stands for inputs of the pipeline around it. invalid, naming the step,
// where something is missing.
Result<runner::Control> readControl(const std::string& step, yaml::Node node,
                                    const runner::PipelineValues& known);

struct LoopItem {
  std::string name;  // what tells it from the others: its key, or its place in the list
  yaml::Node inputs;
};
struct LoopItems {
  std::shared_ptr<const yaml::Tree> holder;  // of items that were written as JSON text
  std::vector<LoopItem> list;
};
// The items of a parallel_for. unsupported where only another step would tell them, invalid for what is no
// list or map of maps.
Result<LoopItems> readItems(const std::string& step, yaml::Node node, const runner::PipelineValues& known);

// A loop around `body`: what its steps take of the pipeline becomes an input of the loop, which they are
// bound to. Each of `steps` is such a body; `loop` gets them with their inputs.
void wrapInLoop(runner::RunPlan& loop, std::vector<runner::RunPlan> steps);

// After all steps of a pipeline are read: whoever names the step of a loop means the loop, and the steps of a
// choice wait for it. `on_init` goes before all others.
void settleOrder(yaml::Node jobs, const std::string& onInit, std::vector<runner::RunPlan>& steps);

}  // namespace footplate::planner
