#include "ide/migrate.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr const char* schemas = "https://azuremlschemas.azureedge.net/latest/";

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool isWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// One argument as the shell reads it; bindings stay as they are.
std::string shellWord(const std::string& word) {
  const auto plain = [](char c) {
    return isWordCharacter(c) || std::string_view("./:=@%+,").find(c) != std::string_view::npos;
  };
  const std::string bare = replaceAll(replaceAll(word, "${{", ""), "}}", "");
  if (!bare.empty() && std::ranges::all_of(bare, plain)) return word;
  return shellQuote(word);
}

class JobWriter {
 public:
  explicit JobWriter(const MigrationScope& scope) : scope_(scope), root_(scope.root) {}

  std::string run() {
    ports_ = migratePorts(scope_);
    std::string text = "$schema: " + std::string(schemas) + (scope_.spark ? "sparkJob" : "commandJob") +
                       ".schema.json\n" + (scope_.spark ? "type: spark\n" : "type: command\n");
    if (const std::string name = v1Text(root_, "jobName"); !name.empty())
      text += "display_name: " + yamlText(name) + "\n";
    if (const std::string words = v1Text(root_, "description"); !words.empty())
      text += "description: " + yamlText(words) + "\n";
    text += "code: " + yamlText(scope_.shown(scope_.source)) + "\n";
    // A Spark job has no variables of its own: driver and executors get them by its configuration.
    text += scope_.spark ? migrateSpark(scope_, arguments()) +
                               variables({"spark.yarn.appMasterEnv.", "spark.executorEnv."})
                         : "command: " + yamlText(command()) + "\n";
    text += migrateEnvironment(scope_);
    const std::string variableLines = scope_.spark ? "" : variables({""});
    if (!variableLines.empty()) text += "environment_variables:\n" + variableLines;
    if (!ports_.inputs.empty()) text += "inputs:\n" + ports_.inputs;
    if (!ports_.outputs.empty()) text += "outputs:\n" + ports_.outputs;
    text += place();
    if (!scope_.spark) text += distribution();
    text += limits();
    noteUnusedPorts(text);
    noteTheRest();
    return text;
  }

 private:
  std::string bound(std::string word) const {
    for (const auto& [said, says] : ports_.words) {
      std::size_t at = 0;
      while ((at = word.find(said, at)) != std::string::npos) {
        const std::size_t end = at + said.size();
        const bool inBinding =
            word.rfind("${{", at) != std::string::npos && word.find("}}", word.rfind("${{", at)) >= at;
        const bool whole = (end == word.size() || !isWordCharacter(word[end])) &&
                           (at == 0 || !isWordCharacter(word[at - 1]));
        if (!whole || inBinding) {
          at = end;
          continue;
        }
        word.replace(at, said.size(), says);
        at += says.size();
      }
    }
    return word;
  }

  std::string arguments() const {
    const Node given = v1Find(root_, "arguments");
    if (given.isScalar()) return bound(std::string(given.text()));
    std::string text;
    for (const Node item : given.items())
      text += (text.empty() ? "" : " ") + shellWord(bound(std::string(item.resolved().text())));
    return text;
  }

  std::string command() const {
    const Node given = v1Find(root_, "command");
    if (given.isScalar() && !trim(given.text()).empty()) return bound(std::string(trim(given.text())));
    std::string words;
    for (const Node item : given.items())
      words += (words.empty() ? "" : " ") + bound(std::string(item.resolved().text()));
    if (!words.empty()) return words;
    std::string script = v1Text(root_, "script");
    if (script.empty()) {
      script = "main.py";
      scope_.note("neither 'script' nor 'command' says what to run: 'main.py' stands in its place");
    }
    const std::string rest = arguments();
    return "python " + shellWord(script) + (rest.empty() ? "" : " " + rest);
  }

  // The environment variables as lines, once for each prefix of their names.
  std::string variables(std::initializer_list<std::string_view> prefixes) const {
    std::string lines;
    std::set<std::string, std::less<>> seen;
    for (const Node holder : {v1Find(root_, "environment"), root_}) {
      for (yaml::Entry entry : v1Find(holder, "environmentVariables").entries()) {
        if (!seen.emplace(entry.key.text()).second) continue;
        const Node value = entry.value.resolved();
        const bool nothing = value.isNull() || yaml::typeOf(value) == yaml::ScalarType::null_;
        for (const std::string_view prefix : prefixes)
          lines += "  " + yamlText(std::string(prefix) + std::string(entry.key.text())) + ": " +
                   (nothing ? "''" : yamlText(value.text())) + "\n";
      }
    }
    return lines;
  }

  // Compute and resources.
  std::string place() const {
    const Node aml = v1Find(root_, "amlcompute");
    std::string target = v1Text(root_, "target");
    const std::string size = v1Text(aml, "vmSize");
    const bool ownCluster = equalsIgnoreCase(target, "amlcompute");
    if (ownCluster) target = v1Text(aml, "name");
    const bool named = isAssetName(target) && !equalsIgnoreCase(target, "containerinstance");
    const bool local = equalsIgnoreCase(target, "local");
    if (!named && !target.empty())
      scope_.note("'target: " + target + "' is no name of a compute: write 'compute'");
    if (!ownCluster && !size.empty())
      scope_.note("'amlcompute.vmSize: " + size +
                  "' is left out: the compute that 'target' names has its own");
    if (scope_.spark) return sparkPlace(local ? "" : named ? target : "");
    std::string text;
    if (named) text += local ? "compute: local\n" : "compute: azureml:" + target + "\n";
    std::string resources;
    if (!named && ownCluster && isAssetName(size)) {
      resources += "  instance_type: " + size + "\n";
      scope_.note("'amlcompute' is now serverless compute of that size");
    }
    if (!named && !ownCluster) scope_.note("without 'compute' the job runs serverless");
    const auto nodes = nodeCount();
    if (nodes > 1) resources += "  instance_count: " + std::to_string(nodes) + "\n";
    resources += dockerResources();
    if (!resources.empty()) text += "resources:\n" + resources;
    if (!named && ownCluster && v1Word(aml, "vmPriority") == "lowpriority")
      text += "queue_settings:\n  job_tier: spot\n";
    return text;
  }

  std::string sparkPlace(const std::string& target) const {
    if (nodeCount() > 1) scope_.note("'nodeCount': 'spark.executor.instances' says how many run");
    if (!target.empty()) return "compute: azureml:" + target + "\n";
    scope_.note("'resources' asks for serverless Spark of the smallest size: name your own, or a 'compute'");
    return "resources:\n  instance_type: standard_e4s_v3\n  runtime_version: '3.4'\n";
  }

  std::string dockerResources() const {
    const Node docker = v1Find(v1Find(root_, "environment"), "docker");
    std::string text;
    const std::string shm = v1Text(docker, "shmSize");
    if (!shm.empty() && shm != "2g") text += "  shm_size: " + yamlText(shm) + "\n";
    std::string words;
    for (const Node item : v1Find(docker, "arguments").items())
      words += (words.empty() ? "" : " ") + shellWord(std::string(item.resolved().text()));
    return words.empty() ? text : text + "  docker_args: " + yamlText(words) + "\n";
  }

  std::int64_t nodeCount() const { return yaml::asInteger(v1Find(root_, "nodeCount")).value_or(1); }

  // A count that v1 gives under one of its sections; at least 1.
  std::string count(const char* section, const char* key) const {
    const auto given = yaml::asInteger(v1Find(v1Find(root_, section), key)).value_or(1);
    return std::to_string(std::max<std::int64_t>(given, 1));
  }

  std::string distribution() const {
    const std::string framework = v1Word(root_, "framework");
    const std::string communicator = v1Word(root_, "communicator");
    const std::string head = "distribution:\n  type: ";
    if (isOneOf(communicator, {"mpi", "openmpi", "intelmpi"}) ||
        isOneOf(framework, {"pythonmpi", "pythonintelmpi"}))
      return head + "mpi\n  process_count_per_instance: " + count("mpi", "processCountPerNode") + "\n";
    if (framework == "tensorflowparameterserver" || communicator == "parameterserver") {
      const auto servers =
          yaml::asInteger(v1Find(v1Find(root_, "tensorflow"), "parameterServerCount")).value_or(1);
      return head + "tensorflow\n  worker_count: " + count("tensorflow", "workerCount") +
             "\n  parameter_server_count: " + std::to_string(servers) + "\n";
    }
    if (isOneOf(communicator, {"gloo", "nccl"})) {
      const auto processes = yaml::asInteger(v1Find(v1Find(root_, "pytorch"), "processCount")).value_or(0);
      const auto each = std::max<std::int64_t>(processes / std::max<std::int64_t>(nodeCount(), 1), 1);
      return head + "pytorch\n  process_count_per_instance: " + std::to_string(each) + "\n";
    }
    if (framework == "cntk") scope_.note("'framework: Cntk' has no counterpart: it runs as a plain command");
    return {};
  }

  std::string limits() const {
    const auto seconds = yaml::asInteger(v1Find(root_, "maxRunDurationSeconds")).value_or(0);
    if (seconds <= 0) return {};
    if (!scope_.spark) return "limits:\n  timeout: " + std::to_string(seconds) + "\n";
    scope_.note("'maxRunDurationSeconds' has no counterpart in a Spark job");
    return {};
  }

  void noteUnusedPorts(const std::string& text) const {
    for (const auto& [name, binding] : ports_.bindings) {
      if (text.find(binding) == std::string::npos)
        scope_.note("no argument names '" + name + "': hand the script " + binding);
    }
  }

  void noteTheRest() const {
    const Node history = v1Find(root_, "history");
    for (const char* key : {"outputCollection", "snapshotProject"}) {
      if (yaml::asBoolean(v1Find(history, key)) == false)
        scope_.note("'history." + std::string(key) + "' has no counterpart");
    }
    for (const Node item : v1Find(history, "directoriesToWatch").items()) {
      if (item.resolved().text() != "logs")
        scope_.note("'history.directoriesToWatch': write to './outputs' or './logs' instead of '" +
                    std::string(item.resolved().text()) + "'");
    }
    for (const char* key : {"exposedPorts", "sourceDirectoryDataStore", "batchai", "credentialPassthrough"}) {
      if (v1Find(root_, key)) scope_.note("'" + std::string(key) + "' has no counterpart");
    }
    if (equalsIgnoreCase(v1Text(root_, "target"), "containerinstance"))
      scope_.note("'containerInstance' has no counterpart");
    const Node databricks = v1Find(v1Find(root_, "environment"), "databricks");
    for (yaml::Entry entry : databricks.entries()) {
      if (entry.value.resolved().size() > 0)
        scope_.note("'environment.databricks." + std::string(entry.key.text()) + "' has no counterpart");
    }
  }

  const MigrationScope& scope_;
  Node root_;
  MigratedPorts ports_;
};

}  // namespace

bool isMigratable(const Document& document) {
  return document.kind == "v1runconfig" && document.yaml().root().isMapping();
}

Migration migrate(const Document& document, const Workspace& workspace, const std::string& folder,
                  const std::string& stem) {
  Migration made;
  made.files.push_back({stem + ".yml", ""});
  MigrationScope scope{document, workspace, folder, stem, sourceFolderOf(document), document.yaml().root(),
                       false,    made};
  scope.spark = isV1Spark(scope.root);
  std::string text = JobWriter(scope).run();
  made.files.front().text = std::move(text);
  return made;
}

}  // namespace footplate::ide
