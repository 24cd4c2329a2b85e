// The public JSON Schema Test Suite: FOOTPLATE_JSON_SCHEMA_SUITE names its folder, with `tests` and
// `remotes`;
// ./dev fetches it. Without the variable Debian's package json-schema-test-suite is asked, which ends with
// draft-07.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "schema/schema.h"
#include "schema/validator.h"

using namespace footplate;
namespace fs = std::filesystem;

namespace {

fs::path suiteFolder() {
  const char* named = std::getenv("FOOTPLATE_JSON_SCHEMA_SUITE");
  return named != nullptr ? named : "/usr/share/json-schema-test-suite";
}

const fs::path suite = suiteFolder();

std::string readFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string textAt(yaml::Node node) {
  return node.tree()->text().substr(node.span().begin, node.span().size());
}

std::optional<std::string> remote(std::string_view location) {
  constexpr std::string_view host = "http://localhost:1234/";
  if (!location.starts_with(host)) return std::nullopt;
  const fs::path path = suite / "remotes" / location.substr(host.size());
  return fs::is_regular_file(path) ? std::optional(readFile(path)) : std::nullopt;
}

bool isGood(yaml::Node data, const schema::Schema& schema) {
  const auto issues = schema::validate(data, schema);
  return std::none_of(issues.begin(), issues.end(),
                      [](const auto& issue) { return issue.severity == Severity::error; });
}

struct Draft {
  const char* folder;
  const char* dialect;               // what a schema without "$schema" is read as
  std::vector<std::string> without;  // files that are not ours to pass
  int percent;
};

struct Tally {
  int good = 0;
  int all = 0;
  std::string misses;
};

// A schema text that says its dialect.
std::string withDialect(std::string text, const std::string& dialect) {
  if (!text.starts_with("{") || text.find("\"$schema\"") != std::string::npos) return text;
  const bool bare = text.find_first_not_of(" \n}", 1) == std::string::npos;
  return R"({"$schema": ")" + dialect + "\"" + (bare ? "}" : "," + text.substr(1));
}

void judgeGroup(yaml::Node group, const Draft& draft, const std::string& file, Tally& tally) {
  const auto schema = schema::Schema::compile(withDialect(textAt(group.find("schema")), draft.dialect),
                                              schema::Typing::yaml12, remote);
  REQUIRE(schema);
  for (yaml::Node test : group.find("tests").items()) {
    const bool valid = test.find("valid").text() == "true";
    ++tally.all;
    if (isGood(test.find("data"), **schema) == valid) {
      ++tally.good;
    } else {
      tally.misses += file + ": " + std::string(group.find("description").text()) + ": " +
                      std::string(test.find("description").text()) + "\n";
    }
  }
}

Tally judgeDraft(const Draft& draft) {
  Tally tally;
  for (const auto& file : fs::directory_iterator(suite / "tests" / draft.folder)) {
    const std::string name = file.path().stem().string();
    const bool left = std::find(draft.without.begin(), draft.without.end(), name) != draft.without.end();
    if (!file.is_regular_file() || left) continue;
    const auto tree = yaml::parse(std::make_shared<const std::string>(readFile(file.path())));
    for (yaml::Node group : tree->root().items()) judgeGroup(group, draft, name, tally);
  }
  return tally;
}

}  // namespace

TEST_CASE("the cases of the public suite are judged as it says") {
  const std::vector<std::string> dynamic = {"dynamicRef", "recursiveRef", "unevaluatedItems",
                                            "unevaluatedProperties"};
  const std::vector<Draft> drafts = {
      {"draft4", "http://json-schema.org/draft-04/schema#", {}, 98},
      {"draft6", "http://json-schema.org/draft-06/schema#", {}, 98},
      {"draft7", "http://json-schema.org/draft-07/schema#", {}, 98},
      {"draft2019-09", "https://json-schema.org/draft/2019-09/schema", dynamic, 95},
      {"draft2020-12", "https://json-schema.org/draft/2020-12/schema", dynamic, 95},
  };
  const bool isNamed = std::getenv("FOOTPLATE_JSON_SCHEMA_SUITE") != nullptr;
  if (!isNamed && !fs::is_directory(suite)) {
    WARN("skipped: json-schema-test-suite is not installed");
    return;
  }
  for (const Draft& draft : drafts) {
    const bool isThere = fs::is_directory(suite / "tests" / draft.folder);
    if (!isThere && !isNamed) continue;
    INFO("in " << suite);
    REQUIRE(isThere);
    const Tally tally = judgeDraft(draft);
    INFO(draft.folder << ": " << tally.good << " of " << tally.all << "\n" << tally.misses);
    CHECK(tally.good * 100 >= tally.all * draft.percent);
    if (tally.good < tally.all)
      WARN(draft.folder << ": " << tally.good << " of " << tally.all << "; not as the suite says:\n"
                        << tally.misses);
  }
}
