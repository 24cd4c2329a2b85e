#include "ide/quickfixes/safe_fixes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "ide/diagnostics.h"
#include "ide/quickfixes/edits.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using schema::Issue;

constexpr int mostRounds = 5;
constexpr std::size_t mostTriedAlone = 64;  // each takes the judging of a whole document

// What they suggest is the nearest name, or one way out of a contradiction; the right one may lie outside of
// what is known here.
constexpr std::array<std::string_view, 5> guessing{"name", "file", "binding", "args", "rule"};

bool isSafe(const Issue& issue) {
  const std::string_view family = std::string_view(issue.code).substr(0, issue.code.find('.'));
  const bool serious = issue.severity == Severity::error || issue.severity == Severity::warning;
  if (!serious || issue.fixes.size() != 1 || std::ranges::find(guessing, family) != guessing.end())
    return false;
  return !issue.fixes.front().isChoice && !issue.fixes.front().edits.empty();
}

// Keys of one mapping that would all get one name go: nobody knows which of them is meant.
void dropRivals(const Document& document, std::vector<Issue>& safe) {
  std::map<std::pair<yaml::NodeId, std::string>, int> wanted;
  std::vector<int*> claims;
  for (const Issue& issue : safe) {
    const Edit& edit = issue.fixes.front().edits.front();
    const yaml::Node key = document.yaml().nodeAt(edit.span.begin);
    const bool isRenamed = key.isKey() && key.span() == edit.span;
    claims.push_back(isRenamed ? &wanted[{key.parent().id(), edit.newText}] : nullptr);
    if (isRenamed) ++*claims.back();
  }
  std::size_t at = 0;
  std::erase_if(safe, [&](const Issue&) {
    const int* claim = claims[at++];
    return claim != nullptr && *claim > 1;
  });
}

bool collides(Span a, Span b) {
  return a.begin < b.end && b.begin < a.end ? true : a.begin == b.begin;
}

// A text on its way: its document and what is still wrong with it.
struct State {
  std::shared_ptr<const Document> document;
  std::vector<Issue> issues;
};

struct Round {
  std::vector<Edit> edits;
  std::vector<Issue> repaired;
};

// Adds a repair to a round; false where it collides with another.
bool add(const Document& document, const Issue& issue, Round& round) {
  std::vector<Edit> edits = issue.fixes.front().edits;
  const bool isTaken = std::ranges::any_of(edits, [&](const Edit& edit) {
    return std::ranges::any_of(round.edits,
                               [&](const Edit& taken) { return collides(edit.span, taken.span); });
  });
  if (isTaken || !finishEdits(document, edits)) return false;
  round.edits.insert(round.edits.end(), edits.begin(), edits.end());
  round.repaired.push_back(issue);
  return true;
}

// The safe repairs that go together; of several at one place the first.
Round collect(const Document& document, const std::vector<Issue>& issues) {
  Round round;
  for (const Issue& issue : safeOnes(document, issues)) add(document, issue, round);
  if (!orderEdits(document, round.edits)) return {};
  return round;
}

std::size_t errorsOf(const std::vector<Issue>& issues) {
  return static_cast<std::size_t>(
      std::ranges::count_if(issues, [](const Issue& issue) { return issue.severity == Severity::error; }));
}

State after(const Document& document, const Workspace& workspace, const std::vector<Edit>& edits) {
  auto text = std::make_shared<const std::string>(applyEdits(*document.text, edits));
  State state{makeDocument(document.path, std::move(text), document.version, workspace), {}};
  state.issues = diagnostics(*state.document, workspace);
  return state;
}

bool touchesOne(const Issue& issue, const std::vector<Span>& places) {
  return std::ranges::any_of(
      places, [&](Span place) { return issue.span.begin <= place.end && place.begin <= issue.span.end; });
}

bool isAmong(const Issue& issue, const std::vector<Issue>& issues) {
  return std::ranges::any_of(issues, [&](const Issue& other) {
    return other.span == issue.span && other.code == issue.code && other.message == issue.message;
  });
}

// What a repair must not make: an error, or the second of two keys even where both say the same.
bool isFault(const Issue& issue) {
  return issue.severity == Severity::error || issue.code == "yaml.duplicate-key";
}

// Whether no fault stands where a repair was made but those that stood there beside the repaired ones. What
// a repair makes visible elsewhere, as under a key that was misspelt, was wrong before.
bool isClean(const std::vector<Issue>& before, const Round& round, const State& now) {
  std::vector<Span> old;
  std::vector<Span> made;
  Offset moved = 0;  // modulo 2^32
  for (const Edit& edit : round.edits) {
    const auto size = static_cast<Offset>(edit.newText.size());
    old.push_back(edit.span);
    made.push_back({edit.span.begin + moved, edit.span.begin + moved + size});
    moved += size - edit.span.size();
  }
  const auto faultsAt = [](const std::vector<Issue>& issues, const std::vector<Span>& places,
                           const std::vector<Issue>& but) {
    return std::ranges::count_if(issues, [&](const Issue& issue) {
      return isFault(issue) && touchesOne(issue, places) && !isAmong(issue, but);
    });
  };
  return faultsAt(now.issues, made, {}) <= faultsAt(before, old, round.repaired);
}

// The repairs of a round that is not clean as a whole, as long as each is clean beside those before it.
Round cleanOnes(const Document& document, const Workspace& workspace, const std::vector<Issue>& issues,
                const Round& round) {
  Round clean;
  if (round.repaired.size() > mostTriedAlone) return clean;
  for (const Issue& issue : round.repaired) {
    Round more = clean;
    if (add(document, issue, more) && orderEdits(document, more.edits) &&
        isClean(issues, more, after(document, workspace, more.edits)))
      clean = std::move(more);
  }
  return clean;
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

std::vector<Issue> safeOnes(const Document& document, const std::vector<Issue>& issues) {
  const bool isSyntaxFirst = isMisread(document);
  std::vector<Issue> safe;
  std::ranges::copy_if(issues, std::back_inserter(safe), [&](const Issue& issue) {
    return isSafe(issue) && (!isSyntaxFirst || issue.code.starts_with("yaml."));
  });
  dropRivals(document, safe);
  return safe;
}

std::optional<FixedText> fixSafely(const Document& document, const Workspace& workspace,
                                   const std::vector<Issue>& issues) {
  FixedText fixed{*document.text, {}, {}};
  State state{nullptr, issues};
  for (int i = 0; i < mostRounds; ++i) {
    const Document& judged = state.document ? *state.document : document;
    Round round = collect(judged, state.issues);
    if (round.edits.empty()) break;
    State next = after(judged, workspace, round.edits);
    if (!isClean(state.issues, round, next)) {
      round = cleanOnes(judged, workspace, state.issues, round);
      if (round.edits.empty()) break;
      next = after(judged, workspace, round.edits);
    }
    if (errorsOf(next.issues) > errorsOf(state.issues) || *next.document->text == fixed.text) break;
    fixed.text = *next.document->text;
    fixed.edits = i == 0 ? round.edits : difference(*document.text, fixed.text);
    for (Issue& issue : round.repaired) {
      const Range range = judged.yaml().lines().range(*judged.text, issue.span);
      fixed.repairs.push_back({std::move(issue), range, i > 0});
    }
    state = std::move(next);
  }
  if (fixed.repairs.empty() || fixed.text == *document.text) return std::nullopt;
  return fixed;
}

}  // namespace footplate::ide
