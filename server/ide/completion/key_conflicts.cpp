#include "ide/completion/key_conflicts.h"

#include <algorithm>

namespace footplate::ide {
namespace {

using schema::Places;
using schema::SchemaNode;

bool isAmong(const Places& places, const SchemaNode* node) {
  return std::ranges::find(places, node) != places.end();
}

// A schema that says nothing but which keys have to be there.
bool onlyRequires(const SchemaNode& schema) {
  return !schema.required.empty() && !schema.judgesKeys() && schema.reference == nullptr &&
         schema.allOf.empty() && schema.unions.empty() && schema.not_ == nullptr && schema.if_ == nullptr &&
         schema.dependencies.empty() && !schema.limits().minProperties && !schema.limits().maxProperties;
}

// Branches among which nothing is decided yet, with all that they refer to.
void addOpen(const SchemaNode* node, const Places& places, Places& open) {
  if (node == nullptr || isAmong(open, node) || !isAmong(places, node)) return;
  open.push_back(node);
  addOpen(node->reference, places, open);
  for (const SchemaNode* part : node->allOf) addOpen(part, places, open);
  for (const schema::Union& choices : node->unions) {
    for (const SchemaNode* branch : choices.branches) addOpen(branch, places, open);
  }
  addOpen(node->if_, places, open);
  addOpen(node->then_, places, open);
  addOpen(node->else_, places, open);
}

Places openBranches(const Places& places) {
  Places open;
  for (const SchemaNode* node : places) {
    for (const schema::Union& choices : node->unions) {
      const auto count = std::ranges::count_if(choices.branches,
                                               [&](const auto* branch) { return isAmong(places, branch); });
      if (count < 2) continue;
      for (const SchemaNode* branch : choices.branches) addOpen(branch, places, open);
    }
  }
  return open;
}

}  // namespace

KeyConflicts::KeyConflicts(yaml::Node mapping, yaml::Node own, const Places& places) {
  for (const yaml::Entry entry : mapping.entries()) {
    if (entry.key != own && entry.key.isScalar()) present_.push_back(entry.key.text());
  }
  const Places open = openBranches(places);
  for (const SchemaNode* node : places) {
    if (!isAmong(open, node)) certain_.push_back(node);
  }
}

bool KeyConflicts::excludes(std::string_view name) const {
  return std::ranges::any_of(certain_, [&](const Node* schema) { return isRefused(*schema, name); });
}

bool KeyConflicts::has(std::string_view name) const {
  return std::ranges::find(present_, name) != present_.end();
}

bool KeyConflicts::isMet(const Node& wanted, std::string_view added) const {
  return std::ranges::all_of(wanted.required, [&](std::string_view key) { return key == added || has(key); });
}

bool KeyConflicts::isRefused(const Node& schema, std::string_view name) const {
  const schema::Property* property = schema.property(name);
  if (property != nullptr && property->schema->never) return true;
  if (schema.limits().maxProperties && present_.size() >= *schema.limits().maxProperties) return true;
  if (schema.not_ != nullptr && isRefusedByNot(*schema.not_, name)) return true;
  if (std::ranges::any_of(schema.excludes, [&](const auto& group) { return isSecondOf(group, name); }))
    return true;
  const auto forbids = [&](const schema::Dependency& dependency) {
    if (dependency.key != name || dependency.schema == nullptr) return false;
    return std::ranges::any_of(dependency.schema->properties, [&](const schema::Property& other) {
      return other.schema->never && has(other.name);
    });
  };
  if (std::ranges::any_of(schema.dependencies, forbids)) return true;
  return std::ranges::any_of(schema.unions,
                             [&](const schema::Union& choices) { return isSecondOfOne(choices, name); });
}

// `x-excludes: [[a, b]]`, which the rules of the kind judge.
bool KeyConflicts::isSecondOf(const std::vector<std::string_view>& group, std::string_view name) const {
  return std::ranges::find(group, name) != group.end() &&
         std::ranges::any_of(group, [&](std::string_view other) { return other != name && has(other); });
}

// `oneOf: [{required: [a]}, {required: [b]}]`: with one of them there, the other makes two.
bool KeyConflicts::isSecondOfOne(const schema::Union& choices, std::string_view name) const {
  if (!choices.exactlyOne) return false;
  if (!std::ranges::all_of(choices.branches, [](const Node* branch) { return onlyRequires(*branch); }))
    return false;
  const auto metWith = [&](std::string_view added) {
    return std::ranges::count_if(choices.branches, [&](const Node* branch) { return isMet(*branch, added); });
  };
  return metWith("") == 1 && metWith(name) > 1;
}

// `not: {required: [a, b]}`, or any of several such.
bool KeyConflicts::isRefusedByNot(const Node& refused, std::string_view name) const {
  if (onlyRequires(refused)) return !isMet(refused, "") && isMet(refused, name);
  if (refused.unions.size() != 1 || refused.unions.front().exactlyOne || refused.judgesKeys() ||
      !refused.required.empty())
    return false;
  return std::ranges::any_of(refused.unions.front().branches, [&](const Node* branch) {
    return onlyRequires(*branch) && !isMet(*branch, "") && isMet(*branch, name);
  });
}

}  // namespace footplate::ide
