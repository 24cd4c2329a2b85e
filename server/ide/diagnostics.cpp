#include "ide/diagnostics.h"

#include <algorithm>
#include <future>
#include <optional>
#include <span>
#include <thread>
#include <tuple>
#include <utility>

#include "base/give_way.h"
#include "ide/arguments/check_arguments.h"
#include "ide/checks/ambiguous.h"
#include "ide/checks/check_references.h"
#include "ide/checks/check_scripts.h"
#include "ide/checks/custom_tags.h"
#include "ide/checks/dialect.h"
#include "ide/checks/ignore_file.h"
#include "ide/checks/key_order.h"
#include "ide/checks/rules.h"
#include "ide/checks/rules_bindings.h"
#include "ide/checks/sdk_reading.h"
#include "ide/checks/unused_anchors.h"
#include "ide/findings.h"
#include "ide/quickfixes/syntax_fixes.h"
#include "ide/severity.h"
#include "ide/suppression.h"
#include "schema/indentation.h"
#include "schema/validator.h"
#include "yaml/strict.h"

// Each layer adds its issues; then what only follows from another fault is taken out, the rest put in order.

namespace footplate::ide {
namespace {

using Issues = std::vector<schema::Issue>;

constexpr std::size_t mostIssues = 1000;
constexpr std::size_t strictLimit = 32 * 1024;  // bytes read a second time in a few milliseconds
constexpr std::size_t longText = 64 * 1024;     // bytes from which on a second thread is worth its start

// A key that stands in another column than the mapping it was taken into: that is told.
bool isOutOfLine(const yaml::Tree& tree, Offset at) {
  const yaml::Node key = tree.nodeAt(at);
  const yaml::Node mapping = key.parent();
  return mapping.isMapping() && !mapping.flow() && key.indent() != mapping.indent();
}

// The v1 SDK and conda read by ruamel, which takes no key twice, whatever it says.
bool refusesDuplicates(std::string_view kind) {
  return kind == "conda" || kind.starts_with("v1");
}

Issues yamlIssues(const Document& document) {
  const yaml::Tree& tree = document.yaml();
  Issues issues;
  issues.reserve(tree.problems().size());
  bool isRagged = false;
  for (const yaml::Problem& problem : tree.problems()) {
    isRagged = isRagged || problem.code == "yaml.bad-indentation";
    if (isRagged && problem.code == "yaml.duplicate-key" && isOutOfLine(tree, problem.span.begin)) continue;
    issues.push_back({problem.span, problem.severity, problem.code, problem.message, {}});
    if (problem.code == "yaml.duplicate-key" && refusesDuplicates(document.kind))
      issues.back().severity = Severity::error;
  }
  addSyntaxFixes(document, std::span(issues).first(std::min(issues.size(), mostIssues)));
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

// Where the text that a problem spoils ends. What stands behind a bracket that is not closed was taken into
// it.
Offset endOfProblem(const yaml::Tree& tree, const yaml::Problem& problem) {
  if (problem.code != "yaml.unclosed-flow") return problem.span.end;
  const yaml::Node node = tree.nodeAt(problem.span.begin);
  return std::max(problem.span.end, node.flow() ? node.span().end : problem.span.end);
}

// Broken places in the order of the text, each with the whole lines it touches; none touches the next.
std::vector<Span> brokenLines(const Document& document) {
  std::vector<Span> broken;
  const LineIndex& lines = document.yaml().lines();
  for (const yaml::Problem& problem : document.yaml().problems()) {
    if (problem.severity != Severity::error) continue;
    const Offset begin = lines.lineStart(lines.lineOf(problem.span.begin));
    const Offset last = endOfProblem(document.yaml(), problem);
    const Offset end = lines.line(*document.text, lines.lineOf(last)).end;
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

// How many times a document may be judged as one with lines moved, and what the search for them may take.
struct Shifts {
  int left = 3;
  schema::ShiftBudget budget = {};
};

Issues issuesOf(const Document& document, const Workspace& workspace, Shifts& shifts);

// What speaks of how the lines are read: it has to end when they are read right.
bool isOfReading(const schema::Issue& issue) {
  return (issue.severity == Severity::error || issue.severity == Severity::warning) &&
         (issue.code.starts_with("yaml.") || issue.code.starts_with("schema.") ||
          issue.code.starts_with("binding."));
}

// What is said of a shifted text, at its places in this one. A fix that writes into the moved lines would not
// fit them as they are.
void moveBack(const Document& document, const schema::LineShift& shift, const LineIndex& lines,
              Issues& issues) {
  const yaml::Tree& tree = document.yaml();
  const auto back = [&](Span span) {
    return Span{schema::placeBefore(tree, shift, lines, span.begin),
                schema::placeBefore(tree, shift, lines, span.end)};
  };
  for (schema::Issue& issue : issues) {
    issue.span = back(issue.span);
    for (schema::Fix& fix : issue.fixes) {
      const bool isNear = std::ranges::any_of(fix.edits, [&](const schema::Edit& edit) {
        return lines.lineOf(edit.span.begin) <= shift.last && lines.lineOf(edit.span.end) >= shift.first;
      });
      if (isNear) fix.edits.clear();
      for (schema::Edit& edit : fix.edits) edit.span = back(edit.span);
    }
    std::erase_if(issue.fixes, [](const schema::Fix& fix) { return fix.edits.empty(); });
  }
}

// Whether a shift makes `before` of a document `after`: nothing is told of the lines that moved, and nowhere
// else what was not told before.
bool isBetter(const yaml::Tree& tree, const schema::LineShift& shift, const Issues& before,
              const Issues& after) {
  const auto lineOf = [&](const schema::Issue& issue) { return tree.lines().lineOf(issue.span.begin); };
  return std::ranges::all_of(after, [&](const schema::Issue& issue) {
    if (!isOfReading(issue)) return true;
    if (lineOf(issue) >= shift.first && lineOf(issue) <= shift.last) return false;
    return issue.code == "yaml.bad-indentation" || std::ranges::any_of(before, [&](const schema::Issue& one) {
             return one.code == issue.code && lineOf(one) == lineOf(issue);
           });
  });
}

// The document as it reads when lines that are out of their column are back in it; nothing where that makes
// it no better than `issues`.
std::optional<Issues> judgeShifted(const Document& document, const Workspace& workspace,
                                   const schema::LineShift& shift, const Issues& issues, Shifts& shifts) {
  const auto made = std::make_shared<const std::string>(schema::shifted(document.yaml(), shift));
  const auto other = makeDocument(document.path, made, document.version, workspace);
  if (other->kind != document.kind) return std::nullopt;
  --shifts.left;
  Issues found = issuesOf(*other, workspace, shifts);
  moveBack(document, shift, other->yaml().lines(), found);
  if (!isBetter(document.yaml(), shift, issues, found)) return std::nullopt;
  const auto errors = [](const Issues& all) {
    return std::ranges::count_if(
        all, [](const schema::Issue& one) { return one.severity == Severity::error && isOfReading(one); });
  };
  const bool isError = errors(issues) > errors(found);
  found.push_back(schema::shiftIssue(document.yaml(), shift, isError ? Severity::error : Severity::warning));
  return found;
}

// Where `type` is the slip, "$schema" may well be right.
void dropAddress(const Document& document, Issues& issues) {
  const yaml::Node type = document.yaml().root().find("type");
  const bool isSlip = type && std::ranges::any_of(issues, [&](const schema::Issue& issue) {
                        return issue.code == "schema.enum" && issue.span == type.span();
                      });
  if (isSlip) std::erase_if(issues, [](const auto& issue) { return issue.code == "rule.schema-address"; });
}

// They take as long as all other checks of a pipeline together: those of a long text are checked beside
// these.
std::future<BindingFindings> startBindings(const Document& document, const Workspace& workspace) {
  // Where no thread can be had, they are checked by this one, when they are asked for.
  const auto beside = std::launch::async | std::launch::deferred;
  const bool isLong = document.text->size() >= longText;
  return std::async(isLong ? beside : std::launch::deferred,
                    [&document, &workspace, asker = std::this_thread::get_id()] {
                      if (document.hasUserSchema()) return BindingFindings();
                      if (std::this_thread::get_id() != asker) giveWay();
                      return checkBindings(document, workspace);
                    });
}

void checkMeaning(const Document& document, const Workspace& workspace, std::future<BindingFindings> bindings,
                  Issues& issues) {
  const bool isOurs = !document.hasUserSchema();
  // Our own settings are read by us alone.
  const bool isOfSdk = isOurs && document.schema && document.kind != "footplateConfig";
  if (isOurs) checkRules(document, workspace, issues);
  if (isOfSdk) checkAmbiguous(document, issues);
  checkReferences(document, workspace, issues);
  if (isOurs) {
    checkScripts(document, workspace, issues);
    checkArguments(document, workspace, issues);
  }
  checkSchemaLines(document, workspace, issues);
  addBindings(bindings.get(), issues);
  if (isOfSdk) checkSdkReading(document, issues);  // looks at what is told already
}

Issues issuesOf(const Document& document, const Workspace& workspace, Shifts& shifts) {
  const Settings& settings = workspace.settings();
  Issues issues = yamlIssues(document);
  checkCustomTags(document, settings, issues);
  if (settings.keyOrdering) checkKeyOrder(document.yaml(), issues);
  checkUnusedAnchors(document.yaml(), issues);
  addStrictReading(document, issues);
  if (document.kind.empty() && !document.hasUserSchema()) return issues;
  const std::optional<schema::Issue> retired =
      document.hasUserSchema() ? std::nullopt : retiredDialect(document);
  // That is the one thing to say of it.
  if (retired) return {*retired};
  const std::size_t first = issues.size();
  std::future<BindingFindings> bindings = startBindings(document, workspace);
  judge(document, settings, issues);
  const bool mayShift =
      shifts.left > 0 && document.schema && !document.hasUserSchema() && document.parts.empty();
  const std::optional<schema::LineShift> shift =
      mayShift ? schema::findShift(document.yaml(), *document.schema, issues, shifts.budget) : std::nullopt;
  checkMeaning(document, workspace, std::move(bindings), issues);
  if (shift) {
    if (std::optional<Issues> better = judgeShifted(document, workspace, *shift, issues, shifts))
      return std::move(*better);
  }
  dropAddress(document, issues);
  dropFollowOn(issues, first, brokenLines(document));
  return issues;
}

}  // namespace

Diagnosis diagnose(const Document& document, const Workspace& workspace) {
  Shifts shifts;
  const Settings& settings = workspace.settings();
  const bool judged = !document.kind.empty() || document.hasUserSchema();
  if (!settings.validate || (!judged && !settings.otherYaml)) return {};
  if (!document.isYaml()) return finish(document, workspace, checkIgnoreFile(document));
  return finish(document, workspace, issuesOf(document, workspace, shifts));
}

Issues diagnostics(const Document& document, const Workspace& workspace) {
  return diagnose(document, workspace).issues;
}

}  // namespace footplate::ide
