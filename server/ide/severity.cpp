#include "ide/severity.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/path.h"
#include "base/strings.h"
#include "ide/document.h"

namespace footplate::ide {
namespace {

using Wishes = std::map<std::string, std::optional<Severity>, std::less<>>;

constexpr std::size_t mostRules = 1000;

void addProject(const Workspace& workspace, Wishes& wishes) {
  if (workspace.root().empty()) return;
  const auto config = workspace.document(joinPath(workspace.root(), ".footplate/config.yml"));
  if (!config) return;
  for (const yaml::Entry entry : config->yaml().root().find("severity").resolved().entries()) {
    if (wishes.size() == mostRules) return;
    if (auto rule = readSeverityRule(entry.key.text(), entry.value.resolved().text()))
      wishes[rule->code] = rule->severity;
  }
}

}  // namespace

std::optional<SeverityRule> readSeverityRule(std::string_view code, std::string_view word) {
  const std::string lower = toLower(word);
  const std::string name(code);
  if (lower == "error") return SeverityRule{name, Severity::error};
  if (lower == "warning") return SeverityRule{name, Severity::warning};
  if (lower == "information") return SeverityRule{name, Severity::information};
  if (lower == "hint") return SeverityRule{name, Severity::hint};
  // YAML 1.1 takes a plain "off" for false; people may write either.
  if (lower == "off" || lower == "false") return SeverityRule{name, std::nullopt};
  return std::nullopt;
}

void applySeverities(const Workspace& workspace, std::vector<schema::Issue>& issues) {
  if (issues.empty()) return;
  Wishes wishes;
  addProject(workspace, wishes);
  for (const SeverityRule& rule : workspace.settings().severities) wishes[rule.code] = rule.severity;
  if (wishes.empty()) return;
  std::erase_if(issues, [&](schema::Issue& issue) {
    auto wish = wishes.find(issue.code);
    if (wish == wishes.end())
      wish = wishes.find(std::string_view(issue.code).substr(0, issue.code.find('.')));
    if (wish == wishes.end()) return false;
    if (wish->second) issue.severity = *wish->second;
    return !wish->second;
  });
}

}  // namespace footplate::ide
