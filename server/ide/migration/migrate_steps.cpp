#include "ide/migration/migrate_steps.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parallel.h"
#include "ide/migration/migrate_step_ports.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::string_view unsupported[] = {
    "AdlaStep",       "AzureBatchStep", "DatabricksStep", "DataTransferStep",   "ModuleStep",
    "HyperDriveStep", "KustoStep",      "AutoMLStep",     "AutoMLPipelineStep", "SynapseSparkStep"};
// What runs a script, or a command.
constexpr std::string_view runnable[] = {"PythonScriptStep", "ParallelRunStep", "MpiStep",
                                         "EstimatorStep",    "RScriptStep",     "CommandStep"};

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
    ports_ = std::make_unique<StepPorts>(scope_, step_, facts_);
    for (const MigratedPorts::Binding& each : ports_->bindings())
      own_.addVariable(each.variable, each.expression);
    own_.sortWords();
    if (const auto inner = scopeOf(scope_, runDocument_, aboutOf(runDocument_))) {
      runScope_ = std::make_unique<MigrationScope>(*inner);
      run_ = std::make_unique<RunWriter>(*runScope_, ports_->bindings());
      // What the step says goes before it.
      for (const char* key : {"script", "target"}) runScope_->find(runScope_->root, key);
      for (const char* key : {"arguments", "command"}) runScope_->readWhole(runScope_->root, key);
    }
  }

  std::string run() {
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

  bool isAmong(const auto& kinds) const {
    return std::ranges::any_of(kinds,
                               [&](std::string_view kind) { return equalsIgnoreCase(kind, step_.kind); });
  }
  bool hasCounterpart() const { return !isAmong(unsupported); }

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

  // A word with the bindings of step and run configuration in place.
  std::string bound(const std::string& word) const {
    return run_ ? run_->ports().bound(word) : own_.bound(word);
  }

  // "input:raw" and its like as a word of the command; nothing for any other word.
  std::optional<std::string> portWord(const std::string& word) const {
    const std::size_t colon = word.find(':');
    const std::string kind = word.substr(0, colon);
    if (colon == std::string::npos || !isOneOf(kind, {"input", "side_input", "output", "parameter"}))
      return std::nullopt;
    const StepPort* port = ports_->named(kind, trim(std::string_view(word).substr(colon + 1)));
    if (port == nullptr) scope_.note("the argument '" + word + "' names nothing");
    return port == nullptr ? std::nullopt : std::optional(port->word());
  }

  // An argument as a word, or as a mapping of one entry; nothing, and a note, for anything else.
  std::optional<std::string> argument(Node item) const {
    item = item.resolved();
    std::string word(item.text());
    const bool isPair = item.isMapping() && item.size() == 1;
    if (isPair) {
      const yaml::Entry only = *item.entries().begin();
      word = std::string(only.key.text()) + ":" + std::string(only.value.resolved().text());
    }
    if (!isPair && (item.isMapping() || item.isSequence())) {
      noteArguments();
      return std::nullopt;
    }
    const auto port = portWord(word);
    return port ? *port : shellWord(bound(word));
  }

  // Arguments that are written in one line.
  std::string argumentLine(std::string line) const {
    const std::vector<ShellPiece> pieces = shellPieces(line);
    for (std::size_t at = pieces.size(); at-- > 0;) {
      if (const auto port = portWord(pieces[at].text))
        line.replace(pieces[at].begin, pieces[at].end - pieces[at].begin, *port);
    }
    return bound(line);
  }

  std::string arguments() const {
    const Node given = field("arguments");
    scope_.readWhole(given);
    if (given.isScalar()) return argumentLine(std::string(trim(given.text())));
    if (given.isMapping() && given.size() > 0) noteArguments();
    if (!given.isSequence()) return run_ ? run_->arguments() : "";
    std::string text;
    for (const Node item : given.items()) {
      if (const auto word = argument(item)) text += (text.empty() ? "" : " ") + *word;
    }
    return text;
  }
  void noteArguments() const { scope_.note("'arguments': what is no text is left out"); }

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
  std::string withVariables(const std::string& command, bool isWritten) const {
    std::vector<std::string> variables;
    for (const StepPort& port : ports_->all()) {
      if (command.find(port.inside()) == std::string::npos)
        variables.push_back(portName(port.variable()) + "=" + port.quoted('"'));
    }
    if (run_) {
      for (std::string& each : run_->variablesFor(command)) variables.push_back(std::move(each));
    }
    return behindVariables(variables, command, isWritten);
  }

  std::string commandText() const {
    if (const std::string given = words("command"); !given.empty()) return withVariables(bound(given), true);
    if (words("script_name").empty() && run_ && run_->hasCommand())
      return withVariables(run_->command(), true);
    const std::string rest = arguments();
    const std::string script = this->script();
    const bool isR = equalsIgnoreCase(step_.kind, "RScriptStep") || toLower(script).ends_with(".r") ||
                     (run_ && run_->runsInR(script));
    return withVariables(
        (isR ? "Rscript " : "python ") + shellWord(script) + (rest.empty() ? "" : " " + rest), false);
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

  std::string portLines(bool direct = false) const {
    return ports_->lines(false, direct, run_.get()) + ports_->lines(true, direct, run_.get());
  }

  // Neither a Spark nor a parallel node hands over variables: a script has to be told what nothing names.
  void noteUnnamed(const std::string& node) const {
    std::vector<MigratedPorts::Binding> all = ports_->bindings();
    if (run_) all.insert(all.end(), run_->ports().bindings.begin(), run_->ports().bindings.end());
    for (const MigratedPorts::Binding& each : all) {
      if (node.find(each.expression) == std::string::npos)
        scope_.note("no argument names '" + each.name + "': hand the script " + each.expression);
    }
  }

  std::string title() const {
    const std::string name = words("name");
    return name.empty() || name == step_.node ? "" : "display_name: " + yamlText(name) + "\n";
  }

  std::string distribution() const {
    // Asked in any case: what the step says goes before it.
    const std::string usual = run_ ? run_->distribution() : "";
    if (!equalsIgnoreCase(step_.kind, "MpiStep")) return usual;
    const std::string said = words("process_count_per_node");
    const std::int64_t given = wholeNumber(field("process_count_per_node")).value_or(0);
    const std::string count = std::to_string(std::max<std::int64_t>(given, 1));
    if (!said.empty() && given < 1)
      scope_.note("'process_count_per_node: " + said + "' is no count: " + count + " stands in its place");
    return "distribution:\n  type: mpi\n  process_count_per_instance: " + count + "\n";
  }

  std::string resources() const {
    const std::string said = words("node_count");
    const auto nodes = wholeNumber(field("node_count")).value_or(0);
    if (!said.empty() && nodes < 1)
      scope_.note("'node_count: " + said + "' is no whole number: it is left out");
    if (run_) return run_->resources(!target().empty(), nodes);
    return nodes > 1 ? "resources:\n  instance_count: " + std::to_string(nodes) + "\n" : "";
  }

  std::string identity() const { return run_ ? run_->identity() : ""; }

  std::string code() const { return "code: " + yamlText(scope_.shown(scope_.source)) + "\n"; }

  std::string body() {
    const bool isNeverReused = truth(field("allow_reuse")) == false;
    if (!hasCounterpart()) return placeholder();
    if (!isAmong(runnable))
      scope_.note("'" + step_.kind + "' is no step that v1 has: it is taken for one that runs a script");
    const bool isParallel = equalsIgnoreCase(step_.kind, "ParallelRunStep");
    if (!isParallel && !(run_ && run_->isSpark())) return isNeverReused ? component() : command();
    if (isNeverReused) scope_.note("'allow_reuse: false' has no counterpart: it is left out");
    return isParallel ? parallel() : spark();
  }

  // A node that keeps the graph whole and says what is missing when it runs.
  std::string placeholder() const {
    scope_.note("'" + step_.kind + "' has no counterpart: the node fails until its command is written");
    const std::string said = "echo 'no counterpart of " + step_.kind + " yet' >&2; exit 1";
    return "type: command\n" + title() + "command: " + yamlText(said) +
           "\nenvironment:\n  image: " + usualImage + "\n" + compute() + portLines();
  }

  std::string command() {
    std::string text = "type: command\n" + title() + code();
    text += "command: " + yamlText(commandText()) + "\n" + environment() + variables();
    text += compute() + resources() + distribution() + identity() + (run_ ? run_->limits() : "");
    return text + portLines();
  }

  std::string variables() const {
    const std::string lines = run_ ? run_->variables({""}) : "";
    return lines.empty() ? "" : "environment_variables:\n" + lines;
  }

  // A step that is never to be reused: that is a word of components only.
  std::string component() {
    std::string text = schemaHead("commandComponent") +
                       "name: " + toLower(portName(scope_.stem + "_" + step_.node)) +
                       "\nversion: '1'\ntype: command\n" + title() + "is_deterministic: false\n";
    text += ports_->definitions(false, run_.get()) + ports_->definitions(true, run_.get()) + code();
    text += "command: " + yamlText(commandText()) + "\n" + environment() + distribution();
    const std::string file = scope_.addFile(scope_.stem + "-" + step_.node + ".yml", text);
    return "type: command\ncomponent: " + yamlText("./" + file) + "\n" + variables() + compute() +
           resources() + identity() + (run_ ? run_->limits() : "") + portLines();
  }

  std::string spark() {
    const std::string rest = arguments();
    std::string text = "type: spark\n" + title() + code();
    text += run_->spark(script(), rest) + environment();
    noteUnnamed(text);
    // The pipeline's default is not for Spark: each such node names its own.
    return text + run_->sparkPlace(computeLine(target())) + identity() + portLines(true);
  }

  std::string parallel() {
    const ParallelSettings settings(scope_, settings_, aboutOf(settings_));
    std::string text = "type: parallel\n" + title();
    if (const StepPort* input = ports_->firstData(false))
      text += "input_data: " + yamlText(input->inside()) + "\n";
    text += settings.lines();
    if (!settings.find("environment_variables").isMapping()) text += variables();
    text += parallelResources(settings.nodes()) + parallelTask(settings);
    noteUnnamed(text);
    // The SDK runs it where its settings say, whatever the step and the pipeline do.
    const std::string usual = target();
    const std::string own = settings.target();
    text += compute(isAssetName(own) ? own : usual) + identity();
    settings.noteTheRest();
    return text + portLines();
  }

  std::string parallelResources(std::int64_t nodes) const {
    const std::string own = run_ ? run_->resources(true, nodes) : "";
    return own.empty() ? "resources:\n  instance_count: " + std::to_string(nodes) + "\n" : own;
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
    const StepPort* output = ports_->firstData(true);
    if (settings.text("output_action") != "summary_only" && output != nullptr) {
      text += "append_row_to: " + yamlText(output->inside()) + "\n";
      scope_.note("the output '" + output->key + "' is now the file of the rows, no folder with '" +
                  settings.rowsFile() + "' in it");
      ports_->makeFile(*output);
    }
    return "task:\n" + indented(text, 2);
  }

  MigrationScope scope_;
  std::string pipelineAbout_;
  const PipelineStep& step_;
  const PipelineFacts& facts_;
  std::unique_ptr<StepPorts> ports_;
  MigratedPorts own_;                            // the words of the step's ports
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

const PipelineSource* sourceFor(const PipelineStep& step, const std::string& name,
                                const PipelineFacts& facts) {
  const auto input = facts.inputs.find(name);
  const auto output = facts.outputs.find(name);
  const bool isOwn = output != facts.outputs.end() && output->second.step == step.number;
  const bool isMade = output != facts.outputs.end() && !isOwn &&
                      (input == facts.inputs.end() || output->second.step < step.number);
  if (isMade) return &output->second;
  return input == facts.inputs.end() ? nullptr : &input->second;
}

std::string portMode(const std::string& bindMode, bool output) {
  if (output) return bindMode == "upload" ? "upload" : "";
  return isOneOf(bindMode, {"download", "direct"}) ? bindMode : "";
}

std::string migrateStep(const MigrationScope& scope, const PipelineStep& step, const PipelineFacts& facts) {
  return StepWriter(scope, step, facts).run();
}

}  // namespace footplate::ide
