// A JSON Schema, read once into an immutable graph.
//
// Understands the vocabulary of draft-04 to 2020-12 that decides validity of a single file (no remote
// references but through a Resolver) and the x- keywords that schemas/README.md describes. compile() does not
// fail on odd keywords: what it cannot read it leaves out. A Schema never changes after compile() and may be
// read from any thread; nodes and texts live as long as the Schema.
//
//   auto schema = Schema::compile(R"({"type": "object", "properties": {"lr": {"type": "number"}}})",
//   Typing::yaml12); const Property* lr = (*schema)->root().property("lr");
//   lr->schema->types.has(ValueType::number);
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "schema/pattern.h"
#include "yaml/tree.h"

namespace footplate::schema {

enum class ValueType : std::uint8_t { null_, boolean, integer, number, string, sequence, mapping };

// A set of ValueTypes.
class TypeSet {
 public:
  constexpr TypeSet() = default;
  static constexpr TypeSet all() { return TypeSet(0x7f); }
  constexpr bool has(ValueType type) const { return (bits_ >> static_cast<unsigned>(type) & 1U) != 0; }
  constexpr void add(ValueType type) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(type));
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr TypeSet operator&(TypeSet other) const {
    return TypeSet(static_cast<std::uint8_t>(bits_ & other.bits_));
  }
  constexpr TypeSet operator|(TypeSet other) const {
    return TypeSet(static_cast<std::uint8_t>(bits_ | other.bits_));
  }
  constexpr bool operator==(const TypeSet&) const = default;

 private:
  constexpr explicit TypeSet(std::uint8_t bits) : bits_(bits) {}
  std::uint8_t bits_ = 0;
};

const char* valueTypeName(ValueType type);  // "string", "mapping" …, as messages say it
std::string typeSetNames(TypeSet types);    // "a string or a mapping"

// How plain scalars are read: as azure-ai-ml does (PyYAML's 1.1 rules) or by YAML 1.2 as other people's
// schemas expect.
enum class Typing : std::uint8_t { yaml11, yaml12 };

// The type of a value; an alias has that of what it stands for, a place with nothing written is null.
ValueType valueTypeOf(yaml::Node value, Typing typing);
// Of a value in a schema's own text.
ValueType jsonTypeOf(yaml::Node value);

struct SchemaNode;

struct Property {
  std::string_view name;
  const SchemaNode* schema = nullptr;
  bool required = false;
};

struct PatternProperty {
  Pattern pattern;
  const SchemaNode* schema = nullptr;
};

// `dependentRequired`, `dependentSchemas` and `dependencies`: what the presence of a key asks for.
struct Dependency {
  std::string_view key;
  std::vector<std::string_view> required;
  const SchemaNode* schema = nullptr;
};

// oneOf or anyOf. A branch with tags is out when the mapping's discriminator property says something else.
struct Union {
  bool exactlyOne = false;  // oneOf
  std::vector<const SchemaNode*> branches;
  std::string_view discriminator;                   // "type"; "" when no property tells the branches apart
  std::vector<std::vector<std::string_view>> tags;  // by branch: the discriminator's values; empty = any
  bool ignoreCase = false;                          // of the tags
  bool camelCase = false;                           // likewise
  std::string_view defaultTag;                      // x-default-branch
  int defaultBranch = -1;  // when the discriminator is absent; -1 = by the keys present
};

// Keywords that few schema objects have.
struct Limits {
  std::optional<double> minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf;
  std::optional<std::uint64_t> minLength, maxLength;  // in code points
  std::optional<std::uint64_t> minItems, maxItems;
  std::optional<std::uint64_t> minContains, maxContains;
  std::optional<std::uint64_t> minProperties, maxProperties;
  std::optional<Pattern> pattern;
};

// One schema object. Questions about what applies at a place of a document go through schema/walk.h,
// which follows reference, allOf and the right branches of unions.
struct SchemaNode {
  bool never = false;                     // the schema `false`
  const SchemaNode* reference = nullptr;  // $ref, resolved; its constraints hold beside those here

  // Documentation. Texts are "" where the schema says nothing.
  std::string_view title;
  std::string_view description;
  yaml::Node defaultValue;  // a node of the schema's own text; no node when there is none
  std::vector<yaml::Node> examples;
  bool deprecated = false;
  std::string_view deprecationMessage;  // "use 'environment' instead"
  bool doNotSuggest = false;            // completion leaves it out
  std::vector<yaml::Node> snippets;     // defaultSnippets: mappings with label, description, body

  TypeSet types;                     // empty: any
  TypeSet accepts = TypeSet::all();  // types that reference, allOf and unions together can take
  std::vector<yaml::Node> values;    // enum, or the one value of const; nodes of the schema's own text
  bool hasValues = false;            // an empty enum takes nothing
  std::vector<std::string_view> valueDescriptions;  // x-enum-descriptions, parallel to values or empty

  // Mappings.
  std::vector<Property> properties;  // in the order of the schema
  std::vector<PatternProperty> patternProperties;
  const SchemaNode* additional = nullptr;  // of keys that no property names; nullptr: anything goes
  bool closed = false;                     // additionalProperties or unevaluatedProperties is false
  bool openByDefault = false;  // an object that says nothing of other keys: a setting may close it
  bool closedOverall = false;  // it was unevaluatedProperties: names in allOf, $ref and unions count
  std::vector<std::string_view> required;  // those that are no property included
  const SchemaNode* propertyNames = nullptr;
  std::vector<Dependency> dependencies;
  std::vector<std::vector<std::string_view>> excludes;  // x-excludes: of each group one key at most

  // Sequences.
  std::vector<const SchemaNode*> prefixItems;
  const SchemaNode* items = nullptr;  // of items after prefixItems; nullptr: anything
  const SchemaNode* contains = nullptr;
  bool uniqueItems = false;

  // Scalars.
  std::string_view format;       // "date", "email" …: judged lightly, as a warning
  std::string_view patternHint;  // x-pattern-hint: what the pattern means, in words

  // Combinations.
  std::vector<const SchemaNode*> allOf;
  std::vector<Union> unions;
  const SchemaNode* not_ = nullptr;
  const SchemaNode* if_ = nullptr;
  const SchemaNode* then_ = nullptr;
  const SchemaNode* else_ = nullptr;

  // Our keywords.
  bool ignoreCase = false;           // x-ignore-case: values match in any case
  bool camelCase = false;            // x-ignore-case: "words": "TfIdf" is "tf_idf", too
  bool open = false;                 // x-open: only unknown keys that are like a known one are told
  std::string_view openWith;         // or: unknown keys are a warning where the mapping has this key
  bool passesOver = false;           // x-passes-over: unknown keys are a warning, nobody reads them
  bool anyScalar = false;            // x-scalar: where a string is asked, any scalar will do
  bool binding = false;              // x-binding: `${{…}}` is accepted instead of the type
  std::string_view referenceKind;    // x-reference: "environment", "compute" …
  std::string_view pathKind;         // x-path: "file", "folder" or "any"
  std::string_view pathBelow;        // x-path-below: where the path starts, "" for the document's folder
  std::string_view pathEnds;         // x-path-ends: ".yml .yaml", endings of the files that fit best
  std::string_view pathHolds;        // x-path-holds: "conda", what those of them hold that are YAML
  std::string_view requiredSnippet;  // x-required-snippet: what follows "key:", an LSP snippet
  std::vector<std::string_view>
      bindings;           // x-bindings: what `${{…}}` inside the text may name: "inputs", "outputs"
  bool readOnly = false;  // filled in by the service
  bool newer = false;     // x-newer: the service took it up after January 2023

  std::unique_ptr<const Limits> ownLimits;  // null for none
  const Limits& limits() const {
    static const Limits none;
    return ownLimits ? *ownLimits : none;
  }

  // Whether it says anything about single keys: a mere $ref or union does not.
  bool judgesKeys() const {
    return !properties.empty() || closed || additional != nullptr || !patternProperties.empty() ||
           propertyNames != nullptr;
  }

  // By name, in this node alone; nullptr when it names no such property.
  const Property* property(std::string_view name) const;

  std::vector<std::uint16_t> propertyTable;  // open addressing over properties, by the compiler
};

class Schema {
 public:
  ~Schema();
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  // Gives the text of another schema file that a $ref names ("shared.json"), or nothing.
  using Resolver = std::function<std::optional<std::string>(std::string_view location)>;

  // Fails when the text is not a JSON (or YAML) mapping or boolean. `location` is where the text is from, an
  // absolute path or URI: relative $refs start there.
  static Result<std::shared_ptr<const Schema>> compile(std::string text, Typing typing,
                                                       const Resolver& resolver = {},
                                                       const std::string& location = {});

  const SchemaNode& root() const { return *root_; }
  Typing typing() const { return typing_; }
  std::string_view title() const { return root_->title; }
  // Whether a mapping somewhere in it has a property of this name.
  bool hasProperty(std::string_view name) const;

 private:
  friend class Compiler;
  Schema();

  std::vector<std::shared_ptr<const yaml::Tree>> trees_;
  std::vector<std::unique_ptr<SchemaNode>> nodes_;
  const SchemaNode* root_ = nullptr;
  Typing typing_ = Typing::yaml12;
  mutable std::once_flag named_;
  mutable std::unordered_set<std::string_view> names_;  // of all properties, when first asked for
};

}  // namespace footplate::schema
