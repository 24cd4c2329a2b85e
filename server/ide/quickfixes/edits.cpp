#include "ide/quickfixes/edits.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "ide/json_style.h"

namespace footplate::ide {
namespace {

// An entry added behind a "{" stands as those that are there: "{ a: 1 }", or on a line of its own.
void alignAdded(const Document& document, schema::Edit& edit) {
  constexpr std::string_view comma = ", ";
  const std::string_view text = *document.text;
  const Offset at = edit.span.begin;
  if (!edit.span.empty() || at == 0 || text[at - 1] != '{' || !edit.newText.ends_with(comma)) return;
  const std::string_view behind = text.substr(at);
  const std::string gap(behind.substr(0, std::min(behind.find_first_not_of(" \t\r\n"), behind.size())));
  if (gap.empty()) return;
  edit.newText.resize(edit.newText.size() - comma.size());
  edit.newText = gap + edit.newText + ",";
}

}  // namespace

bool orderEdits(const Document& document, std::vector<schema::Edit>& edits) {
  const std::string& text = *document.text;
  std::ranges::stable_sort(edits, {}, [](const schema::Edit& edit) { return edit.span.begin; });
  Offset end = 0;
  for (schema::Edit& edit : edits) {
    if (edit.span.begin < end || edit.span.end < edit.span.begin || edit.span.end > text.size()) return false;
    end = edit.span.end;
    // The document is searched only where it matters.
    if (edit.newText.find('\n') == std::string::npos || text.find("\r\n") == std::string::npos) continue;
    edit.newText = replaceAll(replaceAll(std::move(edit.newText), "\r\n", "\n"), "\n", "\r\n");
  }
  return !edits.empty();
}

bool finishEdits(const Document& document, std::vector<schema::Edit>& edits) {
  writeAddedAsJson(document, edits);
  for (schema::Edit& edit : edits) alignAdded(document, edit);
  return orderEdits(document, edits);
}

std::string applyEdits(std::string_view text, const std::vector<schema::Edit>& edits) {
  std::string after;
  Offset at = 0;
  for (const schema::Edit& edit : edits) {
    after.append(text.substr(at, edit.span.begin - at));
    after += edit.newText;
    at = edit.span.end;
  }
  return after.append(text.substr(at));
}

}  // namespace footplate::ide
