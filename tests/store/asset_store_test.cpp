#include "store/asset_store.h"

#include <catch2/catch.hpp>

#include "base/fs.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

struct Registry {
  test::TempFolder root;
  AssetStore assets = std::move(AssetStore::open(root.path()).value());

  Result<Asset> add(Asset asset, const std::string& text = "name: x\n") {
    const std::string staged = assets.stage().value();
    REQUIRE(writeFileAtomic(staged + "/asset.yml", text));
    return assets.add(std::move(asset), staged);
  }
  Result<Asset> data(const std::string& name, const std::string& version = "") {
    Asset asset;
    asset.kind = "data";
    asset.name = name;
    asset.version = version;
    return add(asset);
  }
};

}  // namespace

TEST_CASE("a version that is not given is the next number") {
  Registry registry;
  CHECK(registry.data("iris")->version == "1");
  CHECK(registry.data("iris", "7")->version == "7");
  CHECK(registry.data("iris", "old-ones")->version == "old-ones");
  CHECK(registry.data("iris")->version == "8");
  CHECK(registry.data("other")->version == "1");
}

TEST_CASE("a version never changes") {
  Registry registry;
  Asset asset;
  asset.kind = "data";
  asset.name = "iris";
  asset.version = "1";
  REQUIRE(registry.add(asset, "path: /a\n"));
  const auto again = registry.add(asset, "path: /b\n");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::conflict);
  const Asset found = registry.assets.find("data", "iris", "1").value();
  CHECK(readFile(registry.assets.file(found)).value() == "path: /a\n");
  // Nothing staged is left behind.
  const auto names = listFolder(registry.root / ".footplate/assets").value();
  for (const std::string& name : names) CHECK_FALSE(name.starts_with(".new-"));
}

TEST_CASE("latest is the newest that is not archived") {
  Registry registry;
  REQUIRE(registry.data("iris", "2"));
  REQUIRE(registry.data("iris", "1"));
  CHECK(registry.assets.find("data", "iris", "@latest")->version == "1");
  REQUIRE(registry.assets.setArchived("data", "iris", "1", true));
  CHECK(registry.assets.find("data", "iris", "")->version == "2");
  // A version that is named is found all the same: old runs still mean it.
  CHECK(registry.assets.find("data", "iris", "1")->archived);
  CHECK(registry.assets.list({.kind = "data"})->size() == 1);
  CHECK(registry.assets.list({.kind = "data", .archived = true})->size() == 2);
  REQUIRE(registry.assets.setArchived("data", "iris", "", true));
  CHECK(registry.assets.find("data", "iris", "@latest").error().code == ErrorCode::notFound);
  REQUIRE(registry.assets.setArchived("data", "iris", "", false));
  CHECK(registry.assets.find("data", "iris", "@latest")->version == "1");
}

TEST_CASE("names of different kinds do not meet, bad ones are refused") {
  Registry registry;
  REQUIRE(registry.data("x"));
  CHECK_FALSE(registry.assets.find("model", "x", ""));
  for (const char* name : {"", "..", "a/b", "-x", ".hidden", "a b"}) {
    CHECK(registry.data(name).error().code == ErrorCode::usage);
    if (*name != '\0') CHECK(registry.data("good", name).error().code == ErrorCode::usage);
  }
  const auto missing = registry.assets.find("data", "x", "4");
  CHECK(missing.error().message.find("there is 1") != std::string::npos);
}

TEST_CASE("the stamp changes with every asset") {
  Registry registry;
  const std::string stamp = assetStampFile(registry.root.path());
  CHECK_FALSE(fileExists(stamp));
  REQUIRE(registry.data("a"));
  const std::string first = readFile(stamp).value();
  REQUIRE(registry.assets.setArchived("data", "a", "1", true));
  CHECK(readFile(stamp).value() != first);
}

TEST_CASE("what a crash left in a version's place is removed") {
  Registry registry;
  registry.root.write(".footplate/assets/data/iris/1/asset.yml", "half");
  const Asset asset = registry.data("iris").value();
  CHECK(asset.version == "1");
  CHECK(readFile(registry.assets.file(asset)).value() == "name: x\n");
}
