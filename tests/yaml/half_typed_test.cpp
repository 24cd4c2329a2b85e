// What an editor holds while somebody types: the intact keys must still be found.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "yaml/tree.h"

using namespace footplate::yaml;

namespace {

const std::string casesFile = std::string(FOOTPLATE_SOURCE) + "/../shared/tools/yaml/half_typed.json";

void collect(Node node, const std::string& path, std::set<std::string>& paths) {
  int index = 0;
  for (Node item : node.items()) {
    const std::string here = path + "/" + std::to_string(index++);
    paths.insert(here);
    collect(item, here, paths);
  }
  for (Entry entry : node.entries()) {
    const std::string here = path + "/" + std::string(entry.key.text());
    paths.insert(here);
    collect(entry.value, here, paths);
  }
}

std::set<std::string> keyPaths(const std::string& text) {
  std::set<std::string> paths;
  const auto tree = parse(std::make_shared<const std::string>(text));
  collect(tree->root(), "", paths);
  return paths;
}

}  // namespace

TEST_CASE("half-typed documents keep at least 97 % of their key paths") {
  std::ifstream file(casesFile);
  if (!file) {
    WARN("skipped: ../shared/tools/yaml/half_typed.json is not there");
    return;
  }
  const nlohmann::json data = nlohmann::json::parse(file);
  const std::string base = data["base"];
  const std::set<std::string> intact = keyPaths(base);
  REQUIRE(intact.size() >= 30);
  double recall = 0;
  for (const auto& one : data["cases"]) {
    std::string text = base;
    const std::string old = one["old"];
    text.replace(text.find(old), old.size(), one["new"].get<std::string>());
    const std::set<std::string> found = keyPaths(text);
    std::size_t wanted = 0;
    std::size_t kept = 0;
    for (const std::string& path : intact) {
      bool excused = false;
      for (const auto& excuse : one["excused"]) excused |= path == excuse.get<std::string>();
      if (excused) continue;
      ++wanted;
      kept += found.count(path);
      if (found.count(path) == 0) UNSCOPED_INFO(one["name"].get<std::string>() << ": lost " << path);
    }
    recall += static_cast<double>(kept) / static_cast<double>(wanted);
  }
  recall /= static_cast<double>(data["cases"].size());
  CAPTURE(recall);
  CHECK(recall >= 0.97);
}
