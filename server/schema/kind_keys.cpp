#include "schema/kind_shape.h"

#include "base/path.h"
#include "base/strings.h"

namespace footplate::schema {

using yaml::Node;

namespace {

// Inputs as a component declares them: literals by type, with default, limits, or optional.
bool declaresInputs(const Shape& shape) {
  for (yaml::Entry entry : shape.value("inputs").entries()) {
    const std::string type = toLower(textOf(entry.value.find("type")));
    if (type == "integer" || type == "number" || type == "string" || type == "boolean") return true;
    if (entry.value.find("optional") || entry.value.find("default")) return true;
  }
  return false;
}

// Every input has a value: typed defaults, which jobs may write, too.
bool givesAllInputs(const Shape& shape) {
  const Node inputs = shape.value("inputs").resolved();
  return inputs.size() > 0 && std::ranges::all_of(inputs.entries(), [](yaml::Entry entry) {
           const Node input = entry.value.resolved();
           return !input.isMapping() || input.find("default") || input.find("path") || input.find("value");
         });
}

}  // namespace

bool isComponent(const Shape& shape) {
  if (shape.any({"compute", "experiment_name", "limits", "identity", "services", "queue_settings"}))
    return false;
  if (shape.has("jobs") && !shape.any({"name", "version"}) && givesAllInputs(shape)) return false;
  return shape.any({"version", "is_deterministic", "additional_includes"}) || declaresInputs(shape);
}

bool looksLikeRunconfig(const Shape& shape) {
  const auto known =
      shape.count({"script", "arguments", "target", "framework", "communicator", "nodeCount", "history",
                   "maxRunDurationSeconds", "autoPrepareEnvironment", "dataReferences", "amlcompute",
                   "sourceDirectoryDataStore", "hdi", "containerInstance", "exposedPorts"});
  return known >= 4 && shape.any({"framework", "communicator", "nodeCount", "maxRunDurationSeconds"}) &&
         shape.any({"script", "target", "environment", "command"});
}

bool looksLikeHyperdrive(const Shape& shape) {
  if (shape.any({"trial", "search_space", "objective"})) return false;  // a sweep, in whichever dialect
  return shape.any({"primary_metric_name", "max_total_runs"}) &&
         (shape.value("sampling").resolved().find("parameter_space") ||
          shape.count({"primary_metric_name", "primary_metric_goal", "max_total_runs", "max_concurrent_runs",
                       "max_duration_minutes", "sampling"}) >= 3);
}

bool looksLikeOldRunconfig(const Shape& shape) {
  // The first run configurations of the SDK had `prepareEnvironment`, too.
  if (shape.exactly("script") || shape.exactly("environment")) return false;
  // Written with capitals, which nothing else has.
  const bool isSure = shape.exactly("ArgumentVector") &&
                      (shape.exactly("Target") || shape.exactly("Framework") || shape.exactly("TrackedRun"));
  if (isSure) return true;
  return shape.count({"ArgumentVector", "Target", "Framework", "CondaDependenciesFile",
                      "SparkDependenciesFile", "PrepareEnvironment", "TrackedRun"}) >= 3;
}

namespace {

// "numpy: 1.2", a slip of "numpy=1.2".
bool isVersionBehindColon(Node item) {
  if (!item.isMapping() || item.size() != 1) return false;
  const yaml::Entry only = *item.entries().begin();
  const std::string_view version = textOf(only.value);
  return only.key.isScalar() && !version.empty() && isDigit(version.front());
}

// A list of package words, and perhaps a map of pip's; a slip among them is one, too.
bool isPackageList(Node list) {
  if (!list.isSequence() || list.size() == 0) return false;
  bool hasWord = false;
  for (Node item : list.items()) {
    const bool pip = item.isMapping() && item.find("pip");
    if (!pip && !item.isScalar() && !item.isNull() && !isVersionBehindColon(item)) return false;
    hasWord = hasWord || !isVersionBehindColon(item);
  }
  return hasWord;
}

}  // namespace

bool isCondaName(std::string_view path) {
  const std::string name = toLower(fileName(path));
  if (!name.ends_with(".yml") && !name.ends_with(".yaml")) return false;
  return name.find("conda") != std::string::npos || name == "environment.yml" || name == "environment.yaml" ||
         name.find("_env") != std::string::npos || name.find("-env") != std::string::npos ||
         name.starts_with("env");
}

namespace {

bool looksLikeConda(const Shape& shape, std::string_view path) {
  if (shape.any({"image", "build", "conda_file", "docker"}) || shape.exactly("command")) return false;
  const auto others =
      shape.others({"name", "channels", "dependencies", "prefix", "variables", "platforms", "category"});
  Node list = shape.value("dependencies");
  if (others > 0 && !(isCondaName(path) && others <= 1)) {
    // MLflow's python_env.yaml is read for conda users, too.
    return shape.exactly("build_dependencies") && isPackageList(list) &&
           shape.others({"name", "python", "build_dependencies", "dependencies"}) == 0;
  }
  if (shape.has("channels") && shape.has("dependencies")) return true;
  if (isPackageList(list)) return true;
  return isCondaName(path) && shape.any({"channels", "dependencies"});
}

}  // namespace

// The first line of a conda file, most often its name; a key below it that is being typed counts as none.
bool beginsLikeConda(Node root, std::string_view path) {
  // Many other files begin with a name.
  const std::string file = toLower(fileName(path));
  const bool conda =
      file.find("conda") != std::string::npos || isOneOf(file, {"environment.yml", "environment.yaml"});
  return conda && std::ranges::all_of(root.entries(), [](yaml::Entry entry) {
           const bool known =
               isOneOf(entry.key.text(), {"name", "channels", "dependencies", "prefix", "variables"});
           return known || !entry.key.hasColon();
         });
}

namespace {

bool looksLikeEnvironment(const Shape& shape, std::string_view path) {
  const std::ptrdiff_t strange = shape.exactly("image") && shape.exactly("conda_file") ? 1 : 0;
  if (shape.others({"name", "version", "description", "tags", "image", "build", "conda_file", "os_type",
                    "inference_config", "docker", "path", "properties", "datastore", "$schema"}) > strange ||
      shape.exactly("type"))
    return false;
  if (shape.has("conda_file")) return shape.any({"image", "name", "docker", "version"});
  const bool made = shape.any({"image", "build", "docker"});
  if (made && shape.has("name") && shape.any({"version", "os_type", "inference_config"})) return true;
  return made && shape.has("name") && toLower(fileName(path)).find("env") != std::string::npos;
}

// What `environment` of a command job looks like: a reference to an asset, or image and packages.
bool isEnvironmentReference(Node value) {
  const std::string_view text = textOf(value);
  return text.starts_with("azureml:") || text.starts_with("AzureML-") || value.resolved().find("image") ||
         value.resolved().find("conda_file") || value.resolved().find("build");
}

bool looksLikeCommandJob(const Shape& shape) {
  if (shape.any({"apiVersion", "jobs", "trial", "stages", "steps"})) return false;
  const auto known = shape.count({"command", "environment", "code", "compute", "experiment_name",
                                  "display_name", "environment_variables", "inputs", "outputs", "resources",
                                  "distribution", "limits", "identity", "description", "queue_settings"});
  if (!shape.any({"command", "environment"}) || known < 2) return false;
  const Node compute = shape.value("compute");
  const bool ours = isEnvironmentReference(shape.nearValue("environment")) ||
                    textOf(compute).starts_with("azureml:") || shape.has("experiment_name");
  if (ours) return true;
  return shape.has("command") && shape.count({"environment", "code", "compute", "inputs"}) >= 2;
}

// Steps of a component, or of a command in an environment: no other tool's `jobs` have them.
bool looksLikePipeline(const Shape& shape) {
  for (yaml::Entry entry : shape.value("jobs").resolved().entries()) {
    const Node step = entry.value.resolved();
    if (step.find("runs-on") || step.find("steps") || step.find("script")) return false;
    if (step.find("command") && isEnvironmentReference(step.find("environment"))) return true;
    if (step.find("component") || step.find("trial")) return true;
  }
  return false;
}

}  // namespace

bool looksLikeSweep(const Shape& shape) {
  if (shape.count({"trial", "search_space", "objective"}) < 2) return false;
  return shape.any({"trial", "sampling_algorithm"}) ||
         static_cast<bool>(shape.value("objective").resolved().find("primary_metric"));
}

namespace {

bool looksLikeSchedule(const Shape& shape) {
  const bool starts = shape.any({"create_job", "create_monitor", "import_data"});
  const Node trigger = shape.value("trigger").resolved();
  const bool tells = trigger.find("expression") || (trigger.find("frequency") && trigger.find("interval"));
  if (!starts && tells)
    return shape.others({"$schema", "name", "display_name", "description", "tags", "trigger"}) == 0;
  return starts &&
         (shape.has("trigger") || shape.others({"name", "display_name", "description", "tags", "properties",
                                                "create_job", "create_monitor", "import_data"}) == 0);
}

// The documents of v1 below one key.
std::string byOnlyKey(const Shape& shape) {
  const Node pipeline = shape.nearValue("pipeline").resolved();
  if (pipeline.isMapping() && Shape(pipeline).nearValue("steps").resolved().isMapping() &&
      shape.others({"pipeline"}) == 0)
    return "v1pipeline";
  const Node schedule = shape.nearValue("Schedule").resolved();
  const bool known = schedule.find("recurrence") || schedule.find("pipeline_parameters") ||
                     schedule.find("polling_interval");
  return known && shape.others({"Schedule"}) == 0 ? "v1schedule" : "";
}

bool looksLikeSparkDependencies(const Shape& shape, std::string_view path) {
  return toLower(fileName(path)).starts_with("spark_dependencies.") &&
         shape.any({"repositories", "packages", "configuration"});
}

// A compute target that does not say its type, or a word that is none.
std::string computeKind(const Shape& shape) {
  if (!shape.has("name") || shape.any({"endpoint_name", "auth_mode"})) return "";
  if (shape.any({"create_on_behalf_of", "setup_scripts", "idle_time_before_shutdown_minutes",
                 "idle_time_before_shutdown"}))
    return "computeInstance";
  if (shape.any({"min_instances", "max_instances", "idle_time_before_scale_down"}) &&
      shape.count({"size", "tier", "min_instances", "max_instances", "idle_time_before_scale_down"}) >= 2)
    return "computeAml";
  const std::string id = toLower(textOf(shape.value("resource_id")));
  if (!id.starts_with("/subscriptions/")) return "";
  if (id.find("/virtualmachines/") != std::string::npos) return "computeVm";
  if (id.find("/bigdatapools/") != std::string::npos) return "computeSynapseSpark";
  return shape.has("namespace") || id.find("/managedclusters/") != std::string::npos ? "computeKubernetes"
                                                                                     : "";
}

// Likewise a Spark or parallel job or component.
std::string untypedJobKind(const Shape& shape) {
  const Node task = shape.value("task").resolved();
  const bool parallel = task.find("entry_script") && shape.any({"input_data", "mini_batch_size"});
  const bool spark = shape.has("entry") && shape.has("conf") && shape.any({"code", "args", "resources"});
  if (!parallel && !spark) return "";
  return std::string(parallel ? "parallel" : "spark") + (isComponent(shape) ? "Component" : "Job");
}

bool looksLikeWorkspace(const Shape& shape) {
  if (shape.exactly("managed_network") || shape.exactly("hbi_workspace")) return true;
  const std::string kind = toLower(textOf(shape.value("kind")));
  if ((kind == "hub" || kind == "project") && shape.has("name"))
    return shape.count({"location", "hub_id", "workspace_hub", "public_network_access", "storage_account",
                        "default_resource_group", "enable_data_isolation", "network_acls"}) >= 1;
  return shape.count({"name", "location", "storage_account", "container_registry", "key_vault",
                      "application_insights", "app_insights", "display_name"}) >= 4 &&
         shape.any({"storage_account", "key_vault"});
}

std::string deploymentKind(const Shape& shape) {
  if (shape.has("endpoint_name") && shape.any({"mini_batch_size", "output_action", "job_definition"}))
    return "batchDeployment";
  if (shape.has("endpoint_name") && shape.has("settings") && shape.any({"component", "compute", "resources"}))
    return "batchDeployment";
  if (shape.count({"endpoint_name", "model", "instance_type", "instance_count", "code_configuration"}) >= 3)
    return "onlineDeployment";
  if (shape.has("auth_mode") && shape.value("defaults").resolved().find("deployment_name"))
    return "batchEndpoint";
  if (shape.has("auth_mode") && shape.any({"traffic", "deployments", "name"})) return "onlineEndpoint";
  return "";
}

// What needs a few telling keys only; asked after the kinds with more of them.
std::string byTellingKeys(const Shape& shape) {
  const bool serves = isOneOf(toLower(textOf(shape.value("computeType"))), {"aci", "aks", "local"});
  if (shape.has("computeType") && (shape.any({"containerResourceRequirements"}) ||
                                   (serves && shape.any({"port", "autoScaler", "authEnabled"}))))
    return "v1deployConfig";
  if (shape.has("entryScript") && shape.any({"runtime", "condaFile", "environment", "sourceDirectory"}))
    return "v1inferenceConfig";
  if (shape.has("deployment_template_type") && shape.has("name")) return "deploymentTemplate";
  if (shape.has("replication_locations")) return "registry";
  if (shape.has("data_generation_type") && shape.has("teacher_model_endpoint_connection"))
    return "distillationJob";
  if (shape.any({"account_name", "store_name"}) && shape.has("name") &&
      shape.any({"container_name", "file_share_name", "filesystem", "credentials"}))
    return "datastore";
  if (shape.has("task") && shape.has("training_data"))
    return shape.any({"model_provider", "hyperparameters"}) ? "finetuningJob" : "automlJob";
  if (shape.count({"name", "type", "target", "credentials"}) == 4) return "connection";
  if (std::string kind = computeKind(shape); !kind.empty()) return kind;
  if (std::string kind = untypedJobKind(shape); !kind.empty()) return kind;
  if (shape.any({"feature_transformation", "feature_transformation_code"}) && shape.has("features"))
    return "featureSetSpec";
  if (shape.exactly("specification") && shape.has("entities")) return "featureSet";
  if (shape.exactly("index_columns") && shape.count({"name", "version"}) == 2) return "featureStoreEntity";
  return looksLikeWorkspace(shape) ? "workspace" : "";
}

}  // namespace

std::string byKeys(const Shape& shape, std::string_view path) {
  if (shape.any({"apiVersion"})) return "";
  if (looksLikeSparkDependencies(shape, path)) return "v0sparkDeps";
  if (std::string kind = byOnlyKey(shape); !kind.empty()) return kind;
  if (looksLikeOldRunconfig(shape)) return "v0runconfig";
  if (looksLikeRunconfig(shape)) return "v1runconfig";
  if (looksLikeHyperdrive(shape)) return "v1hyperdrive";
  if (looksLikeEnvironment(shape, path)) return "environment";
  if (looksLikeConda(shape, path)) return "conda";
  if (looksLikeSweep(shape)) return "sweepJob";
  if (looksLikePipeline(shape)) return isComponent(shape) ? "pipelineComponent" : "pipelineJob";
  if (looksLikeSchedule(shape)) return "schedule";
  if (shape.exactly("local_path") && shape.count({"name", "version"}) == 2 &&
      shape.others({"name", "version", "local_path", "description", "datastore", "tags"}) == 0)
    return "dataOrModel";
  if (shape.exactly("model_id") && shape.others({"name", "display_name", "model_id", "auth_mode",
                                                 "description", "tags", "properties"}) == 0)
    return "serverlessEndpoint";
  if (std::string kind = deploymentKind(shape); !kind.empty()) return kind;
  if (std::string kind = byTellingKeys(shape); !kind.empty()) return kind;
  if (looksLikeCommandJob(shape))
    return isComponent(shape) && shape.any({"version", "additional_includes"}) ? "commandComponent"
                                                                               : "commandJob";
  return "";
}

}  // namespace footplate::schema
