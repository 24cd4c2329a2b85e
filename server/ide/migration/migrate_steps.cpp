#include "ide/migration/migrate_steps.h"

#include <algorithm>
#include <memory>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parallel.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// A port of a node, said for the node and for a component file.
struct StepPort {
  std::string key;    // v1's name
  std::string name;   // v2's
  std::string type;   // "uri_folder", "string" …
  std::string given;  // what the node gives it; of an output its path
  std::string mode;   // "" for the usual one
  bool output = false;

  std::string inside() const { return std::string("${{") + (output ? "outputs." : "inputs.") + name + "}}"; }
  bool isData() const { return type.starts_with("uri_"); }
};

constexpr std::string_view unsupported[] = {
    "AdlaStep",       "AzureBatchStep", "DatabricksStep", "DataTransferStep",   "ModuleStep",
    "HyperDriveStep", "KustoStep",      "AutoMLStep",     "AutoMLPipelineStep", "SynapseSparkStep"};

bool isOfAnotherMachine(const std::string& path) {
  return path.size() > 1 && path[1] == ':';
}

class StepWriter {
 public:
  StepWriter(const MigrationScope& pipeline, const PipelineStep& step, const PipelineFacts& facts)
      : scope_(stepScope(pipeline, step)), pipelineAbout_(pipeline.about), step_(step), facts_(facts) {
    scope_.source = sourceFolder();
    settings_ = another("parallel_run_config");
    runDocument_ = another("runconfig");
    if (const auto inner = scopeOf(scope_, runDocument_, aboutOf(runDocument_))) {
      runScope_ = std::make_unique<MigrationScope>(*inner);
      run_ = std::make_unique<RunWriter>(*runScope_);
      // What the step says goes before it.
      for (const char* key : {"script", "target"}) runScope_->find(runScope_->root, key);
      for (const char* key : {"arguments", "command"}) runScope_->readWhole(runScope_->root, key);
    }
  }

  std::string run() {
    collect("inputs", false);
    collect("side_inputs", false);
    collect("outputs", true);
    parameters();
    const std::string text = "  " + step_.node + ":\n" + indented(body(), 4);
    noteTheRun();
    scope_.noteUnread(step_.body);
    scope_.readWhole(step_.body);
    return text;
  }

 private:
  static MigrationScope stepScope(const MigrationScope& pipeline, const PipelineStep& step) {
    MigrationScope scope = pipeline;
    scope.about = pipeline.about + "step '" + step.key + "': ";
    return scope;
  }
  std::string aboutOf(const std::shared_ptr<const Document>& other) const {
    return other ? pipelineAbout_ + "'" + fileName(other->path) + "': " : "";
  }

  // Nothing of it is said where the step itself has no counterpart.
  void noteTheRun() const {
    if (run_ && hasCounterpart()) run_->noteTheRest();
    if (run_ && !hasCounterpart()) scope_.note("its run configuration is left out");
  }

  bool hasCounterpart() const {
    return std::ranges::none_of(unsupported,
                                [&](std::string_view kind) { return equalsIgnoreCase(kind, step_.kind); });
  }

  Node field(std::string_view key) const { return stepField(scope_, step_, key); }
  std::string words(std::string_view key) const {
    const Node value = field(key);
    return value.isScalar() ? std::string(trim(value.text())) : std::string();
  }

  std::string sourceFolder() const {
    const std::string given = withSlashes(words("source_directory"));
    if (given.empty()) return scope_.source;
    const std::string path = joinPath(scope_.source, given);
    const bool missing = scope_.workspace.seesFiles() && !scope_.workspace.isFolder(path);
    if (!missing && !isOfAnotherMachine(given)) return path;
    scope_.note("'source_directory': there is no folder '" + given +
                "', the pipeline's own stands in its place");
    return scope_.source;
  }

  // The document that a field names.
  std::shared_ptr<const Document> another(std::string_view key) const {
    const std::string given = withSlashes(words(key));
    if (given.empty()) return nullptr;
    const std::string name = isOfAnotherMachine(given) ? fileName(given) : given;
    for (const std::string& base :
         {scope_.document.folder(), scope_.source, sourceFolderOf(scope_.document)}) {
      for (const std::string& path : {joinPath(base, name), joinPath(base, ".azureml/" + name)}) {
        auto document = scope_.workspace.document(path);
        if (!document) continue;
        if (name != given)
          scope_.note("'" + std::string(key) + "': '" + name + "' stands in the place of '" + given + "'");
        return document;
      }
    }
    scope_.note("'" + std::string(key) + "': there is no '" + given + "'");
    return nullptr;
  }

  void add(StepPort port) {
    const auto taken = [&](const StepPort& other) {
      return other.name == port.name && other.output == port.output;
    };
    while (std::ranges::any_of(ports_, taken)) port.name += "_2";
    ports_.push_back(std::move(port));
  }

  void collect(std::string_view group, bool output) {
    for (yaml::Entry entry : field(group).entries()) {
      scope_.read(entry);
      const Node body = entry.value.resolved();
      StepPort port{std::string(entry.key.text()), portName(entry.key.text()), "uri_folder", "", "", output};
      std::string mode = scope_.word(body, "bind_mode");
      if (mode.empty()) mode = scope_.word(body, "type");
      port.mode = portMode(mode, output);
      scope_.find(body, "overwrite");
      if (output) {
        port.given = outputPath(body);
      } else {
        std::string name = body.isScalar() ? std::string(body.text()) : scope_.text(body, "source");
        takeFrom(name.empty() ? port.key : name, port);
      }
      add(std::move(port));
    }
  }

  std::string outputPath(Node body) const {
    scope_.find(body, "destination");
    const std::string store = scope_.text(body, "datastore");
    const std::string path = scope_.text(body, "path_on_datastore");
    const bool usual = store.empty() || store == facts_.defaultDatastore ||
                       (facts_.defaultDatastore.empty() && store == "workspaceblobstore");
    if (!path.empty()) return datastorePath(store.empty() ? "workspaceblobstore" : store, path);
    if (usual || !isAssetName(store)) return {};
    return "azureml://datastores/" + store + "/paths/azureml/${{name}}/${{output_name}}/";
  }

  void takeFrom(const std::string& source, StepPort& port) const {
    const auto found = facts_.sources.find(source);
    if (found == facts_.sources.end()) {
      scope_.note("nothing is called '" + source + "': a folder of the datastore stands in its place");
      port.given = datastorePath("workspaceblobstore", source);
      return;
    }
    port.given = found->second.binding;
    port.type = found->second.type;
  }

  void parameters() {
    for (yaml::Entry entry : field("parameters").entries()) {
      scope_.read(entry);
      const Node body = entry.value.resolved();
      StepPort port{std::string(entry.key.text()), portName(entry.key.text()), "string", "''", "", false};
      if (const std::string source = scope_.text(body, "source"); !source.empty()) {
        takeFrom(source, port);
      } else if (body.isScalar()) {
        literal(body, port);
      } else if (body.size() > 0) {
        scope_.note("'parameters." + port.key + "' is neither a value nor a source");
      }
      parameterNames_.push_back(port.key);
      add(std::move(port));
    }
  }

  static void literal(Node value, StepPort& port) {
    const auto type = yaml::typeOf(value);
    if (type == yaml::ScalarType::integer) port.type = "integer";
    if (type == yaml::ScalarType::number) port.type = "number";
    if (type == yaml::ScalarType::boolean) port.type = "boolean";
    port.given = yamlScalar(value);
  }

  // "input:raw" and its like, as a word or as a mapping of one entry.
  std::string argument(Node item) {
    item = item.resolved();
    std::string word(item.text());
    if (item.isMapping() && item.size() == 1) {
      const yaml::Entry only = *item.entries().begin();
      word = std::string(only.key.text()) + ":" + std::string(only.value.resolved().text());
    }
    const std::size_t colon = word.find(':');
    const std::string kind = word.substr(0, colon);
    if (colon == std::string::npos || !isOneOf(kind, {"input", "side_input", "output", "parameter"}))
      return run_ ? run_->ports().bound(word) : word;
    const std::string key(trim(std::string_view(word).substr(colon + 1)));
    for (const StepPort& port : ports_) {
      if (port.key == key && port.output == (kind == "output")) return port.inside();
    }
    scope_.note("the argument '" + word + "' names nothing");
    return word;
  }

  std::string arguments() {
    const Node given = field("arguments");
    scope_.readWhole(given);
    if (given.isScalar()) return std::string(trim(given.text()));
    if (!given.isSequence()) return run_ ? run_->arguments() : "";
    std::string text;
    for (const Node item : given.items()) text += (text.empty() ? "" : " ") + shellWord(argument(item));
    return text;
  }

  std::string script() const {
    for (const char* key : {"script_name", "script", "entry_script", "estimator_entry_script"}) {
      if (const std::string given = withSlashes(words(key)); !given.empty()) return given;
    }
    const std::string given = runScope_ ? withSlashes(runScope_->text(runScope_->root, "script")) : "";
    if (!given.empty()) return given;
    scope_.note("nothing says what to run: 'main.py' stands in its place");
    return "main.py";
  }

  // What v1 hands to scripts by variables is handed over before the command, unless an argument names it.
  std::string withVariables(const std::string& command) const {
    std::string text;
    for (const StepPort& port : ports_) {
      if (command.find(port.inside()) != std::string::npos) continue;
      const bool parameter = std::ranges::find(parameterNames_, port.key) != parameterNames_.end();
      text += (parameter ? "AML_PARAMETER_" : "AZUREML_DATAREFERENCE_") + portName(port.key) + "=\"" +
              port.inside() + "\" ";
    }
    return text + (run_ ? run_->withVariables(command) : command);
  }

  std::string commandText() {
    if (const std::string given = words("command"); !given.empty()) return withVariables(given);
    const bool ofScript =
        !words("script_name").empty() || !runScope_ || !runScope_->find(runScope_->root, "command");
    if (!ofScript) return withVariables(run_->command());
    const std::string rest = arguments();
    const std::string program = equalsIgnoreCase(step_.kind, "RScriptStep") ? "Rscript " : "python ";
    return withVariables(program + shellWord(script()) + (rest.empty() ? "" : " " + rest));
  }

  std::string environment() const {
    if (run_) return run_->environment();
    scope_.note("no run configuration says its environment: a usual image stands in its place");
    return "environment:\n  image: " + std::string(usualImage) + "\n";
  }

  // The SDK asks the run configuration only where neither the step nor the pipeline names a compute.
  std::string target() const {
    for (const char* key : {"compute", "compute_target"}) {
      if (const std::string given = words(key); !given.empty()) return given;
    }
    return facts_.defaultCompute.empty() && run_ ? run_->computeName() : facts_.defaultCompute;
  }

  std::string compute() const { return compute(target()); }
  std::string compute(const std::string& name) const {
    return name == facts_.defaultCompute ? "" : computeLine(name);
  }

  std::string computeLine(const std::string& name) const {
    if (equalsIgnoreCase(name, "local")) return "compute: local\n";
    if (name.empty()) return {};
    if (isAssetName(name)) return "compute: azureml:" + name + "\n";
    scope_.note("'compute: " + name + "' is no name of a compute");
    return {};
  }

  std::string portLines(bool output, bool direct) const {
    std::string text;
    for (const StepPort& port : ports_) {
      if (port.output != output) continue;
      text += "  " + port.name + ":";
      const std::string mode = direct && port.isData() ? "direct" : port.mode;
      if (output && mode.empty() && port.given.empty()) {
        text += "\n    type: " + port.type + "\n";
      } else if (output || (port.isData() && (!mode.empty() || !port.given.starts_with("${{")))) {
        text += "\n    type: " + port.type + "\n";
        if (!port.given.empty()) text += "    path: " + yamlText(port.given) + "\n";
        if (!mode.empty()) text += "    mode: " + mode + "\n";
      } else {
        text += " " + port.given + "\n";
      }
    }
    if (run_) text += output ? run_->ports().outputs : run_->ports().inputs;
    return text.empty() ? "" : std::string(output ? "outputs:\n" : "inputs:\n") + text;
  }

  std::string definitions(bool output) const {
    std::string text;
    for (const StepPort& port : ports_) {
      if (port.output == output) text += "  " + port.name + ":\n    type: " + port.type + "\n";
    }
    if (run_) {
      for (const MigratedPorts::Binding& each : run_->ports().bindings) {
        if (each.output == output) text += "  " + each.port + ":\n    type: " + each.type + "\n";
      }
    }
    return text.empty() ? "" : std::string(output ? "outputs:\n" : "inputs:\n") + text;
  }

  std::string title() const {
    const std::string name = words("name");
    return name.empty() || name == step_.node ? "" : "display_name: " + yamlText(name) + "\n";
  }

  std::string distribution() const {
    if (!equalsIgnoreCase(step_.kind, "MpiStep")) return run_ ? run_->distribution() : "";
    const std::string processes = words("process_count_per_node");
    return "distribution:\n  type: mpi\n  process_count_per_instance: " +
           (processes.empty() ? "1" : processes) + "\n";
  }

  std::string resources() const {
    const auto nodes = yaml::asInteger(field("node_count")).value_or(1);
    if (nodes > 1) return "resources:\n  instance_count: " + std::to_string(nodes) + "\n";
    return run_ ? run_->resources(!target().empty()) : "";
  }

  std::string code() const { return "code: " + yamlText(scope_.shown(scope_.source)) + "\n"; }

  std::string body() {
    if (!hasCounterpart()) return placeholder();
    if (equalsIgnoreCase(step_.kind, "ParallelRunStep")) return parallel();
    if (run_ && run_->isSpark()) return spark();
    return yaml::asBoolean(field("allow_reuse")) == false ? component() : command();
  }

  // A node that keeps the graph whole and says what is missing when it runs.
  std::string placeholder() const {
    scope_.note("'" + step_.kind + "' has no counterpart: the node fails until its command is written");
    const std::string said = "echo 'no counterpart of " + step_.kind + " yet' >&2; exit 1";
    return "type: command\n" + title() + "command: " + yamlText(said) +
           "\nenvironment:\n  image: " + usualImage + "\n" + compute() + portLines(false, false) +
           portLines(true, false);
  }

  std::string command() {
    std::string text = "type: command\n" + title() + code();
    text += "command: " + yamlText(commandText()) + "\n" + environment() + variables();
    text += compute() + resources() + distribution() + (run_ ? run_->limits() : "");
    return text + portLines(false, false) + portLines(true, false);
  }

  std::string variables() const {
    const std::string lines = run_ ? run_->variables({""}) : "";
    return lines.empty() ? "" : "environment_variables:\n" + lines;
  }

  // A step that is never to be reused: that is a word of components only.
  std::string component() {
    const std::string file = scope_.stem + "-" + step_.node + ".yml";
    std::string text = schemaHead("commandComponent") +
                       "name: " + toLower(portName(scope_.stem + "_" + step_.node)) +
                       "\nversion: '1'\ntype: command\n" + title() + "is_deterministic: false\n";
    text += definitions(false) + definitions(true) + code();
    text += "command: " + yamlText(commandText()) + "\n" + environment() + distribution();
    scope_.addFile(file, text);
    return "type: command\ncomponent: ./" + file + "\n" + variables() + compute() + resources() +
           (run_ ? run_->limits() : "") + portLines(false, false) + portLines(true, false);
  }

  std::string spark() {
    const std::string rest = arguments();
    std::string text = "type: spark\n" + title() + code();
    text += run_->spark(script(), rest) + environment();
    // The pipeline's default is not for Spark: each such node names its own.
    return text + run_->sparkPlace(computeLine(target())) + portLines(false, true) + portLines(true, true);
  }

  std::string parallel() {
    const ParallelSettings settings(scope_, settings_, aboutOf(settings_));
    std::string text = "type: parallel\n" + title();
    if (const StepPort* input = firstPort(false)) text += "input_data: " + yamlText(input->inside()) + "\n";
    text += settings.lines() + parallelTask(settings);
    // The SDK runs it where its settings say, whatever the step and the pipeline do.
    const std::string usual = target();
    const std::string own = settings.target();
    text += compute(isAssetName(own) ? own : usual);
    settings.noteTheRest();
    return text + portLines(false, false) + portLines(true, false);
  }

  const StepPort* firstPort(bool output) const {
    const auto found = std::ranges::find_if(
        ports_, [&](const StepPort& port) { return port.output == output && port.isData(); });
    return found == ports_.end() ? nullptr : &*found;
  }

  std::string parallelTask(const ParallelSettings& settings) {
    std::string folder = scope_.source;
    if (const std::string given = withSlashes(settings.text("source_directory")); !given.empty()) {
      const std::string path = joinPath(scope_.source, given);
      if (!scope_.workspace.seesFiles() || scope_.workspace.isFolder(path)) {
        folder = path;
      } else {
        scope_.note("'source_directory': there is no folder '" + given + "'");
      }
    }
    std::string script = withSlashes(settings.text("entry_script"));
    if (script.empty()) script = this->script();
    std::string text = "type: run_function\ncode: " + yamlText(scope_.shown(folder)) +
                       "\nentry_script: " + yamlText(script) + "\n";
    const std::string rest = arguments() + settings.arguments();
    if (!rest.empty()) text += "program_arguments: " + yamlText(trim(rest)) + "\n";
    const std::string own = settings.environment();
    text += own.empty() ? environment() : own;
    const StepPort* output = firstPort(true);
    if (settings.text("output_action") != "summary_only" && output != nullptr) {
      text += "append_row_to: " + yamlText(output->inside()) + "\n";
      scope_.note("the output '" + output->key + "' is now the file of the rows, no folder with '" +
                  settings.rowsFile() + "' in it");
      for (StepPort& port : ports_) {
        if (&port == output) port.type = "uri_file";
      }
    }
    return "task:\n" + indented(text, 2);
  }

  MigrationScope scope_;
  std::string pipelineAbout_;
  const PipelineStep& step_;
  const PipelineFacts& facts_;
  std::vector<StepPort> ports_;
  std::vector<std::string> parameterNames_;
  std::shared_ptr<const Document> runDocument_;  // before what reads them
  std::shared_ptr<const Document> settings_;
  std::unique_ptr<MigrationScope> runScope_;
  std::unique_ptr<RunWriter> run_;
};

}  // namespace

Node stepField(const MigrationScope& scope, const PipelineStep& step, std::string_view key) {
  const Node own = scope.find(step.body, key);
  const Node below = scope.find(step.nested, key);
  return own ? own : below;
}

std::string portMode(const std::string& bindMode, bool output) {
  if (output) return bindMode == "upload" ? "upload" : "";
  return isOneOf(bindMode, {"download", "direct"}) ? bindMode : "";
}

std::string migrateStep(const MigrationScope& scope, const PipelineStep& step, const PipelineFacts& facts) {
  return StepWriter(scope, step, facts).run();
}

}  // namespace footplate::ide
