#include <algorithm>

#include "base/strings.h"
#include "schema/checker.h"
#include "schema/entries.h"
#include "schema/fixes.h"
#include "schema/messages.h"
#include "schema/misplaced.h"
#include "schema/slip.h"
#include "schema/synonym.h"

namespace footplate::schema {
namespace {

using yaml::Node;

std::string plural(std::uint64_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

}  // namespace

void Checker::checkMapping(Node mapping, const SchemaNode& schema) {
  const std::optional<Span> outer = redirect_;
  const auto entryOf = [&](yaml::Entry entry, Node by) {
    if (by && !redirect_) redirect_ = by.span();
    checkEntry(mapping, entry, schema);
    redirect_ = outer;
  };
  if (schema.judgesKeys()) eachEntry(mapping, entryOf);
  if (!schema.required.empty()) checkRequired(mapping, schema);
  if (!schema.dependencies.empty()) checkDependencies(mapping, schema);
  if (schema.limits().minProperties || schema.limits().maxProperties) checkSize(mapping, schema);
}

namespace {

// Where any key may stand: one that is a listed one but for a letter, and that one is missing.
bool isSlipOfAbsent(Node mapping, std::string_view key, const SchemaNode& schema) {
  return std::ranges::any_of(schema.properties, [&](const Property& property) {
    return isSlipOf(key, property.name) && !mapping.find(property.name);
  });
}

}  // namespace

void Checker::checkEntry(Node mapping, yaml::Entry entry, const SchemaNode& schema) {
  if (entry.key.isNull() || !entry.key.isScalar()) return;
  const std::string_view name = entry.key.text();
  if (schema.propertyNames != nullptr) checkKeyName(entry.key, *schema.propertyNames);
  const auto one = [&](const SchemaNode& each) {
    if (each.never) return forbiddenKey(entry.key, schema);
    if (deprecation(&each) != nullptr) deprecatedKey(entry.key, *deprecation(&each));
    check(entry.value, each);
  };
  const Property* property = schema.property(name);
  if (property != nullptr && property->required && entry.value.isNull()) {
    nothingWritten(entry.value, *property->schema, Severity::error);
  } else if (property != nullptr) {
    one(*property->schema);
  }
  bool known = property != nullptr;
  for (const PatternProperty& candidate : schema.patternProperties) {
    if (!candidate.pattern.search(name)) continue;
    known = true;
    one(*candidate.schema);
  }
  if (known) return;
  if (schema.additional != nullptr) {
    if (schema.open && isSlipOfAbsent(mapping, name, schema)) return unknownKey(mapping, entry.key, schema);
    return one(*schema.additional);
  }
  const bool closed = schema.closed || (options_.closed && schema.openByDefault);
  if ((!closed && !schema.open) || (!entry.key.hasColon() && !mapping.flow())) return;
  if (schema.closedOverall && knowsKey(schema, name)) return;
  unknownKey(mapping, entry.key, schema);
}

const Checker::KeyNames& Checker::keyNames(Node mapping, const SchemaNode& schema) {
  if (keyNames_.mapping == mapping.id() && keyNames_.schema == &schema) return keyNames_;
  const bool isOpen = schema.open || (!schema.openWith.empty() && mapping.find(schema.openWith));
  keyNames_ = {mapping.id(), &schema, isOpen, {}, {}};
  collectNames(schema, keyNames_.all);
  collectAdvised(schema, keyNames_.absent);
  std::erase_if(keyNames_.absent,
                [&](const std::string& name) { return static_cast<bool>(mapping.find(name)); });
  return keyNames_;
}

// Of what other tools call so, that which the value fits: `env: {A: b}` are variables, `env: azureml:x` is
// none.
std::string Checker::synonymOf(Node key, const SchemaNode& schema, const std::vector<std::string>& absent) {
  const std::vector<std::string> meant = synonymsAmong(key.text(), absent);
  const Node value = key.entryValue().resolved();
  const auto fits = [&](const std::string& name) {
    const Property* property = propertyNamed(schema, name);
    if (property == nullptr || !judge_.fits(value, *property->schema)) return false;
    std::vector<std::string> names;
    collectNames(*property->schema, names);
    const auto isKnown = [&](yaml::Entry entry) {
      return std::ranges::find(names, entry.key.text()) != names.end();
    };
    return names.empty() || !value.isMapping() || std::ranges::any_of(value.entries(), isKnown);
  };
  const auto fitting = std::ranges::find_if(meant, fits);
  return fitting != meant.end() ? *fitting : meant.empty() ? "" : meant.front();
}

// "{instance_count:2}": between brackets that is one word, a key without a value.
bool Checker::gluedKey(Node mapping, Node key, const std::vector<std::string>& known) {
  const std::string_view text = key.text();
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !key.isPlain()) return false;
  const auto meant = std::ranges::find(known, text.substr(0, colon));
  if (meant == known.end()) return false;
  const Offset at = key.span().begin + static_cast<Offset>(colon) + 1;
  claims_.insert({mapping.id(), *meant});
  add(key.span(), Severity::error, "schema.unknown-key",
      "unknown key " + quoted(text) + ", a space is missing behind the ':'",
      {{"put a space behind the ':'", {{{at, at}, " "}}}});
  return true;
}

// What is passed over does no harm, but where it is a slip of what must be there.
Severity Checker::severityOfUnknown(const SchemaNode& schema, std::string_view meant) const {
  if (!schema.passesOver && !schema_.root().passesOver) return Severity::error;
  std::vector<std::string_view> required;
  collectRequired(schema, required);
  return std::ranges::find(required, meant) == required.end() ? Severity::warning : Severity::error;
}

bool Checker::misplacedKey(Node mapping, Node key, const SchemaNode& schema) {
  // What is out of line already may belong anywhere.
  if (brokenMappings_.contains(mapping.id())) return false;
  const auto tell = [&](const std::string& where, std::optional<Fix> fix) {
    std::vector<Fix> fixes;
    if (fix) fixes.push_back(std::move(*fix));
    add(key.span(), severityOfUnknown(schema, ""), "schema.unknown-key",
        "unknown key " + quoted(key.text()) + where, std::move(fixes));
  };
  const auto takesValue = [&](const SchemaNode& there) {
    return std::ranges::any_of(schemasNamed(there, key.text()),
                               [&](const SchemaNode* one) { return judge_.fits(key.entryValue(), *one); });
  };
  const std::string parent = parentOfKey(mapping, schema, key.text());
  const Property* below = parent.empty() ? nullptr : propertyNamed(schema, parent);
  if (below != nullptr && takesValue(*below->schema)) {
    const Node target = mapping.find(parent).resolved();
    claims_.insert(target.isMapping() ? Claim{target.id(), std::string(key.text())}
                                      : Claim{mapping.id(), parent});
    tell(", it belongs under '" + parent + "'", moveBelow(mapping, key, parent));
    return true;
  }
  const Node around = mapping.parent();
  if (!around.isMapping() || redirect_ || around.find(key.text())) return false;
  const bool takesIt = std::ranges::any_of(chain_, [&](const auto& judged) {
    return judged.first == around.id() && takesByName(*judged.second, key.text()) &&
           takesValue(*judged.second);
  });
  if (!takesIt) return false;
  claims_.insert({around.id(), std::string(key.text())});
  tell(", it belongs beside '" + std::string(mapping.entryKey().text()) + "'",
       moveBeside(mapping, key, around));
  return true;
}

// A name that takes the value, or at least its type where the key is a slip of it. What has to be there is
// likely whatever its value.
bool Checker::isLikely(Node key, const std::string& name, const SchemaNode& schema) {
  const Node value = key.entryValue().resolved();
  std::vector<std::string_view> required;
  collectRequired(schema, required);
  if (std::ranges::find(required, name) != required.end()) return true;
  const ValueType type = valueTypeOf(value, schema_.typing());
  return std::ranges::any_of(schemasNamed(schema, name), [&](const SchemaNode* one) {
    return judge_.fits(value, *one) || (isSlipOf(key.text(), name) && one->accepts.has(type));
  });
}

// The key that an unknown one most likely is.
Checker::KeyGuess Checker::guessKey(Node key, const SchemaNode& schema, const KeyNames& known, bool isSlip) {
  // A word of its own, or what is a key elsewhere, is no misspelt one.
  if (std::string word = synonymOf(key, schema, known.absent); !word.empty() && !known.isOpen)
    return {word, true, true};
  const auto nearest = [&](std::vector<std::string> names) {
    std::string near = nearestName(key.text(), names);
    while (!near.empty() && !isLikely(key, near, schema)) {
      std::erase(names, near);
      near = nearestName(key.text(), names);
    }
    return near;
  };
  if (isSlip || !schema_.hasProperty(key.text())) {
    if (std::string near = nearest(known.absent); !near.empty()) return {near, true, false};
    if (std::string near = nearestName(key.text(), known.all);
        std::ranges::find(known.absent, near) == known.absent.end() && !near.empty())
      return {near, false, false};
  }
  if (known.isOpen) return {};
  std::string word = fullerName(key.text(), known.all);
  const bool isAbsent = std::ranges::find(known.absent, word) != known.absent.end();
  if (!isAbsent || !isLikely(key, word, schema)) word.clear();
  return {word, !word.empty(), true};
}

// A key that the reader took into a mapping of another column: what is wrong with the column is told.
bool Checker::isOutOfLine(Node mapping, Node key) const {
  return !mapping.flow() && key.indent() != mapping.indent() && brokenMappings_.contains(mapping.id());
}

void Checker::unknownKey(Node mapping, Node key, const SchemaNode& schema) {
  if (isOutOfLine(mapping, key)) return;
  const KeyNames& known = keyNames(mapping, schema);
  if (!key.hasColon() && gluedKey(mapping, key, known.all)) return;
  const bool isSlip =
      std::ranges::any_of(known.absent, [&](const std::string& name) { return isSlipOf(key.text(), name); });
  if (!known.isOpen && !isSlip && misplacedKey(mapping, key, schema)) return;
  const KeyGuess guess = guessKey(key, schema, known, isSlip);
  const std::string_view meant = guess.isAbsent ? std::string_view(guess.name) : std::string_view();
  const Severity severity = known.isOpen ? Severity::warning : severityOfUnknown(schema, meant);
  if (!guess.name.empty() && !guess.isAbsent) {
    add(key.span(), severity, "schema.unknown-key",
        "unknown key " + quoted(key.text()) + ", '" + guess.name + "' is there already");
    return;
  }
  if (guess.name.empty() && schema.open) return;
  std::vector<Fix> fixes;
  if (guess.isAbsent) {
    fixes.push_back(renameKey(key, guess.name));
    constexpr std::size_t mostEdits = 2;
    const bool isFar = editDistance(key.text(), guess.name, mostEdits) > mostEdits;
    // A word of its own may mean another unit or kind of value.
    fixes.back().isChoice = isFar || guess.isWholeWord || schema_.hasProperty(key.text()) ||
                            !isNearest(key.text(), guess.name, known.absent);
    claims_.insert({mapping.id(), guess.name});
  }
  add(key.span(), severity, "schema.unknown-key", keyMessage(key.text(), known.absent, guess.name),
      std::move(fixes));
}

void Checker::forbiddenKey(Node key, const SchemaNode& schema) {
  const std::string message = "key " + quoted(key.text()) + " is not allowed here";
  add(key.span(), Severity::error, schema.closed ? "schema.unknown-key" : "schema.not-allowed", message);
}

void Checker::deprecatedKey(Node key, const SchemaNode& schema) {
  std::string message = quoted(key.text()) + " is deprecated";
  if (!schema.deprecationMessage.empty()) message += ": " + std::string(schema.deprecationMessage);
  add(key.span(), Severity::hint, "schema.deprecated", std::move(message));
}

void Checker::checkKeyName(Node key, const SchemaNode& names) {
  if (names.never) return add(key.span(), Severity::error, "schema.not-allowed", "no key is allowed here");
  const std::size_t before = drafts_.size();
  checkValue(key, ValueType::string, names);
  for (std::size_t i = before; i < drafts_.size(); ++i) {
    Issue& issue = drafts_[i].issue;
    if (issue.code == "schema.pattern" && names.patternHint.empty())
      issue.message = "the name " + issue.message;
  }
}

void Checker::checkRequired(Node mapping, const SchemaNode& schema) {
  for (std::string_view name : schema.required) {
    if (mapping.find(name)) continue;
    const Node near = misspelt(mapping, name, schema);
    if (!near) {
      missingKey(mapping, name, schema, "missing key '" + std::string(name) + "'");
      continue;
    }
    claims_.insert({mapping.id(), std::string(name)});
    if (schema.closed) continue;  // the unknown key is told by itself
    add(near.span(), Severity::error, "schema.missing-key",
        "missing key '" + std::string(name) + "', is " + quoted(near.text()) + " meant to be it?",
        {renameKey(near, name)});
  }
}

Node Checker::misspelt(Node mapping, std::string_view name, const SchemaNode& schema) const {
  const std::vector<std::string> wanted{std::string(name)};
  std::vector<std::string> known;
  collectNames(schema, known);
  for (yaml::Entry entry : mapping.entries()) {
    if (!entry.key.isScalar() || !entry.key.hasColon()) continue;
    if (std::find(known.begin(), known.end(), entry.key.text()) != known.end()) continue;
    if (!nearestName(entry.key.text(), wanted).empty()) return entry.key;
  }
  return Node();
}

void Checker::missingKey(Node mapping, std::string_view name, const SchemaNode& schema, std::string message) {
  const Property* property = schema.property(name);
  std::vector<Fix> fixes{insertKey(mapping, name, property == nullptr ? nullptr : property->schema)};
  add(placeOf(mapping), Severity::error, "schema.missing-key", std::move(message), std::move(fixes));
  drafts_.back().mapping = mapping.id();
  drafts_.back().missing = name;
}

// Where to tell what a mapping lacks: at the key it belongs to, else at its first key.
Span Checker::placeOf(Node mapping) const {
  if (const Node key = mapping.entryKey(); key && !key.isNull()) return key.span();
  for (yaml::Entry entry : mapping.entries()) {
    if (!entry.key.isNull()) return entry.key.span();
  }
  return mapping.span();
}

void Checker::checkDependencies(Node mapping, const SchemaNode& schema) {
  for (const Dependency& dependency : schema.dependencies) {
    if (!mapping.find(dependency.key)) continue;
    for (std::string_view name : dependency.required) {
      if (mapping.find(name)) continue;
      missingKey(
          mapping, name, schema,
          "missing key '" + std::string(name) + "', which '" + std::string(dependency.key) + "' needs");
      for (yaml::Entry entry : mapping.entries()) {
        if (entry.key.text() == dependency.key && !redirect_) drafts_.back().issue.span = entry.key.span();
      }
    }
    if (dependency.schema != nullptr) check(mapping, *dependency.schema);
  }
}

void Checker::checkSize(Node value, const SchemaNode& schema) {
  const bool mapping = value.isMapping();
  const std::uint64_t count = value.size();
  const std::optional<std::uint64_t> least =
      mapping ? schema.limits().minProperties : schema.limits().minItems;
  const std::optional<std::uint64_t> most =
      mapping ? schema.limits().maxProperties : schema.limits().maxItems;
  const char* what = mapping ? "key" : "item";
  const Span span = value.flow() ? value.span() : placeOf(value);
  if (least && count < *least) {
    add(span, Severity::error, "schema.items",
        "needs at least " + plural(*least, what) + ", has " + std::to_string(count));
  } else if (most && count > *most) {
    add(span, Severity::error, "schema.items",
        "takes at most " + plural(*most, what) + ", has " + std::to_string(count));
  }
}

void Checker::checkSequence(Node sequence, const SchemaNode& schema) {
  std::size_t index = 0;
  for (Node item : sequence.items()) {
    const SchemaNode* each = index < schema.prefixItems.size() ? schema.prefixItems[index] : schema.items;
    ++index;
    if (each != nullptr) check(item, *each);
  }
  if (schema.limits().minItems || schema.limits().maxItems) checkSize(sequence, schema);
  if (Node twice; schema.uniqueItems && !itemsDiffer(sequence, schema_.typing(), &twice)) {
    add(twice.span(), Severity::error, "schema.items", "this item is there already");
  }
  if (schema.contains == nullptr) return;
  std::uint64_t count = 0;
  for (Node item : sequence.items()) count += judge_.fits(item, *schema.contains) ? 1 : 0;
  const bool few = count < schema.limits().minContains.value_or(1);
  if (few || (schema.limits().maxContains && count > *schema.limits().maxContains)) {
    const Span span = sequence.flow() ? sequence.span() : placeOf(sequence);
    add(span, Severity::error, "schema.items",
        few ? "an item that must be there is missing" : "too many items of one kind");
  }
}

}  // namespace footplate::schema
