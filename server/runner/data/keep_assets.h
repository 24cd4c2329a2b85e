// Registered assets whose content is a run's own output, when that run is deleted: the asset takes it over.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/asset_store.h"

namespace footplate::runner {

// Moves what lies in the run's folder and belongs to an asset into the asset's folder. Interrupted at any
// moment, the asset leads to its content. Gives what was moved, "azureml:model:3"; conflict when an asset
// cannot be moved: then the folder must stay.
Result<std::vector<std::string>> keepAssets(const store::AssetStore& assets, const std::string& runFolder);

}  // namespace footplate::runner
