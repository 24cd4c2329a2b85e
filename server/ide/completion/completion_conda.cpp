// Names and versions in the lists of a conda file, those that public files use most first.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "ide/completion/completion_parts.h"
#include "ide/known_packages.h"

namespace footplate::ide {
namespace {

using yaml::Node;

void addNames(const CompletionRequest& request, const std::vector<KnownPackage>& packages,
              const std::set<std::string>& there, CompletionItems& items) {
  for (const KnownPackage& each : packages) {
    if (there.contains(each.name)) continue;
    CompletionItem item = valueItem(request, each.name, each.name);
    item.detail = each.versions.empty() ? "package" : "package, most used: " + each.versions.front();
    item.sortText = inOrder(items.size());
    items.push_back(std::move(item));
  }
}

// What stands before the version that is typed: "numpy==", and of several bounds those before it, too:
// "numpy>=1.2,<". Pip pins by two signs. "" where no sign is typed yet.
std::string startOfVersion(const std::string& typed, bool pip) {
  constexpr std::string_view signs = "=<>~!";
  const std::size_t comma = typed.rfind(',');
  const std::size_t sign = typed.find_first_of(signs, comma == std::string::npos ? 0 : comma);
  if (sign == std::string::npos) return "";
  const std::size_t end = std::min(typed.find_first_not_of("=<>~! ", sign), typed.size());
  std::string start = typed.substr(0, end);
  if (pip && trim(start.substr(sign)) == "=") start.replace(sign, 1, "==");
  return start;
}

// The key `pip` of a list is no package: with a list of pip's there it would be a second one.
void partKeyFromPackage(Node list, CompletionItems& items) {
  const bool has =
      std::ranges::any_of(list.items(), [](Node item) { return static_cast<bool>(item.find("pip")); });
  if (has) std::erase_if(items, [](const CompletionItem& item) { return item.label == "pip"; });
  for (CompletionItem& item : items) {
    if (item.label != "pip") continue;
    item.label = "pip:";
    item.filterText = "pip";
  }
}

// `start` is what stands before the version: "numpy==".
void addVersions(const CompletionRequest& request, const KnownPackage& package, const std::string& start,
                 CompletionItems& items) {
  for (const std::string& version : package.versions) {
    CompletionItem item = valueItem(request, start + version, start + version);
    item.detail = "version";
    item.sortText = inOrder(items.size());
    items.push_back(std::move(item));
  }
}

}  // namespace

void completeConda(const CompletionRequest& request, CompletionItems& items) {
  const Place& place = request.place;
  const Node list = place.node.isSequence() ? place.node : place.node.parent();
  if (!place.value || !list.isSequence()) return;
  const std::vector<KnownPackage>* packages = packagesFor(request.document, list);
  if (packages == nullptr || place.replace.begin > request.at) return;
  const std::string typed =
      request.document.text->substr(place.replace.begin, request.at - place.replace.begin);
  const std::string name = nameOfRequirement(typed);
  const auto known =
      std::ranges::find_if(*packages, [&](const KnownPackage& each) { return each.name == name; });
  const bool pip = packages == &knownPackages().pip;
  if (const std::string start = startOfVersion(typed, pip); !start.empty()) {
    if (known != packages->end()) addVersions(request, *known, start, items);
    return;
  }
  if (typed.find(',') != std::string::npos) return;
  if (!pip) partKeyFromPackage(list, items);
  std::set<std::string> there;
  for (const Node item : list.items()) {
    if (item.isScalar() && item != place.node) there.insert(nameOfRequirement(item.text()));
  }
  if (known != packages->end()) addVersions(request, *known, typed + (pip ? "==" : "="), items);
  addNames(request, *packages, there, items);
}

}  // namespace footplate::ide
