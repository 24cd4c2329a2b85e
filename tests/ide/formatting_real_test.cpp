// Formatting of everything that can be had: the real files, and the documents of the yaml-test-suite.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "ide/formatting/formatting.h"
#include "support/edits.h"
#include "yaml/events.h"
#include "yaml/strict.h"

using namespace footplate;
namespace fs = std::filesystem;

namespace {

const fs::path shared = fs::path(FOOTPLATE_SOURCE) / "../shared";

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string formatted(const std::string& text, int tabSize) {
  const auto document = ide::makeDocument("", std::make_shared<const std::string>(text), 1, ide::Workspace());
  ide::FormatOptions options;
  options.tabSize = tabSize;
  return test::applied(text, ide::formatting(*document, options));
}

bool isWellFormed(const yaml::Tree& tree) {
  return std::ranges::none_of(tree.problems(),
                              [](const yaml::Problem& one) { return one.severity == Severity::error; });
}

// Same values, the same comments, nothing left to do, and really done.
void judge(const fs::path& path) {
  const std::string text = readAll(path);
  const auto before = yaml::parse(std::make_shared<const std::string>(text));
  for (const int tabSize : {2, 4}) {
    INFO(path.string() << " with columns of " << tabSize);
    const std::string once = formatted(text, tabSize);
    if (!isWellFormed(*before)) continue;
    const auto after = yaml::parse(std::make_shared<const std::string>(once));
    CHECK(formatted(once, tabSize) == once);
    CHECK(yaml::testing::events(*after) == yaml::testing::events(*before));
    CHECK(after->comments().size() == before->comments().size());
    if (!yaml::strictProblem(text)) CHECK_FALSE(yaml::strictProblem(once));
    CHECK(formatted("a:   1\n...\n" + text, tabSize).starts_with("a: 1\n...\n"));
  }
}

}  // namespace

TEST_CASE("formatting keeps the values and comments of every real file, and is done after once") {
  if (!fs::exists(shared / "corpus/yaml")) {
    WARN("skipped: ../shared/corpus/yaml is not there");
    return;
  }
  for (const auto& entry : fs::recursive_directory_iterator(shared / "corpus/yaml")) {
    if (entry.is_regular_file()) judge(entry.path());
  }
}

TEST_CASE("formatting keeps the values of the yaml-test-suite") {
  const fs::path archive = shared / "tools/yaml/yaml-test-suite.tar.gz";
  const fs::path folder = fs::path(FOOTPLATE_BUILD) / "yaml-test-suite-formatted";
  if (!fs::exists(archive)) {
    WARN("skipped: ../shared/tools/yaml/yaml-test-suite.tar.gz is not there");
    return;
  }
  fs::create_directories(folder);
  const std::string command = "tar -xzf '" + archive.string() + "' -C '" + folder.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == "in.yaml") judge(entry.path());
  }
}
