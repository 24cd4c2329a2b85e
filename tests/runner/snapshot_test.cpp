#include "runner/snapshots/snapshot.h"

#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "os/process.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

struct Project {
  test::TempFolder folder;
  store::ObjectStore objects{folder / "state/objects"};
  std::string code = folder / "code";

  Project() { REQUIRE(makeFolder(code)); }
  std::string write(const std::string& name, const std::string& text, unsigned mode = 0644) const {
    return folder.write("code/" + name, text, mode);
  }
  Snapshot take() {
    const auto taken = takeSnapshot(code, objects, folder / "state/index");
    REQUIRE(taken);
    return *taken;
  }
  std::vector<std::string> names() const {
    const auto listed = listSnapshot(code);
    REQUIRE(listed);
    std::vector<std::string> result;
    for (const SnapshotFile& file : *listed) result.push_back(file.path);
    return result;
  }
  std::string layOut(const Snapshot& snapshot, const std::string& name) {
    const auto done = layOutSnapshot(objects, snapshot.hash, folder / name);
    INFO((done ? "" : done.error().message));
    REQUIRE(done);
    return folder / name;
  }
};

// Files older than the clock's step are trusted by their times.
void age(const std::string& path) {
  timeval times[2] = {{1'600'000'000, 1}, {1'600'000'000, 1}};
  ::utimes(path.c_str(), times);
}

void waitForClock() {
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a tree is stored and laid out again with its modes") {
  Project project;
  project.write("train.py", "print(1)\n");
  project.write("tools/run.sh", "#!/bin/sh\n", 0755);
  project.write("empty", "");
  REQUIRE(makeFolder(project.folder / "code/no files"));
  const Snapshot taken = project.take();
  CHECK(taken.files == 3);
  CHECK(taken.bytes == 19);
  const std::string out = project.layOut(taken, "out");
  CHECK(readFile(out + "/train.py").value() == "print(1)\n");
  CHECK(readFile(out + "/empty").value().empty());
  struct stat info{};
  REQUIRE(::stat((out + "/tools/run.sh").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0755);
  CHECK(info.st_nlink == 1);
  CHECK_FALSE(folderExists(out + "/no files"));
  CHECK(project.take().hash == taken.hash);
}

TEST_CASE("an unchanged tree is not read again, a changed file is") {
  Project project;
  project.write("a", "1");
  const std::string path = project.write("b", "2");
  CHECK(project.take().read == 2);
  waitForClock();
  (void)project.take();
  const Snapshot again = project.take();
  CHECK(again.read == 0);
  std::ofstream(path) << "3";
  const Snapshot changed = project.take();
  CHECK(changed.read == 1);
  CHECK(changed.hash != again.hash);
  CHECK(readFile(project.layOut(changed, "out") + "/b").value() == "3");
}

TEST_CASE("a change that size and time do not show is seen") {
  Project project;
  const std::string path = project.write("a", "1");
  const Snapshot first = project.take();
  // Written in the same tick of the clock as the walk, with the same size.
  std::ofstream(path) << "2";
  CHECK(project.take().hash != first.hash);
  waitForClock();
  (void)project.take();
  age(path);
  const Snapshot aged = project.take();
  waitForClock();
  std::ofstream(path) << "3";
  age(path);  // the time is put back; the change time is not
  CHECK(project.take().hash != aged.hash);
}

TEST_CASE("a lost object is stored again") {
  Project project;
  project.write("a", "1");
  const Snapshot first = project.take();
  waitForClock();
  (void)project.take();
  REQUIRE(removeTree(project.folder / "state/objects"));
  const Snapshot again = project.take();
  CHECK(again.hash == first.hash);
  CHECK(readFile(project.layOut(again, "out") + "/a").value() == "1");
}

TEST_CASE("a damaged index costs time, nothing else") {
  Project project;
  project.write("a", "1");
  const Snapshot first = project.take();
  const Names indexes = listFolder(project.folder / "state/index").value();
  CHECK(indexes.size() == 1);
  for (const std::string& name : indexes) {
    project.folder.write("state/index/" + name, "garbage");
  }
  CHECK(project.take().hash == first.hash);
}

TEST_CASE("ignore files are honoured, .amlignore before .gitignore, folders of tools never sent") {
  Project project;
  project.write("train.py", "");
  project.write("data/big", "");
  project.write("src/.gitignore", "*.tmp\n");
  project.write("src/x.tmp", "");
  project.write("src/y.py", "");
  project.write(".git/config", "");
  project.write(".footplate/footplate.db", "");
  project.write("sub/.git", "gitdir: elsewhere");
  project.write(".gitignore", "data/\n");
  CHECK(project.names() == Names{".gitignore", "src/.gitignore", "src/y.py", "train.py"});
  project.write(".amlignore", "train.py\n");
  CHECK(project.names() ==
        Names{".amlignore", ".gitignore", "data/big", "src/.gitignore", "src/x.tmp", "src/y.py"});
}

TEST_CASE("ignored folders are never entered") {
  Project project;
  project.write("a", "");
  project.write("secret/inner", "");
  project.write(".gitignore", "secret/\n");
  // A folder that is a file system of its own would hang here; a link to nowhere stands for it.
  REQUIRE(::chmod((project.code + "/secret").c_str(), 0) == 0);
  CHECK(project.names() == Names{".gitignore", "a"});
  REQUIRE(::chmod((project.code + "/secret").c_str(), 0700) == 0);
}

TEST_CASE("links inside stay links, loops of them too") {
  Project project;
  project.write("dir/file", "inside");
  const auto link = [&](const std::string& target, const std::string& name) {
    REQUIRE(::symlink(target.c_str(), (project.code + "/" + name).c_str()) == 0);
  };
  link("dir/file", "relative");
  link(project.code + "/dir", "dir/absolute");
  link("..", "dir/up");
  link("nowhere", "dangling");
  link("self", "self");
  const auto listed = listSnapshot(project.code);
  REQUIRE(listed);
  const std::string out = project.layOut(project.take(), "out");
  const auto linkOf = [&](const std::string& name) {
    char target[4096];
    const ssize_t size = ::readlink((out + "/" + name).c_str(), target, sizeof target);
    return size < 0 ? std::string("no link") : std::string(target, static_cast<std::size_t>(size));
  };
  CHECK(linkOf("relative") == "dir/file");
  CHECK(linkOf("dir/absolute") == ".");
  CHECK(linkOf("dir/up") == "..");
  CHECK(linkOf("dangling") == "nowhere");
  CHECK(linkOf("self") == "self");
}

TEST_CASE("a link out of the code folder is refused by name, unless a rule leaves it out") {
  Project project;
  project.folder.write("outside/data.csv", "1,2");
  const std::string target = GENERATE("outside/data.csv", "outside");
  REQUIRE(::symlink((project.folder / target).c_str(), (project.code + "/away").c_str()) == 0);
  const auto refused = listSnapshot(project.code);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().message.find(project.code + "/away") != std::string::npos);
  CHECK(refused.error().message.find("outside") != std::string::npos);
  project.write(".gitignore", "away\n");
  CHECK(project.names() == Names{".gitignore"});
}

TEST_CASE("ignore rules that cannot be read end the snapshot: what they name would be sent") {
  Project project;
  project.write("secret", "s");
  project.write(".gitignore", "secret\n#" + std::string(std::size_t{17} << 20, 'x'));
  const auto refused = listSnapshot(project.code);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find(".gitignore") != std::string::npos);
}

TEST_CASE("odd names come through") {
  Project project;
  const Names odd = {" lead",    "back\\slash", "new\nline", "not utf8 \xff",
                     "quote'\"", "tab\t",       "trail ",    "\xc3\xa4\xf0\x9f\x98\x80"};
  for (const std::string& name : odd) project.write(name, "x" + name);
  CHECK(project.names() == odd);
  const std::string out = project.layOut(project.take(), "out");
  for (const std::string& name : odd) CHECK(readFile(out + "/" + name).value() == "x" + name);
}

TEST_CASE("code may be one file, nothing, or missing") {
  Project project;
  const std::string file = project.write("only.py", "1");
  const auto one = takeSnapshot(file, project.objects, project.folder / "state/index");
  REQUIRE(one);
  CHECK(one->files == 1);
  CHECK(readSnapshot(project.objects, one->hash)->at(0).path == "only.py");
  const auto none = takeSnapshot("", project.objects, project.folder / "state/index");
  REQUIRE(none);
  CHECK(none->files == 0);
  CHECK(folderExists(project.layOut(*none, "empty")));
  const auto missing = takeSnapshot(project.code + "/none", project.objects, project.folder / "state/index");
  CHECK(missing.error().code == ErrorCode::notFound);
  CHECK(missing.error().message.find(project.code + "/none") != std::string::npos);
}

TEST_CASE("pipes and sockets are left out, a stop ends the walk") {
  Project project;
  project.write("a", "1");
  REQUIRE(::mkfifo((project.code + "/pipe").c_str(), 0600) == 0);
  CHECK(project.names() == Names{"a"});
  CancelSource stop;
  stop.request_stop();
  CHECK(takeSnapshot(project.code, project.objects, project.folder / "i", stop.get_token()).error().code ==
        ErrorCode::canceled);
}

TEST_CASE("an unreadable file is named") {
  if (::geteuid() == 0) {
    WARN("root may read everything: not shown here");
    return;
  }
  Project project;
  project.write("secret", "1", 0000);
  const auto taken = takeSnapshot(project.code, project.objects, project.folder / "i");
  REQUIRE_FALSE(taken);
  CHECK(taken.error().message.find(project.code + "/secret") != std::string::npos);
}

TEST_CASE("a manifest that points outside is refused") {
  Project project;
  const std::string content = project.objects.put("x")->hash;
  for (const std::string& path : Names{"../evil", "/etc/evil", "a/../../evil", "a//b", ""}) {
    const auto manifest = project.objects.put("footplate-snapshot-1\nf 1 " + content + " " + path + "\n");
    REQUIRE(manifest);
    CHECK(layOutSnapshot(project.objects, manifest->hash, project.folder / "out").error().code ==
          ErrorCode::invalid);
  }
}

TEST_CASE("many files of all sizes are read by two threads alike") {
  Project project;
  for (int at = 0; at < 300; ++at)
    project.write("d" + std::to_string(at % 7) + "/f" + std::to_string(at),
                  std::string(static_cast<std::size_t>(at) * 300, 'x'));
  const Snapshot first = project.take();
  CHECK(first.files == 300);
  test::TempFolder elsewhere;
  store::ObjectStore other(elsewhere / "objects");
  CHECK(takeSnapshot(project.code, other, elsewhere / "index")->hash == first.hash);
  os::SpawnOptions diff;
  diff.argv = {"diff", "-r", project.code, project.layOut(first, "out")};
  CHECK(os::run(diff)->status.ok());
}

TEST_CASE("a file that changes all the time is named, not stored torn") {
  Project project;
  const std::string path = project.write("growing.log", std::string(std::size_t{32} << 20, 'x'));
  std::atomic<bool> over{false};
  std::jthread writer([&] {
    std::ofstream out(path, std::ios::app);
    while (!over) out << "more\n" << std::flush;
  });
  const auto taken = takeSnapshot(project.code, project.objects, project.folder / "state/index");
  over = true;
  REQUIRE_FALSE(taken);
  CHECK(taken.error().message.find(path) != std::string::npos);
  CHECK(taken.error().message.find("changes all the time") != std::string::npos);
}
