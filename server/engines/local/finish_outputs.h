// What becomes of outputs when their command, or their pipeline, has ended well. Any thread.
#pragma once

#include <map>
#include <string>

#include "engines/local/phase.h"
#include "runner/data/output_delivery.h"
#include "runner/run_plan.h"
#include "store/run_store.h"

namespace footplate::engines {

// Uploads outputs to where the file asks for and registers those with a name; the record learns what each is
// registered as. canceled when the token stops.
Step finishOutputs(store::RunStore& store, const runner::RunPlan& plan,
                   std::map<std::string, runner::PreparedOutput>& prepared, const CancelToken& stop);

}  // namespace footplate::engines
