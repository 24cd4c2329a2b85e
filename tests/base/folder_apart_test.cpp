#include "base/folder_apart.h"

#include <catch2/catch.hpp>

#include "base/fs.h"
#include "support/temp_folder.h"

using namespace footplate;

TEST_CASE("a folder apart is a folder like every other, and nothing else stays beside it") {
  test::TempFolder folder;
  for (const char* name : {"a", "b"}) {
    REQUIRE(makeFolderApart(folder / name));
    REQUIRE(writeFileAtomic(folder / name + "/file", "x"));
    REQUIRE(makeFolderApart(folder / name));  // it is there already
  }
  CHECK(listFolder(folder.path()).value() == std::vector<std::string>{"a", "b"});
  CHECK(listFolder(folder / "a").value() == std::vector<std::string>{"file"});
  REQUIRE(makeFolderApart(folder / "missing/c"));
  CHECK(folderExists(folder / "missing/c"));
}
