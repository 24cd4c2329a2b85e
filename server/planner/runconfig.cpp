#include "planner/runconfig.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/strings.h"
#include "ide/v1_runconfig.h"
#include "planner/compute.h"
#include "planner/literal.h"
#include "planner/project_config.h"
#include "planner/runconfig_data.h"
#include "planner/runconfig_environment.h"
#include "planner/unused_fields.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

using ide::v1Find;
using ide::v1Text;
using ide::v1Word;
using yaml::Node;

// Targets that are no computes of a name, and what they stand for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> foreignTargets{{
    {"containerinstance", "Azure Container Instances"},
    {"batchai", "the retired Batch AI service"},
}};

class RunConfig {
 public:
  explicit RunConfig(const PlanRequest& request)
      : request_(request),
        document_(*request.document),
        root_(document_.yaml().root().resolved()),
        source_(ide::sourceFolderOf(document_, *request.workspace)) {}

  Result<runner::RunPlan> plan() {
    if (auto can = refuseForeign(); !can) return fail(can.error());
    auto config = readProjectConfig(request_.root, *request_.workspace);
    if (!config) return fail(config.error());
    config_ = std::move(*config);
    plan_.root = request_.root;
    plan_.local = config_.local;
    plan_.sourceFile = document_.path;
    plan_.codePath = source_;
    readHeader();
    for (const auto step : {&RunConfig::readData, &RunConfig::readCommand, &RunConfig::readVariables,
                            &RunConfig::readTarget, &RunConfig::readEnvironmentOfRun}) {
      if (auto read = (this->*step)(); !read) return fail(read.error());
    }
    readDistribution();
    noteTheRest();
    return std::move(plan_);
  }

 private:
  std::string doing() const { return "planning " + document_.path + ": "; }

  Result<void> refuseForeign() const {
    if (ide::isV1Spark(root_)) {
      return fail(ErrorCode::unsupported,
                  doing() + "'framework: " + v1Text(root_, "framework") +
                      "' needs Spark, for which this version has no engine; footplate migrate makes a Spark "
                      "job of the file");
    }
    const std::string target = v1Word(root_, "target");
    for (const auto& [word, meaning] : foreignTargets) {
      if (target != word) continue;
      return fail(ErrorCode::unsupported,
                  doing() + "'target: " + v1Text(root_, "target") + "' is " + std::string(meaning) +
                      ", for which this version has no engine; choose another by --on");
    }
    return {};
  }

  void readHeader() {
    plan_.displayName = v1Text(root_, "jobName");
    plan_.description = v1Text(root_, "description");
    plan_.experiment = fileName(source_);
    plan_.timeoutSeconds =
        std::max<std::int64_t>(yaml::asInteger(v1Find(root_, "maxRunDurationSeconds")).value_or(0), 0);
    plan_.instanceCount = static_cast<int>(
        std::clamp<std::int64_t>(yaml::asInteger(v1Find(root_, "nodeCount")).value_or(1), 1, 10'000));
    addTexts(v1Find(root_, "tags"), plan_.tags);
    addTexts(v1Find(root_, "properties"), plan_.properties);
  }

  // What is there already stays.
  static void addTexts(Node map, std::map<std::string, std::string>& out) {
    for (const yaml::Entry entry : map.entries()) {
      const Node value = entry.value.resolved();
      const bool nothing = value.isNull() || yaml::typeOf(value) == yaml::ScalarType::null_;
      out.emplace(std::string(entry.key.text()), nothing ? std::string() : literalText(value));
    }
  }

  Result<void> readData() {
    auto data = readV1Data(request_, config_);
    if (!data) return fail(data.error());
    plan_.inputs = std::move(data->inputs);
    plan_.outputs = std::move(data->outputs);
    plan_.environmentVariables = std::move(data->variables);
    words_ = std::move(data->words);
    plan_.secrets = std::move(data->secrets);
    return {};
  }

  Result<void> readCommand() {
    const Node command = v1Find(root_, "command");
    if (command.isScalar() && !trim(command.text()).empty()) {
      plan_.command = v1Command(trim(command.text()), words_);
      return {};
    }
    for (const Node item : command.items())
      plan_.command += (plan_.command.empty() ? "" : " ") + v1Command(item.resolved().text(), words_);
    if (!plan_.command.empty()) return {};
    const std::string script = v1Text(root_, "script");
    if (script.empty()) {
      return fail(ErrorCode::invalid,
                  doing() + "neither 'script' nor 'command' says what to run; name a script by --script");
    }
    // The check only warns where nobody knows from which folder the script is named.
    if (request_.workspace->seesFiles() && !request_.workspace->exists(joinPath(source_, script)))
      return fail(ErrorCode::invalid, doing() + "there is no file or folder '" + script + "'");
    const std::string extension = toLower(fileExtension(script));
    plan_.command = (extension == ".r" ? "Rscript " : "python ") + v1Argument(script, {});
    const Node arguments = v1Find(root_, "arguments");
    if (arguments.isScalar()) plan_.command += " " + v1Command(arguments.text(), words_);
    for (const Node item : arguments.items()) {
      const Node word = item.resolved();
      plan_.command += " " + v1Argument(word.isNull() ? std::string() : literalText(word), words_);
    }
    return {};
  }

  Result<void> readTarget() {
    const std::string target = v1Text(root_, "target");
    const bool own = equalsIgnoreCase(target, "amlcompute");
    std::string name = own ? v1Text(v1Find(root_, "amlcompute"), "name") : target;
    if (own && name.empty()) name = "amlcompute";
    if (equalsIgnoreCase(name, "local")) name = "local";
    return chooseCompute(name, {request_.workspace, source_, request_.root, request_.strictEnvironment},
                         plan_);
  }

  Result<void> readEnvironmentOfRun() {
    auto read = readV1Environment(request_, plan_.compute == "local");
    if (!read) return fail(read.error());
    plan_.environment = std::move(read->spec);
    plan_.environment.strict = request_.strictEnvironment;
    if (!read->interpreter.empty()) plan_.local.python = read->interpreter;
    for (std::string& note : read->notes) plan_.notes.push_back(std::move(note));
    return {};
  }

  // Those of the environment count before those of the run.
  Result<void> readVariables() {
    addTexts(v1Find(v1Find(root_, "environment"), "environmentVariables"), plan_.environmentVariables);
    addTexts(v1Find(root_, "environmentVariables"), plan_.environmentVariables);
    return {};
  }

  int count(const char* section, const char* key, int otherwise) const {
    const auto given = yaml::asInteger(v1Find(v1Find(root_, section), key)).value_or(otherwise);
    return static_cast<int>(std::clamp<std::int64_t>(given, 0, 10'000));
  }

  void readDistribution() {
    const std::string framework = v1Word(root_, "framework");
    const std::string communicator = v1Word(root_, "communicator");
    runner::Distribution& made = plan_.distribution;
    if (isOneOf(communicator, {"mpi", "openmpi", "intelmpi", "horovod"}) ||
        isOneOf(framework, {"pythonmpi", "pythonintelmpi"})) {
      made.type = "mpi";
      made.processesPerNode = std::max(count("mpi", "processCountPerNode", 1), 1);
    } else if (framework == "tensorflowparameterserver" || communicator == "parameterserver") {
      made.type = "tensorflow";
      made.workers = std::max(count("tensorflow", "workerCount", 1), 1);
      made.parameterServers = count("tensorflow", "parameterServerCount", 1);
    } else if (isOneOf(communicator, {"gloo", "nccl"})) {
      made.type = "pytorch";
      made.processesPerNode = std::max(count("pytorch", "processCount", 0) / plan_.instanceCount, 1);
    }
  }

  void noteTheRest() {
    noteUnusedV1(root_, plan_.notes);
    for (const Node item : v1Find(v1Find(root_, "history"), "directoriesToWatch").items()) {
      const std::string folder(item.resolved().text());
      if (folder != "logs" && folder != "outputs")
        plan_.notes.push_back("'history.directoriesToWatch': of '" + folder +
                              "' nothing is kept; write to ./outputs or ./logs");
    }
  }

  const PlanRequest& request_;
  const ide::Document& document_;
  Node root_;
  std::string source_;
  ProjectConfig config_;
  V1Words words_;
  runner::RunPlan plan_;
};

}  // namespace

Result<runner::RunPlan> planRunconfig(const PlanRequest& request) {
  return RunConfig(request).plan();
}

}  // namespace footplate::planner
