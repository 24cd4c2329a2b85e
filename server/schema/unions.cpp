#include "schema/unions.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::schema {
namespace {

// Chains of $ref and allOf longer than this say nothing more.
constexpr int maxDepth = 24;

TypeSet typesOfValues(const SchemaNode& node) {
  TypeSet types;
  for (yaml::Node value : node.values) {
    const ValueType type = jsonTypeOf(value);
    types.add(type);
    // 1.0 and 1 are one number.
    if (type == ValueType::integer) types.add(ValueType::number);
    if (type == ValueType::number) types.add(ValueType::integer);
  }
  return types;
}

class Settler {
 public:
  // Types that a node takes with all that applies beside it; recursion counts as "any".
  TypeSet accepts(const SchemaNode& node, int depth = 0) {
    if (node.never) return TypeSet();
    const auto known = accepts_.find(&node);
    if (known != accepts_.end()) return known->second;
    if (depth > maxDepth) return TypeSet::all();
    accepts_[&node] = TypeSet::all();
    const TypeSet types = ownTypes(node, depth);
    accepts_[&node] = types;
    return types;
  }

  // The texts a property must have in a mapping of this schema, or nothing when any will do.
  using Tags = std::optional<std::vector<std::string_view>>;
  Tags tagsOf(const SchemaNode& node, std::string_view property, int depth = 0) {
    if (depth > maxDepth) return std::nullopt;
    if (const Property* own = node.property(property)) {
      if (Tags tags = textsOf(*own->schema, depth + 1)) return tags;
    }
    if (node.reference != nullptr) {
      if (Tags tags = tagsOf(*node.reference, property, depth + 1)) return tags;
    }
    for (const SchemaNode* part : node.allOf) {
      if (Tags tags = tagsOf(*part, property, depth + 1)) return tags;
    }
    for (const Union& inner : node.unions) {
      if (Tags tags = allTags(inner, [&](const SchemaNode& b) { return tagsOf(b, property, depth + 1); }))
        return tags;
    }
    return std::nullopt;
  }

  // Names of properties that might be a discriminator: those of the first mapping branches.
  void namesOf(const SchemaNode& node, std::vector<std::string_view>& out, int depth = 0) {
    if (depth > maxDepth || out.size() > 64) return;
    for (const Property& property : node.properties) {
      if (property.schema->hasValues || property.schema->reference != nullptr ||
          !property.schema->unions.empty()) {
        if (std::find(out.begin(), out.end(), property.name) == out.end()) out.push_back(property.name);
      }
    }
    if (node.reference != nullptr) namesOf(*node.reference, out, depth + 1);
    for (const SchemaNode* part : node.allOf) namesOf(*part, out, depth + 1);
  }

  void settle(Union& made) {
    if (made.discriminator.empty()) made.discriminator = choose(made);
    made.tags.assign(made.branches.size(), {});
    if (made.discriminator.empty()) return;
    for (std::size_t i = 0; i < made.branches.size(); ++i) {
      if (Tags tags = tagsOf(*made.branches[i], made.discriminator)) made.tags[i] = std::move(*tags);
      for (std::string_view tag : made.tags[i]) {
        if (!made.defaultTag.empty() && equalsIgnoreCase(tag, made.defaultTag))
          made.defaultBranch = static_cast<int>(i);
      }
    }
    readCase(made);
  }

 private:
  TypeSet ownTypes(const SchemaNode& node, int depth) {
    TypeSet types = node.types.empty() ? TypeSet::all() : node.types;
    if (node.anyScalar && types.has(ValueType::string)) {
      for (ValueType type : {ValueType::boolean, ValueType::integer, ValueType::number}) types.add(type);
    }
    if (node.hasValues) types = types & typesOfValues(node);
    if (node.reference != nullptr) types = types & accepts(*node.reference, depth + 1);
    for (const SchemaNode* part : node.allOf) types = types & accepts(*part, depth + 1);
    for (const Union& inner : node.unions) {
      TypeSet any;
      for (const SchemaNode* branch : inner.branches) any = any | accepts(*branch, depth + 1);
      if (!inner.branches.empty()) types = types & any;
    }
    if (node.binding) types.add(ValueType::string);
    return types;
  }

  template <class Of>
  static Tags allTags(const Union& inner, Of of) {
    std::vector<std::string_view> all;
    for (const SchemaNode* branch : inner.branches) {
      Tags tags = of(*branch);
      if (!tags) return std::nullopt;
      all.insert(all.end(), tags->begin(), tags->end());
    }
    return all.empty() ? std::nullopt : Tags(all);
  }

  // A value's schema that allows a few texts only.
  Tags textsOf(const SchemaNode& value, int depth) {
    if (depth > maxDepth) return std::nullopt;
    if (value.hasValues) {
      std::vector<std::string_view> texts;
      for (yaml::Node node : value.values) {
        if (!node.isScalar()) return std::nullopt;
        texts.push_back(node.text());
      }
      return texts;
    }
    if (value.reference != nullptr) return textsOf(*value.reference, depth + 1);
    for (const Union& inner : value.unions) {
      if (Tags tags = allTags(inner, [&](const SchemaNode& b) { return textsOf(b, depth + 1); })) return tags;
    }
    return std::nullopt;
  }

  // The property with tags in the most branches; "type" and "kind" first among equals.
  std::string_view choose(const Union& made) {
    std::vector<std::string_view> names{"type", "kind"};
    for (const SchemaNode* branch : made.branches) namesOf(*branch, names);
    std::string_view best;
    std::size_t most = 1;
    for (std::string_view name : names) {
      std::size_t tagged = 0;
      std::unordered_set<std::string_view> different;
      for (const SchemaNode* branch : made.branches) {
        const Tags tags = tagsOf(*branch, name);
        if (!tags) continue;
        ++tagged;
        different.insert(tags->begin(), tags->end());
      }
      if (tagged > most && different.size() >= tagged) {
        most = tagged;
        best = name;
      }
    }
    return best;
  }

  static void readCase(Union& made) {
    for (const SchemaNode* branch : made.branches) {
      const SchemaNode* at = branch;
      for (int i = 0; at != nullptr && i < maxDepth; ++i) {
        if (const Property* property = at->property(made.discriminator)) {
          made.ignoreCase = made.ignoreCase || property->schema->ignoreCase;
          made.camelCase = made.camelCase || property->schema->camelCase;
        }
        at = at->reference;
      }
    }
  }

  std::unordered_map<const SchemaNode*, TypeSet> accepts_;
};

}  // namespace

void settleUnions(const std::vector<std::unique_ptr<SchemaNode>>& nodes) {
  Settler settler;
  for (const auto& node : nodes) {
    node->accepts = settler.accepts(*node);
    for (Union& made : node->unions) settler.settle(made);
  }
}

}  // namespace footplate::schema
