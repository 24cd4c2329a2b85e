// Which files may be documents of ours, told by their names and by the outermost keys of JSON.
#include "ide/own_files.h"

#include <catch2/catch.hpp>

using footplate::ide::hasOwnName;
using footplate::ide::mayBeOwn;

namespace {

bool isOwnJson(const char* text) {
  return mayBeOwn("/p/a.json", text);
}

}  // namespace

TEST_CASE("YAML, run configurations and JSON have names of ours") {
  for (const char* path : {"a.yml", "a.yaml", "/p/train.runconfig", "a.json"}) CHECK(hasOwnName(path));
  for (const char* path : {"a.py", "json", "a.jsonl", "a.json.bak"}) CHECK_FALSE(hasOwnName(path));
  CHECK(mayBeOwn("a.yml", "anything"));
  CHECK_FALSE(mayBeOwn("a.py", "{\"command\": \"x\"}"));
}

TEST_CASE("JSON may be ours by its outermost keys") {
  CHECK(isOwnJson(R"({"type": "pipeline", "jobs": {}})"));
  CHECK(isOwnJson("\n\t{ \"inputs\": {\"a\": [1, {}]},\n\"command\" : \"echo \\\"x\\\" }\" }"));
  CHECK(isOwnJson(
      R"({"name": "x", "$schema": "https://azuremlschemas.azureedge.net/latest/data.schema.json"})"));
  CHECK(isOwnJson(R"({"half": 1, "command": )"));
  CHECK_FALSE(isOwnJson(R"({"name": "x", "scripts": {"command": "x", "jobs": "y"}})"));
  CHECK_FALSE(isOwnJson(R"({"name": "jobs", "note": "a \"command\": b"})"));
  CHECK_FALSE(isOwnJson(R"({"$schema": "https://json.schemastore.org/tasks", "command": "x"})"));
  CHECK_FALSE(isOwnJson(R"({"a": 1}{"jobs": 1})"));
  for (const char* text :
       {"", " ", "[]", R"([{"jobs": 1}])", "{", R"({")", R"({"\)", R"({"$schema")", R"({"$schema":)", "1"})
    CHECK_FALSE(isOwnJson(text));
}
