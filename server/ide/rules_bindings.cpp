// `binding.`: every ${{inputs.x}} and ${{outputs.x}} of a job of its own names an input or output it has.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "ide/rule_parts.h"
#include "schema/expressions.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using schema::ExpressionPart;
using schema::Fix;
using schema::Issue;
using yaml::Entry;
using yaml::Node;

constexpr std::array<std::string_view, 2> groups{"inputs", "outputs"};
// Filled in by the service, in the path of an output.
constexpr std::array<std::string_view, 3> serverNames{"default_datastore", "name", "output_name"};

std::vector<std::string> namesOf(Node job, std::string_view group) {
  std::vector<std::string> names;
  for (Entry entry : job.find(group).resolved().entries()) {
    if (entry.key.isScalar()) names.emplace_back(entry.key.text());
  }
  return names;
}

class BindingCheck {
 public:
  BindingCheck(Node job, const RuleScope& scope) : job_(job), scope_(scope) {}

  void run() const {
    for (Node scalar : scalarsBelow(job_)) {
      for (const Expression& expression : schema::findExpressions(scalar)) check(expression);
    }
  }

 private:
  void check(const Expression& expression) const {
    if (expression.form == Expression::Form::optional) return;
    if (!expression.closed) {
      scope_.add(expression.span, Severity::error, "binding.unclosed", "'${{' is not closed by '}}'");
      return;
    }
    if (expression.path.empty() || expression.path.front().text.empty()) {
      scope_.add(expression.span, Severity::error, "binding.unknown",
                 "the brackets name nothing, '${{inputs.NAME}}' is meant");
      return;
    }
    const ExpressionPart& root = expression.path.front();
    if (std::ranges::find(groups, root.text) != groups.end()) return checkPort(expression);
    if (expression.path.size() == 1 && std::ranges::find(serverNames, root.text) != serverNames.end()) return;
    unknownRoot(expression);
  }

  void unknownRoot(const Expression& expression) const {
    const ExpressionPart& root = expression.path.front();
    if (root.text == "parent" || root.text == "jobs") {
      scope_.add(
          expression.span, Severity::error, "binding.unknown",
          "'" + expression.dotted() + "' belongs in the steps of a pipeline, this job has no " + root.text);
      return;
    }
    Issue& issue = scope_.add(
        expression.span, Severity::error, "binding.unknown",
        "'" + expression.dotted() + "' names nothing here, 'inputs.NAME' or 'outputs.NAME' is meant");
    const std::string near = nearestName(root.text, {"inputs", "outputs"});
    if (!near.empty()) issue.fixes.push_back({"change to '" + near + "'", {{root.span, near}}});
  }

  void checkPort(const Expression& expression) const {
    const ExpressionPart& group = expression.path.front();
    if (hasMisspelt(job_, group.text)) return;  // told at the misspelt key, once
    const std::string named = expression.path.size() < 2 ? std::string() : expression.path[1].text;
    if (named.empty()) {
      scope_.add(expression.span, Severity::error, "binding.unknown",
                 "a name is missing after '" + group.text + "'");
      return;
    }
    const Node ports = job_.find(group.text).resolved();
    if (ports.find(named)) return;
    const std::string one = group.text == "inputs" ? "input" : "output";
    Issue& issue = scope_.add(expression.path[1].span, Severity::error, "binding.unknown",
                              "this job has no " + one + " '" + named + "'");
    addFixes(issue, expression);
  }

  void addFixes(Issue& issue, const Expression& expression) const {
    const ExpressionPart& group = expression.path.front();
    const ExpressionPart& name = expression.path[1];
    const std::string other = group.text == "inputs" ? "outputs" : "inputs";
    if (job_.find(other).resolved().find(name.text)) {
      issue.message += ", but an " + other.substr(0, other.size() - 1) + " of that name";
      issue.fixes.push_back({"change to '" + other + "." + name.text + "'", {{group.span, other}}});
      return;
    }
    const std::string near = nearestName(name.text, namesOf(job_, group.text));
    if (near.empty()) return;
    issue.message += ", did you mean '" + near + "'?";
    issue.fixes.push_back({"change to '" + near + "'", {{name.span, near}}});
  }

  Node job_;
  const RuleScope& scope_;
};

}  // namespace

void checkBindings(Node job, const RuleScope& scope) {
  BindingCheck(job, scope).run();
}

}  // namespace footplate::ide
