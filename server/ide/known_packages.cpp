#include "ide/known_packages.h"

#include <memory>

#include "base/strings.h"
#include "schema/embedded.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

std::vector<KnownPackage> packagesOf(Node list) {
  std::vector<KnownPackage> packages;
  for (const Node item : list.items()) {
    KnownPackage one{
        std::string(item.find("name").text()), yaml::asInteger(item.find("uses")).value_or(0), {}};
    for (const Node version : item.find("versions").items()) one.versions.emplace_back(version.text());
    packages.push_back(std::move(one));
  }
  return packages;
}

// The mapping that a conda file's `dependencies` stand in.
bool isCondaMapping(const Document& document, Node mapping) {
  const std::string_view key = mapping.entryKey().text();
  if (key == "conda_file" || equalsIgnoreCase(key, "condaDependencies")) return true;
  return document.kind == "conda" && !mapping.parent();
}

}  // namespace

// schemas/packages/conda.json.
const KnownPackages& knownPackages() {
  static const KnownPackages known = [] {
    for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
      if (file.path != "packages/conda.json") continue;
      const auto tree = yaml::parse(std::make_shared<const std::string>(file.text));
      return KnownPackages{packagesOf(tree->root().find("conda")), packagesOf(tree->root().find("pip"))};
    }
    return KnownPackages();
  }();
  return known;
}

const std::vector<KnownPackage>* packagesFor(const Document& document, Node list) {
  const std::string_view key = list.entryKey().text();
  if (key == "dependencies" && isCondaMapping(document, list.parent())) return &knownPackages().conda;
  const Node outer = list.parent().parent();
  if (key != "pip" || !outer.isSequence() || packagesFor(document, outer) == nullptr) return nullptr;
  return &knownPackages().pip;
}

std::string nameOfRequirement(std::string_view requirement) {
  const std::size_t channel = requirement.rfind("::");
  if (channel != std::string_view::npos) requirement.remove_prefix(channel + 2);
  return toLower(trim(requirement.substr(0, requirement.find_first_of("=<>~![; @"))));
}

}  // namespace footplate::ide
