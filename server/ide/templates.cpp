#include "ide/templates.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "schema/embedded.h"

namespace footplate::ide {
namespace {

constexpr std::string_view folder = "templates/";

// In the order in which they are offered; what is not here comes last, by name.
constexpr std::array<std::string_view, 9> first{
    "command-job", "pipeline-job",  "sweep-job", "command-component", "pipeline-component", "environment",
    "conda",       "compute-local", "data"};

// Kinds that are known by the name of their file, or by its folder.
std::string fileNameOf(const std::string& name) {
  static const std::map<std::string, std::string> given{
      {"amlignore", ".amlignore"},
      {"MLTable", "MLTable"},
      {"feature-set-spec", "FeatureSetSpec.yaml"},
      {"runconfig", "job.runconfig"},
      {"project-config", ".footplate/config.yml"},
      {"compute-local", ".footplate/compute/local.yml"},
      {"compute-ssh", ".footplate/compute/workstation.yml"},
      {"compute-slurm", ".footplate/compute/cluster.yml"},
      {"compute-cluster", ".footplate/compute/cpu-cluster.yml"}};
  const auto known = given.find(name);
  return known == given.end() ? name + ".yml" : known->second;
}

std::size_t rankOf(const Template& one) {
  return static_cast<std::size_t>(std::ranges::find(first, one.name) - first.begin());
}

// The first two lines are the title in English and in Chinese, as comments; they are not part of the new
// file.
Template read(const schema::EmbeddedFile& file) {
  Template made;
  made.name = file.path.substr(folder.size());
  if (made.name.ends_with(".yml")) made.name.resize(made.name.size() - 4);
  const std::size_t titleEnd = file.text.find('\n');
  const std::size_t chineseEnd = file.text.find('\n', titleEnd + 1);
  made.title = file.text.substr(2, titleEnd - 2);
  made.titleInChinese = file.text.substr(titleEnd + 3, chineseEnd - titleEnd - 3);
  made.fileName = fileNameOf(made.name);
  made.text = file.text.substr(chineseEnd + 1);
  return made;
}

std::vector<Template> readAll() {
  std::vector<Template> all;
  for (const schema::EmbeddedFile& file : schema::embeddedFiles()) {
    if (file.path.starts_with(folder)) all.push_back(read(file));
  }
  std::ranges::stable_sort(all, {}, rankOf);
  return all;
}

}  // namespace

std::span<const Template> templates() {
  static const std::vector<Template> all = readAll();
  return all;
}

const Template* findTemplate(std::string_view name) {
  const std::span<const Template> all = templates();
  const auto found = std::ranges::find(all, name, &Template::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace footplate::ide
