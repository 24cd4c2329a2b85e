// What files ask of a service and one machine has no use for: it is said, never silently dropped.
// docs/local-fields.md tells of every field; tests/cli/test_local_fields.py holds the two together.
#pragma once

#include <string>
#include <vector>

#include "yaml/tree.h"

namespace footplate::planner {

// Each adds one note that names the fields which are written; none where there are none.

// Of a job, a step or a component.
void noteUnused(yaml::Node body, std::vector<std::string>& notes);
// Of the `settings` of a pipeline, which take any key.
void noteUnusedSettings(yaml::Node settings, std::vector<std::string>& notes);
// Of a v1 run configuration. Saved ones hold every field there is: what says nothing is not told.
void noteUnusedV1(yaml::Node runconfig, std::vector<std::string>& notes);

}  // namespace footplate::planner
