// A v1 pipeline as a pipeline job: its parameters and data are inputs, its steps are nodes.
#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_steps.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// The keys of the older form, below which the fields of a step stand.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> nestedKinds{{
    {"python_script_step", "PythonScriptStep"},
    {"parallel_run_step", "ParallelRunStep"},
    {"adla_step", "AdlaStep"},
    {"azurebatch_step", "AzureBatchStep"},
    {"databricks_step", "DatabricksStep"},
    {"data_transfer_step", "DataTransferStep"},
    {"module", "ModuleStep"},
}};

// What the service takes as the name of a node.
std::string nodeName(std::string_view key) {
  std::string made;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool afterLower = i > 0 && key[i - 1] >= 'a' && key[i - 1] <= 'z';
    if (upper && afterLower) made += '_';
    if (upper) {
      made += static_cast<char>(c - 'A' + 'a');
    } else {
      made += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
    }
  }
  return made.empty() || (made.front() >= '0' && made.front() <= '9') ? "step_" + made : made;
}

class PipelineWriter {
 public:
  explicit PipelineWriter(const MigrationScope& scope)
      : scope_(scope), root_(scope.find(scope.root, "pipeline")) {}

  std::string run() {
    std::string text = schemaHead("pipelineJob") + "type: pipeline\n";
    if (const std::string name = scope_.text(root_, "name"); !name.empty())
      text += "display_name: " + yamlText(name) + "\n";
    if (const std::string words = scope_.text(root_, "description"); !words.empty())
      text += "description: " + yamlText(words) + "\n";
    parameters();
    dataReferences();
    collectSteps();
    const std::string settingLines = settings();
    std::string nodes;
    for (const PipelineStep& step : steps_) nodes += migrateStep(scope_, step, facts_);
    if (nodes.empty()) scope_.note("'pipeline.steps' holds no step");
    if (!inputs_.empty()) text += "inputs:\n" + inputs_;
    text += settingLines + "jobs:\n" + nodes;
    noteUnused(text);
    scope_.noteUnread(scope_.root);
    return text;
  }

 private:
  std::string settings() {
    facts_.defaultCompute = scope_.text(root_, "default_compute");
    facts_.defaultDatastore = scope_.text(root_, "default_datastore");
    std::string text;
    if (equalsIgnoreCase(facts_.defaultCompute, "local")) {
      text += "  default_compute: local\n";
    } else if (isAssetName(facts_.defaultCompute)) {
      text += "  default_compute: azureml:" + facts_.defaultCompute + "\n";
    } else if (!facts_.defaultCompute.empty()) {
      scope_.note("'default_compute: " + facts_.defaultCompute + "' is no name of a compute");
    }
    if (isAssetName(facts_.defaultDatastore)) {
      text += "  default_datastore: azureml:" + facts_.defaultDatastore + "\n";
    } else if (!facts_.defaultDatastore.empty()) {
      scope_.note("'default_datastore: " + facts_.defaultDatastore + "' is no name of a datastore");
    }
    return text.empty() ? "" : "settings:\n" + text;
  }

  std::vector<yaml::Entry> entriesOf(const char* key) const {
    return scope_.entries(scope_.find(root_, key), key);
  }

  // A name that no other input has.
  std::string inputName(const std::string& key) {
    std::string name =
        freeName(portName(key), [&](const std::string& one) { return inputNames_.contains(one); });
    inputNames_.insert(name);
    return name;
  }

  void addData(const std::string& key, const std::string& path, const std::string& mode) {
    const std::string name = inputName(key);
    const std::string type = typeOfPath(path);
    inputs_ +=
        "  " + name + ":\n    type: " + type + "\n    path: " + yamlText(path) + "\n    mode: " + mode + "\n";
    facts_.inputs[key] = {"${{parent.inputs." + name + "}}", type, ""};
  }

  // Data as a v1 mapping says it: in a datastore, or a dataset.
  std::string pathOf(const std::string& key, Node body) const {
    const std::string dataset = scope_.text(body, "dataset_name");
    if (!dataset.empty()) {
      const std::string version = scope_.text(body, "dataset_version");
      scope_.note("'" + key + "' is taken for a folder: a tabular dataset is 'type: mltable'");
      return assetReference(datasetName(scope_, key, dataset), version);
    }
    if (const std::string id = scope_.text(body, "dataset_id"); !id.empty()) {
      scope_.note("'" + key + "' is a dataset named by its id: 'azureml:" + portName(key) +
                  "@latest' is a guess at its name");
      return "azureml:" + portName(key) + "@latest";
    }
    std::string store = scope_.text(body, "datastore");
    if (store.empty()) store = scope_.text(body, "datastore_name");
    if (store.empty())
      store = facts_.defaultDatastore.empty() ? "workspaceblobstore" : facts_.defaultDatastore;
    std::string path = scope_.text(body, "path_on_datastore");
    if (path.empty()) path = scope_.text(body, "relative_path");
    return datastorePath(store, path);
  }

  void dataReferences() {
    for (yaml::Entry entry : entriesOf("data_references")) {
      scope_.read(entry);
      const std::string key(entry.key.text());
      const Node body = entry.value.resolved();
      scope_.noteNoMapping(body, "data_references." + key);
      scope_.noteMode("data_references." + key + ".bind_mode", scope_.word(body, "bind_mode"));
      const std::string mode = portMode(scope_.word(body, "bind_mode"), false);
      scope_.find(body, "overwrite");
      addData(key, pathOf(key, body), mode.empty() ? "ro_mount" : mode);
    }
  }

  void parameters() {
    for (yaml::Entry entry : entriesOf("parameters")) {
      scope_.read(entry);
      const std::string key(entry.key.text());
      Node body = entry.value.resolved();
      Node value = body.isMapping() ? scope_.find(body, "default") : body;
      if (body.isMapping() && !value) value = scope_.find(body, "default_value");
      const std::string given = scope_.word(body, "type");
      if (given.starts_with("datapath") || value.isMapping()) {
        addData(key, pathOf(key, value), "ro_mount");
        continue;
      }
      addLiteral(key, literalType(given), value);
    }
  }

  void addLiteral(const std::string& key, std::string type, Node value) {
    const std::string name = inputName(key);
    std::string text;
    std::string plain;
    if (!value.isScalar() || yaml::typeOf(value) == yaml::ScalarType::null_) {
      text = isOneOf(type, {"", "string"}) ? "''" : type == "boolean" ? "false" : "0";
      scope_.note("the parameter '" + key + "' has no default: " + text + " stands in its place");
    } else {
      if (type.empty()) type = literalType(value);
      if (!isOfType(value.text(), type)) {
        scope_.note("the parameter '" + key + "' is now text: its default '" + std::string(value.text()) +
                    "' is no " + type);
        type = "string";
      }
      plain = value.text();
      text = type == "string" ? yamlText(plain) : numberText(plain);
    }
    if (type.empty()) type = "string";
    inputs_ += "  " + name + ": " + text + "\n";
    facts_.inputs[key] = {"${{parent.inputs." + name + "}}", type, plain};
  }

  void collectSteps() {
    std::set<std::string, std::less<>> names;
    for (yaml::Entry entry : entriesOf("steps")) {
      scope_.read(entry);
      PipelineStep step{std::string(entry.key.text()),
                        nodeName(entry.key.text()),
                        "",
                        entry.value.resolved(),
                        {},
                        steps_.size()};
      step.node = freeName(step.node, [&](const std::string& one) { return names.contains(one); });
      names.insert(step.node);
      scope_.noteNoMapping(step.body, "steps." + step.key);
      step.kind = scope_.text(step.body, "type");
      for (const auto& [key, kind] : nestedKinds) {
        const Node nested = scope_.find(step.body, key);
        if (!nested) continue;
        step.nested = nested;
        if (step.kind.empty()) step.kind = kind;
      }
      if (step.kind.empty()) step.kind = "PythonScriptStep";
      collectOutputs(step);
      steps_.push_back(step);
    }
  }

  void collectOutputs(const PipelineStep& step) {
    for (yaml::Entry entry : mergedEntries(stepField(scope_, step, "outputs"))) {
      const std::string key(entry.key.text());
      std::string name = scope_.text(entry.value.resolved(), "destination");
      if (name.empty()) name = key;
      facts_.outputs[name] = {"${{parent.jobs." + step.node + ".outputs." + portName(key) + "}}",
                              "uri_folder", "", step.number};
    }
  }

  void noteUnused(const std::string& text) const {
    for (const auto& [key, source] : facts_.outputs) {
      if (facts_.inputs.contains(key))
        scope_.note("'" + key +
                    "' is an input and the output of a step: what an earlier step has made is taken");
    }
    for (const auto& [key, source] : facts_.inputs) {
      if (text.find(source.binding) == std::string::npos) scope_.note("no step takes '" + key + "'");
    }
  }

  const MigrationScope& scope_;
  Node root_;
  PipelineFacts facts_;
  std::vector<PipelineStep> steps_;
  std::string inputs_;
  std::set<std::string, std::less<>> inputNames_;
};

}  // namespace

std::string migratePipeline(const MigrationScope& scope) {
  return PipelineWriter(scope).run();
}

}  // namespace footplate::ide
