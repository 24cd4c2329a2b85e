#include "ide/safe_fixes.h"

#include <algorithm>
#include <array>

#include "ide/code_action.h"
#include "ide/diagnostics.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using schema::Issue;

constexpr int mostRounds = 5;

// What they suggest is the nearest name, or one way out of a contradiction; the right one may lie outside of
// what is known here.
constexpr std::array<std::string_view, 5> guessing{"name", "file", "binding", "args", "rule"};

// "key: " with nothing behind it.
bool leavesPlaceToFill(const Issue& issue) {
  return issue.code == "schema.missing-key" &&
         std::ranges::any_of(issue.fixes.front().edits, [](const Edit& edit) {
           const std::size_t last = edit.newText.find_last_not_of(" \n,");
           return last != std::string::npos && (edit.newText[last] == ':' || edit.newText[last] == '-');
         });
}

bool collides(Span a, Span b) {
  return a.begin < b.end && b.begin < a.end ? true : a.begin == b.begin;
}

struct Round {
  std::vector<Edit> edits;
  std::vector<Issue> repaired;
};

Round collect(const Document& document, const std::vector<Issue>& issues) {
  Round round;
  for (const Issue& issue : issues) {
    if (!isSafe(issue)) continue;
    std::vector<Edit> edits = issue.fixes.front().edits;
    const bool free = std::ranges::none_of(edits, [&](const Edit& edit) {
      return std::ranges::any_of(round.edits,
                                 [&](const Edit& taken) { return collides(edit.span, taken.span); });
    });
    if (!free || !orderEdits(document, edits)) continue;
    round.edits.insert(round.edits.end(), edits.begin(), edits.end());
    round.repaired.push_back(issue);
  }
  if (!orderEdits(document, round.edits)) return {};
  return round;
}

std::size_t errorsOf(const std::vector<Issue>& issues) {
  return static_cast<std::size_t>(
      std::ranges::count_if(issues, [](const Issue& issue) { return issue.severity == Severity::error; }));
}

// One edit from the first byte that differs to the last.
std::vector<Edit> difference(const std::string& before, const std::string& after) {
  const std::size_t shortest = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shortest && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shortest - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  // Characters of several bytes and line ends stay whole: the edit begins at a line and ends at one.
  while (head > 0 && before[head - 1] != '\n') --head;
  while (tail > 0 && before[before.size() - tail] != '\n') --tail;
  const Span span{static_cast<Offset>(head), static_cast<Offset>(before.size() - tail)};
  return {{span, after.substr(head, after.size() - head - tail)}};
}

}  // namespace

bool isSafe(const Issue& issue) {
  const std::string_view family = std::string_view(issue.code).substr(0, issue.code.find('.'));
  const bool serious = issue.severity == Severity::error || issue.severity == Severity::warning;
  return serious && issue.fixes.size() == 1 && std::ranges::find(guessing, family) == guessing.end() &&
         !leavesPlaceToFill(issue);
}

std::optional<FixedText> fixSafely(const Document& document, const Workspace& workspace,
                                   const std::vector<Issue>& issues) {
  FixedText fixed{*document.text, {}, {}};
  std::vector<Issue> left = issues;
  std::shared_ptr<const Document> now;
  for (int i = 0; i < mostRounds; ++i) {
    Round round = collect(now ? *now : document, left);
    if (round.edits.empty()) break;
    std::string text = applyEdits(fixed.text, round.edits);
    const std::size_t before = errorsOf(left);
    auto next =
        makeDocument(document.path, std::make_shared<const std::string>(text), document.version, workspace);
    auto issuesLeft = diagnostics(*next, workspace);
    if (errorsOf(issuesLeft) > before || text == fixed.text) break;
    fixed.edits = i == 0 ? round.edits : difference(*document.text, text);
    fixed.text = std::move(text);
    for (Issue& issue : round.repaired) {
      const Document& judged = now ? *now : document;
      const Range range = judged.yaml().lines().range(*judged.text, issue.span);
      fixed.repairs.push_back({std::move(issue), range, i > 0});
    }
    left = std::move(issuesLeft);
    now = std::move(next);
  }
  if (fixed.repairs.empty() || fixed.text == *document.text) return std::nullopt;
  return fixed;
}

}  // namespace footplate::ide
