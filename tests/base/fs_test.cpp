#include "base/fs.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "base/hash.h"

using namespace footplate;

namespace {
struct Folder {
  std::string path = "/tmp/footplate-fs-" + randomHex(6);
  Folder() { REQUIRE(makeFolder(path)); }
  ~Folder() { (void)removeTree(path); }
};
}  // namespace

TEST_CASE("a file is written whole and read back") {
  const Folder folder;
  const std::string file = folder.path + "/a.txt";
  REQUIRE(writeFileAtomic(file, "one"));
  REQUIRE(writeFileAtomic(file, "two"));
  CHECK(readFile(file).value() == "two");
  CHECK(listFolder(folder.path).value() ==
        std::vector<std::string>{"a.txt"});  // nothing half-written is left
}

TEST_CASE("what cannot be read says why and names the path") {
  const Folder folder;
  const auto missing = readFile(folder.path + "/none.yml");
  CHECK(missing.error().code == ErrorCode::notFound);
  CHECK(missing.error().message == "reading " + folder.path + "/none.yml: No such file or directory");
  CHECK(readFile(folder.path).error().code == ErrorCode::unavailable);
  REQUIRE(writeFileAtomic(folder.path + "/big", std::string(100, 'x')));
  CHECK(readFile(folder.path + "/big", 99).error().code == ErrorCode::invalid);
}

TEST_CASE("removing a folder does not follow links out of it") {
  const Folder kept;
  REQUIRE(writeFileAtomic(kept.path + "/precious", "x"));
  {
    const Folder folder;
    REQUIRE(::symlink(kept.path.c_str(), (folder.path + "/link").c_str()) == 0);
  }
  CHECK(fileExists(kept.path + "/precious"));
}
