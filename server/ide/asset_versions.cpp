#include "ide/asset_versions.h"

#include <algorithm>

#include "ide/references.h"

namespace footplate::ide {

std::vector<std::string> versionsOf(const std::vector<AssetName>& known, std::string_view name) {
  std::vector<std::string> versions;
  for (const AssetName& asset : known) {
    if (asset.name == name) versions.push_back(asset.version);
  }
  std::ranges::sort(versions, isHigherVersion);
  const auto repeated = std::ranges::unique(versions);
  versions.erase(repeated.begin(), repeated.end());
  return versions;
}

}  // namespace footplate::ide
