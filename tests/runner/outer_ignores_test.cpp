#include "runner/snapshots/outer_ignores.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "os/process.h"
#include "runner/snapshots/amlignore.h"
#include "runner/snapshots/snapshot_walk.h"
#include "support/temp_folder.h"
#include "support/variable.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

using Names = std::vector<std::string>;

// A repository whose code folder is two levels down, and a home with git's settings.
struct Repository {
  test::TempFolder folder;
  test::Variable home{"HOME", folder / "home"};
  test::Variable config{"XDG_CONFIG_HOME", folder / "home/.config"};
  std::string root = folder / "repo";
  std::string code = folder / "repo/jobs/src";

  Repository() {
    for (const char* file :
         {"train.py", "notes.tmp", "a.log", "data/x.csv", "data/keep.csv", "data/deep/y.csv", "out/model.bin",
          "lib/out/z.bin", "lib/util.py", "local.cfg", "scratch/1"})
      folder.write(std::string("repo/jobs/src/") + file, "x");
    REQUIRE(makeFolder(folder / "home/.config/git"));
    git({"init", "-q", "--template=", "."}, root);
  }

  std::string git(Names arguments, const std::string& place) const {
    os::SpawnOptions options;
    options.argv = {"git"};
    options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
    options.folder = place;
    const auto done = os::run(options);
    REQUIRE(done);
    return done->out;
  }

  Names ours() const {
    const auto files = walkCode(code, {});
    INFO((files ? "" : files.error().message));
    REQUIRE(files);
    Names names;
    for (const WalkedFile& file : *files) names.push_back(file.path);
    return names;
  }

  // What git would take from the code folder.
  Names gits() const {
    Names names = split(git({"ls-files", "-z", "--others", "--cached", "--exclude-standard"}, code), '\0');
    if (!names.empty() && names.back().empty()) names.pop_back();
    std::sort(names.begin(), names.end());
    return names;
  }

  LeftOut ruleFor(const std::string& path) const {
    std::vector<LeftOut> leftOut;
    REQUIRE(walkCode(code, {}, &leftOut));
    for (const LeftOut& left : leftOut)
      if (left.path == path) return left;
    FAIL(path << " is not left out");
    return {};
  }
};

bool hasGit() {
  if (!os::findProgram("git").empty()) return true;
  WARN("git is not there to compare with");
  return false;
}

}  // namespace

TEST_CASE("what is outside of the code folder counts as it does for git") {
  if (!hasGit()) return;
  struct Row {
    const char* what;
    std::vector<std::pair<const char*, const char*>> files;  // below the folder of the test
  };
  const std::vector<Row> rows = {
      {"nothing", {}},
      {"the root's rules", {{"repo/.gitignore", "*.tmp\n/jobs/src/out/\n"}}},
      {"a rule for the root alone", {{"repo/.gitignore", "/train.py\n/out\n"}}},
      {"a folder between", {{"repo/jobs/.gitignore", "src/data/*\n!src/data/keep.csv\n"}}},
      {"the nearer brings back", {{"repo/.gitignore", "*.csv\n"}, {"repo/jobs/.gitignore", "!keep.csv\n"}}},
      {"the folder's own brings back",
       {{"repo/.gitignore", "*.log\n"}, {"repo/jobs/src/.gitignore", "!a.log\n"}}},
      {"info/exclude", {{"repo/.git/info/exclude", "scratch/\n*.cfg\n"}}},
      {"weaker than the repository's rules",
       {{"repo/.git/info/exclude", "*.cfg\n"}, {"repo/.gitignore", "!local.cfg\n"}}},
      {"git's usual place for all repositories", {{"home/.config/git/ignore", "*.log\nout\n"}}},
      {"a place that ~/.gitconfig names",
       {{"home/.gitconfig", "[user]\n name = x\n[Core]\n\tExcludesFile = ~/mine\n"},
        {"home/mine", "lib/\n"}}},
      {"the repository's own setting",
       {{"repo/.git/config", "[core]\n repositoryformatversion = 0\n excludesfile = \"~/ours\"\n"},
        {"home/.gitconfig", "[core]\nexcludesfile = ~/mine\n"},
        {"home/mine", "lib/\n"},
        {"home/ours", "data/\n"}}},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    const Repository repository;
    for (const auto& [path, text] : row.files) repository.folder.write(path, text);
    CHECK(repository.ours() == repository.gits());
  }
}

TEST_CASE("a linked working tree has the rules of its repository") {
  if (!hasGit()) return;
  Repository repository;
  const std::string tree = repository.folder / "tree";
  repository.git({"-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "--allow-empty", "-m", "x"},
                 repository.root);
  repository.git({"worktree", "add", "-q", tree}, repository.root);
  repository.folder.write("repo/.git/info/exclude", "*.tmp\n");
  repository.folder.write("tree/code/a.tmp", "x");
  repository.folder.write("tree/code/b.py", "x");
  repository.code = tree + "/code";
  CHECK(repository.ours() == Names{"b.py"});
  CHECK(repository.ours() == repository.gits());
}

TEST_CASE("a code folder that the repository ignores was named all the same") {
  if (!hasGit()) return;
  const Repository repository;
  repository.folder.write("repo/.gitignore", "/jobs/\n*.tmp\n");
  CHECK(repository.ours().size() == 11);
}

TEST_CASE("an .amlignore of the code folder is all there is to say, but for those above it") {
  if (!hasGit()) return;
  const Repository repository;
  repository.folder.write("repo/.gitignore", "*.py\n");
  repository.folder.write("home/.config/git/ignore", "data\n");
  repository.folder.write("repo/jobs/src/lib/.gitignore", "*\n");
  repository.folder.write("repo/jobs/src/.amlignore", "out/\n.amlignore\n.gitignore\n");
  CHECK(repository.ours() == Names{"a.log", "data/deep/y.csv", "data/keep.csv", "data/x.csv", "lib/util.py",
                                   "local.cfg", "notes.tmp", "scratch/1", "train.py"});
  repository.folder.write("repo/.amlignore", "scratch\n*.csv\n");
  CHECK(repository.ours() == Names{"a.log", "lib/util.py", "local.cfg", "notes.tmp", "train.py"});
}

TEST_CASE("a preview says which line of which file leaves a path out") {
  if (!hasGit()) return;
  const Repository repository;
  repository.folder.write("repo/.gitignore", "# not these\n*.tmp\n");
  repository.folder.write("repo/jobs/src/data/.gitignore", "\n/deep/\n");
  const LeftOut above = repository.ruleFor("notes.tmp");
  CHECK(above.ruleFile == repository.root + "/.gitignore");
  CHECK(above.line == 2);
  CHECK(above.rule == "*.tmp");
  const LeftOut nested = repository.ruleFor("data/deep");
  CHECK(nested.ruleFile == repository.code + "/data/.gitignore");
  CHECK(nested.line == 2);
}

TEST_CASE("a new .amlignore keeps out what was kept out before") {
  if (!hasGit()) return;
  const Repository repository;
  repository.folder.write("repo/.gitignore", "*.tmp\n/jobs/src/out/\n");
  repository.folder.write("repo/jobs/src/.gitignore", "*.log");
  repository.folder.write("repo/jobs/src/data/.gitignore", "deep/\n");
  const Names before = repository.ours();
  const auto file = excludeFromSnapshot(repository.code, {"scratch", repository.code + "/local.cfg"});
  REQUIRE(file);
  CHECK(*file == repository.code + "/.amlignore");
  Names after = repository.ours();
  CHECK(std::erase(after, ".amlignore") == 1);
  Names wanted = before;
  CHECK(std::erase(wanted, "scratch/1") == 1);
  CHECK(std::erase(wanted, "local.cfg") == 1);
  CHECK(after == wanted);
}
