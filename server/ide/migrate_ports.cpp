// The data of a v1 run as inputs and outputs.
#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migrate_parts.h"

namespace footplate::ide {
namespace {

using yaml::Node;

struct Port {
  std::string path;
  std::string mode;  // as v1 says it, lower case
  std::string onCompute;
  std::string variable;
  bool output = false;
};

std::string portName(std::string_view name) {
  std::string made;
  for (const char c : name) made += isAssetName({&c, 1}) && c != '-' && c != '.' ? c : '_';
  return made.empty() || (made.front() >= '0' && made.front() <= '9') ? "data_" + made : made;
}

std::string datastorePath(const std::string& datastore, std::string path) {
  while (path.starts_with('/') || path.starts_with("./")) path.erase(0, path.starts_with('/') ? 1 : 2);
  if (path == ".") path.clear();
  return "azureml://datastores/" + datastore + "/paths/" + path;
}

std::string datasetPath(const MigrationScope& scope, const std::string& key, Node dataset) {
  const std::string version = v1Text(dataset, "version");
  std::string name = v1Text(dataset, "name");
  if (!isAssetName(name)) {
    name = isAssetName(key) ? key : portName(key);
    scope.note("'data." + key + "' is a dataset named by its id: 'azureml:" + name +
               "@latest' is a guess at its name");
  }
  return "azureml:" + name + (isAssetName(version) && version != "latest" ? ":" + version : "@latest");
}

class Ports {
 public:
  explicit Ports(const MigrationScope& scope) : scope_(scope) {}

  MigratedPorts run() {
    for (yaml::Entry entry : v1Find(scope_.root, "dataReferences").entries()) reference(entry);
    for (const char* key : {"data", "outputData"}) {
      for (yaml::Entry entry : v1Find(scope_.root, key).entries()) located(entry, key);
    }
    std::ranges::stable_sort(made_.words,
                             [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return std::move(made_);
  }

 private:
  void reference(yaml::Entry entry) {
    const Node body = entry.value.resolved();
    const std::string key(entry.key.text());
    std::string datastore = v1Text(body, "dataStoreName");
    if (datastore.empty()) datastore = key;
    Port port{datastorePath(datastore, v1Text(body, "pathOnDataStore")), v1Word(body, "mode"),
              v1Text(body, "pathOnCompute"), "AZUREML_DATAREFERENCE_" + key, false};
    port.output = port.mode == "upload";
    add(key, port);
  }

  void located(yaml::Entry entry, const std::string& group) {
    const Node body = entry.value.resolved();
    const std::string key(entry.key.text());
    const bool output = group == "outputData";
    const Node location = v1Find(body, output ? "outputLocation" : "dataLocation");
    const Node datapath = v1Find(location, "datapath");
    Port port{"", v1Word(body, "mechanism"), v1Text(body, "pathOnCompute"),
              v1Text(body, "environmentVariableName"), output};
    if (const std::string store = v1Text(datapath, "datastoreName"); !store.empty()) {
      port.path = datastorePath(store, v1Text(datapath, "relativePath"));
    } else if (!output) {
      port.path = datasetPath(scope_, key, v1Find(location, "dataset"));
      scope_.note("'data." + key + "' is taken for a folder: a tabular dataset is 'type: mltable'");
    }
    if (port.onCompute.empty()) port.onCompute = v1Text(v1Find(body, "additionalOptions"), "pathOnCompute");
    if (port.variable.empty()) port.variable = key;
    add(key, port);
  }

  std::string modeOf(const Port& port) const {
    if (scope_.spark) return "direct";
    if (port.output) return port.mode == "upload" ? "upload" : "rw_mount";
    if (port.mode == "download" || port.mode == "direct") return port.mode;
    return "ro_mount";
  }

  void add(const std::string& key, const Port& port) {
    const std::string name = portName(key);
    if (!names_.insert(name).second) {
      scope_.note("'" + key + "' is left out: there is another of that name");
      return;
    }
    const bool file =
        !port.output && !fileExtension(fileName(port.path)).empty() && port.path.starts_with("azureml://");
    std::string text = "  " + name + ":\n    type: " + (file ? "uri_file" : "uri_folder") + "\n";
    if (!port.path.empty()) text += "    path: " + yamlText(port.path) + "\n";
    text += "    mode: " + modeOf(port) + "\n";
    (port.output ? made_.outputs : made_.inputs) += text;
    words(key, name, port);
  }

  void words(const std::string& key, const std::string& name, const Port& port) {
    const std::string binding = std::string("${{") + (port.output ? "outputs." : "inputs.") + name + "}}";
    made_.bindings.emplace_back(key, binding);
    for (const char* prefix :
         {"DatasetConsumptionConfig:", "DatasetOutputConfig:", "OutputFileDatasetConfig:"})
      made_.words.emplace_back(prefix + key, binding);
    made_.words.emplace_back("$" + port.variable, binding);
    made_.words.emplace_back("${" + port.variable + "}", binding);
    made_.words.emplace_back("$AZUREML_DATAREFERENCE_" + key, binding);
    if (port.onCompute.size() > 2 && port.onCompute.find_first_not_of("./") != std::string::npos)
      made_.words.emplace_back(port.onCompute, binding);
  }

  const MigrationScope& scope_;
  MigratedPorts made_;
  std::set<std::string> names_;
};

}  // namespace

MigratedPorts migratePorts(const MigrationScope& scope) {
  return Ports(scope).run();
}

}  // namespace footplate::ide
