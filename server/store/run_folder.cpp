#include "store/run_folder.h"

#include "base/fs.h"

namespace footplate::store {

RunFolder::RunFolder(std::string_view storeFolder, std::string_view id)
    : path_(std::string(storeFolder) + "/runs/" + std::string(id)) {}

Result<void> RunFolder::make() const {
  for (const std::string& folder : {path_, userLogs(), logs(), outputs(), namedOutputs()}) {
    if (auto made = makeFolder(folder); !made) return made;
  }
  return {};
}

}  // namespace footplate::store
