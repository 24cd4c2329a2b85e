#include "ide/dialect.h"

#include <string>

#include "yaml/tree.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

// A trait of the 2021 preview and what is written instead today.
struct Trait {
  Node key;
  std::string today;
};

Trait inputTrait(Node inputs) {
  for (Entry entry : inputs.entries()) {
    const Node input = entry.value.resolved();
    for (std::string_view old : {"data", "dataset"}) {
      if (const Node value = input.find(old)) return {value.entryKey(), "an input has 'type' and 'path'"};
    }
  }
  return {};
}

Trait environmentTrait(Node environment) {
  if (const Node docker = environment.find("docker"); docker.resolved().isMapping())
    return {docker.entryKey(), "an environment has 'image', or 'build' with a 'path'"};
  const Node path = environment.find("path");
  if (path && environment.find("conda_file") && !environment.find("image") && !environment.find("build"))
    return {path.entryKey(), "an environment has 'image' and 'conda_file'"};
  return {};
}

Trait jobTrait(Node job) {
  const Node code = job.find("code");
  if (code.resolved().find("local_path")) return {code.entryKey(), "'code' is the path itself"};
  const Node compute = job.find("compute");
  if (compute.resolved().find("target"))
    return {compute.entryKey(), "'compute' is the name itself, and 'resources' has the 'instance_count'"};
  if (Trait trait = environmentTrait(job.find("environment").resolved()); trait.key) return trait;
  return inputTrait(job.find("inputs").resolved());
}

}  // namespace

std::optional<schema::Issue> retiredDialect(const Document& document) {
  const Node root = document.yaml().root();
  Trait trait;
  if (document.kind == "commandJob") trait = jobTrait(root);
  if (document.kind == "environment") trait = environmentTrait(root);
  if (!trait.key) return std::nullopt;
  return schema::Issue{
      trait.key.span(),
      Severity::error,
      "dialect.preview-2021",
      "this document has the form of the 2021 preview, which is retired and not checked further; today " +
          trait.today,
      {}};
}

}  // namespace footplate::ide
