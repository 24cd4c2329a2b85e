// oneOf, anyOf and not. The branch is chosen before anything is said, and only that branch speaks.
#include <algorithm>

#include "base/strings.h"
#include "schema/checker.h"
#include "schema/fixes.h"
#include "schema/kind.h"
#include "schema/messages.h"
#include "schema/placeholder.h"
#include "schema/schema_set.h"

namespace footplate::schema {
namespace {

using yaml::Node;

// A branch that only asks for keys: {"required": ["a"]}.
bool asksForKeys(const SchemaNode& schema) {
  return !schema.required.empty() && schema.properties.empty() && schema.types.empty() &&
         schema.allOf.empty() && schema.unions.empty() && schema.reference == nullptr &&
         schema.not_ == nullptr;
}

// The values of a branch that allows a few values only; false for another branch.
bool collectValues(const SchemaNode& schema, std::vector<Node>& values, int depth = 0) {
  if (depth > 24) return false;
  if (schema.hasValues) {
    values.insert(values.end(), schema.values.begin(), schema.values.end());
    return true;
  }
  if (schema.reference != nullptr) return collectValues(*schema.reference, values, depth + 1);
  for (const Union& choices : schema.unions) {
    for (const SchemaNode* branch : choices.branches) {
      if (!collectValues(*branch, values, depth + 1)) return false;
    }
    return !choices.branches.empty();
  }
  return false;
}

TypeSet acceptedBy(const Union& choices) {
  TypeSet all;
  for (const SchemaNode* branch : choices.branches) all = all | branch->accepts;
  return all;
}

constexpr std::size_t mostGuesses = 5;

// "default: 0.5" is the default of a branch for numbers, where branches are named by types.
const SchemaNode* branchOfDefault(Node value, const Union& choices, Typing typing) {
  const Node standard = value.find("default").resolved();
  if (!standard.isScalar() || standard.isNull()) return nullptr;
  const std::string_view name = valueTypeName(valueTypeOf(standard, typing));
  for (std::size_t i = 0; i < choices.branches.size(); ++i) {
    if (std::ranges::find(choices.tags[i], name) != choices.tags[i].end()) return choices.branches[i];
  }
  return nullptr;
}

// The schema of a branch that holds the key itself.
const SchemaNode& ownerOf(std::string_view key, const SchemaNode& branch) {
  const SchemaNode* at = &branch;
  while (at->reference != nullptr && at->property(key) == nullptr) at = at->reference;
  return *at;
}

std::vector<std::string> firstRequired(const Union& choices) {
  std::vector<std::string> names;
  for (const SchemaNode* branch : choices.branches) names.emplace_back(branch->required.front());
  return names;
}

}  // namespace

namespace {

std::vector<std::string> unknownKeys(Node mapping, const SchemaNode& branch) {
  std::vector<std::string> unknown;
  for (const yaml::Entry entry : mapping.entries()) {
    if (entry.key.isScalar() && entry.key.text() != "<<" && !knowsKey(branch, entry.key.text()))
      unknown.emplace_back(entry.key.text());
  }
  return unknown;
}

std::vector<std::string> without(std::vector<std::string> words, const std::vector<std::string>& others) {
  std::erase_if(words,
                [&](const std::string& word) { return std::ranges::find(others, word) != others.end(); });
  return words;
}

}  // namespace

// Whether all that is to say of the value by the schema is that its key `name` has another word.
bool Checker::fitsButFor(Node value, std::string_view name, ValueType type, const SchemaNode& schema) {
  const std::size_t before = drafts_.size();
  const std::set<Claim> claims = claims_;
  checkSame(value, type, schema);
  const Node word = value.find(name);
  const bool fits = std::all_of(drafts_.begin() + static_cast<std::ptrdiff_t>(before), drafts_.end(),
                                [&](const Draft& draft) { return word && draft.issue.span == word.span(); });
  drafts_.resize(before);
  claims_ = claims;
  return fits;
}

// Keys that the branch of the word does not know, and another one does that lacks none of those that are
// known: the word is the slip. That is told, and the rest is judged by the other branch. A single key says so
// only where others are missing and nothing is wrong then.
bool Checker::wrongWord(Node value, ValueType type, const SchemaNode& branch, const Union& choices,
                        std::size_t before) {
  constexpr std::size_t several = 2;
  const auto isTold = [&](std::string_view code) {
    return std::any_of(drafts_.begin() + static_cast<std::ptrdiff_t>(before), drafts_.end(),
                       [&](const Draft& draft) { return draft.issue.code == code; });
  };
  if (choices.discriminator.empty() || redirect_ || !isTold("schema.unknown-key")) return false;
  const std::vector<std::string> unknown = unknownKeys(value, branch);
  const SchemaNode* other = judge_.likeliest(value, choices.branches);
  if (unknown.empty() || other == nullptr || other == &branch) return false;
  const std::vector<std::string> left = unknownKeys(value, *other);
  const std::vector<std::string> taken = without(unknown, left);
  if (taken.empty() || !without(left, unknown).empty()) return false;
  const auto at =
      static_cast<std::size_t>(std::ranges::find(choices.branches, other) - choices.branches.begin());
  if (choices.tags[at].empty()) return false;
  if (taken.size() < several &&
      (!isTold("schema.missing-key") || !fitsButFor(value, choices.discriminator, type, *other)))
    return false;
  drafts_.resize(before);
  std::erase_if(claims_, [&](const Claim& claim) { return claim.mapping == value.id(); });
  judgeByOther(value, type, *other,
               {std::string(choices.discriminator), std::string(choices.tags[at].front())}, taken);
  return true;
}

// `taken`: the keys that speak for it.
void Checker::judgeByOther(Node value, ValueType type, const SchemaNode& other, const MeantWord& meant,
                           const std::vector<std::string>& taken) {
  const Node word = value.find(meant.key);
  if (!word) {
    const std::string line = meant.key + ": " + meant.word;
    Fix fix = insertKey(value, meant.key, nullptr);
    std::string& written = fix.edits.front().newText;
    written.replace(0, written.find(':') + 2, line);
    fix.title = "add '" + line + "'";
    add(placeOf(value), Severity::error, "schema.missing-key",
        "missing key '" + line + "', to which " + quotedList(taken, "and") + " belong", {std::move(fix)});
  }
  const std::size_t told = drafts_.size();
  checkSame(value, type, other);
  if (word && word.text().empty()) return;  // it is being typed
  const auto isSame = [&](const Draft& draft) {
    return word ? draft.issue.span == word.span() : draft.mapping == value.id() && draft.missing == meant.key;
  };
  drafts_.erase(std::remove_if(drafts_.begin() + static_cast<std::ptrdiff_t>(told), drafts_.end(), isSame),
                drafts_.end());
  if (!word) return;
  add(word.span(), Severity::error, "schema.enum",
      quoted(word.text()) + " does not take " + quotedList(taken, "and") + ", '" + meant.word + "' does",
      {Fix{"change to '" + meant.word + "'", {Edit{word.span(), meant.word}}, true}});
}

// A document whose `type` makes it of one kind, and whose keys are those of another.
void Checker::wrongKind(Node root) {
  const std::size_t several = 2;
  if (!root.isMapping() || drafts_.size() < several) return;
  Union kinds;
  kinds.discriminator = "type";
  for (const KindWord& one : kindsLike(kindOf(schema_))) {
    const std::shared_ptr<const Schema> schema = schemaOfKind(one.kind);
    if (schema == nullptr) continue;
    kinds.branches.push_back(&schema->root());  // which lives as long as the program
    kinds.tags.push_back({one.word});
  }
  if (!kinds.branches.empty()) wrongWord(root, ValueType::mapping, schema_.root(), kinds, 0);
}

// A text that is not the one word of its branch may be meant as what another branch takes.
void Checker::checkOnly(Node value, ValueType type, const SchemaNode& branch, const Union& choices) {
  const std::size_t before = drafts_.size();
  checkSame(value, type, branch);
  if (drafts_.size() > before + 1 && type == ValueType::mapping &&
      wrongWord(value, type, branch, choices, before))
    return;
  const TypeSet all = acceptedBy(choices);
  TypeSet others;
  for (const ValueType other : {ValueType::integer, ValueType::number, ValueType::boolean}) {
    if (all.has(other) && !branch.accepts.has(other)) others.add(other);
  }
  if (drafts_.size() != before + 1 || others.empty()) return;
  Issue& issue = drafts_.back().issue;
  const std::size_t end = issue.message.find(", not ");
  if (issue.code == "schema.enum" && issue.message.starts_with("expected '") && end != std::string::npos)
    issue.message.insert(end, " or " + typeSetNames(others));
}

void Checker::checkUnion(Node value, ValueType type, const SchemaNode& schema, const Union& choices) {
  if (choices.branches.empty()) return;
  if (schema.binding && holdsBinding(value)) return;
  if (const SchemaNode* only = judge_.sole(value, type, choices))
    return checkOnly(value, type, *only, choices);
  if (value.isMapping() && keysExclude(value, schema, choices)) return;
  if (value.isMapping() && lacksChoice(value, choices)) return;
  const Judge::Narrowed narrowed = judge_.narrow(value, choices);
  if (narrowed.branches.empty()) {
    std::vector<Fix> fixes;
    const TypeSet wanted = acceptedBy(choices);
    const bool asItem = std::ranges::any_of(choices.branches, [&](const SchemaNode* branch) {
      return branch->types.has(ValueType::sequence) && doesAsItem(value, *branch);
    });
    if (auto fix = convert(value, wanted, schema_.typing(), {true, asItem})) {
      fixes.push_back(std::move(*fix));
    } else if (isTagOf(value, choices)) {
      fixes.push_back(asMapping(value, choices.discriminator));
    }
    wrongType(value, wanted, std::move(fixes));
  } else if (narrowed.unknownTag) {
    unknownTag(value, choices, narrowed.branches);
  } else if (narrowed.branches.size() == 1) {
    checkOnly(value, type, *narrowed.branches.front(), choices);
  } else {
    severalBranches(value, choices, narrowed.branches);
  }
}

// The key that chooses the branch is not there: that alone is told, all else depends on it.
bool Checker::lacksChoice(Node value, const Union& choices) {
  const auto isOpen = [](const std::vector<std::string_view>& tags) { return tags.empty(); };
  if (choices.discriminator.empty() || choices.defaultBranch >= 0 || value.find(choices.discriminator) ||
      std::any_of(choices.tags.begin(), choices.tags.end(), isOpen))
    return false;
  std::vector<const SchemaNode*> likely = judge_.likeliestOnes(value, choices.branches);
  if (const SchemaNode* told = branchOfDefault(value, choices, schema_.typing())) likely = {told};
  if (likely.empty()) return false;
  const SchemaNode& branch = ownerOf(choices.discriminator, *likely.front());
  std::vector<std::string_view> required;
  collectRequired(*likely.front(), required);
  const bool wanted = std::find(required.begin(), required.end(), choices.discriminator) != required.end();
  if (!wanted || misspelt(value, choices.discriminator, *likely.front())) return false;
  missingKey(value, choices.discriminator, branch,
             "missing key '" + std::string(choices.discriminator) + "'");
  if (likely.size() == 1) return true;
  std::vector<Fix>& fixes = drafts_.back().issue.fixes;
  fixes.clear();
  for (std::size_t i = 0; i < likely.size() && i < mostGuesses; ++i) {
    const Property* property = ownerOf(choices.discriminator, *likely[i]).property(choices.discriminator);
    if (property == nullptr) continue;
    Fix fix = insertKey(value, choices.discriminator, property->schema);
    const std::string& line = fix.edits.front().newText;
    fix.title = "add '" + line.substr(0, line.find_first_of(",\n")) + "'";
    fixes.push_back(std::move(fix));
  }
  return true;
}

// The discriminator says what no branch knows: that is told, and the rest is judged only when the word is
// clearly a misspelt one.
void Checker::unknownTag(Node value, const Union& choices, const std::vector<const SchemaNode*>& branches) {
  const Node tag = value.find(choices.discriminator).resolved();
  if (schema_.typing() == Typing::yaml11 && isPlaceholder(tag.text())) return;  // a build will say it
  std::vector<Node> allowed;
  std::vector<std::string> words;
  std::vector<const SchemaNode*> owners;
  for (const SchemaNode* branch : branches) {
    const std::size_t before = allowed.size();
    std::vector<const SchemaNode*> pending{branch};
    for (std::size_t i = 0; i < pending.size() && i < 100; ++i) {
      const SchemaNode& at = *pending[i];
      if (const Property* property = at.property(choices.discriminator))
        collectValues(*property->schema, allowed);
      if (at.reference != nullptr) pending.push_back(at.reference);
      pending.insert(pending.end(), at.allOf.begin(), at.allOf.end());
      for (const Union& inner : at.unions)
        pending.insert(pending.end(), inner.branches.begin(), inner.branches.end());
    }
    for (std::size_t i = before; i < allowed.size(); ++i) {
      words.emplace_back(allowed[i].text());
      owners.push_back(branch);
    }
  }
  unknownValue(tag, allowed);
  const std::string nearest = nearestName(tag.text(), words);
  const auto word = std::find(words.begin(), words.end(), nearest);
  if (!nearest.empty() && word != words.end())
    check(value, *owners[static_cast<std::size_t>(word - words.begin())]);
}

void Checker::severalBranches(Node value, const Union& choices,
                              const std::vector<const SchemaNode*>& branches) {
  int count = 0;
  for (const SchemaNode* branch : branches) {
    if (!judge_.fits(value, *branch)) continue;
    // Deprecations and the like of the branch that fits are told.
    if (++count == 1) check(value, *branch);
    if (!choices.exactlyOne) return;
  }
  if (count == 1) return;
  // A key that chooses and says nothing yet leaves all branches open; that was told at the key.
  if (count > 1 && !choices.discriminator.empty() && value.find(choices.discriminator).isNull()) return;
  if (count > 1) {
    add(value.isMapping() ? placeOf(value) : value.span(), Severity::error, "schema.conflict",
        "fits " + std::to_string(count) + " of the forms of which exactly one is allowed");
    return;
  }
  if (noneFits(value, branches)) return;
  const std::size_t before = drafts_.size();
  if (const SchemaNode* branch = judge_.likeliest(value, branches)) check(value, *branch);
  if (drafts_.size() == before) {
    add(value.isMapping() ? placeOf(value) : value.span(), Severity::error, "schema.conflict",
        "fits none of the forms that are allowed here");
  }
}

// Branches that all name values: one message with all of them.
bool Checker::noneFits(Node value, const std::vector<const SchemaNode*>& branches) {
  if (!value.isScalar()) return false;
  std::vector<Node> values;
  for (const SchemaNode* branch : branches) {
    if (!collectValues(*branch, values)) return false;
  }
  unknownValue(value, values);
  return true;
}

// A branch of several keys of which some are there: the others are what is missing.
bool Checker::halfGiven(Node value, const SchemaNode& schema, const Union& choices) {
  const auto has = [&](std::string_view name) { return static_cast<bool>(value.find(name)); };
  for (const SchemaNode* branch : choices.branches) {
    if (std::ranges::none_of(branch->required, has)) continue;
    for (const std::string_view name : branch->required) {
      if (!has(name) && !misspelt(value, name, schema))
        missingKey(value, name, schema, "missing key " + quoted(name));
    }
    return true;
  }
  return false;
}

// oneOf and anyOf over {"required": […]}: which keys go together.
bool Checker::keysExclude(Node value, const SchemaNode& schema, const Union& choices) {
  const auto asks = [](const SchemaNode* branch) { return asksForKeys(*branch); };
  if (!std::all_of(choices.branches.begin(), choices.branches.end(), asks)) return false;
  std::vector<std::string> present;
  for (const SchemaNode* branch : choices.branches) {
    const bool all = std::all_of(branch->required.begin(), branch->required.end(),
                                 [&](std::string_view name) { return static_cast<bool>(value.find(name)); });
    if (all) present.emplace_back(branch->required.front());
  }
  if (present.empty() && halfGiven(value, schema, choices)) return true;
  if (present.empty()) {
    const auto isNear = [&](const std::string& name) {
      return misspelt(value, name, schema) || claims_.contains({value.id(), name});
    };
    const std::vector<std::string> names = firstRequired(choices);
    if (schema.closed && std::any_of(names.begin(), names.end(), isNear)) return true;  // told at that key
    add(placeOf(value), Severity::error, "schema.missing-key",
        "missing key: one of " + quotedList(names, "and") + " is wanted");
    drafts_.back().mapping = value.id();
  } else if (present.size() > 1 && choices.exactlyOne) {
    const Node last = value.find(present.back()).entryKey();
    add(last && !last.isNull() ? last.span() : placeOf(value), Severity::error, "schema.conflict",
        "only one of " + quotedList(present, "and") + " may be given");
  }
  return true;
}

void Checker::checkNot(Node value, const SchemaNode& schema) {
  if (value.isMapping() && asksForKeys(*schema.not_)) {
    const std::string_view name = schema.not_->required.front();
    for (yaml::Entry entry : value.entries()) {
      if (entry.key.text() == name) return forbiddenKey(entry.key, *schema.not_);
    }
  }
  std::vector<Node> values;
  const bool few = value.isScalar() && collectValues(*schema.not_, values);
  add(value.isMapping() ? placeOf(value) : value.span(), Severity::error, "schema.not-allowed",
      few ? quoted(value.text()) + " is not allowed here" : "this value is not allowed here");
}

}  // namespace footplate::schema
