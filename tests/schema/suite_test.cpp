// The public JSON-Schema-Test-Suite (Debian package json-schema-test-suite), draft-07, where it is installed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "schema/schema.h"
#include "schema/validator.h"

using namespace footplate;
namespace fs = std::filesystem;

namespace {

const fs::path suite = "/usr/share/json-schema-test-suite";

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

}  // namespace

TEST_CASE("the draft-07 cases of the public suite are judged as it says") {
  if (!fs::is_directory(suite / "tests/draft7")) {
    WARN("skipped: json-schema-test-suite is not installed");
    return;
  }
  int good = 0;
  int all = 0;
  std::string misses;
  for (const auto& file : fs::directory_iterator(suite / "tests/draft7")) {
    if (!file.is_regular_file()) continue;
    const auto tree = yaml::parse(std::make_shared<const std::string>(readFile(file.path())));
    for (yaml::Node group : tree->root().items()) {
      std::string text = textAt(group.find("schema"));
      if (text.starts_with("{")) {
        const std::string rest =
            text.find_first_not_of(" \n}", 1) == std::string::npos ? "}" : "," + text.substr(1);
        text = R"({"$schema": "http://json-schema.org/draft-07/schema#")" + rest;
      }
      const auto schema = schema::Schema::compile(text, schema::Typing::yaml12, remote);
      REQUIRE(schema);
      for (yaml::Node test : group.find("tests").items()) {
        const bool valid = test.find("valid").text() == "true";
        ++all;
        if (isGood(test.find("data"), **schema) == valid) {
          ++good;
        } else {
          misses += file.path().stem().string() + ": " + std::string(group.find("description").text()) +
                    ": " + std::string(test.find("description").text()) + "\n";
        }
      }
    }
  }
  INFO(good << " of " << all << "\n" << misses);
  CHECK(good * 100 >= all * 98);
  if (all - good > 0) WARN(good << " of " << all << "; not as the suite says:\n" << misses);
}
