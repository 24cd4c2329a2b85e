// The data of a v1 run as inputs and outputs.
#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

bool isWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

struct Port {
  std::string path;
  std::string mode;  // as v1 says it, lower case
  std::string onCompute;
  std::string variable;
  bool output = false;
  std::string field = {};  // that says `onCompute`
};

std::string datasetPath(const MigrationScope& scope, const std::string& key, Node dataset) {
  const std::string version = scope.text(dataset, "version");
  std::string name = scope.text(dataset, "name");
  scope.find(dataset, "id");
  if (!isAssetName(name)) {
    name = isAssetName(key) ? key : portName(key);
    scope.note("'data." + key + "' is a dataset named by its id: 'azureml:" + name +
               "@latest' is a guess at its name");
  }
  return "azureml:" + name + (isAssetName(version) && version != "latest" ? ":" + version : "@latest");
}

class Ports {
 public:
  Ports(const MigrationScope& scope, bool spark) : scope_(scope), spark_(spark) {}

  MigratedPorts run() {
    for (yaml::Entry entry : scope_.find(scope_.root, "dataReferences").entries()) reference(entry);
    for (const char* key : {"data", "outputData"}) {
      for (yaml::Entry entry : scope_.find(scope_.root, key).entries()) located(entry, key);
    }
    std::ranges::stable_sort(made_.words,
                             [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return std::move(made_);
  }

 private:
  void reference(yaml::Entry entry) {
    scope_.read(entry);
    const Node body = entry.value.resolved();
    const std::string key(entry.key.text());
    std::string datastore = scope_.text(body, "dataStoreName");
    if (datastore.empty()) datastore = key;
    Port port{datastorePath(datastore, scope_.text(body, "pathOnDataStore")),
              scope_.word(body, "mode"),
              scope_.text(body, "pathOnCompute"),
              "AZUREML_DATAREFERENCE_" + key,
              false,
              "dataReferences." + key + ".pathOnCompute"};
    port.output = port.mode == "upload";
    if (yaml::asBoolean(scope_.find(body, "overwrite")) == true)
      scope_.note("'dataReferences." + key + ".overwrite' has no counterpart");
    add(key, port);
  }

  void located(yaml::Entry entry, const std::string& group) {
    scope_.read(entry);
    const Node body = entry.value.resolved();
    const std::string key(entry.key.text());
    const bool output = group == "outputData";
    const Node location = scope_.find(body, output ? "outputLocation" : "dataLocation");
    const Node datapath = scope_.find(location, "datapath");
    Port port{"",
              scope_.word(body, "mechanism"),
              scope_.text(body, "pathOnCompute"),
              scope_.text(body, "environmentVariableName"),
              output,
              group + "." + key + ".pathOnCompute"};
    if (const std::string store = scope_.text(datapath, "datastoreName"); !store.empty()) {
      port.path = datastorePath(store, scope_.text(datapath, "relativePath"));
    } else if (!output) {
      port.path = datasetPath(scope_, key, scope_.find(location, "dataset"));
      scope_.note("'data." + key + "' is taken for a folder: a tabular dataset is 'type: mltable'");
    }
    for (const char* name : {"overwrite", "createOutputDirectories"}) scope_.find(body, name);
    if (port.onCompute.empty()) {
      port.onCompute = scope_.text(scope_.find(body, "additionalOptions"), "pathOnCompute");
      port.field = group + "." + key + ".additionalOptions.pathOnCompute";
    }
    if (port.variable.empty()) port.variable = key;
    add(key, port);
  }

  std::string modeOf(const Port& port) const {
    if (spark_) return "direct";
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
    made_.bindings.push_back({key, std::string("${{") + (port.output ? "outputs." : "inputs.") + name + "}}",
                              port.variable, name, file ? "uri_file" : "uri_folder", port.output});
  }

  void words(const std::string& key, const std::string& name, const Port& port) {
    const std::string binding = std::string("${{") + (port.output ? "outputs." : "inputs.") + name + "}}";

    for (const char* prefix :
         {"DatasetConsumptionConfig:", "DatasetOutputConfig:", "OutputFileDatasetConfig:"})
      made_.words.emplace_back(prefix + key, binding);
    made_.words.emplace_back("$" + port.variable, binding);
    made_.words.emplace_back("${" + port.variable + "}", binding);
    made_.words.emplace_back("$AZUREML_DATAREFERENCE_" + key, binding);
    if (port.onCompute.find_first_not_of("./") == std::string::npos) return;
    made_.folders.emplace_back(port.field, port.onCompute);
    if (port.onCompute.size() > 2) made_.words.emplace_back(port.onCompute, binding);
  }

  const MigrationScope& scope_;
  bool spark_;
  MigratedPorts made_;
  std::set<std::string> names_;
};

}  // namespace

std::string portName(std::string_view name) {
  std::string made;
  for (const char c : name) made += isAssetName({&c, 1}) && c != '-' && c != '.' ? c : '_';
  return made.empty() || (made.front() >= '0' && made.front() <= '9') ? "data_" + made : made;
}

std::string datastorePath(const std::string& datastore, std::string path) {
  path = withSlashes(std::move(path));
  while (path.starts_with('/') || path.starts_with("./")) path.erase(0, path.starts_with('/') ? 1 : 2);
  if (path == ".") path.clear();
  return "azureml://datastores/" + datastore + "/paths/" + path;
}

std::string MigratedPorts::bound(std::string word) const {
  for (const auto& [said, says] : words) {
    std::size_t at = 0;
    while ((at = word.find(said, at)) != std::string::npos) {
      const std::size_t end = at + said.size();
      const std::size_t opening = word.rfind("${{", at);
      const bool inBinding = opening != std::string::npos && word.find("}}", opening) >= at;
      const bool whole =
          (end == word.size() || !isWordCharacter(word[end])) && (at == 0 || !isWordCharacter(word[at - 1]));
      if (!whole || inBinding) {
        at = end;
        continue;
      }
      word.replace(at, said.size(), says);
      met->insert(said);
      at += says.size();
    }
  }
  return word;
}

MigratedPorts migratePorts(const MigrationScope& scope, bool spark) {
  return Ports(scope, spark).run();
}

}  // namespace footplate::ide
