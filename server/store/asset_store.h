// Registered assets of a project: data, models, environments and components by name and version.
//
// A version never changes once it is there. Its folder, assets/KIND/NAME/VERSION/ of the store's folder,
// holds asset.yml (what was registered, with paths that still lead somewhere) and what that needs: conda
// files, a component's code, a model's files. The database has the facts. Any thread, any number of
// processes.
//
//   auto assets = AssetStore::open(root);
//   auto stage = assets->stage();                              // an empty folder; write asset.yml into it
//   auto asset = assets->add({.kind = "data", .name = "iris"}, *stage);   // version "1", or the next number
//   assets->find("data", "iris", "@latest");
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace footplate::store {

struct Asset {
  std::string kind;  // "data", "model", "environment", "component"
  std::string name;
  std::string version;  // add() chooses one where it is ""
  std::string type;     // "uri_file", "custom_model", "command", …; "" where the kind has no types
  std::string description;
  std::string path;    // of data and models: the absolute path or URI of their content
  std::string source;  // the file it was registered from, "" for an output of a run
  std::string run;     // the run whose output it is, "" for none
  TimeMs created = 0;
  bool archived = false;
  bool latest = false;  // set by find() and list(): the newest that is not archived
};

struct AssetFilter {
  std::string kind = {};  // "" = all
  std::string name = {};
  bool archived = false;  // archived ones too
};

class AssetStore {
 public:
  // Makes what is missing.
  static Result<AssetStore> open(const std::string& root);
  // notFound where the project has no store; makes nothing.
  static Result<AssetStore> openExisting(const std::string& root);
  AssetStore(AssetStore&&) noexcept;
  AssetStore& operator=(AssetStore&&) noexcept;
  ~AssetStore();

  const std::string& root() const;

  // A new empty folder for the files of an asset, on the file system of the store.
  Result<std::string> stage() const;
  // Takes the staged folder over as the next version. usage for a name or version that is none, conflict
  // where the version is there already; the staged folder is removed then.
  Result<Asset> add(Asset asset, const std::string& staged);
  // `version` may be "" or "@latest": the newest that is not archived. notFound naming what there is.
  Result<Asset> find(std::string_view kind, std::string_view name, std::string_view version) const;
  // By kind, name and age, newest version first.
  Result<std::vector<Asset>> list(const AssetFilter& filter) const;
  // One version, or all of a name where `version` is ""; what is there afterwards.
  Result<std::vector<Asset>> setArchived(std::string_view kind, std::string_view name,
                                         std::string_view version, bool archived);
  // Assets whose content is this file or folder, or lies below it, archived ones too.
  Result<std::vector<Asset>> below(const std::string& folder) const;
  // The content is at `path` now: the facts and asset.yml say so. conflict when asset.yml does not say where
  // it was.
  Result<void> setPath(const Asset& asset, const std::string& path) const;

  // assets/KIND/NAME/VERSION and the asset.yml in it.
  std::string folder(const Asset& asset) const;
  std::string file(const Asset& asset) const { return folder(asset) + "/asset.yml"; }

 private:
  struct State;
  explicit AssetStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A file that is written anew whenever an asset of the project changes; it may be missing.
std::string assetStampFile(const std::string& root);

}  // namespace footplate::store
