#include "ide/quickfixes/repairs.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ide/quickfixes/edits.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

struct Row {
  std::string_view code;
  FindRepairs find;
};

constexpr Row table[] = {
    {"yaml.duplicate-key", repairDuplicateKey},
    {"schema.unknown-key", repairUnknownKey},
    {"schema.deprecated", repairDeprecatedKey},
    {"schema.pattern", repairStepName},
    {"binding.unused", repairUnusedPort},
    {"binding.unknown", repairUnknownBinding},
    {"binding.unknown-port", repairUnknownPort},
    {"binding.type", repairBindingType},
    {"binding.optional", repairOptionalBlock},
    {"conda.two-pip-lists", repairPipLists},
    {"conda.duplicate", repairDuplicatePackage},
    {"conda.pip-missing", repairMissingPip},
    {"conda.python-image", repairImagePython},
    {"rule.grid-size", repairGridSize},
    {"rule.limits", repairLimits},
    {"rule.search-space", repairEnds},
    {"rule.compute", repairEnds},
    {"rule.component-input", repairEnds},
    {"rule.early-termination", repairEarlyTermination},
    {"rule.environment-source", repairEnvironmentSource},
    {"rule.conda-with-build", repairUselessKey},
    {"rule.inline-environment", repairUselessKey},
    {"rule.schedule", repairSchedule},
    {"rule.distribution", repairDistribution},
    {"rule.line-continuation", repairContinuation},
    {"rule.spark-conf", repairSparkConf},
    {"rule.output-version", repairOutputVersion},
    {"file.missing", repairMissingFile},
    {"file.ignored", repairIgnoredFile},
};

// Whether something has to be put right first: lines that are read as nobody may have meant them, and for all
// else which of two keys is meant.
bool hasToWait(const Document& document, const schema::Issue& issue) {
  static constexpr std::string_view twice = "yaml.duplicate-key";
  const auto standsTwice = [](const yaml::Problem& problem) { return problem.code == twice; };
  return isMisread(document) ||
         (issue.code != twice && std::ranges::any_of(document.yaml().problems(), standsTwice));
}

}  // namespace

void offer(std::vector<CodeAction>& found, std::string title, std::vector<schema::Edit> edits) {
  if (edits.empty()) return;
  CodeAction action;
  action.title = std::move(title);
  action.edits = std::move(edits);
  found.push_back(std::move(action));
}

void offer(std::vector<CodeAction>& found, std::string title, std::optional<schema::Edit> edit) {
  if (edit) offer(found, std::move(title), std::vector<schema::Edit>{std::move(*edit)});
}

void repairByChoice(const ActionScope& scope, std::vector<CodeAction>& found) {
  for (const schema::Issue& issue : scope.issues) {
    if (!touches(issue.span, scope.range) || hasToWait(scope.document, issue)) continue;
    for (const Row& row : table) {
      if (row.code != issue.code) continue;
      const std::size_t first = found.size();
      row.find({scope, issue, scope.document.yaml().nodeAt(issue.span.begin)}, found);
      for (std::size_t i = first; i < found.size(); ++i) {
        finishEdits(scope.document, found[i].edits);
        found[i].repaired = {issue};
      }
    }
  }
}

}  // namespace footplate::ide
