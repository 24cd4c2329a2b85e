// Where the data a job names lies on this machine: paths, mirrored or downloaded URIs, datastores.
#pragma once

#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/run_plan.h"

namespace footplate::runner {

// The local path of a data input: absolute paths and file: URIs as they are; a URI with a mirror below the
// mirror; azureml://datastores/D/paths/P below .footplate/datastores/D; https, wasbs and abfss files from
// `cacheFolder`, downloaded at first use. notFound when nothing is there, unsupported for what cannot be had
// here.
Result<std::string> locateInput(const PlanInput& input, const RunPlan& plan, const std::string& cacheFolder,
                                CancelToken stop);

// The https address of a wasbs: or abfss: URI; other text unchanged.
std::string httpsAddress(std::string_view uri);

}  // namespace footplate::runner
