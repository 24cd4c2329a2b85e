// What is registered in a project, kept as long as nothing is registered or archived. Any thread.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "store/asset_store.h"

namespace footplate::commands {

class RegisteredAssets {
 public:
  explicit RegisteredAssets(std::string root) : root_(std::move(root)) {}

  // Of one kind, newest version first; archived ones are left out. Empty where nothing can be read.
  std::vector<store::Asset> ofKind(std::string_view kind) const;
  struct Known {
    store::Asset asset;
    std::string file;  // its asset.yml
  };
  // A version, "" or "@latest" being the newest; nothing where there is none.
  std::optional<Known> find(std::string_view kind, std::string_view name, std::string_view version) const;

 private:
  void refresh() const;

  std::string root_;
  mutable std::mutex mutex_;
  mutable std::optional<FileStamp> stamp_;
  mutable std::vector<Known> known_;  // archived ones too
};

}  // namespace footplate::commands
