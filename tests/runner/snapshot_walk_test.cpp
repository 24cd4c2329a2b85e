// What the walk of a code folder finds, and what it does while the folder changes.
#include "runner/snapshots/snapshot_walk.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "base/fs.h"
#include "runner/snapshots/amlignore.h"
#include "runner/snapshots/outer_ignores.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

using Names = std::vector<std::string>;

struct Code {
  test::TempFolder folder;
  std::string path = folder / "code";

  Code() { REQUIRE(makeFolder(path)); }
  std::string write(const std::string& name, const std::string& text = "x") const {
    return folder.write("code/" + name, text);
  }
  void link(const std::string& target, const std::string& name) const {
    REQUIRE(::symlink(target.c_str(), (path + "/" + name).c_str()) == 0);
  }
  Names names() const {
    const auto files = walkCode(path, {});
    INFO((files ? "" : files.error().message));
    REQUIRE(files);
    Names names;
    for (const WalkedFile& file : *files) names.push_back(file.path);
    return names;
  }
};

}  // namespace

TEST_CASE("files come in the order of their paths, byte by byte") {
  const Code code;
  const Names expected = {"A",
                          "Z/z",
                          "a!/x",
                          "a-b",
                          "a-b.c",
                          "a.d/y",
                          "a.py",
                          "a/0/q",
                          "a/z",
                          "a0",
                          "aa/b",
                          "b/\xc3\xa4",
                          "b/\xf0\x9f\x98\x80",
                          "\xc3\xa4/k"};
  for (const std::string& name : expected) code.write(name);
  CHECK(std::is_sorted(expected.begin(), expected.end()));
  CHECK(code.names() == expected);
}

TEST_CASE("names that differ in case or in their Unicode form are different files") {
  const Code code;
  code.write("Train.py", "1");
  code.write("train.py", "22");
  code.write("caf\xc3\xa9", "333");    // one code point
  code.write("cafe\xcc\x81", "4444");  // two
  const auto files = walkCode(code.path, {});
  REQUIRE(files);
  REQUIRE(files->size() == 4);
  std::uint64_t bytes = 0;
  for (const WalkedFile& file : *files) bytes += file.bytes;
  CHECK(bytes == 10);
}

TEST_CASE("many files in one folder and in many have each its own facts") {
  const Code code;
  std::uint64_t expected = 0;
  for (std::size_t at = 0; at < 3000; ++at) {
    const std::string folder = at < 1500 ? "flat/" : "d" + std::to_string(at % 97) + "/e/";
    code.write(folder + std::to_string(at), std::string(at % 50, 'x'));
    expected += at % 50;
  }
  const auto files = walkCode(code.path, {});
  REQUIRE(files);
  CHECK(files->size() == 3000);
  std::uint64_t bytes = 0;
  for (const WalkedFile& file : *files) {
    struct stat info{};
    REQUIRE(::stat((code.path + "/" + file.path).c_str(), &info) == 0);
    CHECK((file.bytes == static_cast<std::uint64_t>(info.st_size) && file.inode == info.st_ino));
    bytes += file.bytes;
  }
  CHECK(bytes == expected);
}

TEST_CASE("hard links are files of their own") {
  const Code code;
  const std::string first = code.write("first", "same");
  REQUIRE(::link(first.c_str(), (code.path + "/second").c_str()) == 0);
  CHECK(code.names() == Names{"first", "second"});
}

TEST_CASE("sockets, pipes and devices are told as left out and never opened") {
  const Code code;
  code.write("a");
  REQUIRE(::mkfifo((code.path + "/pipe").c_str(), 0600) == 0);
  const bool hasDevice = ::mknod((code.path + "/device").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0;
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string place = code.path + "/socket";
  REQUIRE(place.size() < sizeof address.sun_path);
  std::copy(place.begin(), place.end(), address.sun_path);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  std::vector<LeftOut> leftOut;
  const auto files = walkCode(code.path, {}, &leftOut);
  ::close(socket);
  REQUIRE(files);
  CHECK(files->size() == 1);
  CHECK(leftOut.size() == (hasDevice ? 3 : 2));
}

TEST_CASE("a .gitignore that is a link is not followed, as git does; it is sent as a link") {
  const Code code;
  code.write("rules", "*.log\n");
  code.write("a.log");
  code.write("sub/b.log");
  code.link("rules", ".gitignore");
  code.link("../rules", "sub/.gitignore");
  CHECK(code.names() == Names{".gitignore", "a.log", "rules", "sub/.gitignore", "sub/b.log"});
  CHECK_FALSE(isGitignore(code.path + "/.gitignore"));
  // One above the code counts as little.
  REQUIRE(makeFolder(code.path + "/.git"));
  CHECK(outerIgnores(code.path + "/sub", false)->files.empty());
  // Nor does it become lines of an .amlignore.
  REQUIRE(excludeFromSnapshot(code.path, {"rules"}));
  CHECK(readFile(code.path + "/.amlignore").value() == "/rules\n");
}

TEST_CASE("folders that come and go while they are walked do not end the walk") {
  const Code code;
  for (int at = 0; at < 20; ++at) code.write("stays/" + std::to_string(at));
  std::atomic<bool> over{false};
  std::jthread changing([&] {
    std::error_code ignored;
    for (int round = 0; !over; ++round) {
      const std::string place = code.path + "/goes" + std::to_string(round % 8);
      std::filesystem::create_directories(place + "/a/b", ignored);
      std::filesystem::create_symlink("a", place + "/link", ignored);
      std::filesystem::remove_all(place, ignored);
    }
  });
  for (int round = 0; round < 300; ++round) {
    const auto files = walkCode(code.path, {});
    INFO((files ? "" : files.error().message));
    REQUIRE(files);
    const auto stays = std::count_if(files->begin(), files->end(),
                                     [](const WalkedFile& file) { return file.path.starts_with("stays/"); });
    REQUIRE(stays == 20);
  }
  over = true;
}

TEST_CASE("what cannot be sent is refused with a way out that works") {
  const Code code;
  code.write("train.py");
  code.write(".gitignore", "*.log\n");
  code.folder.write("outside/data.csv", "1");
  code.link(code.folder / "outside", "data");
  const auto refused = walkCode(code.path, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("footplate snapshot " + code.path + " --exclude data") !=
        std::string::npos);
  REQUIRE(excludeFromSnapshot(code.path, {"data"}));
  CHECK(code.names() == Names{".amlignore", ".gitignore", "train.py"});
}
