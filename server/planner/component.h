// What a step of a pipeline runs: a component in place, in a file, or one the project knows by name.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "ide/workspace.h"
#include "yaml/tree.h"

namespace footplate::planner {

struct Component {
  std::shared_ptr<const yaml::Tree> holder;  // keeps `body` alive where it is of another file
  yaml::Node body;
  std::string folder;  // that relative paths in it start from
  std::string file;    // its file, "" for one written in place
  std::string type;    // "command", "pipeline", … in lower case
};

// The component behind a `component:` or `trial:` value that stands in a file of `folder`. notFound or
// invalid, naming the owner ("step train", "the job") and what to do, where it cannot be had.
Result<Component> findComponent(yaml::Node reference, const std::string& folder,
                                const ide::Workspace& workspace, const std::string& owner);

// The type a job, step or component is of: as written, else by what it holds.
std::string bodyType(yaml::Node body);

}  // namespace footplate::planner
