#include "ide/v1_runconfig.h"

#include "base/path.h"
#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// The mapping's own keys go before those it merges in.
Node findMerged(Node mapping, std::string_view key, int depth) {
  constexpr int deepest = 8;
  if (depth > deepest) return {};
  for (yaml::Entry entry : mapping.entries()) {
    if (!entry.key.isScalar() || !equalsIgnoreCase(entry.key.text(), key)) continue;
    const Node value = entry.value.resolved();
    const bool nothing =
        value.isNull() || (value.isScalar() && yaml::typeOf(value) == yaml::ScalarType::null_);
    return nothing ? Node() : value;
  }
  const Node merged = mapping.find("<<").resolved();
  if (Node found = findMerged(merged, key, depth + 1)) return found;
  for (const Node item : merged.items()) {
    if (Node found = findMerged(item.resolved(), key, depth + 1)) return found;
  }
  return {};
}

}  // namespace

Node v1Find(Node mapping, std::string_view key) {
  return findMerged(mapping, key, 0);
}

std::string v1Text(Node mapping, std::string_view key) {
  const Node value = v1Find(mapping, key);
  return value.isScalar() ? std::string(trim(value.text())) : std::string();
}

std::string v1Word(Node mapping, std::string_view key) {
  return toLower(v1Text(mapping, key));
}

bool isV1Spark(Node root) {
  return v1Word(root, "framework").starts_with("pyspark");
}

std::string sourceFolderOf(const Document& document) {
  const std::string folder = document.folder();
  const std::string name = fileName(folder);
  return name == ".azureml" || name == "aml_config" ? parentPath(folder) : folder;
}

std::string v1Path(const Document& document, const Workspace& workspace, std::string_view path) {
  const std::string usual = joinPath(sourceFolderOf(document), path);
  if (!workspace.seesFiles() || workspace.exists(usual)) return usual;
  const std::string beside = joinPath(document.folder(), path);
  return workspace.exists(beside) ? beside : usual;
}

}  // namespace footplate::ide
