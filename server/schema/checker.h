// The walk behind validate(): a tree and a graph side by side, issues as they are met. Private to schema/.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "schema/issue.h"
#include "schema/judge.h"
#include "schema/schema.h"
#include "schema/validator.h"

namespace footplate::schema {

class Checker {
 public:
  // `verdicts` may be null.
  Checker(const yaml::Tree& tree, const Schema& schema, Options options, Verdicts* verdicts);
  std::vector<Issue> run(yaml::Node root);

 private:
  // An issue, and for a missing key where it is missing.
  struct Draft {
    Issue issue;
    yaml::NodeId mapping = yaml::noNode;
    std::string_view missing;
  };
  // A key that is missing but stands there misspelt.
  struct Claim {
    yaml::NodeId mapping;
    std::string name;
    auto operator<=>(const Claim&) const = default;
  };

  void check(yaml::Node value, const SchemaNode& schema);
  void checkMappingOnce(yaml::Node mapping, const SchemaNode& schema);
  void checkAlias(yaml::Node alias, const SchemaNode& schema);
  void checkSame(yaml::Node value, ValueType type, const SchemaNode& schema);
  void checkValue(yaml::Node value, ValueType type, const SchemaNode& schema);
  void checkParts(yaml::Node value, ValueType type, const SchemaNode& schema);
  void nothingWritten(yaml::Node value, const SchemaNode& schema, Severity severity);
  // False when nothing more can be said about the value.
  bool doesAsItem(yaml::Node value, const SchemaNode& schema);
  std::string_view shortFor(yaml::Node value, const SchemaNode& schema);
  bool checkScalar(yaml::Node value, ValueType type, const SchemaNode& schema);
  void wrongType(yaml::Node value, TypeSet wanted, std::vector<Fix> fixes);
  void unknownValue(yaml::Node value, const std::vector<yaml::Node>& allowed);

  void checkMapping(yaml::Node mapping, const SchemaNode& schema);
  void checkEntry(yaml::Node mapping, yaml::Entry entry, const SchemaNode& schema);
  // The names that a mapping of the schema may have, and those of them that it lacks: asked for once for all
  // its unknown keys.
  struct KeyNames {
    yaml::NodeId mapping = yaml::noNode;
    const SchemaNode* schema = nullptr;
    bool isOpen = false;  // other keys are a warning only
    std::vector<std::string> all;
    std::vector<std::string> absent;
  };
  const KeyNames& keyNames(yaml::Node mapping, const SchemaNode& schema);
  void unknownKey(yaml::Node mapping, yaml::Node key, const SchemaNode& schema);
  struct KeyGuess {
    std::string name;          // "" for none
    bool isAbsent = false;     // it may still be written
    bool isWholeWord = false;  // another word or a part of one, not a misspelt one
  };
  bool isLikely(yaml::Node key, const std::string& name, const SchemaNode& schema);
  KeyGuess guessKey(yaml::Node key, const SchemaNode& schema, const KeyNames& known, bool isSlip);
  // `meant`: the key that must be there and has this slip, "" for none.
  Severity severityOfUnknown(const SchemaNode& schema, std::string_view meant) const;
  // A key that a mapping above or below takes; false where none does.
  bool misplacedKey(yaml::Node mapping, yaml::Node key, const SchemaNode& schema);
  bool gluedKey(yaml::Node mapping, yaml::Node key, const std::vector<std::string>& known);
  std::string synonymOf(yaml::Node key, const SchemaNode& schema, const std::vector<std::string>& absent);
  void forbiddenKey(yaml::Node key, const SchemaNode& schema);
  void deprecatedKey(yaml::Node key, const SchemaNode& schema);
  void checkKeyName(yaml::Node key, const SchemaNode& names);
  void checkRequired(yaml::Node mapping, const SchemaNode& schema);
  void missingKey(yaml::Node mapping, std::string_view name, const SchemaNode& schema, std::string message);
  void checkDependencies(yaml::Node mapping, const SchemaNode& schema);
  void checkSize(yaml::Node value, const SchemaNode& schema);

  void checkSequence(yaml::Node sequence, const SchemaNode& schema);

  void checkUnion(yaml::Node value, ValueType type, const SchemaNode& schema, const Union& choices);
  void checkOnly(yaml::Node value, ValueType type, const SchemaNode& branch, const Union& choices);
  // `before`: how many drafts there were before the value was judged by `branch`.
  bool wrongWord(yaml::Node value, ValueType type, const SchemaNode& branch, const Union& choices,
                 std::size_t before);
  bool fitsButFor(yaml::Node value, std::string_view name, ValueType type, const SchemaNode& schema);
  // What a key should say.
  struct MeantWord {
    std::string key;
    std::string word;
  };
  void judgeByOther(yaml::Node value, ValueType type, const SchemaNode& other, const MeantWord& meant,
                    const std::vector<std::string>& taken);
  void wrongKind(yaml::Node root);
  bool lacksChoice(yaml::Node value, const Union& choices);
  void unknownTag(yaml::Node value, const Union& choices, const std::vector<const SchemaNode*>& branches);
  void severalBranches(yaml::Node value, const Union& choices,
                       const std::vector<const SchemaNode*>& branches);
  bool noneFits(yaml::Node value, const std::vector<const SchemaNode*>& branches);
  bool halfGiven(yaml::Node value, const SchemaNode& schema, const Union& choices);
  bool keysExclude(yaml::Node value, const SchemaNode& schema, const Union& choices);
  void checkNot(yaml::Node value, const SchemaNode& schema);

  // A key near the name that no schema of the mapping knows, for a missing one.
  yaml::Node misspelt(yaml::Node mapping, std::string_view name, const SchemaNode& schema) const;
  Span placeOf(yaml::Node mapping) const;
  void add(Span span, Severity severity, std::string code, std::string message, std::vector<Fix> fixes = {});
  void findBroken();
  bool isOutOfLine(yaml::Node mapping, yaml::Node key) const;
  bool besideProblem(const Draft& draft) const;
  std::vector<Issue> result();

  const yaml::Tree& tree_;
  const Schema& schema_;
  Options options_;
  Judge judge_;
  std::uint64_t steps_;  // left; schemas of the user may combine each other without end
  std::vector<Draft> drafts_;
  std::set<Claim> claims_;
  KeyNames keyNames_;  // of the last unknown key
  std::vector<Span> problemLines_;
  std::unordered_set<yaml::NodeId> brokenMappings_;
  std::unordered_set<std::uint64_t> visitedAnchors_;
  std::optional<Span> redirect_;  // inside an alias or merge: where it is used
  // Values that are being checked, and by what, the innermost last.
  std::vector<std::pair<yaml::NodeId, const SchemaNode*>> chain_;
  int depth_ = 0;
  Verdicts* verdicts_ = nullptr;
  std::vector<Verdicts::Verdict> faultless_;  // found by this check
};

}  // namespace footplate::schema
