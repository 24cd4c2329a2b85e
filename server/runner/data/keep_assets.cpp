// A link with the name the content will have is made first and exchanged with the content in one step: there
// is no moment without content under the old name, which leads to the new one from then on.
#include "runner/data/keep_assets.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/path.h"

namespace footplate::runner {

namespace {

namespace files = std::filesystem;

bool isLink(const std::string& path) {
  std::error_code error;
  return files::is_symlink(files::symlink_status(path, error));
}

tl::unexpected<Error> failure(const store::Asset& asset, const std::string& reason) {
  return fail(ErrorCode::conflict, "azureml:" + asset.name + ":" + asset.version + " has its files in " +
                                       asset.path + ", and they cannot be moved to it: " + reason);
}

// Where no two names can be exchanged (network file systems), the content is copied.
Result<void> copyContent(const store::Asset& asset, const std::string& source, const std::string& target) {
  std::error_code error;
  files::remove(target, error);
  files::copy(source, target, files::copy_options::recursive | files::copy_options::copy_symlinks, error);
  if (error) return failure(asset, error.message());
  return {};
}

Result<void> moveContent(const store::Asset& asset, const std::string& source, const std::string& target) {
  if (auto made = makeFolder(parentPath(target)); !made) return made;
  if (isLink(target)) ::unlink(target.c_str());  // of a removal that was cut off before the exchange
  if (::symlink(target.c_str(), target.c_str()) != 0) return failure(asset, systemMessage(errno));
  const int code = exchangeNames(source, target);
  if (code == 0) return {};
  if (code == EINVAL || code == EXDEV) return copyContent(asset, source, target);
  ::unlink(target.c_str());
  return failure(asset, systemMessage(code));
}

// The path after the move of an asset, by whomever.
Result<std::string> newPlace(const store::AssetStore& assets, const store::Asset& asset,
                             const std::string& runFolder) {
  std::error_code error;
  const files::path real = files::canonical(asset.path, error);
  if (error) return std::string();  // its content was gone before
  // Another asset has the same files, or this one was moved before an interruption.
  if (!isInside(real.string(), files::weakly_canonical(runFolder, error).string())) return real.string();
  std::string target = assets.folder(asset) + "/content/" + fileName(asset.path);
  if (auto moved = moveContent(asset, real.string(), target); !moved) return fail(moved.error());
  return target;
}

}  // namespace

Result<std::vector<std::string>> keepAssets(const store::AssetStore& assets, const std::string& runFolder) {
  const auto own = assets.below(runFolder);
  if (!own) return fail(own.error());
  std::vector<std::string> kept;
  for (const store::Asset& asset : *own) {
    const auto place = newPlace(assets, asset, runFolder);
    if (!place) return fail(place.error());
    if (place->empty()) continue;
    if (auto told = assets.setPath(asset, *place); !told) return fail(told.error());
    kept.push_back("azureml:" + asset.name + ":" + asset.version);
  }
  return kept;
}

}  // namespace footplate::runner
