#include "ide/diagnostics.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "ide/arguments/check_arguments.h"
#include "ide/checks/ambiguous.h"
#include "ide/checks/check_references.h"
#include "ide/checks/check_scripts.h"
#include "ide/checks/custom_tags.h"
#include "ide/checks/dialect.h"
#include "ide/checks/ignore_file.h"
#include "ide/checks/key_order.h"
#include "ide/checks/rules.h"
#include "ide/checks/sdk_reading.h"
#include "ide/checks/unused_anchors.h"
#include "ide/findings.h"
#include "ide/quickfixes/syntax_fixes.h"
#include "ide/severity.h"
#include "ide/suppression.h"
#include "schema/validator.h"
#include "yaml/strict.h"

// Each layer adds its issues; then what only follows from another fault is taken out, the rest put in order.

namespace footplate::ide {
namespace {

using Issues = std::vector<schema::Issue>;

constexpr std::size_t mostIssues = 1000;
constexpr std::size_t strictLimit = 32 * 1024;  // bytes read a second time in a few milliseconds

Issues yamlIssues(const Document& document) {
  const yaml::Tree& tree = document.yaml();
  Issues issues;
  issues.reserve(tree.problems().size());
  for (const yaml::Problem& problem : tree.problems()) {
    issues.push_back({problem.span, problem.severity, problem.code, problem.message, {}});
    if (issues.size() <= mostIssues) addSyntaxFix(document, issues.back());
  }
  return issues;
}

// Syntax that the tolerant tree let pass but another reader stops at. That reader is stricter than YAML
// itself in places, so its word is a warning.
void addStrictReading(const Document& document, Issues& issues) {
  const bool broken = std::any_of(issues.begin(), issues.end(), [](const schema::Issue& issue) {
    return issue.severity == Severity::error;
  });
  if (broken || document.text->size() > strictLimit) return;
  const std::optional<yaml::Problem> problem = yaml::strictProblem(*document.text);
  if (problem) issues.push_back({problem->span, Severity::warning, problem->code, problem->message, {}});
}

bool overlaps(Span a, Span b) {
  return a.begin <= b.end && b.begin <= a.end;
}

// Broken places in the order of the text, each with the whole lines it touches; none touches the next.
std::vector<Span> brokenLines(const Document& document) {
  std::vector<Span> broken;
  const LineIndex& lines = document.yaml().lines();
  for (const yaml::Problem& problem : document.yaml().problems()) {
    if (problem.severity != Severity::error) continue;
    const Offset begin = lines.lineStart(lines.lineOf(problem.span.begin));
    const Offset end = lines.line(*document.text, lines.lineOf(problem.span.end)).end;
    if (!broken.empty() && begin <= broken.back().end) {
      broken.back().end = std::max(broken.back().end, end);
    } else {
      broken.push_back({begin, end});
    }
  }
  return broken;
}

// What is said of a broken line by a later layer is most likely about what the reader made of it.
void dropFollowOn(Issues& issues, std::size_t first, const std::vector<Span>& broken) {
  if (broken.empty()) return;
  auto follows = [&](const schema::Issue& issue) {
    auto after = std::lower_bound(broken.begin(), broken.end(), issue.span.begin,
                                  [](Span span, Offset place) { return span.end < place; });
    return after != broken.end() && overlaps(*after, issue.span);
  };
  issues.erase(std::remove_if(issues.begin() + static_cast<std::ptrdiff_t>(first), issues.end(), follows),
               issues.end());
}

// A hint adds nothing where a fault of the same place is told.
void dropShadowedHints(Issues& sorted) {
  Issues kept;
  kept.reserve(sorted.size());
  for (schema::Issue& issue : sorted) {
    const bool repeated = !kept.empty() && kept.back().span == issue.span &&
                          (issue.severity == Severity::hint || kept.back().message == issue.message);
    if (!repeated) kept.push_back(std::move(issue));
  }
  sorted = std::move(kept);
}

// The line that asks for a schema, where the schema cannot be had.
void addSchemaTrouble(const Document& document, const std::string& location, Offset from,
                      const Workspace& workspace, Issues& issues) {
  const bool local = !location.empty() && location.front() == '/';
  std::string message = workspace.schemaProblem(location);
  const bool missing = local && workspace.seesFiles() && !workspace.exists(location);
  if (missing) message = "no schema at " + location + ", so nothing is checked by it";
  if (message.empty()) return;
  for (const Span comment : document.yaml().comments()) {
    const std::string_view words = std::string_view(*document.text).substr(comment.begin, comment.size());
    if (comment.begin < from || words.find("$schema") == std::string_view::npos) continue;
    const Severity severity = local ? Severity::warning : Severity::hint;
    issues.push_back({comment, severity, missing ? "file.missing" : "file.schema", std::move(message), {}});
    return;
  }
}

void checkSchemaLines(const Document& document, const Workspace& workspace, Issues& issues) {
  if (!document.schemaLocation.empty() && !document.schema)
    addSchemaTrouble(document, document.schemaLocation, 0, workspace, issues);
  Offset from = 0;
  for (const Document::Part& part : document.parts) {
    if (from > 0 && !part.schema) addSchemaTrouble(document, part.schemaLocation, from, workspace, issues);
    from = document.yaml().node(part.root).span().end;
  }
}

void judge(const Document& document, const Settings& settings, Issues& issues) {
  const schema::Options options{settings.closedSchemas && document.hasUserSchema()};
  schema::Verdicts verdicts = document.findings->verdicts();
  if (verdicts.options() != options) verdicts = schema::Verdicts(options);
  for (yaml::NodeId id : document.yaml().documents()) {
    const yaml::Node root = document.yaml().node(id);
    const schema::Schema* schema = document.schemaOf(root);
    if (schema == nullptr || (!document.hasUserSchema() && isOfAnotherKind(document, root))) continue;
    for (schema::Issue& issue : schema::validate(root, *schema, options, &verdicts))
      issues.push_back(std::move(issue));
  }
  document.findings->keep(std::move(verdicts));
}

bool standsBefore(const schema::Issue& a, const schema::Issue& b) {
  auto place = [](const schema::Issue& issue) {
    return std::tuple(issue.span.begin, issue.span.end, issue.severity, std::string_view(issue.code),
                      std::string_view(issue.message));
  };
  return place(a) < place(b);
}

// Of more than are shown the most severe stay, of those the first. Gives back how many went.
std::size_t keepMostSevere(Issues& sorted) {
  if (sorted.size() <= mostIssues) return 0;
  const std::size_t unshown = sorted.size() - mostIssues;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const schema::Issue& a, const schema::Issue& b) { return a.severity < b.severity; });
  sorted.resize(mostIssues);
  std::sort(sorted.begin(), sorted.end(), standsBefore);
  return unshown;
}

// What the author and the user do not want to hear goes; the rest is put in order.
Diagnosis finish(const Document& document, const Workspace& workspace, Issues issues) {
  applySilences(document, issues);
  applySeverities(workspace, issues);
  std::sort(issues.begin(), issues.end(), standsBefore);
  dropShadowedHints(issues);
  const std::size_t unshown = keepMostSevere(issues);
  return {std::move(issues), unshown};
}

}  // namespace

Diagnosis diagnose(const Document& document, const Workspace& workspace) {
  const Settings& settings = workspace.settings();
  const bool judged = !document.kind.empty() || document.hasUserSchema();
  if (!settings.validate || (!judged && !settings.otherYaml)) return {};
  if (!document.isYaml()) return finish(document, workspace, checkIgnoreFile(document));
  Issues issues = yamlIssues(document);
  checkCustomTags(document, settings, issues);
  if (settings.keyOrdering) checkKeyOrder(document.yaml(), issues);
  checkUnusedAnchors(document.yaml(), issues);
  addStrictReading(document, issues);
  if (!judged) return finish(document, workspace, std::move(issues));
  const std::optional<schema::Issue> retired =
      document.hasUserSchema() ? std::nullopt : retiredDialect(document);
  if (retired) {
    issues.push_back(*retired);
    return finish(document, workspace, std::move(issues));
  }
  const std::size_t first = issues.size();
  judge(document, settings, issues);
  if (!document.hasUserSchema()) {
    checkRules(document, workspace, issues);
    // Our own settings are read by us alone.
    if (document.schema && document.kind != "footplateConfig") {
      checkAmbiguous(document, issues);
      checkSdkReading(document, issues);
    }
  }
  checkReferences(document, workspace, issues);
  if (!document.hasUserSchema()) {
    checkScripts(document, workspace, issues);
    checkArguments(document, workspace, issues);
  }
  checkSchemaLines(document, workspace, issues);
  dropFollowOn(issues, first, brokenLines(document));
  return finish(document, workspace, std::move(issues));
}

Issues diagnostics(const Document& document, const Workspace& workspace) {
  return diagnose(document, workspace).issues;
}

}  // namespace footplate::ide
