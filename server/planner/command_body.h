// What is run and how, wherever it stands: in a command job, in a component, or among the overrides of a
// pipeline node.
//
//   readCommandBody(component, {&workspace, parentPath(componentFile), root}, plan);   // first the component
//   readCommandBody(node, {&workspace, document.folder(), root}, plan);                // then what the node
//   changes
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "ide/workspace.h"
#include "runner/pipeline.h"
#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

struct BodyContext {
  const ide::Workspace* workspace = nullptr;
  std::string folder;  // that relative paths start from
  std::string root;    // of the project
  bool strictEnvironment = false;
  runner::PipelineValues known = {};  // what ${{parent.…}} in settings of a pipeline's node stands for
};

// command, code, environment, environment_variables, resources, limits and distribution of `body`; what it
// does not name stays as it is in `plan`. notFound or unsupported for code that cannot be had, and the errors
// of reading the environment.
Result<void> readCommandBody(yaml::Node body, const BodyContext& context, runner::RunPlan& plan);

// The absolute path of its `code`, "" where it has none. notFound or unsupported for what cannot be had.
Result<std::string> readCodePath(yaml::Node body, const std::string& folder, const ide::Workspace& workspace);

// A map of texts (tags, properties, environment_variables) into `out`; null is "".
void readTextMap(yaml::Node map, std::map<std::string, std::string>& out);

// `path_on_compute` of an input or output as a path of the working folder; "" where there is none. Places of
// this machine are not touched: a note says so.
std::string placeInCode(yaml::Node port, const std::string& name, std::vector<std::string>& notes);

// The trimmed text of the scalar behind `key`, "" when there is none.
std::string textAt(yaml::Node mapping, std::string_view key);

}  // namespace footplate::planner
