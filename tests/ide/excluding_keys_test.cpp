// Keys that `x-excludes` keeps apart are told where they stand together: what completion leaves out and what
// diagnostics say are one and the same. The documents are made from the schemas.
#include <algorithm>
#include <catch2/catch.hpp>
#include <deque>
#include <ranges>
#include <set>

#include "base/strings.h"
#include "ide/diagnostics.h"
#include "schema/embedded.h"
#include "schema/kind.h"
#include "schema/schema_set.h"

using namespace footplate;
using schema::SchemaNode;
using schema::ValueType;

namespace {

// Places where no rule tells two such keys, and why.
struct Untold {
  std::string_view place;
  std::string_view reason;
};
constexpr Untold untold[] = {
    {"sparkComponent: identity", "the service takes no notice of it there, whatever it says"},
    {"training_data", "azure-ai-ml as we know it has no fine-tuning: which of the two it reads is not known"},
};

// One mapping on the way from the root: what chooses the branch of its schema ("type: sweep, "), and the key
// that leads on; "" for an item of a list.
struct Step {
  std::string beside;
  std::string key;
};

struct Place {
  const SchemaNode* schema;
  std::vector<Step> way;
  std::string beside;  // of the mapping itself

  std::string name() const {
    std::vector<std::string> keys;
    for (const Step& step : way) keys.push_back(step.key.empty() ? "[]" : step.key);
    return join(keys, ".");
  }
};

// The schemas that hold at the place itself are looked at before those below: in the order of the text, so
// what is put in last comes first.
void addBranches(const Place& place, std::deque<Place>& waiting) {
  const auto add = [&](const SchemaNode* schema, std::string beside) {
    if (schema != nullptr) waiting.push_front({schema, place.way, std::move(beside)});
  };
  add(place.schema->reference, place.beside);
  for (const SchemaNode* part : place.schema->allOf) add(part, place.beside);
  add(place.schema->then_, place.beside);
  add(place.schema->else_, place.beside);
  for (const schema::Union& choices : place.schema->unions) {
    const std::string key = ", " + std::string(choices.discriminator) + ": ";
    const bool isOpen =
        !choices.discriminator.empty() && (", " + place.beside).find(key) == std::string::npos;
    for (std::size_t i = choices.branches.size(); i-- > 0;) {
      const bool isTold = isOpen && !choices.tags[i].empty();
      const std::string chosen = isTold ? key.substr(2) + std::string(choices.tags[i].front()) + ", " : "";
      add(choices.branches[i], place.beside + chosen);
    }
  }
}

void addBelow(const Place& place, std::deque<Place>& waiting) {
  const auto add = [&](const SchemaNode* schema, std::string_view key) {
    if (schema == nullptr) return;
    waiting.push_back({schema, place.way, ""});
    waiting.back().way.push_back({place.beside, std::string(key)});
  };
  for (const schema::Property& property : place.schema->properties) add(property.schema, property.name);
  add(place.schema->additional, "x");
  add(place.schema->items, "");
}

// Where keys exclude each other, each schema once: where it is nearest to the root.
std::vector<Place> excludingPlaces(const SchemaNode& root) {
  std::vector<Place> found;
  std::set<const SchemaNode*> seen;
  std::deque<Place> waiting{{&root, {}, ""}};
  while (!waiting.empty()) {
    const Place place = std::move(waiting.front());
    waiting.pop_front();
    if (!seen.insert(place.schema).second) continue;
    if (!place.schema->excludes.empty()) found.push_back(place);
    addBranches(place, waiting);
    addBelow(place, waiting);
  }
  return found;
}

// The schema and all that holds beside it, of branches the first.
void addParts(const SchemaNode* schema, std::vector<const SchemaNode*>& parts) {
  if (schema == nullptr || std::ranges::find(parts, schema) != parts.end()) return;
  parts.push_back(schema);
  addParts(schema->reference, parts);
  for (const SchemaNode* part : schema->allOf) addParts(part, parts);
  for (const schema::Union& choices : schema->unions) {
    if (!choices.branches.empty()) addParts(choices.branches.front(), parts);
  }
}

// A value that the schema takes, as far as its type says that.
std::string valueOf(const SchemaNode* schema) {
  std::vector<const SchemaNode*> parts;
  addParts(schema, parts);
  for (const SchemaNode* part : parts) {
    if (!part->values.empty()) return std::string(part->values.front().text());
  }
  for (const SchemaNode* part : parts) {
    if (part->types.has(ValueType::string)) return "x";
    if (part->types.has(ValueType::number)) return "0.5";
    if (part->types.has(ValueType::integer)) return "1";
    if (part->types.has(ValueType::boolean)) return "true";
    if (part->types.has(ValueType::sequence)) return "[x]";
    if (part->types.has(ValueType::mapping)) return "{}";
  }
  return "x";
}

std::string entryOf(const SchemaNode& schema, std::string_view key) {
  const schema::Property* property = schema.property(key);
  return std::string(key) + ": " + (property != nullptr ? valueOf(property->schema) : "x");
}

// {$schema: ADDRESS, create_job: {type: command, environment: {image: x, build: {}}}}
std::string documentText(const std::string& kind, const Place& place, const std::string& entries) {
  std::string text = "{" + place.beside + entries + "}";
  for (const Step& step : std::views::reverse(place.way))
    text = step.key.empty() ? "[" + text + "]" : "{" + step.beside + step.key + ": " + text + "}";
  for (const schema::SchemaAddress& one : schema::schemaAddresses()) {
    if (one.kind == kind) return text.insert(1, "$schema: \"" + one.address + "\", ") + "\n";
  }
  return text + "\n";
}

std::set<std::string> remarksOf(const std::string& kind, const std::string& text) {
  const ide::Workspace workspace;
  const std::string path = kind == "mltable" ? "/p/MLTable" : "/p/file.yml";
  const auto document = ide::makeDocument(path, std::make_shared<const std::string>(text), 1, workspace);
  INFO(text);
  CHECK(document->kind == kind);
  std::set<std::string> remarks;
  for (const schema::Issue& issue : ide::diagnostics(*document, workspace))
    remarks.insert(issue.code + " " + issue.message);
  return remarks;
}

// Whether something is said of both keys that is said of neither alone.
bool isTold(const std::string& kind, const Place& place, std::string_view one, std::string_view other) {
  const std::string first = entryOf(*place.schema, one);
  const std::string second = entryOf(*place.schema, other);
  std::set<std::string> alone = remarksOf(kind, documentText(kind, place, first));
  alone.merge(remarksOf(kind, documentText(kind, place, second)));
  const std::set<std::string> both = remarksOf(kind, documentText(kind, place, first + ", " + second));
  return std::ranges::any_of(both, [&](const std::string& remark) { return !alone.contains(remark); });
}

bool mayBeUntold(const std::string& place) {
  return std::ranges::any_of(untold, [&](const Untold& one) { return place.ends_with(one.place); });
}

using Names = std::vector<std::string_view>;

void eachPair(const Names& group, auto visit) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    for (std::size_t j = i + 1; j < group.size(); ++j) visit(group[i], group[j]);
  }
}

// All groups of the schemas that we bring along, wherever they stand.
std::set<std::string> writtenGroups() {
  std::set<std::string> groups;
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (file.path.find('/') != std::string_view::npos) continue;
    const auto tree = yaml::parse(std::make_shared<const std::string>(file.text));
    for (yaml::NodeId id = 0; id < tree->nodeCount(); ++id) {
      for (const yaml::Node group : tree->node(id).find("x-excludes").items()) {
        std::string names;
        for (const yaml::Node key : group.items()) names += std::string(key.text()) + " ";
        groups.insert(names);
      }
    }
  }
  return groups;
}

}  // namespace

TEST_CASE("keys that exclude each other are told where they stand together") {
  std::set<std::string> left = writtenGroups();
  CHECK(left.size() > 20);
  for (const std::string& kind : schema::kindsWithSchema()) {
    for (const Place& place : excludingPlaces(schema::schemaOfKind(kind)->root())) {
      const std::string name = kind + ": " + place.name();
      for (const Names& group : place.schema->excludes) {
        std::string names;
        for (const std::string_view key : group) names += std::string(key) + " ";
        left.erase(names);
        eachPair(group, [&](std::string_view one, std::string_view other) {
          INFO(name << ": " << one << " and " << other);
          CHECK(isTold(kind, place, one, other) != mayBeUntold(name));
        });
      }
    }
  }
  INFO("in no schema of a kind: " << join({left.begin(), left.end()}, ", "));
  CHECK(left.empty());
}
