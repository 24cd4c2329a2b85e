#include "ide/curated.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "base/strings.h"
#include "ide/document.h"
#include "schema/embedded.h"
#include "yaml/tree.h"

namespace footplate::ide {
namespace {

constexpr std::string_view registry = "azureml://registries/azureml/environments/";
constexpr std::string_view ownPrefix = "AzureML-";

bool hasOwnPrefix(std::string_view name) {
  return equalsIgnoreCase(name.substr(0, ownPrefix.size()), ownPrefix);
}

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

// "NAME:2", "NAME@latest", "NAME/versions/2", "NAME/labels/latest"
EnvironmentName nameAndVersion(std::string_view text) {
  const std::size_t mark = std::min(text.find_first_of(":@/"), text.size());
  EnvironmentName result{std::string(text.substr(0, mark)), "", ""};
  std::string_view rest = text.substr(mark);
  constexpr std::string_view versions = "/versions/";
  if (rest.starts_with(':')) result.version = rest.substr(1);
  if (rest.starts_with(versions)) result.version = rest.substr(versions.size());
  return result;
}

// A pattern of other names that an environment stands for, in lower case.
struct Alias {
  std::string pattern;
  std::string begins;  // with these characters, before the pattern's first special one
  const CuratedEnvironment* means = nullptr;
};

// The longest first, because it is the nearest: "tensorflow-2.16-*" before "tensorflow-2.*".
std::vector<Alias> aliases() {
  std::vector<Alias> all;
  for (const CuratedEnvironment& one : curatedEnvironments()) {
    for (const std::string& written : one.aliases) {
      std::string pattern = toLower(written);
      std::string begins = pattern.substr(0, pattern.find_first_of("*?{"));
      all.push_back({std::move(pattern), std::move(begins), &one});
    }
  }
  std::ranges::stable_sort(all, std::greater(), [](const Alias& alias) { return alias.pattern.size(); });
  return all;
}

}  // namespace

std::string CuratedEnvironment::reference() const {
  return std::string(registry) + name + "/labels/latest";
}

const std::vector<CuratedEnvironment>& curatedEnvironments() {
  static const std::vector<CuratedEnvironment> all = readAll();
  return all;
}

EnvironmentName readEnvironmentName(std::string_view reference) {
  constexpr std::string_view azureml = "azureml:";
  constexpr std::string_view registries = "//registries/";
  constexpr std::string_view environments = "/environments/";
  if (reference.starts_with(azureml)) reference.remove_prefix(azureml.size());
  const std::size_t at = reference.find(environments);
  if (!reference.starts_with('/')) return nameAndVersion(reference);
  if (at == std::string_view::npos) return {};
  EnvironmentName result = nameAndVersion(reference.substr(at + environments.size()));
  if (reference.starts_with(registries)) {
    const std::string_view rest = reference.substr(registries.size());
    result.registry = rest.substr(0, rest.find('/'));
  }
  return result;
}

const CuratedEnvironment* findCurated(std::string_view reference) {
  const EnvironmentName asked = readEnvironmentName(reference);
  const std::string& name = asked.name;
  if (name.empty() || (!asked.registry.empty() && asked.registry != "azureml")) return nullptr;
  for (const CuratedEnvironment& one : curatedEnvironments()) {
    if (equalsIgnoreCase(one.name, name)) return &one;
  }
  const std::string lower = toLower(name);
  static const std::vector<Alias> all = aliases();
  for (const Alias& alias : all) {
    if (lower.starts_with(alias.begins) && matchesGlob(alias.pattern, lower)) return alias.means;
  }
  return nullptr;
}

bool namesCurated(std::string_view reference) {
  const EnvironmentName asked = readEnvironmentName(reference);
  return asked.registry.empty() ? hasOwnPrefix(asked.name) : asked.registry == "azureml";
}

std::string nearestCurated(std::string_view name) {
  const std::size_t prefix = hasOwnPrefix(name) ? ownPrefix.size() : 0;
  std::vector<std::string> names;
  for (const CuratedEnvironment& one : curatedEnvironments()) names.push_back(one.name);
  const std::string near = nearestName(name.substr(prefix), names);
  if (near.empty() || prefix == 0) return near;
  // Not each has a name with the prefix.
  std::string own = std::string(name.substr(0, prefix)) + near;
  return own != name && findCurated("azureml:" + own + "@latest") != nullptr ? own : "";
}

}  // namespace footplate::ide
