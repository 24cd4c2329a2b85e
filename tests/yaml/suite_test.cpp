// The public yaml-test-suite: structure of every valid document, and that the invalid ones are noticed.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "yaml/events.h"

using namespace footplate;
using namespace footplate::yaml;
namespace fs = std::filesystem;

namespace {

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Unpacks the archive beside the build once; empty when there is no archive.
fs::path suiteFolder() {
  const fs::path archive = fs::path(FOOTPLATE_SOURCE) / "../shared/tools/yaml/yaml-test-suite.tar.gz";
  const fs::path folder = fs::path(FOOTPLATE_BUILD) / "yaml-test-suite";
  if (!fs::exists(archive)) return {};
  if (!fs::exists(folder / "done")) {
    fs::create_directories(folder);
    const std::string command = "tar -xzf '" + archive.string() + "' -C '" + folder.string() + "'";
    if (std::system(command.c_str()) != 0) return {};
    std::ofstream(folder / "done") << "1\n";
  }
  return folder;
}

struct Score {
  int valid = 0;
  int right = 0;
  int falseErrors = 0;
  int invalid = 0;
  int flagged = 0;
};

void judge(const fs::path& folder, Score& score) {
  const auto tree = parse(std::make_shared<const std::string>(readAll(folder / "in.yaml")));
  int problems = 0;
  for (const Problem& problem : tree->problems()) problems += problem.code != "yaml.unknown-directive";
  if (fs::exists(folder / "error")) {
    ++score.invalid;
    score.flagged += problems > 0;
    if (problems == 0) UNSCOPED_INFO("not flagged: " << folder);
    return;
  }
  ++score.valid;
  score.falseErrors += problems > 0;
  const bool same = testing::events(*tree) == testing::withoutMarkers(readAll(folder / "test.event"));
  score.right += same;
  if (!same || problems > 0) UNSCOPED_INFO((same ? "false error: " : "other structure: ") << folder);
}

}  // namespace

TEST_CASE("the yaml-test-suite is read as its authors say") {
  const fs::path folder = suiteFolder();
  if (folder.empty()) {
    WARN("skipped: ../shared/tools/yaml/yaml-test-suite.tar.gz is not there");
    return;
  }
  std::set<fs::path> cases;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == "in.yaml") cases.insert(entry.path().parent_path());
  }
  Score score;
  for (const fs::path& one : cases) judge(one, score);
  CAPTURE(score.valid, score.right, score.invalid, score.flagged);
  CHECK(score.valid == 308);
  CHECK(score.right >= 306);
  CHECK(score.falseErrors == 0);
  CHECK(score.invalid == 94);
  CHECK(score.flagged >= 93);
}
