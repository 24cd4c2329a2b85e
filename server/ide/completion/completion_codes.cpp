#include "ide/completion/completion_codes.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "ide/codes.h"
#include "ide/suppression.h"

namespace footplate::ide {
namespace {

CompletionItem itemFor(std::string_view name, Span replace) {
  CompletionItem item;
  item.label = item.filterText = item.insertText = name;
  item.replace = replace;
  return item;
}

// A family before its codes, all in the order of docs/codes.md.
void addCodes(Span replace, const std::function<bool(std::string_view)>& isWanted, CompletionItems& items) {
  std::set<std::string_view> families;
  for (const Code& code : allCodes()) {
    if (families.insert(code.family()).second && code.family() != code.name && isWanted(code.family())) {
      items.push_back(itemFor(code.family(), replace));
      items.back().sortText = code.family();
      items.back().detail = "all codes of this family";
    }
    if (!isWanted(code.name)) continue;
    items.push_back(itemFor(code.name, replace));
    items.back().sortText = code.name;
    items.back().detail = severityName(code.severity);
    items.back().documentation = code.meaning;
  }
}

}  // namespace

void completeSeverityKeys(const CompletionRequest& request, CompletionItems& items) {
  const Place& place = request.place;
  const yaml::Node key = place.node.entryKey();
  const bool isSeverity = key && key.text() == "severity" && !key.parent().parent();
  if (request.document.kind != "footplateConfig" || !isSeverity) return;
  const auto isFree = [&](std::string_view name) {
    return std::ranges::none_of(place.node.entries(), [&](yaml::Entry entry) {
      return entry.key != place.ownKey && entry.key.text() == name;
    });
  };
  const std::size_t before = items.size();
  addCodes(place.replace, isFree, items);
  if (place.hasColon || place.quote != 0) return;
  for (std::size_t i = before; i < items.size(); ++i) {
    items[i].insertText += ": ";
    items[i].completeAgain = true;
  }
}

bool completeSilencedCodes(const CompletionRequest& request, CompletionItems& items) {
  if (!inComment(request.document.yaml(), request.at)) return false;
  const std::string& text = *request.document.text;
  for (const Silence& silence : silences(request.document)) {
    const Span list = silence.list;
    const bool isClosed = list.size() > 1 && text[list.end - 1] == ']';
    if (request.at <= list.begin || request.at > (isClosed ? list.end - 1 : list.end)) continue;
    Span replace{request.at, request.at};
    for (const SilencedCode& code : silence.codes) {
      if (code.span.touches(request.at)) replace = code.span;
    }
    const auto isFree = [&](std::string_view name) {
      return std::ranges::none_of(
          silence.codes, [&](const SilencedCode& code) { return code.name == name && code.span != replace; });
    };
    addCodes(replace, isFree, items);
    for (CompletionItem& item : items) item.kind = CompletionKind::value;
    return true;
  }
  return false;
}

}  // namespace footplate::ide
