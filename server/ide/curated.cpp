#include "ide/curated.h"

#include <memory>

#include "base/strings.h"
#include "ide/document.h"
#include "schema/embedded.h"
#include "yaml/tree.h"

namespace footplate::ide {
namespace {

constexpr std::string_view registry = "azureml://registries/azureml/environments/";

std::vector<std::string> textsOf(yaml::Node list) {
  std::vector<std::string> texts;
  for (yaml::Node item : list.items()) texts.emplace_back(item.text());
  return texts;
}

std::vector<CuratedEnvironment> readAll() {
  std::vector<CuratedEnvironment> all;
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (file.path.rfind("curated/", 0) != 0) continue;
    const auto tree = yaml::parse(std::make_shared<const std::string>(file.text));
    const yaml::Node root = tree->root();
    CuratedEnvironment one;
    one.name = root.find("name").text();
    one.description = root.find("description").text();
    one.python = root.find("python").text();
    one.packages = textsOf(root.find("packages"));
    one.notes = root.find("notes").text();
    one.refused = root.find("refused").text();
    one.aliases = textsOf(root.find("aliases"));
    if (!one.name.empty()) all.push_back(std::move(one));
  }
  return all;
}

// The name in a reference, "" when it is of another registry or a path.
std::string_view nameIn(std::string_view reference) {
  if (reference.substr(0, registry.size()) == registry) {
    reference.remove_prefix(registry.size());
    return reference.substr(0, reference.find('/'));
  }
  constexpr std::string_view azureml = "azureml:";
  if (reference.substr(0, azureml.size()) != azureml) return {};
  reference.remove_prefix(azureml.size());
  if (reference.find('/') != std::string_view::npos) return {};
  return reference.substr(0, reference.find_first_of(":@"));
}

}  // namespace

std::string CuratedEnvironment::reference() const {
  return std::string(registry) + name + "/labels/latest";
}

const std::vector<CuratedEnvironment>& curatedEnvironments() {
  static const std::vector<CuratedEnvironment> all = readAll();
  return all;
}

const CuratedEnvironment* findCurated(std::string_view reference) {
  const std::string_view name = nameIn(reference);
  if (name.empty()) return nullptr;
  for (const CuratedEnvironment& one : curatedEnvironments()) {
    if (equalsIgnoreCase(one.name, name)) return &one;
  }
  // The longest pattern is the nearest: "tensorflow-2.16-*" before "tensorflow-2.*".
  const CuratedEnvironment* nearest = nullptr;
  std::size_t length = 0;
  const std::string lower = toLower(name);
  for (const CuratedEnvironment& one : curatedEnvironments()) {
    for (const std::string& alias : one.aliases) {
      if (alias.size() <= length || !matchesGlob(toLower(alias), lower)) continue;
      nearest = &one;
      length = alias.size();
    }
  }
  return nearest;
}

}  // namespace footplate::ide
