#include "planner/job_header.h"

#include "base/path.h"
#include "planner/command_body.h"

namespace footplate::planner {

void readJobHeader(yaml::Node job, const std::string& folder, runner::RunPlan& plan) {
  plan.id = textAt(job, "name");
  plan.displayName = textAt(job, "display_name");
  plan.description = textAt(job, "description");
  plan.experiment = textAt(job, "experiment_name");
  if (plan.experiment.empty()) plan.experiment = fileName(folder);
  readTextMap(job.find("tags"), plan.tags);
  readTextMap(job.find("properties"), plan.properties);
}

}  // namespace footplate::planner
