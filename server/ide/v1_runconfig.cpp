#include "ide/v1_runconfig.h"

#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "schema/entries.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// A folder that holds settings of the project around it: "config", "run_configs".
bool isNamedForSettings(std::string_view folder) {
  std::string name = toLower(fileName(folder));
  if (name.ends_with('s')) name.pop_back();
  return name == "conf" || name.ends_with("config") || name.ends_with("configuration");
}

// How far above its folder what a run configuration names may lie. Where nothing marks the project the folder
// above may be a home, and no more than the name of this one tells that it is meant.
int levelsAbove(const Document& document, const Workspace& workspace) {
  constexpr int most = 4;
  if (isInSettingsFolder(document)) return 0;
  if (workspace.root() != document.folder()) return most;
  return isNamedForSettings(document.folder()) ? 1 : 0;
}

// The document's folder, or the nearest above it within the project, where the path leads to something; ""
// for none.
std::string nearestWith(std::string_view path, const Document& document, const Workspace& workspace) {
  const int levels = levelsAbove(document, workspace);
  std::string folder = document.folder();
  if (!workspace.seesFiles() || path.empty()) return {};
  for (int level = 0; level <= levels && !folder.empty(); ++level) {
    if (workspace.exists(joinPath(folder, path))) return folder;
    const std::string above = parentPath(folder);
    if ((level > 0 && folder == workspace.root()) || above == folder) break;
    folder = above;
  }
  return {};
}

}  // namespace

std::vector<Node> v1Layers(Node mapping) {
  std::vector<Node> layers;
  std::set<yaml::NodeId> known;
  std::vector<Node> waiting;
  if (mapping.resolved().isMapping()) waiting.push_back(mapping);
  while (!waiting.empty()) {
    const Node next = waiting.back().resolved();
    waiting.pop_back();
    if (!next || !known.insert(next.id()).second) continue;
    if (next.isMapping()) layers.push_back(next);
    const auto behind = static_cast<std::ptrdiff_t>(waiting.size());
    for (const Node item : next.items()) waiting.push_back(item);
    for (yaml::Entry entry : next.entries()) {
      if (schema::isMergeKey(entry.key)) waiting.push_back(entry.value);
    }
    std::reverse(waiting.begin() + behind, waiting.end());  // the first is taken first
  }
  return layers;
}

Node v1Find(Node mapping, std::string_view key) {
  for (const Node layer : v1Layers(mapping)) {
    for (yaml::Entry entry : layer.entries()) {
      if (!entry.key.isScalar() || !equalsIgnoreCase(entry.key.text(), key)) continue;
      const Node value = entry.value.resolved();
      const bool isNothing =
          value.isNull() || (value.isScalar() && yaml::typeOf(value) == yaml::ScalarType::null_);
      return isNothing ? Node() : value;
    }
  }
  return {};
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

bool isInSettingsFolder(const Document& document) {
  return isOneOf(fileName(document.folder()), {".azureml", "aml_config"});
}

std::string sourceFolderOf(const Document& document) {
  const std::string folder = document.folder();
  return isInSettingsFolder(document) ? parentPath(folder) : folder;
}

std::string sourceFolderOf(const Document& document, const Workspace& workspace) {
  const std::string usual = sourceFolderOf(document);
  const std::string script = v1Text(document.yaml().root(), "script");
  if (script.empty() || isAbsolutePath(script) || isInSettingsFolder(document)) return usual;
  // All of the folder is sent: above a project without a mark that may be a home.
  if (workspace.root() == document.folder()) return usual;
  const std::string found = nearestWith(script, document, workspace);
  return found.empty() ? usual : found;
}

std::string v1Path(const Document& document, const Workspace& workspace, std::string_view path) {
  const std::string usual = joinPath(sourceFolderOf(document, workspace), path);
  if (!workspace.seesFiles() || isAbsolutePath(path) || workspace.exists(usual)) return usual;
  const std::string folder = nearestWith(path, document, workspace);
  return folder.empty() ? usual : joinPath(folder, path);
}

}  // namespace footplate::ide
