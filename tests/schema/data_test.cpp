// The files of schemas/ themselves: what every one of them has to keep.
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "schema/embedded.h"
#include "schema/schema_set.h"
#include "yaml/tree.h"

using namespace footplate;
using yaml::Entry;
using yaml::Node;

namespace {

bool isSchema(std::string_view path) {
  return path.find('/') == std::string_view::npos && path != "index.json";
}

std::shared_ptr<const yaml::Tree> read(std::string_view text) {
  return yaml::parse(std::make_shared<const std::string>(text));
}

// Calls `visit` for every mapping of a tree.
template <class Visit>
void eachMapping(Node root, Visit visit) {
  std::vector<Node> waiting{root};
  while (!waiting.empty()) {
    const Node node = waiting.back();
    waiting.pop_back();
    if (node.isMapping()) visit(node);
    for (Entry entry : node.entries()) waiting.push_back(entry.value);
    for (Node item : node.items()) waiting.push_back(item);
  }
}

}  // namespace

TEST_CASE("every kind of the index has a schema that compiles") {
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (file.path != "index.json") continue;
    const auto tree = read(file.text);
    for (Node kind : tree->root().find("kinds").items()) {
      const std::string name(kind.find("kind").text());
      INFO(name);
      CHECK(schema::schemaOfKind(name) != nullptr);
      CHECK(kind.find("schema").text() == name + ".json");
    }
  }
}

TEST_CASE("every property of our schemas is documented, itself or where it refers to") {
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (!isSchema(file.path)) continue;
    const auto tree = read(file.text);
    eachMapping(tree->root(), [&](Node node) {
      const Node key = node.entryKey();
      const Node parentKey = node.parent().entryKey();
      // Conditions only narrow what is documented elsewhere.
      const bool isElsewhere =
          parentKey && isOneOf(parentKey.text(), {"properties", "$defs", "if", "then", "else"});
      if (!key || key.text() != "properties" || isElsewhere) return;
      for (Entry property : node.entries()) {
        INFO(file.path << ": " << tree->path(property.value));
        CHECK((property.value.find("description") || property.value.find("$ref")));
      }
    });
  }
}

TEST_CASE("descriptions of values are as many as the values") {
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    const auto tree = read(file.text);
    eachMapping(tree->root(), [&](Node node) {
      const Node descriptions = node.find("x-enum-descriptions");
      if (!descriptions.isSequence()) return;
      INFO(file.path << ": " << tree->path(node));
      CHECK(descriptions.size() == node.find("enum").size());
    });
  }
}

TEST_CASE("keys that exclude each other are properties of the schema that says so") {
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (!isSchema(file.path)) continue;
    const auto tree = read(file.text);
    eachMapping(tree->root(), [&](Node node) {
      for (Node group : node.find("x-excludes").items()) {
        INFO(file.path << ": " << tree->path(node));
        CHECK(group.size() > 1);
        for (Node key : group.items()) CHECK(node.find("properties").find(key.text()));
      }
    });
  }
}

TEST_CASE("a curated environment has packages, or says why it cannot be had") {
  std::size_t count = 0;
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (!file.path.starts_with("curated/")) continue;
    ++count;
    const auto tree = read(file.text);
    INFO(file.path);
    CHECK("curated/" + std::string(tree->root().find("name").text()) + ".json" == file.path);
    CHECK(tree->root().find("aliases").size() > 0);
    CHECK((tree->root().find("packages").size() > 0) != bool(tree->root().find("refused")));
  }
  CHECK(count >= 10);
}
