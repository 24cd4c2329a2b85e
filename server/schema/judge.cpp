#include "schema/judge.h"

#include <algorithm>

#include "base/strings.h"
#include "schema/entries.h"
#include "schema/placeholder.h"
#include "schema/scalar_check.h"
#include "schema/slip.h"
#include "schema/validator.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr int maxDepth = 400;
constexpr int maxChain = 24;

bool tagMatches(const Union& choices, std::size_t branch, std::string_view tag) {
  const auto& tags = choices.tags[branch];
  return tags.empty() || std::any_of(tags.begin(), tags.end(), [&](std::string_view known) {
           if (choices.camelCase && isCamelCaseOf(tag, known)) return true;
           return choices.ignoreCase ? equalsIgnoreCase(known, tag) : known == tag;
         });
}

bool isAdvised(const SchemaNode& schema) {
  return !schema.readOnly && deprecation(&schema) == nullptr;
}

// `wanted` says of a property's schema whether its name counts.
void collectNamesTo(const SchemaNode& schema, bool (*wanted)(const SchemaNode&),
                    std::vector<std::string>& names, int depth) {
  if (depth > maxChain) return;
  for (const Property& property : schema.properties) {
    if (property.schema->never || !wanted(*property.schema)) continue;
    if (std::ranges::find(names, property.name) == names.end()) names.emplace_back(property.name);
  }
  const auto further = [&](const SchemaNode* part) {
    if (part != nullptr) collectNamesTo(*part, wanted, names, depth + 1);
  };
  further(schema.reference);
  std::ranges::for_each(schema.allOf, further);
  for (const Union& choices : schema.unions) std::ranges::for_each(choices.branches, further);
  further(schema.then_);
  further(schema.else_);
}

bool knowsKeyAt(const SchemaNode& schema, std::string_view key, int depth) {
  if (depth > maxChain) return true;
  std::vector<const SchemaNode*> out;
  if (schemasOfKeyIn(schema, key, out)) return true;
  const auto knows = [&](const SchemaNode* part) {
    return part != nullptr && knowsKeyAt(*part, key, depth + 1);
  };
  if (knows(schema.reference) || knows(schema.then_) || knows(schema.else_) || knows(schema.if_)) return true;
  if (std::any_of(schema.allOf.begin(), schema.allOf.end(), knows)) return true;
  return std::any_of(schema.unions.begin(), schema.unions.end(), [&](const Union& choices) {
    return std::any_of(choices.branches.begin(), choices.branches.end(), knows);
  });
}

void collectRequiredTo(const SchemaNode& schema, std::vector<std::string_view>& names, int depth) {
  if (depth > maxChain) return;
  names.insert(names.end(), schema.required.begin(), schema.required.end());
  if (schema.reference != nullptr) collectRequiredTo(*schema.reference, names, depth + 1);
  for (const SchemaNode* part : schema.allOf) collectRequiredTo(*part, names, depth + 1);
}

}  // namespace

bool isTagOf(Node value, const Union& choices) {
  return value.isPlain() && !choices.discriminator.empty() &&
         std::ranges::any_of(choices.tags, [&](const auto& tags) {
           return std::ranges::find(tags, value.text()) != tags.end();
         });
}

void collectNames(const SchemaNode& schema, std::vector<std::string>& names) {
  collectNamesTo(schema, [](const SchemaNode&) { return true; }, names, 0);
}
void collectAdvised(const SchemaNode& schema, std::vector<std::string>& names) {
  collectNamesTo(schema, isAdvised, names, 0);
}

const SchemaNode* deprecation(const SchemaNode* schema) {
  for (int i = 0; i < maxChain && schema != nullptr; ++i) {
    if (schema->deprecated) return schema;
    schema = schema->reference;
  }
  return nullptr;
}

void collectRequired(const SchemaNode& schema, std::vector<std::string_view>& names) {
  collectRequiredTo(schema, names, 0);
}
bool knowsKey(const SchemaNode& schema, std::string_view key) {
  return knowsKeyAt(schema, key, 0);
}

bool schemasOfKeyIn(const SchemaNode& schema, std::string_view key, std::vector<const SchemaNode*>& out) {
  const std::size_t before = out.size();
  if (const Property* property = schema.property(key)) out.push_back(property->schema);
  for (const PatternProperty& candidate : schema.patternProperties) {
    if (candidate.pattern.search(key)) out.push_back(candidate.schema);
  }
  if (out.size() > before) return true;
  if (schema.additional == nullptr) return false;
  out.push_back(schema.additional);
  return true;
}

Judge::Judge(const yaml::Tree& tree, Typing typing)
    : typing_(typing), steps_(200'000 + 60 * tree.nodeCount()) {}

bool Judge::fits(Node value, const SchemaNode& schema) {
  if (steps_ == 0 || depth_ > maxDepth) return true;
  --steps_;
  ++depth_;
  const Node resolved = value.resolved();
  const bool answer = !schema.never && fitsHere(resolved, valueTypeOf(resolved, typing_), schema);
  --depth_;
  return answer;
}

bool Judge::fitsHere(Node value, ValueType type, const SchemaNode& schema) {
  // A value that is not typed yet rules nothing out.
  if (value.isNull() || !value) return true;
  if (schema.reference != nullptr && !fits(value, *schema.reference)) return false;
  const ScalarFault fault = scalarFault(value, type, schema, typing_);
  if (fault != ScalarFault::none && fault != ScalarFault::quoted && fault != ScalarFault::format)
    return false;
  if (type == ValueType::mapping && !mappingFits(value, schema)) return false;
  if (type == ValueType::sequence && !sequenceFits(value, schema)) return false;
  for (const SchemaNode* part : schema.allOf) {
    if (!fits(value, *part)) return false;
  }
  for (const Union& choices : schema.unions) {
    if (!unionFits(value, type, choices)) return false;
  }
  if (schema.not_ != nullptr && fits(value, *schema.not_)) return false;
  if (schema.if_ == nullptr) return true;
  const SchemaNode* next = fits(value, *schema.if_) ? schema.then_ : schema.else_;
  return next == nullptr || fits(value, *next);
}

bool Judge::mappingFits(Node value, const SchemaNode& schema) {
  for (std::string_view name : schema.required) {
    if (!value.find(name)) return false;
  }
  const bool counts = schema.limits().minProperties || schema.limits().maxProperties;
  std::uint64_t count = 0;
  bool good = true;
  std::vector<const SchemaNode*> schemas;
  const auto entryFits = [&](yaml::Entry entry, Node) {
    ++count;
    if (!good) return;
    const std::string_view key = entry.key.text();
    schemas.clear();
    if (!schemasOfKeyIn(schema, key, schemas)) {
      good = !schema.closed || (schema.closedOverall && knowsKey(schema, key));
    }
    for (const SchemaNode* each : schemas) good = good && fits(entry.value, *each);
    if (good && schema.propertyNames != nullptr && !entry.key.isNull()) {
      good = !schema.propertyNames->never && fitsHere(entry.key, ValueType::string, *schema.propertyNames);
    }
  };
  if (counts || schema.judgesKeys()) eachEntry(value, entryFits);
  if (!good || (schema.limits().minProperties && count < *schema.limits().minProperties)) return false;
  if (schema.limits().maxProperties && count > *schema.limits().maxProperties) return false;
  for (const Dependency& dependency : schema.dependencies) {
    if (!value.find(dependency.key)) continue;
    for (std::string_view name : dependency.required) good = good && value.find(name);
    if (dependency.schema != nullptr) good = good && fits(value, *dependency.schema);
  }
  return good;
}

bool Judge::sequenceFits(Node value, const SchemaNode& schema) {
  if (schema.limits().minItems && value.size() < *schema.limits().minItems) return false;
  if (schema.limits().maxItems && value.size() > *schema.limits().maxItems) return false;
  std::size_t index = 0;
  for (Node item : value.items()) {
    const SchemaNode* each = index < schema.prefixItems.size() ? schema.prefixItems[index] : schema.items;
    ++index;
    if (each != nullptr && !fits(item, *each)) return false;
  }
  if (schema.contains != nullptr && !containsFits(value, schema)) return false;
  return !schema.uniqueItems || itemsDiffer(value, typing_, nullptr);
}

bool Judge::containsFits(Node value, const SchemaNode& schema) {
  std::uint64_t count = 0;
  for (Node item : value.items()) count += fits(item, *schema.contains) ? 1 : 0;
  return count >= schema.limits().minContains.value_or(1) &&
         (!schema.limits().maxContains || count <= *schema.limits().maxContains);
}

bool Judge::unionFits(Node value, ValueType type, const Union& choices) {
  if (const SchemaNode* only = sole(value, type, choices)) return fits(value, *only);
  const Narrowed narrowed = narrow(value, choices);
  // What a build will say may be any of them.
  if (narrowed.unknownTag) return typing_ == Typing::yaml11 && isPlaceholder(tagOf(value, choices).text());
  int count = 0;
  for (const SchemaNode* branch : narrowed.branches) {
    if (!fits(value, *branch)) continue;
    if (!choices.exactlyOne) return true;
    ++count;
  }
  return count == 1 || choices.branches.empty();
}

bool Judge::takes(const SchemaNode& branch, Node value, ValueType type) const {
  if (branch.accepts.has(type)) return true;
  if (type == ValueType::number) return branch.accepts.has(ValueType::integer);
  if (branch.accepts.has(ValueType::number) && isLaterNumber(value, type, typing_)) return true;
  // "5" in quotes, where azure-ai-ml takes it for the number, and what a build puts there.
  return type == ValueType::string && typing_ == Typing::yaml11 &&
         (!value.isPlain() || isPlaceholder(value.text())) &&
         (branch.accepts.has(ValueType::boolean) || branch.accepts.has(ValueType::integer));
}

// What the discriminator says. Where its key is misspelt, the branch is still the one that its value names:
// else every other key of the mapping would be a fault, too.
Node Judge::tagOf(Node value, const Union& choices) {
  if (const Node tag = value.find(choices.discriminator)) return tag.resolved();
  for (yaml::Entry entry : value.entries()) {
    if (!entry.key.isScalar() || !isSlipOf(entry.key.text(), choices.discriminator)) continue;
    const Node tag = entry.value.resolved();
    for (std::size_t i = 0; tag.isScalar() && i < choices.branches.size(); ++i) {
      if (!choices.tags[i].empty() && tagMatches(choices, i, tag.text())) return tag;
    }
  }
  return {};
}

const SchemaNode* Judge::sole(Node value, ValueType type, const Union& choices) const {
  const bool mapping = type == ValueType::mapping && !choices.discriminator.empty();
  const Node discriminator = mapping ? tagOf(value, choices) : Node();
  const bool tagged = discriminator.isScalar();
  if (mapping && !tagged && choices.defaultBranch >= 0) {
    return choices.branches[static_cast<std::size_t>(choices.defaultBranch)];
  }
  const SchemaNode* found = nullptr;
  for (std::size_t i = 0; i < choices.branches.size(); ++i) {
    if (!takes(*choices.branches[i], value, type)) continue;
    if (tagged && !tagMatches(choices, i, discriminator.text())) continue;
    if (found != nullptr) return nullptr;
    found = choices.branches[i];
  }
  return found;
}

Judge::Narrowed Judge::narrow(Node value, const Union& choices) {
  Narrowed out;
  value = value.resolved();
  const ValueType type = valueTypeOf(value, typing_);
  const bool mapping = type == ValueType::mapping && !choices.discriminator.empty();
  const Node discriminator = mapping ? tagOf(value, choices) : Node();
  const bool tagged = discriminator.isScalar();
  if (mapping && !tagged && choices.defaultBranch >= 0) {
    out.branches = {choices.branches[static_cast<std::size_t>(choices.defaultBranch)]};
    return out;
  }
  std::vector<const SchemaNode*> byType;
  for (std::size_t i = 0; i < choices.branches.size(); ++i) {
    if (!takes(*choices.branches[i], value, type)) continue;
    byType.push_back(choices.branches[i]);
    if (tagged && !tagMatches(choices, i, discriminator.text())) continue;
    out.branches.push_back(choices.branches[i]);
  }
  out.unknownTag = tagged && out.branches.empty() && !byType.empty();
  if (out.unknownTag) out.branches = std::move(byType);
  return out;
}

// A key that is known counts for a branch, one nearly known nearly as much, a required one missing against.
int Judge::score(Node value, const SchemaNode& branch) {
  if (!branch.accepts.has(valueTypeOf(value, typing_))) return -1000;
  if (!value.isMapping()) return branch.hasValues ? 1 : 0;
  std::vector<std::string> names;
  collectNames(branch, names);
  int points = 0;
  std::vector<std::string> near;
  eachEntry(value, [&](yaml::Entry entry, Node) {
    const std::string key(entry.key.text());
    if (std::find(names.begin(), names.end(), key) != names.end()) {
      points += 4;
    } else if (std::string name = nearestName(key, names); !name.empty()) {
      points += 3;
      near.push_back(std::move(name));
    } else if (!knowsKey(branch, key)) {
      points -= 2;
    }
  });
  std::vector<std::string_view> required;
  collectRequired(branch, required);
  for (std::string_view name : required) {
    if (!value.find(name) && std::find(near.begin(), near.end(), name) == near.end()) points -= 3;
  }
  return points;
}

const SchemaNode* Judge::likeliest(Node value, const std::vector<const SchemaNode*>& branches) {
  const std::vector<const SchemaNode*> best = likeliestOnes(value, branches);
  return best.empty() ? nullptr : best.front();
}

std::vector<const SchemaNode*> Judge::likeliestOnes(Node value,
                                                    const std::vector<const SchemaNode*>& branches) {
  std::vector<const SchemaNode*> best;
  int most = -100'000;
  for (const SchemaNode* branch : branches) {
    const int points = score(value.resolved(), *branch);
    if (points < most) continue;
    if (points > most) best.clear();
    most = points;
    best.push_back(branch);
  }
  return best;
}

}  // namespace footplate::schema
