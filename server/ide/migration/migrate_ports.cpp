// The data of a v1 run as inputs and outputs.
#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"

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

std::string pathOfDataset(const MigrationScope& scope, const std::string& key, Node dataset) {
  const std::string version = scope.text(dataset, "version");
  const std::string name = scope.text(dataset, "name");
  const bool hasId = !scope.text(dataset, "id").empty();
  if (!name.empty()) return assetReference(datasetName(scope, "data." + key, name), version);
  const std::string guess = isAssetName(key) ? key : portName(key);
  scope.note("'data." + key + (hasId ? "' is a dataset named by its id" : "' names no dataset") +
             ": 'azureml:" + guess + "@latest' is a guess at its name");
  return assetReference(guess, version);
}

class Ports {
 public:
  Ports(const MigrationScope& scope, bool spark, const std::vector<MigratedPorts::Binding>& taken)
      : scope_(scope), spark_(spark) {
    for (const MigratedPorts::Binding& each : taken) {
      names_.insert(each.port);
      variables_.insert(portName(each.variable));
      made_.addVariable(each.variable, each.expression);
    }
  }

  MigratedPorts run() {
    for (yaml::Entry entry : entriesOf("dataReferences")) reference(entry);
    for (const char* key : {"data", "outputData"}) {
      for (yaml::Entry entry : entriesOf(key)) located(entry, key);
    }
    made_.sortWords();
    return std::move(made_);
  }

 private:
  std::vector<yaml::Entry> entriesOf(const char* key) const {
    return scope_.entries(scope_.find(scope_.root, key), key);
  }

  void reference(yaml::Entry entry) {
    scope_.read(entry);
    const Node body = entry.value.resolved();
    const std::string key(entry.key.text());
    scope_.noteNoMapping(body, "dataReferences." + key);
    std::string datastore = scope_.text(body, "dataStoreName");
    if (datastore.empty()) datastore = key;
    Port port{datastorePath(datastore, scope_.text(body, "pathOnDataStore")),
              scope_.word(body, "mode"),
              scope_.text(body, "pathOnCompute"),
              "AZUREML_DATAREFERENCE_" + key,
              false,
              "dataReferences." + key + ".pathOnCompute"};
    port.output = port.mode == "upload";
    scope_.noteMode("dataReferences." + key + ".mode", port.mode);
    if (truth(scope_.find(body, "overwrite")) == true)
      scope_.note("'dataReferences." + key + ".overwrite' has no counterpart");
    add(key, port);
  }

  void located(yaml::Entry entry, const std::string& group) {
    scope_.read(entry);
    const Node body = entry.value.resolved();
    const std::string key(entry.key.text());
    const bool output = group == "outputData";
    scope_.noteNoMapping(body, group + "." + key);
    const Node location = scope_.find(body, output ? "outputLocation" : "dataLocation");
    const Node datapath = scope_.find(location, "datapath");
    Port port{"",
              scope_.word(body, "mechanism"),
              scope_.text(body, "pathOnCompute"),
              scope_.text(body, "environmentVariableName"),
              output,
              group + "." + key + ".pathOnCompute"};
    scope_.noteMode(group + "." + key + ".mechanism", port.mode);
    if (const std::string store = scope_.text(datapath, "datastoreName"); !store.empty()) {
      const std::string path = scope_.text(datapath, "relativePath");
      port.path = output ? outputPath(store, path) : datastorePath(store, path);
    } else if (!output) {
      port.path = pathOfDataset(scope_, key, scope_.find(location, "dataset"));
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
    if (!variables_.insert(portName(port.variable)).second) {
      scope_.note("'" + key + "' is left out: there is another of that name");
      return;
    }
    const std::string name =
        freeName(portName(key), [&](const std::string& one) { return names_.contains(one); });
    names_.insert(name);
    const std::string type = port.output ? "uri_folder" : typeOfPath(port.path);
    std::string text = "  " + name + ":\n    type: " + type + "\n";
    if (!port.path.empty()) text += "    path: " + yamlText(port.path) + "\n";
    text += "    mode: " + modeOf(port) + "\n";
    (port.output ? made_.outputs : made_.inputs) += text;
    words(key, name, port);
    made_.bindings.push_back({key, std::string("${{") + (port.output ? "outputs." : "inputs.") + name + "}}",
                              port.variable, name, type, port.output});
  }

  void words(const std::string& key, const std::string& name, const Port& port) {
    const std::string binding = std::string("${{") + (port.output ? "outputs." : "inputs.") + name + "}}";

    using Kind = MigratedPorts::Word::Kind;
    for (const char* prefix :
         {"DatasetConsumptionConfig:", "DatasetOutputConfig:", "OutputFileDatasetConfig:"})
      made_.words.push_back({prefix + key, binding, Kind::text});
    made_.addVariable(port.variable, binding);
    if (const std::string usual = "AZUREML_DATAREFERENCE_" + key; usual != port.variable)
      made_.addVariable(usual, binding);
    const std::string folder = bareFolder(port.onCompute);
    if (folder.find_first_not_of("./") == std::string::npos) return;
    made_.folders.emplace_back(port.field, port.onCompute);
    made_.words.push_back({folder, binding, Kind::folder});
  }

  const MigrationScope& scope_;
  bool spark_;
  MigratedPorts made_;
  std::set<std::string> names_;
  std::set<std::string> variables_;
};

bool isOneCharacterOf(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

// Where the word that is meant begins and ends, when `said` stands at `at`; nothing where it is part of
// another.
struct Place {
  std::size_t begin;
  std::size_t end;
};

std::optional<Place> folderAt(std::string_view word, std::size_t at, std::string_view folder) {
  const bool absolute = isAbsolutePath(folder) || (folder.size() > 1 && folder[1] == ':');
  Place place{at, at + folder.size()};
  if (!absolute && word.substr(0, at).ends_with("./")) place.begin -= 2;
  const std::string_view before = absolute ? " \t\n\"'=;(<>|&," : " \t\n\"'=;(<>|&";
  if (place.begin > 0 && !isOneCharacterOf(word[place.begin - 1], before)) return std::nullopt;
  if (place.end < word.size() && !isOneCharacterOf(word[place.end], " \t\n\"';)<>|&,:/")) return std::nullopt;
  return place;
}

std::optional<Place> placeOf(std::string_view word, std::size_t at, const MigratedPorts::Word& one) {
  using Kind = MigratedPorts::Word::Kind;
  if (one.kind == Kind::folder) return folderAt(word, at, one.said);
  const std::size_t end = at + one.said.size();
  const bool closed = one.said.ends_with('}');
  const bool goesOn = end < word.size() && !closed && isWordCharacter(word[end]) &&
                      (one.kind == Kind::text || word[end] != '-');
  const bool follows = one.kind == Kind::text && at > 0 && isWordCharacter(word[at - 1]);
  if (goesOn || follows) return std::nullopt;
  return Place{at, end};
}

bool isInBinding(std::string_view word, std::size_t at) {
  const std::size_t opening = word.rfind("${{", at);
  return opening != std::string_view::npos && word.find("}}", opening) >= at;
}

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

std::string outputPath(const std::string& datastore, const std::string& path) {
  return datastorePath(
      datastore, replaceAll(replaceAll(path, "{run-id}", "${{name}}"), "{output-name}", "${{output_name}}"));
}

std::string datasetName(const MigrationScope& scope, const std::string& key, const std::string& name) {
  if (isAssetName(name)) return name;
  scope.note("'" + key + "': '" + portName(name) + "' stands in the place of '" + name + "'");
  return portName(name);
}

std::string assetReference(const std::string& name, const std::string& version) {
  const bool isNewest = !isAssetName(version) || equalsIgnoreCase(version, "latest");
  return "azureml:" + name + (isNewest ? "@latest" : ":" + version);
}

std::string typeOfPath(const std::string& path) {
  // "v1.2" is a version.
  const bool hasExtension = std::ranges::any_of(fileExtension(fileName(path)), isLetter);
  return path.starts_with("azureml://") && hasExtension ? "uri_file" : "uri_folder";
}

std::string bareFolder(std::string_view folder) {
  if (folder.starts_with("./")) folder.remove_prefix(2);
  while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
  return std::string(folder);
}

void MigratedPorts::addVariable(const std::string& variable, const std::string& expression) {
  words.push_back({"$" + variable, expression, Word::Kind::variable});
  words.push_back({"${" + variable + "}", expression, Word::Kind::variable});
}

void MigratedPorts::sortWords() {
  std::ranges::stable_sort(words, [](const Word& a, const Word& b) { return a.said.size() > b.said.size(); });
}

std::string MigratedPorts::bound(std::string word) const {
  for (const Word& one : words) {
    std::size_t at = 0;
    while ((at = word.find(one.said, at)) != std::string::npos) {
      const auto place = isInBinding(word, at) ? std::nullopt : placeOf(word, at, one);
      if (!place) {
        at += one.said.size();
        continue;
      }
      // A folder's name alone may be any word.
      const bool isPath = place->begin != at || (place->end < word.size() && word[place->end] == '/') ||
                          one.said.find('/') != std::string::npos;
      if (one.kind == Word::Kind::folder && !isPath) met->guessed.insert(one.said);
      word.replace(place->begin, place->end - place->begin, one.says);
      met->words.insert(one.said);
      at = place->begin + one.says.size();
    }
  }
  return word;
}

MigratedPorts migratePorts(const MigrationScope& scope, bool spark,
                           const std::vector<MigratedPorts::Binding>& taken) {
  return Ports(scope, spark, taken).run();
}

}  // namespace footplate::ide
