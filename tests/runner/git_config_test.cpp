// Whatever git's configuration says, git itself is the judge.
#include "runner/snapshots/git_config.h"

#include <catch2/catch.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/process.h"
#include "support/temp_folder.h"
#include "support/variable.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

struct Repository {
  test::TempFolder folder;
  std::string root = folder / "work/repo";
  std::string home = folder / "home";
  test::Variable homeIs{"HOME", home};
  test::Variable noSystem{"GIT_CONFIG_NOSYSTEM", "1"};
  test::Variable noGlobal{"GIT_CONFIG_GLOBAL", std::nullopt};
  test::Variable usualFolder{"XDG_CONFIG_HOME", std::nullopt};

  Repository() {
    REQUIRE(makeFolder(root));
    REQUIRE(makeFolder(home));
    run({"git", "init", "-q", "--template=", "."});
  }

  std::string run(std::vector<std::string> argv) const {
    os::SpawnOptions options;
    options.argv = std::move(argv);
    options.folder = root;
    const auto done = os::run(options);
    REQUIRE(done);
    return done->out;
  }
  std::string git() const {
    const std::string path(trim(run({"git", "config", "--type=path", "--get", "core.excludesFile"})));
    return path.empty() ? path : joinPath(root, path);
  }
  std::string ours() const {
    return gitPathSetting({root, root + "/.git", root + "/.git"}, "core.excludesfile").value_or("");
  }
};

}  // namespace

TEST_CASE("a path is read from the user's configuration as git reads it") {
  const Repository repository;
  const std::string config = GENERATE(
      "[core]\n  excludesFile = ~/ignored\n", "[core]\nexcludesfile=/a/b\n",
      "[core] excludesFile = /one/line\n", "[CORE]\n\tEXCLUDESFILE\t=\t/case\t\n",
      "[core]\n excludesFile = \"/with a # sign; and \\\"quotes\\\"\"\n",
      "[core]\n excludesFile = /plain # a comment\n", "[core]\n excludesFile = /plain ; a comment\n",
      "# excludesFile = /no\n[core]\n; excludesFile = /no\n\texcludesFile = /yes\n",
      "[core]\n excludesFile = /a/\\\n  b\n", "[core]\n excludesFile = \"/a b\"/c\" d\"\n",
      "[core]\r\n excludesFile = /windows\r\n", "[core]\n excludesFile = /first\n excludesFile = /last\n",
      "[core \"sub\"]\n excludesFile = /no\n", "[core]\n bare\n excludesFile = /after/a/key/alone\n",
      "[alias]\n x = \"!f() { echo [core]; }; f\"\n[core]\n excludesFile = relative/place\n",
      "[core]\n excludesFile = /a  b   # inner blanks stay\n", "[core]\n excludesFile = /back\\\\slash\\tt\n",
      "\xEF\xBB\xBF[core]\n excludesFile = /mark\n", "[core]\n excludesFile = /no/line/end", "[core]\n",
      "[core]\n excludesFile = /cut\\", "[a.b]\n x = 1\n[core]\n excludesFile = ~root/x\n", "");
  repository.folder.write("home/.gitconfig", config);
  INFO(config);
  CHECK(repository.ours() == repository.git());
}

TEST_CASE("included files count, on their condition") {
  const Repository repository;
  repository.folder.write("home/more/extra",
                          "[core]\n excludesFile = /from/extra\n[include]\n path = deeper\n");
  repository.folder.write("home/more/deeper", "[core]\n excludesFile = /from/deeper\n");
  const std::string config = GENERATE_REF(
      std::string("[include]\n path = more/extra\n"), std::string("[include]\n path = ~/more/deeper\n"),
      std::string("[include]\n path = more/extra\n[core]\n excludesFile = /after\n"),
      std::string("[core]\n excludesFile = /before\n[include]\n path = not/there\n"),
      std::string("[include]\n path = .gitconfig\n[core]\n excludesFile = /of/itself\n"),
      "[includeIf \"gitdir:" + repository.folder / "work/" + "\"]\n path = more/deeper\n",
      "[includeIf \"gitdir:" + repository.folder / "elsewhere/" + "\"]\n path = more/deeper\n",
      std::string("[includeIf \"gitdir:repo/\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir:work/\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir:WORK/\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir/i:WORK/\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir:../work/\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir:**/repo/.git\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir:~/\"]\n path = more/deeper\n"),
      std::string("[includeIf \"gitdir:./\"]\n path = more/deeper\n"));
  repository.folder.write("home/.gitconfig", config);
  INFO(config);
  // git refuses a file that includes itself; we end where it would.
  const std::string judge = config.find("itself") == std::string::npos ? repository.git() : "/of/itself";
  CHECK(repository.ours() == judge);
}

TEST_CASE("the repository's own configuration is stronger than the user's two files") {
  const Repository repository;
  repository.folder.write("home/.config/git/config", "[core]\n excludesFile = /weakest\n");
  CHECK(repository.ours() == repository.git());
  repository.folder.write("home/.gitconfig", "[core]\n excludesFile = /user\n");
  CHECK(repository.ours() == repository.git());
  repository.run({"git", "config", "core.excludesFile", "~/of repository"});
  CHECK(repository.ours() == repository.home + "/of repository");
  CHECK(repository.ours() == repository.git());
}

TEST_CASE("a mistake ends a file, and what is no file is not waited for") {
  const Repository repository;
  repository.folder.write("home/.gitconfig",
                          "[core]\n excludesFile = /before\n[broken\n[core]\n excludesFile = /after\n");
  CHECK(repository.ours() == "/before");
  repository.folder.write("home/.gitconfig", "[core]\n excludesFile = \"/never closed\n");
  CHECK(repository.ours().empty());
  repository.folder.write("home/.gitconfig", "[include]\n path = /dev/zero\n[core]\n excludesFile = /b\n");
  CHECK(repository.ours() == "/b");
}
