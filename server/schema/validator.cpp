// What is common to all values, scalars, aliases, and the gathering of issues. Mappings and sequences are
// checked in check_collections.cpp, unions in check_unions.cpp.
#include "schema/validator.h"

#include <algorithm>
#include <functional>

#include "base/strings.h"
#include "schema/checker.h"
#include "schema/fixes.h"
#include "schema/messages.h"
#include "schema/misplaced.h"
#include "schema/slip.h"
#include "schema/synonym.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr int maxDepth = 400;

std::uint64_t pairKey(Node node, const SchemaNode& schema) {
  return std::hash<const SchemaNode*>()(&schema) ^ (node.id() + 1) * 0x9e3779b97f4a7c15ULL;
}

}  // namespace

Checker::Checker(const yaml::Tree& tree, const Schema& schema, Options options, Verdicts* verdicts)
    : tree_(tree),
      schema_(schema),
      options_(options),
      judge_(tree, schema.typing()),
      steps_(200'000 + 200 * tree.nodeCount()),
      verdicts_(verdicts && verdicts->options() == options ? verdicts : nullptr) {
  findBroken();
}

std::vector<Issue> Checker::run(Node root) {
  check(root, schema_.root());
  wrongKind(root);
  if (verdicts_) verdicts_->add(std::move(faultless_));
  return result();
}

void Checker::check(Node value, const SchemaNode& schema) {
  if (depth_ > maxDepth || !value) return;
  ++depth_;
  if (value.isAlias()) {
    checkAlias(value, schema);
  } else if (value.isNull()) {
    nothingWritten(value, schema, Severity::warning);
  } else {
    if (!value.anchor().empty()) visitedAnchors_.insert(pairKey(value, schema));
    if (verdicts_ && Verdicts::isWorthKeeping(value)) {
      checkMappingOnce(value, schema);
    } else {
      checkValue(value, valueTypeOf(value, schema_.typing()), schema);
    }
  }
  --depth_;
}

// Nothing that is said of a mapping depends on what stands around it.
void Checker::checkMappingOnce(Node mapping, const SchemaNode& schema) {
  if (verdicts_->isFaultless(mapping, schema)) return;
  const std::size_t before = drafts_.size();
  checkValue(mapping, valueTypeOf(mapping, schema_.typing()), schema);
  // What is out of line in it goes without a word of ours.
  if (drafts_.size() == before && !brokenMappings_.contains(mapping.id()))
    faultless_.push_back({mapping.id(), &schema});
}

// Another schema for the value that is being checked.
void Checker::checkSame(Node value, ValueType type, const SchemaNode& schema) {
  if (depth_ > maxDepth) return;
  ++depth_;
  checkValue(value, type, schema);
  --depth_;
}

// What an alias stands for is checked once for each schema; faults in it are told where it is used.
void Checker::checkAlias(Node alias, const SchemaNode& schema) {
  const Node target = alias.resolved();
  if (!target || target.isAlias()) return;
  if (!visitedAnchors_.insert(pairKey(target, schema)).second) return;
  const std::optional<Span> outer = redirect_;
  if (!redirect_) redirect_ = alias.span();
  check(target, schema);
  redirect_ = outer;
}

void Checker::nothingWritten(Node value, const SchemaNode& schema, Severity severity) {
  if (schema.accepts.has(ValueType::null_)) return;
  const Node key = value.entryKey();
  if (!key || !key.hasColon() || schema.accepts.empty()) return;
  add(key.span(), severity, "schema.missing-value",
      quoted(key.text()) + " has no value, expected " + typeSetNames(schema.accepts));
}

void Checker::checkValue(Node value, ValueType type, const SchemaNode& schema) {
  // Schemas that lead back to themselves say nothing new about the same value.
  for (auto at = chain_.rbegin(); at != chain_.rend() && at->first == value.id(); ++at) {
    if (at->second == &schema) return;
  }
  if (steps_ == 0) return;
  --steps_;
  chain_.emplace_back(value.id(), &schema);
  checkParts(value, type, schema);
  chain_.pop_back();
}

void Checker::checkParts(Node value, ValueType type, const SchemaNode& schema) {
  if (schema.never) {
    add(value.span(), Severity::error, "schema.not-allowed", "nothing is allowed here");
    return;
  }
  if (schema.reference != nullptr) checkSame(value, type, *schema.reference);
  if (!checkScalar(value, type, schema)) return;
  if (type == ValueType::mapping) checkMapping(value, schema);
  if (type == ValueType::sequence) checkSequence(value, schema);
  for (const SchemaNode* part : schema.allOf) checkSame(value, type, *part);
  for (const Union& choices : schema.unions) checkUnion(value, type, schema, choices);
  if (schema.not_ != nullptr && judge_.fits(value, *schema.not_)) checkNot(value, schema);
  if (schema.if_ == nullptr) return;
  const SchemaNode* next = judge_.fits(value, *schema.if_) ? schema.then_ : schema.else_;
  if (next != nullptr) checkSame(value, type, *next);
}

// Whether the value could be an item of the sequence that the schema asks for.
bool Checker::doesAsItem(Node value, const SchemaNode& schema) {
  return schema.items == nullptr || judge_.fits(value, *schema.items);
}

// The key of a mapping that a word in its place is the value of: the one that chooses its branch by this
// word, the only one it must have, or the only one that is proposed.
std::string_view Checker::shortFor(Node value, const SchemaNode& schema) {
  const bool isWord = value.isScalar() && value.text().find_first_of("\n,[]{}\"'") == std::string_view::npos;
  if (!isWord || value.text().empty() || !schema.types.has(ValueType::mapping)) return {};
  for (const Union& choices : schema.unions) {
    if (isTagOf(value, choices)) return choices.discriminator;
  }
  std::vector<std::string_view> required;
  collectRequired(schema, required);
  const std::string_view snippet = schema.requiredSnippet;
  if (required.empty() && snippet.starts_with("\n  ") && snippet.rfind('\n') == 0)
    required.push_back(snippet.substr(3, snippet.find(':') - 3));
  if (required.size() != 1) return {};
  const Property* property = propertyNamed(schema, required.front());
  return property != nullptr && judge_.fits(value, *property->schema) ? required.front() : std::string_view();
}

bool Checker::checkScalar(Node value, ValueType type, const SchemaNode& schema) {
  const ScalarFault fault = scalarFault(value, type, schema, schema_.typing());
  std::vector<Fix> fixes;
  switch (fault) {
    case ScalarFault::none:
      return true;
    case ScalarFault::type:
    case ScalarFault::quoted: {
      const TypeSet wanted = schema.types & schema.accepts;
      if (auto fix = convert(value, wanted.empty() ? schema.types : wanted, schema_.typing(),
                             {takesText(schema, value.text()), doesAsItem(value, schema)})) {
        fixes.push_back(std::move(*fix));
      } else if (const std::string_view key = shortFor(value, schema); !key.empty()) {
        fixes.push_back(asMapping(value, key));
      }
      if (fault == ScalarFault::type) {
        wrongType(value, schema.types, std::move(fixes));
      } else {
        add(value.span(), Severity::warning, "schema.type",
            "this is text: other readers want " + typeSetNames(schema.types) + " without quotes",
            std::move(fixes));
      }
      return fault == ScalarFault::quoted;
    }
    case ScalarFault::value:
      unknownValue(value, schema.values);
      return false;
    case ScalarFault::pattern:
      add(value.span(), Severity::error, "schema.pattern", limitMessage(fault, value, schema));
      return true;
    case ScalarFault::format:
      add(value.span(), Severity::warning, "schema.pattern", limitMessage(fault, value, schema));
      return true;
    case ScalarFault::tooShort:
    case ScalarFault::tooLong:
      add(value.span(), Severity::error, "schema.length", limitMessage(fault, value, schema));
      return true;
    default:
      add(value.span(), Severity::error, "schema.range", limitMessage(fault, value, schema));
      return true;
  }
}

void Checker::wrongType(Node value, TypeSet wanted, std::vector<Fix> fixes) {
  std::string message = typeMessage(value, wanted, schema_.typing());
  if (auto fix = placeholderInQuotes(value); fix && wanted.has(ValueType::string)) {
    message = quoted(rawText(value)) + " is a placeholder, which is text in quotes alone";
    fixes = {std::move(*fix)};
  }
  add(value.span(), Severity::error, "schema.type", std::move(message), std::move(fixes));
}

void Checker::unknownValue(Node value, const std::vector<Node>& allowed) {
  std::vector<std::string> words;
  for (Node each : allowed) {
    if (each.isScalar()) words.emplace_back(each.text());
  }
  std::vector<Fix> fixes;
  const std::string_view word = value.isScalar() ? value.text() : std::string_view();
  std::string nearest = nearestName(word, words);
  const std::vector<std::string> synonyms = valueSynonymsAmong(nearest.empty() ? word : "", words);
  if (!synonyms.empty()) nearest = synonyms.front();
  const bool isPart = nearest.empty();
  if (isPart) nearest = fullerName(word, words);
  const bool isOnly = value.isScalar() && nearest.empty() && words.size() == 1;
  if (isOnly) nearest = words.front();
  for (Node each : allowed) {
    if (!nearest.empty() && each.isScalar() && each.text() == nearest) {
      fixes.push_back(changeValue(value, each));
      fixes.back().isChoice = isOnly || isPart || !synonyms.empty() || !isNearest(word, nearest, words);
      // The same word as a value of another type.
      if (nearest == value.text())
        fixes.back().title = value.isPlain() ? "put it in quotes" : "take the quotes away";
      break;
    }
  }
  add(value.span(), Severity::error, "schema.enum", valueMessage(value, allowed, nearest), std::move(fixes));
}

void Checker::add(Span span, Severity severity, std::string code, std::string message,
                  std::vector<Fix> fixes) {
  if (redirect_) fixes.clear();
  Draft draft;
  draft.issue = {redirect_.value_or(span), severity, std::move(code), std::move(message), std::move(fixes)};
  drafts_.push_back(std::move(draft));
}

// Places that the YAML tree already complains about: their lines, and mappings that may lack a key only
// because it is half typed.
void Checker::findBroken() {
  for (const yaml::Problem& problem : tree_.problems()) {
    if (problem.severity != Severity::error) continue;
    const std::uint32_t last = tree_.lines().lineOf(problem.span.end);
    problemLines_.push_back({tree_.lines().lineStart(tree_.lines().lineOf(problem.span.begin)),
                             tree_.lines().line(tree_.text(), last).end});
    if (problem.code == "yaml.duplicate-key") continue;
    Node at = tree_.nodeAt(problem.span.begin);
    while (at && !at.isMapping()) at = at.parent();
    if (at) brokenMappings_.insert(at.id());
  }
}

bool Checker::besideProblem(const Draft& draft) const {
  if (draft.mapping != yaml::noNode && brokenMappings_.count(draft.mapping) != 0) return true;
  const Span span = draft.issue.span;
  return std::any_of(problemLines_.begin(), problemLines_.end(),
                     [span](Span line) { return line.touches(span.begin); });
}

std::vector<Issue> Checker::result() {
  std::vector<Issue> out;
  for (Draft& draft : drafts_) {
    const bool claimed = claims_.contains({draft.mapping, std::string(draft.missing)});
    if (claimed || besideProblem(draft)) continue;
    out.push_back(std::move(draft.issue));
  }
  std::stable_sort(out.begin(), out.end(), [](const Issue& a, const Issue& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  // One place, one fault of a sort: two schemas of an allOf may both complain. Missing keys differ by name.
  const auto same = [](const Issue& a, const Issue& b) {
    return a.span == b.span && a.code == b.code && (a.code != "schema.missing-key" || a.message == b.message);
  };
  std::vector<Issue> kept;
  for (Issue& issue : out) {
    bool twice = false;
    for (auto before = kept.rbegin(); before != kept.rend() && before->span.begin == issue.span.begin;
         ++before) {
      twice = twice || same(*before, issue);
    }
    if (!twice) kept.push_back(std::move(issue));
  }
  return kept;
}

std::vector<Issue> validate(Node root, const Schema& schema, Options options, Verdicts* verdicts) {
  if (!root) return {};
  return Checker(*root.tree(), schema, options, verdicts).run(root);
}

}  // namespace footplate::schema
