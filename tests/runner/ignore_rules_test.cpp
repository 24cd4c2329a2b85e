#include "runner/snapshots/ignore_rules.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <map>

#include "base/strings.h"
#include "os/process.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::runner;

TEST_CASE("globs match as git's do") {
  struct Row {
    const char* glob;
    const char* text;
    bool matches;
  };
  const Row rows[] = {
      {"foo", "foo", true},
      {"foo", "foobar", false},
      {"*", "foo", true},
      {"*", "a/b", false},
      {"*.py", "a.py", true},
      {"*.py", "dir/a.py", false},
      {"f?o", "foo", true},
      {"f?o", "f/o", false},
      {"**/foo", "foo", true},
      {"**/foo", "a/b/foo", true},
      {"a/**", "a", false},
      {"a/**", "a/b/c", true},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},
      {"a**b", "axxb", true},
      {"a**b", "a/b", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]x", "bx", false},
      {"[^a-c]x", "dx", true},
      {"[]]x", "]x", true},
      {"[a-]x", "-x", true},
      {"[[:digit:]]x", "5x", true},
      {"[[:alpha:]_]x", "_x", true},
      {"[abc", "a", false},
      {"\\*", "*", true},
      {"\\*", "x", false},
      {"a\\?b", "a?b", true},
      {"a*b*c", "axxbxxc", true},
      {"a*b*c", "axxbxx", false},
      {"*a*a*a*b", "aaaaaaaaaa", false},
      {"[a/b]", "a", true},
      {"[a/b]", "/", false},
      {"x[!y]z", "x/z", false},
      {"[[:odd:]a]", "a", false},
      {"[a-c-e]", "-", true},
      {"[a-c-e]", "d", false},
      {"a\\/b", "a/b", true},
      {"x/?**/y", "x/ab/c/y", false},
      {"x/a**/y", "x/ab/c/y", true},  // behind plain text the stars stand at the beginning of a glob
      {"x/a**/y", "x/ay", true},
      {"**\\/y", "y", false},
      {"**\\/y", "a/b/y", true},
      {"a/****/b", "a/x/y/b", true},
      {"**/a*/b", "ax/c/ay/b", true},
  };
  for (const Row& row : rows) {
    INFO(row.glob << " against " << row.text);
    CHECK(matchGlob(row.glob, row.text) == row.matches);
  }
}

TEST_CASE("a hostile glob costs no more than the product of the lengths") {
  const std::string glob = replaceAll(std::string(30, 'x'), "x", "*a") + "b";
  const std::string folders = replaceAll(std::string(30, 'x'), "x", "**/a/") + "b";
  const std::string deep = replaceAll(std::string(200, 'x'), "x", "a/") + "c";
  const auto began = std::chrono::steady_clock::now();
  CHECK_FALSE(matchGlob(glob, std::string(5000, 'a')));
  CHECK_FALSE(matchGlob(folders, deep));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(2));
}

namespace {

struct Tree {
  std::map<std::string, std::string> ignoreFiles;  // folder to content
  std::vector<std::string> files;
};

// A repository with the files, whose ignore files change.
class Git {
 public:
  explicit Git(const std::vector<std::string>& files) : files_(files) {
    for (const std::string& file : files) folder_.write(file, "x");
    REQUIRE(os::run(git({"init", "-q", "--template=", "."})));
  }

  // The paths git ignores.
  std::vector<std::string> ask(const Tree& tree) const {
    for (const auto& [path, text] : tree.ignoreFiles) folder_.write(ignoreFile(path), text);
    const auto done = os::run(git({"check-ignore", "-z", "--stdin", "--no-index"}), {}, {},
                              join(files_, std::string_view("\0", 1)) + std::string(1, '\0'));
    for (const auto& [path, text] : tree.ignoreFiles) REQUIRE(removeTree(folder_ / ignoreFile(path)));
    REQUIRE(done);
    std::vector<std::string> ignored = split(done->out, '\0');
    if (!ignored.empty() && ignored.back().empty()) ignored.pop_back();
    std::sort(ignored.begin(), ignored.end());
    return ignored;
  }

 private:
  static std::string ignoreFile(const std::string& path) {
    return path.empty() ? ".gitignore" : path + "/.gitignore";
  }
  os::SpawnOptions git(std::vector<std::string> arguments) const {
    os::SpawnOptions options;
    options.argv = {"git", "-c", "core.excludesFile=/dev/null"};
    options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
    options.folder = folder_.path();
    return options;
  }
  test::TempFolder folder_;
  std::vector<std::string> files_;
};

std::vector<std::string> askUs(const Tree& tree) {
  IgnoreRules rules;
  for (const auto& [path, text] : tree.ignoreFiles) rules.add(path, text);
  std::vector<std::string> ignored;
  for (const std::string& file : tree.files) {
    if (rules.ignoredWithParents(file, false)) ignored.push_back(file);
  }
  std::sort(ignored.begin(), ignored.end());
  return ignored;
}

const std::vector<std::string> files = {
    "a.py",          "b.pyc",           "dir/a.py",
    "dir/b.pyc",     "dir/sub/c.txt",   "build/x.o",
    "src/build/y.o", "data/raw/1",      "data/raw/keep",
    "data/clean/2",  "#hash",           "!bang",
    "sp ace",        "trail ",          "x/foo/bar",
    "foo/bar",       "foo/baz/bar",     "logs/deep/a.log",
    "logs/keep.log", "UPPER.TXT",       "ä/ö.txt",
    "dir/[x].txt",   "dir/back\\slash", "q?.txt",
    "dir/.hidden",   ".hidden/file",    "node_modules/m/i.js",
    "tab\tname",     "a/b/c/d/e.txt",   "a/e.txt",
    "star*.txt",
};

}  // namespace

TEST_CASE("ignore files mean what git takes them for") {
  if (os::findProgram("git").empty()) {
    WARN("git is not there to compare with");
    return;
  }
  const std::vector<std::string> roots = {
      "*.pyc\n",
      "build\n",
      "build/\n",
      "/build\n",
      "dir/*.py\n",
      "**/sub\n",
      "a/**\n",
      "a/**/e.txt\n",
      "/a/**/d/\n",
      "data/*\n!data/raw\n",
      "data/raw/*\n!data/raw/keep\n",
      "data/\n!data/raw/keep\n",
      "*\n!*.py\n",
      "*\n!*/\n!*.txt\n",
      "\\#hash\n\\!bang\n",
      "#hash\n",
      "!bang\n*\n",
      "sp ace\n",
      "trail \n",
      "trail\\ \n",
      "foo/bar\n",
      "/foo\n",
      "foo/*/bar\n",
      "**/foo/bar\n",
      "foo/\n!foo/bar\n",
      "*.log\n!keep.log\n",
      "logs/**/*.log\n",
      "upper.txt\n",
      "UPPER.*\n",
      "\xc3\xa4/\n",
      "dir/[[]x].txt\n",
      "dir/\\[x\\].txt\n",
      "back\\\\slash\n",
      "back\\\n",
      "q\\?.txt\n",
      "[qx]?.txt\n",
      ".*\n",
      ".hidden/\n",
      "/*\n!/dir\n",
      "/*\n!/dir/\n/dir/*\n!/dir/sub\n",
      "node_modules\r\n*.pyc\r\n",
      "\xEF\xBB\xBF*.pyc\n",
      "tab\tname",
      "*/e.txt\n",
      "*/*/*/d\n",
      "**\n",
      "**/\n",
      "/\n",
      "//\n",
      "dir//a.py\n",
      "a/b/\n",
      "star\\**\n",
      "[!a-z]*\n",
      "dir/sub/\n!dir/sub/c.txt\n",
      "c.txt/\n",
      "*a*\n!a*\n",
      "[[:upper:]]*\n",
      "\n\n   \n*.o\n",
  };
  const Git git(files);
  for (const std::string& text : roots) {
    INFO(text);
    const Tree tree{{{"", text}}, files};
    CHECK(askUs(tree) == git.ask(tree));
  }
}

TEST_CASE("deeper ignore files override those above") {
  if (os::findProgram("git").empty()) {
    WARN("git is not there to compare with");
    return;
  }
  const std::vector<std::map<std::string, std::string>> cases = {
      {{"", "*.py\n"}, {"dir", "!a.py\n"}},
      {{"", "!a.py\n"}, {"dir", "*.py\n"}},
      {{"", "dir\n"}, {"dir", "!*\n"}},
      {{"data", "/raw\n"}},
      {{"data", "raw/*\n!raw/keep\n"}},
      {{"a", "e.txt\n"}, {"a/b/c", "!e.txt\n"}},
      {{"a", "/e.txt\n"}},
      {{"a/b", "c/d/e.txt\n"}},
      {{"logs", "*\n!deep/\n!deep/**\n"}},
      {{"", "*\n"}, {"dir", "!*\n"}},
  };
  const Git git(files);
  for (const auto& ignoreFiles : cases) {
    std::string shown;
    for (const auto& [path, text] : ignoreFiles) shown += path + ": " + text;
    INFO(shown);
    const Tree tree{ignoreFiles, files};
    CHECK(askUs(tree) == git.ask(tree));
  }
}
