// Names and versions in the lists of a conda file, those that public files use most first.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

#include "base/strings.h"
#include "ide/completion/completion_parts.h"
#include "schema/embedded.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

struct Package {
  std::string name;
  std::int64_t uses = 0;
  std::vector<std::string> versions;
};

struct Packages {
  std::vector<Package> conda;
  std::vector<Package> pip;
};

std::vector<Package> packagesOf(Node list) {
  std::vector<Package> packages;
  for (const Node item : list.items()) {
    Package one{std::string(item.find("name").text()), yaml::asInteger(item.find("uses")).value_or(0), {}};
    for (const Node version : item.find("versions").items()) one.versions.emplace_back(version.text());
    packages.push_back(std::move(one));
  }
  return packages;
}

// schemas/packages/conda.json, read once.
const Packages& knownPackages() {
  static const Packages known = [] {
    for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
      if (file.path != "packages/conda.json") continue;
      const auto tree = yaml::parse(std::make_shared<const std::string>(file.text));
      return Packages{packagesOf(tree->root().find("conda")), packagesOf(tree->root().find("pip"))};
    }
    return Packages();
  }();
  return known;
}

// The mapping that a conda file's `dependencies` stand in.
bool isCondaMapping(const Document& document, Node mapping) {
  const std::string_view key = mapping.entryKey().text();
  if (key == "conda_file" || equalsIgnoreCase(key, "condaDependencies")) return true;
  return document.kind == "conda" && !mapping.parent();
}

// The packages that may stand in a list; null where it is none of packages.
const std::vector<Package>* packagesFor(const Document& document, Node list) {
  const std::string_view key = list.entryKey().text();
  if (key == "dependencies" && isCondaMapping(document, list.parent())) return &knownPackages().conda;
  const Node outer = list.parent().parent();
  if (key != "pip" || !outer.isSequence() || packagesFor(document, outer) == nullptr) return nullptr;
  return &knownPackages().pip;
}

std::string nameOf(std::string_view requirement) {
  const std::size_t channel = requirement.rfind("::");
  if (channel != std::string_view::npos) requirement.remove_prefix(channel + 2);
  return toLower(trim(requirement.substr(0, requirement.find_first_of("=<>~![; @"))));
}

std::string sortKey(std::size_t number) {
  char text[16];
  std::snprintf(text, sizeof text, "%05zu", number);
  return text;
}

void addNames(const CompletionRequest& request, const std::vector<Package>& packages,
              const std::set<std::string>& there, CompletionItems& items) {
  for (const Package& each : packages) {
    if (there.contains(each.name)) continue;
    CompletionItem item = valueItem(request, each.name, each.name);
    item.detail = each.versions.empty() ? "package" : "package, most used: " + each.versions.front();
    item.sortText = sortKey(items.size());
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
void addVersions(const CompletionRequest& request, const Package& package, const std::string& start,
                 CompletionItems& items) {
  for (const std::string& version : package.versions) {
    CompletionItem item = valueItem(request, start + version, start + version);
    item.detail = "version";
    item.sortText = sortKey(items.size());
    items.push_back(std::move(item));
  }
}

}  // namespace

void completeConda(const CompletionRequest& request, CompletionItems& items) {
  const Place& place = request.place;
  const Node list = place.node.isSequence() ? place.node : place.node.parent();
  if (!place.value || !list.isSequence()) return;
  const std::vector<Package>* packages = packagesFor(request.document, list);
  if (packages == nullptr || place.replace.begin > request.at) return;
  const std::string typed =
      request.document.text->substr(place.replace.begin, request.at - place.replace.begin);
  const std::string name = nameOf(typed);
  const auto known = std::ranges::find_if(*packages, [&](const Package& each) { return each.name == name; });
  const bool pip = packages == &knownPackages().pip;
  if (const std::string start = startOfVersion(typed, pip); !start.empty()) {
    if (known != packages->end()) addVersions(request, *known, start, items);
    return;
  }
  if (typed.find(',') != std::string::npos) return;
  if (!pip) partKeyFromPackage(list, items);
  std::set<std::string> there;
  for (const Node item : list.items()) {
    if (item.isScalar() && item != place.node) there.insert(nameOf(item.text()));
  }
  if (known != packages->end()) addVersions(request, *known, typed + (pip ? "==" : "="), items);
  addNames(request, *packages, there, items);
}

}  // namespace footplate::ide
