// Any bytes are a schema, or refused; any document is judged by it: no crash, no endless loop, issues inside
// the text.
//
// The bytes are parts split by lines of "=====": the document, the schema, and a file that the schema may
// name.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schema/schema.h"
#include "schema/validator.h"
#include "schema/walk.h"

namespace {

using namespace footplate;

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::string> partsOf(const std::string& all) {
  const std::string line = "\n=====\n";
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (parts.size() < 2) {
    const std::size_t end = all.find(line, at);
    if (end == std::string::npos) break;
    parts.push_back(all.substr(at, end - at));
    at = end + line.size();
  }
  parts.push_back(all.substr(at));
  parts.resize(3);
  return parts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = partsOf(std::string(reinterpret_cast<const char*>(data), size));
  const auto resolver = [&](std::string_view) { return std::optional(parts[2]); };
  const auto schema = schema::Schema::compile(parts[1], schema::Typing::yaml12, resolver, "/p/schema.json");
  if (!schema) return 0;
  const auto tree = yaml::parse(std::make_shared<const std::string>(parts[0]));
  for (const yaml::NodeId id : tree->documents()) {
    for (const schema::Issue& issue : schema::validate(tree->node(id), **schema, {true})) {
      require(issue.span.begin <= issue.span.end && issue.span.end <= parts[0].size());
      require(!issue.message.empty());
      for (const schema::Fix& fix : issue.fixes) {
        for (const schema::Edit& edit : fix.edits) require(edit.span.end <= parts[0].size());
      }
    }
  }
  const auto length = static_cast<Offset>(parts[0].size());
  for (Offset at = 0; at <= length; at += 1 + length / 8) {
    if (const yaml::Node node = tree->nodeAt(at)) {
      (void)schema::schemasAt(node, **schema);
      (void)schema::schemasAt(node, **schema, schema::Choice::any);
    }
  }
  return 0;
}
