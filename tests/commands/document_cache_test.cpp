#include "commands/document_cache.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "commands/disk_workspace.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::commands;

namespace {

constexpr const char* component =
    "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\nname: a\n";

void makeOld(const std::string& path) {
  std::filesystem::last_write_time(path,
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
}

}  // namespace

TEST_CASE("a file is parsed once while it stays as it is, and again when it changed") {
  const test::TempFolder folder;
  const DiskWorkspace workspace;
  const std::string path = folder.write("c.yml", component);
  const auto first = workspace.document(path);
  REQUIRE(first);
  CHECK(first->kind == "commandComponent");
  CHECK(workspace.document(path) == first);
  makeOld(path);
  CHECK(workspace.document(path) == first);
  CHECK(workspace.document(path) == first);
  folder.write("c.yml", "name: other\n");
  const auto second = workspace.document(path);
  REQUIRE(second);
  CHECK(*second->text == "name: other\n");
}

TEST_CASE("a file rewritten in the same moment and size is seen") {
  const test::TempFolder folder;
  const DiskWorkspace workspace;
  const std::string path = folder.write("c.yml", "name: a\n");
  const auto time = std::filesystem::last_write_time(path);
  REQUIRE(workspace.document(path));
  std::ofstream(path, std::ios::trunc) << "name: b\n";
  std::filesystem::last_write_time(path, time);
  CHECK(*workspace.document(path)->text == "name: b\n");
}

TEST_CASE("what is no file, or is gone, or is too large is no document") {
  const test::TempFolder folder;
  const DiskWorkspace workspace;
  CHECK_FALSE(workspace.document(folder / "none.yml"));
  CHECK_FALSE(workspace.document(folder.path()));
  const std::string path = folder.write("c.yml", component);
  REQUIRE(workspace.document(path));
  std::filesystem::remove(path);
  CHECK_FALSE(workspace.document(path));
  CHECK_FALSE(workspace.document(folder.write("big.yml", std::string(DocumentCache::largestFile + 1, '#'))));
}

TEST_CASE("the cache of documents stays within its number and its bytes") {
  const test::TempFolder folder;
  const DiskWorkspace workspace;
  DocumentCache cache;
  for (std::size_t i = 0; i < DocumentCache::mostDocuments + 20; ++i) {
    REQUIRE(cache.onDisk(folder.write("p" + std::to_string(i), "a: 1\n"), workspace));
  }
  CHECK(cache.size() == DocumentCache::mostDocuments);
  for (int i = 0; i < 4; ++i) {
    REQUIRE(cache.onDisk(
        folder.write("q" + std::to_string(i), std::string(DocumentCache::mostBytes / 3, '#')), workspace));
  }
  CHECK(cache.size() <= 3);
}

TEST_CASE("documents are asked for from many threads") {
  const test::TempFolder folder;
  const DiskWorkspace workspace;
  for (int i = 0; i < 4; ++i) folder.write(std::to_string(i) + ".yml", component);
  std::vector<std::jthread> threads;
  std::atomic<int> seen = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i)
        seen += workspace.document(folder / (std::to_string(i % 4) + ".yml")) ? 1 : 0;
    });
  }
  threads.clear();
  CHECK(seen == 800);
}
