#include "commands/registered_assets.h"

namespace footplate::commands {

void RegisteredAssets::refresh() const {
  if (root_.empty()) return;
  const Result<FileStamp> stamp = fileStamp(store::assetStampFile(root_));
  if (!stamp) {
    stamp_.reset();
    known_.clear();
    return;
  }
  if (stamp_ && *stamp_ == *stamp) return;
  known_.clear();
  stamp_ = *stamp;
  const auto assets = store::AssetStore::openExisting(root_);
  const auto all = assets ? assets->list({.archived = true}) : fail(assets.error());
  if (!all) return;
  for (const store::Asset& asset : *all) known_.push_back({asset, assets->file(asset)});
}

std::vector<store::Asset> RegisteredAssets::ofKind(std::string_view kind) const {
  const std::lock_guard guard(mutex_);
  refresh();
  std::vector<store::Asset> found;
  for (const Known& known : known_) {
    if (known.asset.kind == kind && !known.asset.archived) found.push_back(known.asset);
  }
  return found;
}

std::optional<RegisteredAssets::Known> RegisteredAssets::find(std::string_view kind, std::string_view name,
                                                              std::string_view version) const {
  const std::lock_guard guard(mutex_);
  refresh();
  const bool newest = version.empty() || version == "@latest";
  for (const Known& known : known_) {
    const store::Asset& asset = known.asset;
    if (asset.kind != kind || asset.name != name) continue;
    if (newest ? asset.latest : asset.version == version) return known;
  }
  return std::nullopt;
}

}  // namespace footplate::commands
