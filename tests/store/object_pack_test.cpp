// Packs of small objects, and what is removed from a store.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "base/fs.h"
#include "base/hash.h"
#include "store/object_pack.h"
#include "store/object_store.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

namespace {

std::string content(int number) {
  return "content " + std::to_string(number) + std::string(static_cast<std::size_t>(number) * 97 % 5000, '.');
}

// Stores that many contents at once; their hashes.
std::set<std::string, std::less<>> storeMany(ObjectStore& objects, int from, int to) {
  std::set<std::string, std::less<>> hashes;
  ObjectBatch batch(objects);
  for (int number = from; number < to; ++number) hashes.insert(batch.addText(content(number))->hash);
  REQUIRE(batch.commit());
  return hashes;
}

std::vector<std::string> packsOf(const ObjectStore& objects) {
  std::vector<std::string> paths;
  for (const std::string& name : listFolder(objects.folder() + "/packs").value_or(std::vector<std::string>()))
    paths.push_back(objects.folder() + "/packs/" + name);
  return paths;
}

std::uint64_t sizeOfFile(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

}  // namespace

TEST_CASE("many small contents become one file, and are read and copied out of it") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  const auto hashes = storeMany(objects, 0, 500);
  REQUIRE(packsOf(objects).size() == 1);
  CHECK(listFolder(folder / "objects/tmp")->empty());
  ObjectStore other(folder / "objects");
  for (int number = 0; number < 500; number += 7) {
    const std::string hash = sha256(content(number));
    CHECK(other.has(hash));
    CHECK(other.has(hash, content(number).size()));
    CHECK_FALSE(other.has(hash, 1));
    CHECK(other.read(hash).value() == content(number));
    CHECK(other.verify(hash));
  }
  REQUIRE(other.copyTo(sha256(content(41)), folder / "copy", 0755));
  CHECK(readFile(folder / "copy").value() == content(41));
  CHECK(other.read(sha256("none")).error().code == ErrorCode::notFound);
  storeMany(other, 0, 500);
  CHECK(packsOf(objects).size() == 1);
  CHECK(hashes.size() == 500);
}

TEST_CASE("a few contents stay files of their own, and both kinds are found together") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  storeMany(objects, 0, 3);
  CHECK(packsOf(objects).empty());
  CHECK(fileExists(objects.path(sha256(content(2)))));
  storeMany(objects, 0, 100);
  REQUIRE(packsOf(objects).size() == 1);
  CHECK(PackIndex::read(packsOf(objects).front())->size() == 97);
  for (int number = 0; number < 100; ++number)
    CHECK(objects.read(sha256(content(number))).value() == content(number));
}

TEST_CASE("a pack that another process adds is found by a store that is open") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  ObjectStore other(folder / "objects");
  storeMany(objects, 0, 50);
  CHECK(other.read(sha256(content(7))));
  storeMany(objects, 50, 100);
  CHECK(other.read(sha256(content(77))));
}

TEST_CASE("a pack that is cut or changed holds nothing, and its contents are stored again") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  storeMany(objects, 0, 50);
  const std::string pack = packsOf(objects).front();
  std::string bytes = *readFile(pack);
  REQUIRE(::chmod(pack.c_str(), 0600) == 0);
  const std::string damaged[] = {
      bytes.substr(0, bytes.size() / 2), bytes.substr(0, bytes.size() - 1), "",
      bytes.substr(0, bytes.size() - 150) + "x" + bytes.substr(bytes.size() - 149)};
  for (const std::string& text : damaged) {
    std::ofstream(pack, std::ios::trunc) << text;
    ObjectStore fresh(folder / "objects");
    CHECK(PackIndex::read(pack).error().code == ErrorCode::invalid);
    CHECK_FALSE(fresh.has(sha256(content(3))));
    CHECK(fresh.read(sha256(content(3))).error().code == ErrorCode::notFound);
  }
  ObjectStore fresh(folder / "objects");
  storeMany(fresh, 0, 50);
  CHECK(fresh.read(sha256(content(3))).value() == content(3));
}

TEST_CASE("damage within a content is noticed when it is read") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  storeMany(objects, 0, 50);
  const std::string pack = packsOf(objects).front();
  std::string bytes = *readFile(pack);
  bytes[bytes.find("content 30")] = 'X';
  REQUIRE(::chmod(pack.c_str(), 0600) == 0);
  std::ofstream(pack, std::ios::trunc) << bytes;
  ObjectStore fresh(folder / "objects");
  CHECK(fresh.read(sha256(content(30))).error().code == ErrorCode::unavailable);
  CHECK(fresh.verify(sha256(content(30))).error().code == ErrorCode::unavailable);
  CHECK(fresh.verify(sha256(content(31))));
}

TEST_CASE("several threads fill one batch") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  ObjectBatch batch(objects);
  std::atomic<int> failures{0};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int number = 0; number < 300; ++number) {
        if (!batch.addText(content(number + thread * 100))) ++failures;
      }
    });
  }
  threads.clear();
  REQUIRE(batch.commit());
  CHECK(failures == 0);
  REQUIRE(packsOf(objects).size() == 1);
  CHECK(PackIndex::read(packsOf(objects).front())->size() == 600);
  for (int number = 0; number < 600; ++number) REQUIRE(objects.verify(sha256(content(number))));
}

TEST_CASE("small and large contents lie beside each other in one pack") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  ObjectBatch batch(objects);
  const auto mixed = [](int number) {
    return std::to_string(number) + std::string(static_cast<std::size_t>(number) * 7919 % 200'000, 'm');
  };
  std::vector<std::jthread> threads;
  std::atomic<int> failures{0};
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int number = thread; number < 200; number += 4) {
        if (!batch.addText(mixed(number))) ++failures;
      }
    });
  }
  threads.clear();
  REQUIRE(batch.commit());
  CHECK(failures == 0);
  REQUIRE(packsOf(objects).size() == 1);
  for (int number = 0; number < 200; ++number)
    REQUIRE(objects.read(sha256(mixed(number))).value() == mixed(number));
}

TEST_CASE("a sweep removes what is not named, whole or out of a pack, and gives the space back") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  const auto first = storeMany(objects, 0, 100);
  const auto second = storeMany(objects, 100, 200);
  const auto alone = storeMany(objects, 200, 203);
  REQUIRE(packsOf(objects).size() == 2);
  std::uint64_t before = 0;
  for (const std::string& pack : packsOf(objects)) before += sizeOfFile(pack);

  std::set<std::string, std::less<>> live;
  for (int number = 0; number < 100; number += 2) live.insert(sha256(content(number)));
  live.insert(*alone.begin());
  const auto swept = objects.keepOnly(live);
  REQUIRE(swept);
  CHECK(swept->objects == 50 + 100 + 2);
  REQUIRE(packsOf(objects).size() == 1);
  CHECK(sizeOfFile(packsOf(objects).front()) + swept->bytes >= before);
  CHECK(sizeOfFile(packsOf(objects).front()) < before / 3);
  ObjectStore fresh(folder / "objects");
  for (const ObjectStore& store : {objects, fresh}) {
    for (const std::string& hash : live) CHECK(store.verify(hash));
    for (const auto& hashes : {first, second, alone}) {
      for (const std::string& hash : hashes) CHECK(store.has(hash) == live.contains(hash));
    }
  }
  CHECK(objects.keepOnly(live)->objects == 0);
  CHECK(objects.keepOnly({})->objects == live.size());
  CHECK(packsOf(objects).empty());
}

TEST_CASE("a store that has its pack rewritten goes on reading") {
  test::TempFolder folder;
  ObjectStore reader(folder / "objects");
  ObjectStore objects(folder / "objects");
  storeMany(objects, 0, 100);
  REQUIRE(reader.read(sha256(content(1))));
  REQUIRE(objects.keepOnly({sha256(content(1)), sha256(content(2))}));
  CHECK(reader.read(sha256(content(1))).value() == content(1));
  CHECK(reader.copyTo(sha256(content(2)), folder / "copy", 0644));
}

TEST_CASE("many small packs become one") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  std::set<std::string, std::less<>> live;
  for (int round = 0; round < 40; ++round) live.merge(storeMany(objects, round * 40, round * 40 + 40));
  REQUIRE(packsOf(objects).size() == 40);
  REQUIRE(objects.keepOnly(live));
  CHECK(packsOf(objects).size() == 1);
  for (const std::string& hash : live) REQUIRE(objects.verify(hash));
}

TEST_CASE("who holds a store keeps a sweep away, and who comes later waits for it") {
  test::TempFolder folder;
  const ObjectStore objects(folder / "objects");
  {
    const auto first = objects.hold();
    const auto second = objects.hold();
    REQUIRE(first);
    REQUIRE(second);
    std::stop_source soon;
    std::jthread clock([&] { soon.request_stop(); });
    CHECK(objects.holdAlone(soon.get_token()).error().code == ErrorCode::canceled);
  }
  const auto alone = objects.holdAlone({});
  REQUIRE(alone);
  std::stop_source soon;
  std::jthread clock([&] { soon.request_stop(); });
  CHECK(objects.hold(soon.get_token()).error().code == ErrorCode::canceled);
}
