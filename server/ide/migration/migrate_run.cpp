// A v1 run configuration as a command or Spark job.
#include <algorithm>

#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {

using yaml::Node;

namespace {

// Sections that v1 looks at for one framework or target only; they stand in every file it has saved.
constexpr std::string_view sections[] = {
    "spark",        "hdi",         "tensorflow",        "pytorch",         "mpi",
    "amlcompute",   "batchai",     "containerInstance", "aisuperComputer", "docker",
    "cmk8sCompute", "paralleltask"};
// What needs no word in v2, whatever it says.
constexpr std::string_view silent[] = {"autoPrepareEnvironment", "prepareEnvironment", "trackedRun",
                                       "useAbsolutePath", "version"};

// `shm_size` goes up to gigabytes.
std::string sharedMemory(std::string_view given) {
  std::string size = sizeWord(given, 'b');
  if (size.ends_with('p')) return {};
  return size.ends_with('t') ? std::to_string(std::stoll(size) * 1024) + "g" : size;
}

}  // namespace

RunWriter::RunWriter(const MigrationScope& scope, const std::vector<MigratedPorts::Binding>& taken)
    : scope_(scope), root_(scope.root) {
  spark_ = scope_.word(root_, "framework").starts_with("pyspark");
  ports_ = migratePorts(scope_, spark_, taken);
}

std::string RunWriter::head() const {
  std::string text;
  if (const std::string name = scope_.text(root_, "jobName"); !name.empty())
    text += "display_name: " + yamlText(name) + "\n";
  if (const std::string words = scope_.text(root_, "description"); !words.empty())
    text += "description: " + yamlText(words) + "\n";
  return text + tags();
}

std::string RunWriter::tags() const {
  std::string text;
  for (yaml::Entry entry : scope_.entries(scope_.find(root_, "tags"), "tags")) {
    if (!entry.key.isScalar() || !entry.value.resolved().isScalar()) continue;
    scope_.read(entry);
    const Node value = entry.value.resolved();
    const bool isNothing = yaml::typeOf(value) == yaml::ScalarType::null_;
    text += "  " + yamlText(entry.key.text()) + ": " + yamlText(isNothing ? "" : value.text()) + "\n";
  }
  return text.empty() ? "" : "tags:\n" + text;
}

std::string RunWriter::environment() const {
  return migrateEnvironment(scope_);
}

std::vector<Node> RunWriter::textsOf(const std::string& key) const {
  std::vector<Node> texts;
  const Node given = scope_.find(root_, key);
  if (given.isMapping() && given.size() > 0) scope_.note("'" + key + "': what is no text is left out");
  for (const Node item : given.items()) {
    const Node word = item.resolved();
    if (word.isScalar() || word.isNull()) {
      texts.push_back(word);
    } else {
      scope_.note("'" + key + "': what is no text is left out");
    }
  }
  return texts;
}

std::string RunWriter::arguments(const std::vector<std::string>& without) const {
  const Node given = scope_.find(root_, "arguments");
  scope_.readWhole(given);
  if (given.isScalar())
    return ports_.bound(std::string(trim(lineWithout(std::string(given.text()), without))));
  std::vector<ShellPiece> words;
  for (const Node word : textsOf("arguments")) words.emplace_back().text = word.text();
  const std::vector<bool> kept = keptWithout(words, without);
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (kept[at]) text += (text.empty() ? "" : " ") + shellWord(ports_.bound(words[at].text));
  }
  return text;
}

bool RunWriter::runsInR(const std::string& script) const {
  return scope_.word(root_, "framework") == "r" || toLower(script).ends_with(".r");
}

bool RunWriter::hasCommand() const {
  const Node given = scope_.find(root_, "command");
  if (given.isScalar()) return !trim(given.text()).empty();
  return std::ranges::any_of(textsOf("command"), [](Node word) { return !trim(word.text()).empty(); });
}

std::string RunWriter::command(const std::vector<std::string>& without) const {
  const Node given = scope_.find(root_, "command");
  scope_.readWhole(given);
  if (hasCommand()) {
    std::string line(given.isScalar() ? given.text() : "");
    for (const Node word : textsOf("command")) line += (line.empty() ? "" : " ") + std::string(word.text());
    return ports_.bound(std::string(trim(lineWithout(line, without))));
  }
  std::string script = withSlashes(scope_.text(root_, "script"));
  if (script.empty()) {
    script = "main.py";
    scope_.note("neither 'script' nor 'command' says what to run: 'main.py' stands in its place");
  }
  const std::string rest = arguments(without);
  const std::string program = runsInR(script) ? "Rscript " : "python ";
  return program + shellWord(script) + (rest.empty() ? "" : " " + rest);
}

std::string RunWriter::variables(std::initializer_list<std::string_view> prefixes,
                                 const std::set<std::string>& given) const {
  std::string lines;
  std::set<std::string, std::less<>> names;
  for (const Node holder : {scope_.find(root_, "environment"), root_}) {
    const Node written = scope_.find(holder, "environmentVariables");
    scope_.readWhole(written);
    for (yaml::Entry entry : scope_.entries(written, "environmentVariables")) {
      const auto value = scope_.variable(entry, "environmentVariables");
      if (!value || !names.emplace(entry.key.text()).second) continue;
      for (const std::string_view prefix : prefixes) {
        const std::string name = std::string(prefix) + std::string(entry.key.text());
        if (given.contains(name)) {
          scope_.note("'" + name + "' is left out: there is another of that name");
          continue;
        }
        lines += "  " + yamlText(name) + ": " + yamlText(*value) + "\n";
      }
    }
  }
  return lines;
}

bool RunWriter::ownCluster() const {
  return equalsIgnoreCase(scope_.text(root_, "target"), "amlcompute");
}

std::string RunWriter::computeName() const {
  const std::string target =
      scope_.text(ownCluster() ? scope_.find(root_, "amlcompute") : root_, ownCluster() ? "name" : "target");
  return isAssetName(target) && !equalsIgnoreCase(target, "containerinstance") ? target : "";
}

std::string RunWriter::compute() const {
  const std::string target = computeName();
  const std::string said = scope_.text(root_, "target");
  if (equalsIgnoreCase(said, "containerinstance")) {
    scope_.note("'containerInstance' has no counterpart");
  } else if (target.empty() && !said.empty() && !ownCluster()) {
    scope_.note("'target: " + said + "' is no name of a compute: write 'compute'");
  }
  if (target.empty() && !ownCluster() && !spark_) scope_.note("without 'compute' the job runs serverless");
  if (equalsIgnoreCase(target, "local")) return spark_ ? "" : "compute: local\n";
  return target.empty() ? "" : "compute: azureml:" + target + "\n";
}

// Without a word the run is its compute, in v1 as in v2.
std::string RunWriter::identity() const {
  constexpr const char* key = "credentialPassthrough";
  const Node given = scope_.find(root_, key);
  if (truth(given) == true) return "identity:\n  type: user_identity\n";
  if (given && !truth(given)) scope_.note("'" + std::string(key) + "' has no counterpart: it is left out");
  return {};
}

std::string RunWriter::resources(bool placed, std::int64_t nodes) const {
  const Node aml = scope_.find(root_, "amlcompute");
  const std::string size = scope_.text(aml, "vmSize");
  const bool serverless = !placed && ownCluster() && computeName().empty();
  std::string lines;
  if (!serverless && !size.empty())
    scope_.note("'amlcompute.vmSize: " + size +
                "' is left out: the compute that 'compute' names has its own");
  if (serverless && isAssetName(size)) {
    lines += "  instance_type: " + yamlText(size) + "\n";
    scope_.note("'amlcompute' is now serverless compute of that size");
  } else if (serverless && !size.empty()) {
    scope_.note("'amlcompute.vmSize: " + size + "' is no size: it is left out");
  }
  const std::int64_t own = nodeCount();
  if (nodes <= 0) nodes = own;
  // Each worker has a machine of its own.
  if (hasServers()) nodes = std::max(nodes, workers().value_or(1));
  if (const auto most = scope_.count(aml, "clusterMaxNodeCount"); most && *most > 1) {
    if (nodes <= 1 && serverless) scope_.note("'amlcompute.clusterMaxNodeCount' has no counterpart");
  }
  if (nodes > 1) lines += "  instance_count: " + std::to_string(nodes) + "\n";
  lines += dockerResources();
  std::string text = lines.empty() ? "" : "resources:\n" + lines;
  if (serverless && scope_.word(aml, "vmPriority") == "lowpriority")
    text += "queue_settings:\n  job_tier: spot\n";
  return text;
}

std::string RunWriter::dockerResources() const {
  std::string shm;
  std::string words;
  for (const Node docker :
       {scope_.find(scope_.find(root_, "environment"), "docker"), scope_.find(root_, "docker")}) {
    if (shm.empty()) shm = scope_.text(docker, "shmSize");
    const Node arguments = scope_.find(docker, "arguments");
    scope_.readWhole(arguments);
    if (!words.empty()) continue;
    if (arguments.isScalar()) words = trim(arguments.text());
    for (const Node item : arguments.items())
      words += (words.empty() ? "" : " ") + shellWord(std::string(item.resolved().text()));
  }
  std::string text;
  const std::string size = sharedMemory(shm);
  if (!size.empty() && size != "2g") text += "  shm_size: " + size + "\n";
  if (!shm.empty() && size.empty()) scope_.note("'shmSize: " + shm + "' is no size: it is left out");
  return words.empty() ? text : text + "  docker_args: " + yamlText(words) + "\n";
}

std::int64_t RunWriter::nodeCount() const {
  const auto given = scope_.count(root_, "nodeCount");
  const auto ofMpi = scope_.count(scope_.find(root_, "mpi"), "nodeCount");
  return given && *given > 1 ? *given : ofMpi.value_or(given.value_or(1));
}

// A count that v1 gives under one of its sections; at least 1.
std::string RunWriter::count(const char* section, const char* key) const {
  const auto given = scope_.count(scope_.find(root_, section), key).value_or(1);
  return std::to_string(std::max<std::int64_t>(given, 1));
}

bool RunWriter::hasServers() const {
  return scope_.word(root_, "framework") == "tensorflowparameterserver" ||
         scope_.word(root_, "communicator") == "parameterserver";
}

std::optional<std::int64_t> RunWriter::workers() const {
  return scope_.count(scope_.find(root_, "tensorflow"), "workerCount");
}

std::string RunWriter::distribution() const {
  const std::string framework = scope_.word(root_, "framework");
  const std::string communicator = scope_.word(root_, "communicator");
  const std::string head = "distribution:\n  type: ";
  if (isOneOf(communicator, {"mpi", "openmpi", "intelmpi"}) ||
      isOneOf(framework, {"pythonmpi", "pythonintelmpi"}))
    return head + "mpi\n  process_count_per_instance: " + count("mpi", "processCountPerNode") + "\n";
  if (hasServers()) {
    const auto servers = scope_.count(scope_.find(root_, "tensorflow"), "parameterServerCount").value_or(1);
    return head + "tensorflow\n  worker_count: " + count("tensorflow", "workerCount") +
           "\n  parameter_server_count: " + std::to_string(std::max<std::int64_t>(servers, 0)) + "\n";
  }
  if (isOneOf(communicator, {"gloo", "nccl"})) {
    const auto processes = scope_.count(scope_.find(root_, "pytorch"), "processCount").value_or(0);
    const auto each = std::max<std::int64_t>(processes / std::max<std::int64_t>(nodeCount(), 1), 1);
    return head + "pytorch\n  process_count_per_instance: " + std::to_string(each) + "\n";
  }
  const auto notePlain = [&](const std::string& said) {
    scope_.note("'" + said + "' has no counterpart: it runs as a plain command");
  };
  if (framework == "cntk") notePlain("framework: Cntk");
  if (!isOneOf(communicator, {"", "none"})) notePlain("communicator: " + scope_.text(root_, "communicator"));
  return {};
}

std::int64_t RunWriter::timeout() const {
  const auto seconds = scope_.count(root_, "maxRunDurationSeconds").value_or(0);
  if (seconds < 0)
    scope_.note("'maxRunDurationSeconds: " + std::to_string(seconds) +
                "' is too small or too large: it is left out");
  return std::max<std::int64_t>(seconds, 0);
}

std::string RunWriter::limits() const {
  if (timeout() == 0) return {};
  if (!spark_) return "limits:\n  timeout: " + std::to_string(timeout()) + "\n";
  scope_.note("'maxRunDurationSeconds' has no counterpart in a Spark job");
  return {};
}

std::string RunWriter::sparkPlace(const std::string& compute) const {
  if (nodeCount() > 1) scope_.note("'nodeCount': 'spark.executor.instances' says how many run");
  if (!compute.empty() && compute != "compute: local\n") return compute;
  scope_.note("'resources' asks for serverless Spark of the smallest size: name your own, or a 'compute'");
  return "resources:\n  instance_type: standard_e4s_v3\n  runtime_version: '3.4'\n";
}

std::string RunWriter::spark(const std::string& script, const std::string& arguments) const {
  std::string text = "entry:\n  file: " + yamlText(script) + "\n";
  if (!arguments.empty()) text += "args: " + yamlText(arguments) + "\n";
  if (scope_.find(scope_.find(root_, "hdi"), "yarnDeployMode"))
    scope_.note("'hdi.yarnDeployMode' has no counterpart: the driver runs on the cluster");
  const SparkConfiguration made = sparkConfiguration(scope_);
  text += "conf:\n" + made.lines;
  // A Spark job has no variables of its own: driver and executors get them by its configuration.
  return text + variables({"spark.yarn.appMasterEnv.", "spark.executorEnv."}, made.names);
}

std::vector<std::string> RunWriter::variablesFor(const std::string& command) const {
  std::vector<std::string> made;
  for (const MigratedPorts::Binding& each : ports_.bindings) {
    if (command.find(each.expression) == std::string::npos)
      made.push_back(portName(each.variable) + "=\"" + each.expression + "\"");
  }
  return made;
}

// A script may look into a folder that v1 was told to use; where an argument names it, the binding stands
// there.
void RunWriter::noteFolders() const {
  for (const auto& [field, folder] : ports_.folders) {
    const std::string bare = bareFolder(folder);
    if (!ports_.met->words.contains(bare)) {
      scope_.note("'" + field + ": " + folder + "' has no counterpart: it is left out");
    } else if (ports_.met->guessed.contains(bare)) {
      scope_.note("the argument '" + bare + "' is taken for the folder that '" + field + "' names");
    }
  }
}

void RunWriter::noteTheRest() const {
  noteFolders();
  const Node history = scope_.find(root_, "history");
  scope_.noteNoMapping(history, "history");
  for (const char* key : {"outputCollection", "snapshotProject", "enableMLflowTracking"}) {
    if (truth(scope_.find(history, key)) == false)
      scope_.note("'history." + std::string(key) + "' has no counterpart");
  }
  const Node watched = scope_.find(history, "directoriesToWatch");
  scope_.readWhole(watched);
  for (const Node item : watched.items()) {
    if (item.resolved().text() != "logs")
      scope_.note("'history.directoriesToWatch': write to './outputs' or './logs' instead of '" +
                  std::string(item.resolved().text()) + "'");
  }
  for (const std::string_view key : silent) scope_.find(root_, key);
  for (const std::string_view key : sections) {
    scope_.noteNoMapping(scope_.find(root_, key), std::string(key));
    scope_.readWhole(root_, key);
  }
  // Looked at without counting as read.
  std::string communicator;
  for (yaml::Entry entry : mergedEntries(root_)) {
    const Node value = entry.value.resolved();
    if (equalsIgnoreCase(entry.key.text(), "communicator") && yaml::typeOf(value) != yaml::ScalarType::null_)
      communicator = toLower(trim(value.text()));
  }
  if (communicator == "none") scope_.find(root_, "communicator");
  if (spark_) {
    scope_.find(scope_.find(scope_.find(root_, "environment"), "docker"), "shmSize");
    scope_.find(root_, "communicator");
    if (!isOneOf(communicator, {"", "none"}))
      scope_.note("'communicator: " + communicator + "' has no counterpart in a Spark job");
  }
  scope_.readWhole(scope_.find(root_, "environment"), "spark");
  scope_.noteUnread(root_);
}

std::string migrateRun(const MigrationScope& scope) {
  const RunWriter run(scope);
  std::string text = schemaHead(run.isSpark() ? "sparkJob" : "commandJob") +
                     (run.isSpark() ? "type: spark\n" : "type: command\n") + run.head();
  text += "code: " + yamlText(scope.shown(scope.source)) + "\n";
  if (run.isSpark()) {
    std::string script = withSlashes(scope.text(scope.root, "script"));
    if (script.empty()) {
      script = "main.py";
      scope.note("no 'script' says what to run: 'main.py' stands in its place");
    }
    const std::string arguments = run.arguments();
    text += run.spark(script, arguments);
    for (const MigratedPorts::Binding& each : run.ports().bindings) {
      if (arguments.find(each.expression) == std::string::npos)
        scope.note("no argument names '" + each.name + "': hand the script " + each.expression);
    }
  } else {
    const std::string command = run.command();
    text +=
        "command: " + yamlText(behindVariables(run.variablesFor(command), command, run.hasCommand())) + "\n";
  }
  text += run.environment();
  const std::string variables = run.isSpark() ? "" : run.variables({""});
  if (!variables.empty()) text += "environment_variables:\n" + variables;
  if (!run.ports().inputs.empty()) text += "inputs:\n" + run.ports().inputs;
  if (!run.ports().outputs.empty()) text += "outputs:\n" + run.ports().outputs;
  const std::string compute = run.compute();
  text += run.isSpark() ? run.sparkPlace(compute) : compute + run.resources() + run.distribution();
  text += run.identity() + run.limits();
  run.noteTheRest();
  return text;
}

}  // namespace footplate::ide
