// Objects, the metric file, the project's root.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <thread>

#include "base/hash.h"
#include "store/changes.h"
#include "store/metric_file.h"
#include "store/object_store.h"
#include "store/project_root.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::store;

TEST_CASE("content is stored once, whole, read-only and copied out") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  const std::string path = folder.write("a.txt", "hello");
  ObjectBatch batch(objects);
  const auto first = test::addFile(batch, path);
  REQUIRE(first);
  CHECK(first->hash == sha256("hello"));
  CHECK(batch.addText("hello").value() == *first);
  CHECK_FALSE(objects.has(first->hash, 5));
  REQUIRE(batch.commit());
  CHECK(objects.has(first->hash, 5));
  CHECK_FALSE(objects.has(first->hash, 6));
  CHECK(objects.read(first->hash).value() == "hello");
  CHECK(objects.verify(first->hash));
  struct stat info{};
  REQUIRE(::stat(objects.path(first->hash).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0400);
  REQUIRE(objects.copyTo(first->hash, folder / "copy", 0755));
  REQUIRE(::stat((folder / "copy").c_str(), &info) == 0);
  CHECK(info.st_nlink == 1);
  CHECK((info.st_mode & 0777) == 0755);
  CHECK(objects.copyTo(first->hash, folder / "copy", 0644).error().code == ErrorCode::unavailable);
  CHECK(objects.read(sha256("none")).error().code == ErrorCode::notFound);
  CHECK(listFolder(folder / "objects/tmp")->empty());
}

TEST_CASE("a batch without commit leaves nothing") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  {
    ObjectBatch batch(objects);
    REQUIRE(batch.addText("x"));
    for (int count = 0; count < 100; ++count) REQUIRE(batch.addText("text " + std::to_string(count)));
  }
  CHECK(listFolder(folder / "objects/tmp")->empty());
  CHECK_FALSE(objects.has(sha256("x"), 1));
}

TEST_CASE("large files, empty files and many files are stored") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  std::string large(20'000'000, 'a');
  for (std::size_t at = 0; at < large.size(); at += 1000) large[at] = static_cast<char>('a' + at % 26);
  const std::string path = folder.write("large", large);
  ObjectBatch batch(objects);
  const auto stored = test::addFile(batch, path);
  REQUIRE(stored);
  CHECK(stored->hash == sha256(large));
  CHECK(test::addFile(batch, path).value() == *stored);
  CHECK(batch.addText("")->hash == sha256(""));
  for (int count = 0; count < 100; ++count) REQUIRE(batch.addText("text " + std::to_string(count)));
  REQUIRE(batch.commit());
  REQUIRE(objects.copyTo(stored->hash, folder / "copy", 0600));
  CHECK(sha256OfFile(folder / "copy").value() == stored->hash);
  CHECK(objects.read(sha256("")).value().empty());
}

TEST_CASE("a sparse file stays sparse, stored and copied out") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  const std::string path = folder.write("sparse", "begin");
  constexpr off_t size = off_t{64} << 20;
  REQUIRE(::truncate(path.c_str(), size) == 0);
  {
    std::fstream file(path);
    file.seekp(off_t{30} << 20) << "middle";
  }
  ObjectBatch batch(objects);
  const auto stored = test::addFile(batch, path);
  REQUIRE(stored);
  CHECK(stored->bytes == static_cast<std::uint64_t>(size));
  REQUIRE(batch.commit());
  REQUIRE(objects.copyTo(stored->hash, folder / "copy", 0600));
  for (const std::string& one : {objects.path(stored->hash), folder / "copy"}) {
    struct stat info{};
    REQUIRE(::stat(one.c_str(), &info) == 0);
    CHECK(info.st_size == size);
    CHECK(info.st_blocks * 512 < 4 << 20);
    CHECK(sha256OfFile(one).value() == stored->hash);
  }
}

TEST_CASE("damage is noticed, and a cut object is stored again") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  const auto stored = objects.put("content");
  REQUIRE(stored);
  REQUIRE(removeTree(objects.path(stored->hash)));
  folder.write("objects/" + stored->hash.substr(0, 2) + "/" + stored->hash.substr(2), "conteXt");
  CHECK(objects.verify(stored->hash).error().code == ErrorCode::unavailable);
  CHECK_FALSE(objects.read(stored->hash));
  folder.write("objects/" + stored->hash.substr(0, 2) + "/" + stored->hash.substr(2), "con");
  REQUIRE(objects.put("content"));
  CHECK(objects.read(stored->hash).value() == "content");
}

TEST_CASE("several threads store the same content") {
  test::TempFolder folder;
  ObjectStore objects(folder / "objects");
  std::atomic<int> failures{0};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int count = 0; count < 20; ++count) {
        if (!objects.put("same " + std::to_string(count))) ++failures;
      }
    });
  }
  threads.clear();
  CHECK(failures == 0);
  CHECK(objects.read(sha256("same 7")).value() == "same 7");
}

TEST_CASE("a metric file keeps all values and survives a cut line") {
  test::TempFolder folder;
  const MetricFile file(folder / "metrics.jsonl");
  CHECK(file.read()->empty());
  REQUIRE(file.append({{"loss", 0.5, 1, 100}, {"acc", 0.9, 1, 100}}));
  std::ofstream(folder / "metrics.jsonl", std::ios::app) << R"({"name":"loss","st)";
  CHECK(file.read("loss")->at("loss").size() == 1);
  REQUIRE(file.append({{"loss", std::numeric_limits<double>::quiet_NaN(), 2, 200},
                       {"loss", -std::numeric_limits<double>::infinity(), 3, 300}}));
  const auto all = file.read();
  REQUIRE(all);
  const auto& loss = all->at("loss");
  REQUIRE(loss.size() == 3);
  CHECK(loss[0].value == 0.5);
  CHECK(std::isnan(loss[1].value));
  CHECK(std::isinf(loss[2].value));
  CHECK(loss[2].step == 3);
  CHECK(loss[2].time == 300);
  CHECK(file.read("acc")->size() == 1);
}

TEST_CASE("the project's root is the nearest mark, never the home folder or /") {
  test::TempFolder folder;
  const std::string job = folder.write("home/work/project/jobs/a/job.yml", "");
  ::setenv("HOME", (folder / "home").c_str(), 1);
  CHECK(projectRoot(job) == folder / "home/work/project/jobs/a");
  CHECK(projectRoot(job, folder / "home/work") == folder / "home/work");
  CHECK(projectRoot(job, folder / "elsewhere") == folder / "home/work/project/jobs/a");
  REQUIRE(makeFolder(folder / "home/.footplate"));
  REQUIRE(makeFolder(folder / "home/.git"));
  CHECK(projectRoot(job) == folder / "home/work/project/jobs/a");
  REQUIRE(makeFolder(folder / "home/work/project/.git"));
  CHECK(projectRoot(job, folder / "home/work") == folder / "home/work/project");
  CHECK(projectRoot(folder / "home/work/project/jobs") == folder / "home/work/project");
  REQUIRE(makeFolder(folder / "home/work/.footplate"));
  CHECK(projectRoot(job) == folder / "home/work");
  CHECK(projectRoot(folder / "home") == folder / "home");
}
