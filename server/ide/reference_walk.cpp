#include "ide/reference_walk.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "ide/findings.h"
#include "ide/schema_places.h"
#include "schema/schema_set.h"
#include "schema/walk.h"

// One walk over the document with the schemas that may apply. Places that repeat (the steps of a pipeline)
// share one set of schemas, and where each key leads from it is found once: a step of the walk is a table
// look-up.

namespace footplate::ide {
namespace {

using schema::Places;
using schema::SchemaNode;
using yaml::Entry;
using yaml::Node;

struct PlaceSet {
  Places places;
  std::string_view referenceKind;
  std::string_view pathKind;
  std::string_view pathBelow;
  bool ambiguous = false;  // branches name different kinds: the document decides
  std::unordered_map<std::string_view, std::size_t> keys;  // that the schemas name
  std::optional<std::size_t> otherKeys;
  std::size_t item = 0;  // 0: not known yet, or nothing
};

class ReferenceWalk {
 public:
  explicit ReferenceWalk(const schema::Schema& schema) : schema_(schema) {
    sets_.emplace_back();  // number 0: nothing applies
    start_ = intern(expandAll({&schema.root()}));
  }

  void run(Node root) { walk(root, start_, 0); }
  std::vector<FoundReference> take() { return std::move(found_); }

 private:
  std::size_t intern(Places places) {
    if (places.empty()) return 0;
    auto known = numbers_.find(places);
    if (known != numbers_.end()) return known->second;
    PlaceSet set;
    for (const SchemaNode* node : places) {
      const bool other = !node->referenceKind.empty() && node->referenceKind != set.referenceKind;
      set.ambiguous = set.ambiguous || (other && !set.referenceKind.empty());
      if (set.referenceKind.empty()) set.referenceKind = node->referenceKind;
      if (!set.pathKind.empty() || node->pathKind.empty()) continue;
      set.pathKind = node->pathKind;
      set.pathBelow = node->pathBelow;
    }
    set.places = places;
    sets_.push_back(std::move(set));
    numbers_.emplace(std::move(places), sets_.size() - 1);
    return sets_.size() - 1;
  }

  std::size_t ofKey(std::size_t from, std::string_view key) {
    auto known = sets_[from].keys.find(key);
    if (known != sets_[from].keys.end()) return known->second;
    const bool named = isNamed(sets_[from].places, key);
    if (!named && sets_[from].otherKeys) return *sets_[from].otherKeys;
    const std::size_t to = intern(expandedKey(sets_[from].places, key));
    if (named) {
      sets_[from].keys.emplace(key, to);
    } else {
      sets_[from].otherKeys = to;
    }
    return to;
  }

  // Whether one of the schemas says something of this very key.
  static bool isNamed(const Places& places, std::string_view key) {
    return std::ranges::any_of(places, [key](const SchemaNode* place) {
      return place->property(key) != nullptr ||
             std::ranges::any_of(place->patternProperties, [key](const schema::PatternProperty& one) {
               return one.pattern.search(key);
             });
    });
  }

  std::size_t ofItem(std::size_t from) {
    if (sets_[from].item == 0) {
      const std::size_t to = intern(expandedItem(sets_[from].places, 0));
      sets_[from].item = to;
    }
    return sets_[from].item;
  }

  void walk(Node node, std::size_t set, unsigned depth) {
    if (set == 0 || depth > 100) return;
    if (node.isScalar()) return check(node, sets_[set]);
    for (Entry entry : node.entries()) {
      if (entry.key.isScalar() && !entry.value.isNull())
        walk(entry.value, ofKey(set, entry.key.text()), depth + 1);
    }
    if (!node.isSequence()) return;
    const std::size_t item = ofItem(set);
    for (Node one : node.items()) walk(one, item, depth + 1);
  }

  void check(Node node, const PlaceSet& set) {
    if (set.referenceKind.empty() && set.pathKind.empty()) return;
    Reference reference = set.referenceKind == "compute" ? readComputeReference(node.text())
                                                         : readReference(node.text(), set.pathKind.empty());
    if (reference.form == Reference::Form::none) return;
    if (!set.pathBelow.empty() && reference.form != Reference::Form::path) return;
    const bool asset = reference.form == Reference::Form::asset;
    const std::string_view kind = asset && set.ambiguous ? kindHere(node, set) : set.referenceKind;
    found_.push_back({node, std::move(reference), kind, set.pathKind, set.pathBelow});
  }

  // "custom_model" beside it makes a `path` one of a model; found once for each such word.
  std::string_view kindHere(Node node, const PlaceSet& set) {
    const std::pair<std::size_t, std::string> beside{
        static_cast<std::size_t>(&set - sets_.data()),
        node.parent() ? std::string(node.parent().find("type").resolved().text()) : ""};
    const auto known = kinds_.find(beside);
    if (known != kinds_.end()) return known->second;
    return kinds_.emplace(beside, kindByContent(node, set)).first->second;
  }

  std::string_view kindByContent(Node node, const PlaceSet& set) const {
    for (const SchemaNode* one : schemasOfValue(node, schema_, schema::Choice::byContent)) {
      if (!one->referenceKind.empty()) return one->referenceKind;
    }
    return set.referenceKind;
  }

  const schema::Schema& schema_;
  std::vector<PlaceSet> sets_;
  std::map<std::pair<std::size_t, std::string>, std::string_view> kinds_;
  std::map<Places, std::size_t> numbers_;
  std::size_t start_ = 0;
  std::vector<FoundReference> found_;
};

struct KnownKey {
  std::string_view key;
  std::string_view referenceKind;
  std::string_view pathKind;
};

// What keys mean in every job: for kinds that have no schema.
constexpr KnownKey knownKeys[] = {
    {"component", "component", "file"}, {"trial", "component", "file"},
    {"create_job", "", "file"},         {"code", "code", "any"},
    {"compute", "compute", ""},         {"environment", "environment", ""},
    {"conda_file", "conda", "file"},    {"path", "data", "any"},
};

void walkKeys(Node node, std::vector<FoundReference>& found, unsigned depth) {
  if (depth > 100) return;
  for (Entry entry : node.entries()) {
    walkKeys(entry.value, found, depth + 1);
    if (!entry.key.isScalar() || !entry.value.isScalar()) continue;
    for (const KnownKey& known : knownKeys) {
      if (known.key != entry.key.text()) continue;
      Reference reference = readReference(entry.value.text(), known.pathKind.empty());
      if (reference.form != Reference::Form::none)
        found.push_back({entry.value, std::move(reference), known.referenceKind, known.pathKind, {}});
    }
  }
  for (Node item : node.items()) walkKeys(item, found, depth + 1);
}

std::vector<FoundReference> referencesByKey(const Document& document) {
  std::vector<FoundReference> found;
  if (document.kind.ends_with("Job") || document.kind.ends_with("Component") || document.kind == "schedule") {
    for (yaml::NodeId id : document.yaml().documents()) walkKeys(document.yaml().node(id), found, 0);
  }
  return found;
}

std::vector<FoundReference> walkDocument(const Document& document) {
  // Whatever schema the user asked for, a file of ours names what its kind names.
  const auto schema = document.hasUserSchema() ? schema::schemaOfKind(document.kind) : document.schema;
  if (!schema) return referencesByKey(document);
  ReferenceWalk walk(*schema);
  for (yaml::NodeId id : document.yaml().documents()) walk.run(document.yaml().node(id));
  return walk.take();
}

}  // namespace

const std::vector<FoundReference>& findReferences(const Document& document) {
  return document.findings->references([&] { return walkDocument(document); });
}

}  // namespace footplate::ide
