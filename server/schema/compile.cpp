// JSON Schema text to the graph. Every schema object becomes one SchemaNode, made when it is first asked for
// and filled from a queue, so that recursive and deeply nested schemas need no recursion here.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <unordered_map>

#include "schema/references.h"
#include "schema/schema.h"
#include "schema/unions.h"
#include "yaml/scalar.h"

namespace footplate::schema {

namespace {

using yaml::Node;

bool isTrue(Node node) {
  return node.isPlain() && node.text() == "true";
}
bool isFalse(Node node) {
  return node.isPlain() && node.text() == "false";
}
bool isSchema(Node node) {
  return node.isMapping() || isTrue(node) || isFalse(node);
}
std::string_view textOf(Node node) {
  return node.isScalar() ? node.text() : std::string_view();
}

std::optional<double> numberOf(Node node) {
  if (!node.isPlain()) return std::nullopt;
  const std::string text(node.text());
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> countOf(Node node) {
  const std::optional<double> value = numberOf(node);
  if (!value || *value < 0 || *value > 1e15) return std::nullopt;
  return static_cast<std::uint64_t>(*value);
}

std::vector<std::string_view> textsOf(Node node) {
  std::vector<std::string_view> out;
  for (Node item : node.items()) {
    if (item.isScalar()) out.push_back(item.text());
  }
  return out;
}

std::optional<ValueType> typeNamed(std::string_view name) {
  if (name == "null") return ValueType::null_;
  if (name == "boolean") return ValueType::boolean;
  if (name == "integer") return ValueType::integer;
  if (name == "number") return ValueType::number;
  if (name == "string") return ValueType::string;
  if (name == "array") return ValueType::sequence;
  if (name == "object") return ValueType::mapping;
  return std::nullopt;
}

// The keywords of a schema object. Of the seventy that are asked for few are there: a bit for each tells so
// without a look at the text of every key.
class Keywords {
 public:
  explicit Keywords(Node object) : object_(object) {
    for (const yaml::Entry entry : object.entries()) {
      const std::string_view name = entry.key.text();
      there_ |= name == "<<" ? ~std::uint64_t{0} : bitOf(name);
    }
  }

  Node find(std::string_view name) const { return (there_ & bitOf(name)) != 0 ? object_.find(name) : Node(); }

 private:
  static constexpr std::uint64_t bitOf(std::string_view name) {
    constexpr unsigned bits = 64;
    if (name.empty()) return 1;
    const auto letter = [&](std::size_t at) { return static_cast<unsigned char>(name[at]); };
    return std::uint64_t{1} << ((name.size() * 7 + letter(0) + letter(name.size() / 2) * 3U) % bits);
  }

  Node object_;
  std::uint64_t there_ = 0;
};

}  // namespace

class Compiler {
 public:
  Compiler(std::shared_ptr<const yaml::Tree> tree, Typing typing, const Schema::Resolver& resolver,
           const std::string& location)
      : main_(tree->root()), references_(std::move(tree), resolver, location), schema_(new Schema) {
    schema_->typing_ = typing;
  }

  std::shared_ptr<const Schema> run() {
    schema_->root_ = node(main_);
    while (!pending_.empty()) {
      const auto [target, source] = pending_.front();
      pending_.pop_front();
      fill(*target, source);
    }
    schema_->trees_ = references_.takeTrees();
    settleUnions(schema_->nodes_);
    return std::shared_ptr<const Schema>(schema_.release());
  }

 private:
  SchemaNode* node(Node source) {
    if (!isSchema(source)) return nullptr;
    SchemaNode*& known = known_[source.tree()][source.id()];
    if (known == nullptr) {
      schema_->nodes_.push_back(std::make_unique<SchemaNode>());
      known = schema_->nodes_.back().get();
      pending_.emplace_back(known, source);
    }
    return known;
  }

  std::vector<const SchemaNode*> nodes(Node list) {
    std::vector<const SchemaNode*> out;
    for (Node item : list.items()) {
      if (const SchemaNode* made = node(item)) out.push_back(made);
    }
    return out;
  }

  void fill(SchemaNode& target, Node schema) {
    target.never = isFalse(schema);
    if (!schema.isMapping()) return;
    const Keywords source(schema);
    describe(target, source);
    const Node reference = source.find("$ref") ? source.find("$ref") : source.find("$dynamicRef");
    if (reference.isScalar()) {
      target.reference = node(references_.find(schema, reference.text()));
      if (references_.referenceAlone()) return;
    }
    constrainAny(target, source);
    constrainMapping(target, source);
    constrainSequence(target, source);
    constrainScalar(target, source);
    combine(target, source);
    ourKeywords(target, source);
  }

  void describe(SchemaNode& target, const Keywords& source) {
    target.title = textOf(source.find("title"));
    target.description = textOf(source.find("markdownDescription"));
    if (target.description.empty()) target.description = textOf(source.find("description"));
    if (target.description.empty()) target.description = textOf(source.find("x-intellij-html-description"));
    target.defaultValue = source.find("default");
    for (Node example : source.find("examples").items()) target.examples.push_back(example);
    target.deprecated = isTrue(source.find("deprecated"));
    target.deprecationMessage = textOf(source.find("deprecationMessage"));
    if (!target.deprecationMessage.empty()) target.deprecated = true;
    target.readOnly = isTrue(source.find("readOnly"));
    target.doNotSuggest = isTrue(source.find("doNotSuggest"));
    for (Node snippet : source.find("defaultSnippets").items()) {
      if (snippet.isMapping()) target.snippets.push_back(snippet);
    }
  }

  void constrainAny(SchemaNode& target, const Keywords& source) {
    const Node type = source.find("type");
    const auto addType = [&](Node name) {
      if (const auto known = typeNamed(textOf(name))) target.types.add(*known);
    };
    addType(type);
    for (Node name : type.items()) addType(name);
    if (target.types.has(ValueType::number)) target.types.add(ValueType::integer);
    if (const Node values = source.find("enum"); values.isSequence()) {
      for (Node value : values.items()) target.values.push_back(value);
      target.hasValues = true;
    }
    if (const Node value = source.find("const")) {
      target.values = {value};
      target.hasValues = true;
    }
    for (const char* keyword : {"x-enum-descriptions", "markdownEnumDescriptions", "enumDescriptions"}) {
      if (target.valueDescriptions.empty()) target.valueDescriptions = textsOf(source.find(keyword));
    }
    if (const Node meanings = source.find("x-intellij-enum-metadata"); meanings.isMapping()) {
      for (Node value : target.values)
        target.valueDescriptions.push_back(textOf(meanings.find(value.text()).find("description")));
    }
    if (target.valueDescriptions.size() != target.values.size()) target.valueDescriptions.clear();
  }

  void constrainMapping(SchemaNode& target, const Keywords& source) {
    target.required = textsOf(source.find("required"));
    for (yaml::Entry entry : source.find("properties").entries()) {
      SchemaNode* schema = node(entry.value);
      if (schema == nullptr) continue;
      const std::string_view name = entry.key.text();
      const bool required =
          std::find(target.required.begin(), target.required.end(), name) != target.required.end();
      target.properties.push_back({name, schema, required});
    }
    indexProperties(target);
    for (yaml::Entry entry : source.find("patternProperties").entries()) {
      if (SchemaNode* schema = node(entry.value)) {
        target.patternProperties.push_back({Pattern(entry.key.text()), schema});
      }
    }
    const Node additional = source.find("additionalProperties");
    const Node unevaluated = source.find("unevaluatedProperties");
    target.closed = isFalse(additional) || isFalse(unevaluated);
    target.closedOverall = isFalse(unevaluated) && !isFalse(additional);
    if (additional.isMapping()) target.additional = node(additional);
    target.openByDefault = !additional && !unevaluated && textOf(source.find("type")) == "object";
    target.propertyNames = node(source.find("propertyNames"));
    dependencies(target, source);
  }

  void indexProperties(SchemaNode& target) {
    constexpr std::size_t few = 6;
    if (target.properties.size() <= few || target.properties.size() > 30000) return;
    std::size_t size = 16;
    while (size < target.properties.size() * 2) size *= 2;
    target.propertyTable.assign(size, 0);
    for (std::size_t i = 0; i < target.properties.size(); ++i) {
      std::size_t slot = std::hash<std::string_view>()(target.properties[i].name) & (size - 1);
      while (target.propertyTable[slot] != 0) slot = (slot + 1) & (size - 1);
      target.propertyTable[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }

  void dependencies(SchemaNode& target, const Keywords& source) {
    for (const char* keyword : {"dependentRequired", "dependentSchemas", "dependencies"}) {
      for (yaml::Entry entry : source.find(keyword).entries()) {
        Dependency dependency{entry.key.text(), {}, nullptr};
        if (entry.value.isSequence()) {
          dependency.required = textsOf(entry.value);
        } else if (entry.value.isScalar() && !isSchema(entry.value)) {
          dependency.required = {entry.value.text()};
        } else {
          dependency.schema = node(entry.value);
        }
        target.dependencies.push_back(std::move(dependency));
      }
    }
  }

  void constrainSequence(SchemaNode& target, const Keywords& source) {
    const Node items = source.find("items");
    target.prefixItems = nodes(source.find("prefixItems"));
    if (items.isSequence()) {
      target.prefixItems = nodes(items);
      target.items = node(source.find("additionalItems"));
    } else {
      target.items = node(items);
    }
    target.contains = node(source.find("contains"));
    target.uniqueItems = isTrue(source.find("uniqueItems"));
  }

  static std::unique_ptr<const Limits> limitsOf(const Keywords& source) {
    using Count = std::optional<std::uint64_t>;
    using Number = std::optional<double>;
    static constexpr std::pair<const char*, Count Limits::*> counts[] = {
        {"minProperties", &Limits::minProperties}, {"maxProperties", &Limits::maxProperties},
        {"minContains", &Limits::minContains},     {"maxContains", &Limits::maxContains},
        {"minItems", &Limits::minItems},           {"maxItems", &Limits::maxItems},
        {"minLength", &Limits::minLength},         {"maxLength", &Limits::maxLength}};
    static constexpr std::pair<const char*, Number Limits::*> numbers[] = {
        {"minimum", &Limits::minimum},
        {"maximum", &Limits::maximum},
        {"exclusiveMinimum", &Limits::exclusiveMinimum},
        {"exclusiveMaximum", &Limits::exclusiveMaximum},
        {"multipleOf", &Limits::multipleOf}};
    Limits limits;
    bool any = false;
    for (const auto& [keyword, limit] : counts) {
      limits.*limit = countOf(source.find(keyword));
      any = any || limits.*limit;
    }
    for (const auto& [keyword, limit] : numbers) {
      limits.*limit = numberOf(source.find(keyword));
      any = any || limits.*limit;
    }
    // Draft-04 says `exclusiveMinimum: true` beside `minimum`.
    if (isTrue(source.find("exclusiveMinimum"))) std::swap(limits.minimum, limits.exclusiveMinimum);
    if (isTrue(source.find("exclusiveMaximum"))) std::swap(limits.maximum, limits.exclusiveMaximum);
    if (const Node pattern = source.find("pattern"); pattern.isScalar()) {
      limits.pattern.emplace(pattern.text());
      any = true;
    }
    return any ? std::make_unique<const Limits>(std::move(limits)) : nullptr;
  }

  void constrainScalar(SchemaNode& target, const Keywords& source) {
    target.ownLimits = limitsOf(source);
    target.format = textOf(source.find("format"));
    target.patternHint = textOf(source.find("x-pattern-hint"));
    if (target.patternHint.empty()) target.patternHint = textOf(source.find("patternErrorMessage"));
    if (target.patternHint.empty() && target.limits().pattern)
      target.patternHint = textOf(source.find("errorMessage"));
  }

  void combine(SchemaNode& target, const Keywords& source) {
    target.allOf = nodes(source.find("allOf"));
    for (const char* keyword : {"oneOf", "anyOf"}) {
      const Node branches = source.find(keyword);
      if (!branches.isSequence()) continue;
      Union made;
      made.exactlyOne = std::string_view(keyword) == "oneOf";
      made.branches = nodes(branches);
      made.discriminator = textOf(source.find("x-discriminator"));
      made.defaultTag = textOf(source.find("x-default-branch"));
      target.unions.push_back(std::move(made));
    }
    target.not_ = node(source.find("not"));
    target.if_ = node(source.find("if"));
    target.then_ = node(source.find("then"));
    target.else_ = node(source.find("else"));
  }

  void ourKeywords(SchemaNode& target, const Keywords& source) {
    target.camelCase = textOf(source.find("x-ignore-case")) == "words";
    target.ignoreCase = target.camelCase || isTrue(source.find("x-ignore-case"));
    target.open = isTrue(source.find("x-open"));
    if (!target.open) target.openWith = textOf(source.find("x-open"));
    target.passesOver = isTrue(source.find("x-passes-over"));
    target.anyScalar = isTrue(source.find("x-scalar"));
    target.binding = isTrue(source.find("x-binding"));
    target.bindings = textsOf(source.find("x-bindings"));
    target.referenceKind = textOf(source.find("x-reference"));
    target.pathKind = textOf(source.find("x-path"));
    target.pathBelow = textOf(source.find("x-path-below"));
    target.pathEnds = textOf(source.find("x-path-ends"));
    target.pathHolds = textOf(source.find("x-path-holds"));
    for (const Node group : source.find("x-excludes").items()) target.excludes.push_back(textsOf(group));
    target.requiredSnippet = textOf(source.find("x-required-snippet"));
    target.newer = isTrue(source.find("x-newer"));
  }

  Node main_;
  References references_;
  std::unique_ptr<Schema> schema_;
  std::unordered_map<const yaml::Tree*, std::unordered_map<yaml::NodeId, SchemaNode*>> known_;
  std::deque<std::pair<SchemaNode*, Node>> pending_;
};

Schema::Schema() = default;
Schema::~Schema() = default;

Result<std::shared_ptr<const Schema>> Schema::compile(std::string text, Typing typing,
                                                      const Resolver& resolver, const std::string& location) {
  auto tree = yaml::parse(std::make_shared<const std::string>(std::move(text)));
  if (!isSchema(tree->root())) {
    return fail(ErrorCode::invalid, "the schema is no JSON Schema: a mapping, true or false is wanted");
  }
  return Compiler(std::move(tree), typing, resolver, location).run();
}

}  // namespace footplate::schema
