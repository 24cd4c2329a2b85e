// A remark that silences an issue where it stands: behind its line, or above a text of several lines.
#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "ide/suppression.h"

namespace footplate::ide {
namespace {

using schema::Edit;

// More issues than these are not silenced one by one, and each costs a look at the whole document.
constexpr std::size_t mostIssues = 20;

// JSON has no comments.
bool takesComments(const Document& document) {
  const std::string_view text = trim(*document.text);
  return !text.empty() && text.front() != '{' && text.front() != '[';
}

std::optional<Edit> extendRemark(const Document& document, std::uint32_t line, const std::string& code) {
  for (const Silence& silence : silences(document)) {
    if (silence.scope != Silence::Scope::line || silence.line != line || silence.list.empty()) continue;
    const Offset at = silence.list.end - 1;
    if ((*document.text)[at] != ']') continue;
    return Edit{{at, at}, (silence.codes.empty() ? "" : ", ") + code};
  }
  return std::nullopt;
}

// Whether the end of the line lies within a scalar of several lines, where a comment would be text.
bool endsInText(const Document& document, Offset end) {
  const yaml::Tree& tree = document.yaml();
  const yaml::Node node = tree.nodeAt(end);
  if (!node.isScalar()) return false;
  const Span span = node.span();
  const bool severalLines = tree.lines().lineOf(span.begin) != tree.lines().lineOf(span.end);
  return severalLines && span.begin < end && end < span.end;
}

// Whether the text with a remark in it says what it said, and the remark is a comment. Asked where the text
// is broken only: elsewhere a comment at the end of a line changes nothing.
bool keepsContent(const Document& document, const Edit& edit) {
  if (!isBroken(document)) return true;
  const auto tree = yaml::parseAgain(std::make_shared<const std::string>(applyEdits(*document.text, {edit})),
                                     document.yaml());
  const Offset remark = edit.span.begin + static_cast<Offset>(edit.newText.find('#'));
  return tree->problems().size() == document.yaml().problems().size() &&
         sameContent(tree->root(), document.yaml().root()) &&
         std::ranges::any_of(tree->comments(), [&](Span comment) { return comment.contains(remark); });
}

// Behind the line, else above it; nothing where a comment would be read as text, and on lines without
// content, where it would speak of the line below.
std::optional<Edit> remarkFor(const Document& document, const schema::Issue& issue) {
  const LineIndex& lines = document.yaml().lines();
  const std::uint32_t line = firstLineOf(document, issue.span.begin);
  if (auto edit = extendRemark(document, line, issue.code)) return edit;
  const std::string remark = "# footplate: ignore[" + issue.code + "]";
  const Span whole = lines.line(*document.text, line);
  const std::string_view words = textOf(document, whole);
  const std::size_t indent = std::min(words.find_first_not_of(" \t"), words.size());
  if (indent == words.size() || words[indent] == '#') return std::nullopt;
  const Edit behind{{whole.end, whole.end}, " " + remark};
  if (!endsInText(document, whole.end) && keepsContent(document, behind)) return behind;
  const Edit above{{whole.begin, whole.begin}, std::string(indent, ' ') + remark + "\n"};
  return keepsContent(document, above) ? std::optional(above) : std::nullopt;
}

}  // namespace

void ignoreHere(const ActionScope& scope, std::vector<CodeAction>& found) {
  if (!takesComments(scope.document)) return;
  for (const schema::Issue& issue : scope.issues) {
    if (!touches(issue.span, scope.range) || issue.code == "rule.unknown-code") continue;
    const std::optional<Edit> remark = remarkFor(scope.document, issue);
    if (!remark) continue;
    CodeAction action;
    action.title = "ignore '" + issue.code + "' here";
    action.edits = {*remark};
    action.repaired = {issue};
    found.push_back(std::move(action));
    if (found.size() == mostIssues) return;
  }
}

}  // namespace footplate::ide
