// Lists of conda and pip packages.
#include "base/strings.h"
#include "ide/image_python.h"
#include "ide/item_dash.h"
#include "ide/json_style.h"
#include "ide/quickfixes/entry_edits.h"
#include "ide/quickfixes/places.h"
#include "ide/quickfixes/repairs.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using yaml::Node;

// The first list of pip's among conda's packages.
Node firstPipList(Node packages) {
  for (const Node item : packages.items()) {
    if (const Node list = item.find("pip")) return list;
  }
  return {};
}

Node lastItem(Node list) {
  Node last;
  for (const Node item : list.items()) last = item;
  return last;
}

Offset columnOf(const Document& document, Offset at) {
  const LineIndex& lines = document.yaml().lines();
  return at - lines.lineStart(lines.lineOf(at));
}

// The lines of a block list, with its dashes in another column; "" where they cannot be told apart from what
// stands before them.
std::string linesOfList(const Document& document, Node list, Offset column) {
  const auto dash = dashOf(*list.items().begin());
  if (!dash) return {};
  const Offset from = columnOf(document, *dash);
  const LineIndex& lines = document.yaml().lines();
  const std::uint32_t first = lines.lineOf(*dash);
  if (textOf(document, {lines.lineStart(first), *dash}).find_first_not_of(' ') != std::string_view::npos)
    return {};
  const Offset end = lines.line(*document.text, lines.lineOf(list.span().end)).end;
  std::string moved;
  for (const std::string& line : split(outdented(textOf(document, {*dash - from, end}), from), '\n'))
    if (!trim(line).empty()) moved += std::string(column, ' ') + line + "\n";
  return moved;
}

std::vector<Edit> moveInFlow(const Document& document, Node from, Node to) {
  const Node last = lastItem(to);
  std::string items;
  for (const Node item : from.items()) items += ", " + std::string(textOf(document, item.span()));
  const auto removed = itemRemoved(document, from.parent());
  if (!removed || !last || belongsHere(from)) return {};
  return {{{last.span().end, last.span().end}, items}, *removed};
}

std::vector<Edit> moveInBlock(const Document& document, Node from, Node to) {
  const auto dash = dashOf(lastItem(to));
  const auto removed = itemRemoved(document, from.parent());
  if (!dash || !removed || from.size() == 0 || belongsHere(from)) return {};
  if (holdsComment(document, {from.entryKey().span().end, from.span().begin})) return {};
  const std::string moved = linesOfList(document, from, columnOf(document, *dash));
  const LineIndex& lines = document.yaml().lines();
  const Offset end = lastItem(to).span().end;
  const Offset at = lines.lineStart(lines.lineOf(std::max(end, *dash + 1) - 1) + 1);
  if (moved.empty() || at > removed->span.begin) return {};
  return {{{at, at}, moved}, *removed};
}

}  // namespace

void repairPipLists(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node second = place.node.isKey() ? place.node.entryValue() : Node();
  const Node item = second.parent();
  const Node first = firstPipList(item.parent());
  if (!second.isSequence() || !first.isSequence() || first == second || item.size() != 1) return;
  if (first.flow() != second.flow() || first.size() == 0) return;
  offer(found, "move its packages into the first list",
        first.flow() ? moveInFlow(place.document(), second, first)
                     : moveInBlock(place.document(), second, first));
}

void repairDuplicatePackage(const RepairPlace& place, std::vector<CodeAction>& found) {
  if (place.node.parent().isSequence())
    offer(found, "remove '" + std::string(place.node.text()) + "'",
          itemRemoved(place.document(), place.node));
}

void repairMissingPip(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node item = place.node.parent();
  if (!place.node.isKey() || !item.flow() || !item.parent().flow() || !place.issue.fixes.empty()) return;
  const Offset at = startWithProperties(item);
  const std::string name = isInJson(item) ? "\"pip\", " : "pip, ";
  offer(found, "add 'pip' to the conda packages", std::vector<Edit>{{{at, at}, name}});
}

void repairImagePython(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node item = place.node;
  const Node environment = item.parent().parent().parent();
  if (!item.parent().isSequence()) return;
  const std::string version = pythonOfImage(environment.find("image").resolved().text());
  if (version.empty()) return;
  const std::string wanted = "python=" + version;
  offer(found, "change to '" + wanted + "'", scalarChanged(item, wanted));
}

}  // namespace footplate::ide
