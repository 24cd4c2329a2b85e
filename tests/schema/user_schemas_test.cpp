// The user's schemas: read once, and again when the file or one it names changed.
#include "schema/user_schemas.h"

#include <catch2/catch.hpp>
#include <map>

#include "schema/validator.h"

using namespace footplate;

namespace {

struct Files {
  std::map<std::string, std::shared_ptr<const std::string>> texts;
  int reads = 0;

  void write(const std::string& path, std::string text) {
    texts[path] = std::make_shared<const std::string>(std::move(text));
  }
  schema::UserSchemas::Read reader() {
    return [this](const std::string& path) {
      ++reads;
      const auto found = texts.find(path);
      return found == texts.end() ? nullptr : found->second;
    };
  }
};

std::size_t issuesOf(const schema::Schema& schema, const char* text) {
  const auto tree = yaml::parse(std::make_shared<const std::string>(text));
  return schema::validate(tree->root(), schema).size();
}

}  // namespace

TEST_CASE("a schema is compiled again when it, or a file it names, changed") {
  Files files;
  schema::UserSchemas schemas;
  files.write("/p/a.json", R"({"properties": {"n": {"$ref": "../q/b.json#/$defs/n"}}})");
  const auto before = schemas.get("/p/a.json", files.reader());
  REQUIRE(before);
  CHECK(issuesOf(*before, "n: x\n") == 0);
  CHECK(schemas.get("/p/a.json", files.reader()) == before);

  files.write("/q/b.json", R"({"$defs": {"n": {"type": "integer"}}})");
  const auto after = schemas.get("/p/a.json", files.reader());
  REQUIRE(after);
  CHECK(after != before);
  CHECK(issuesOf(*after, "n: x\n") == 1);
}

TEST_CASE("what is no schema is said, what is not there is not") {
  Files files;
  schema::UserSchemas schemas;
  CHECK_FALSE(schemas.get("/p/a.json", files.reader()));
  CHECK(schemas.problem("/p/a.json").empty());
  files.write("/p/a.json", "[]");
  CHECK_FALSE(schemas.get("/p/a.json", files.reader()));
  CHECK(schemas.problem("/p/a.json").find("no JSON Schema") != std::string::npos);
}

TEST_CASE("a schema that names another one below itself, again and again, ends") {
  const auto endless = std::make_shared<const std::string>(R"({"$ref": "b/c"})");
  schema::UserSchemas schemas;
  int reads = 0;
  const auto schema = schemas.get("/a", [&](const std::string&) {
    ++reads;
    return endless;
  });
  REQUIRE(schema);
  CHECK(reads < 1000);
}

TEST_CASE("schemas that name each other, or themselves, end") {
  Files files;
  schema::UserSchemas schemas;
  files.write("/a.json", R"({"$ref": "b.json", "allOf": [{"$ref": "#"}]})");
  files.write("/b.json", R"({"$ref": "a.json"})");
  const auto schema = schemas.get("/a.json", files.reader());
  REQUIRE(schema);
  CHECK(issuesOf(*schema, "n: x\n") == 0);
}
