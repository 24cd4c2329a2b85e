#include "planner/unused_fields.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "ide/v1_runconfig.h"

namespace footplate::planner {

namespace {

using yaml::Node;

void note(const std::vector<std::string>& names, std::vector<std::string>& notes) {
  if (!names.empty()) notes.push_back("not used on this machine: " + join(names, ", "));
}

constexpr std::array bodyFields{"identity", "services", "queue_settings"};
constexpr std::array resourceFields{"instance_type", "max_instance_count", "locations",
                                    "shm_size",      "docker_args",        "properties"};
constexpr std::array settingsOfUse{"default_compute", "default_datastore", "continue_on_step_failure",
                                   "force_rerun",     "on_init",           "on_finalize"};

// A field of a run configuration, "section.key", and the value that says no more than its absence.
struct V1Field {
  std::string_view path;
  std::string_view plain = {};
};

constexpr V1Field v1Fields[] = {
    {"exposedPorts"},
    {"sourceDirectoryDataStore"},
    {"datacaches"},
    {"spark.configuration"},
    {"environment.spark.packages"},
    {"environment.spark.repositories"},
    {"environment.databricks.mavenLibraries"},
    {"environment.databricks.pypiLibraries"},
    {"environment.databricks.rcranLibraries"},
    {"environment.databricks.jarLibraries"},
    {"environment.databricks.eggLibraries"},
    {"environment.python.baseCondaEnvironment"},
    {"environment.docker.arguments"},
    {"environment.docker.shmSize", "2g"},
    {"docker.arguments"},
    {"docker.shmSize", "2g"},
    {"amlcompute.vmSize"},
    {"amlcompute.vmPriority"},
    {"amlcompute.clusterMaxNodeCount", "1"},
    {"aiSuperComputer.instanceType"},
    {"aiSuperComputer.virtualClusterArmId"},
    {"kubernetesCompute.instanceType"},
    {"cmk8sCompute.configuration"},
    {"commandReturnCodeConfig.returnCode", "zero"},
    {"commandReturnCodeConfig.successfulReturnCodes"},
    {"parallelTask.entryScript"},
    {"credentialPassthrough"},
    {"identity"},
    {"applicationEndpoints"},
    {"applicationSharedFolder"},
    {"queueSettings.jobTier"},
    {"priority"},
    {"services"},
    {"parameters"},
    {"instanceTypes"},
};

bool saysSomething(Node value, std::string_view plain) {
  value = value.resolved();
  if (value.isMapping()) {
    return std::ranges::any_of(value.entries(),
                               [](yaml::Entry entry) { return saysSomething(entry.value, ""); });
  }
  if (!value.isScalar()) return value.size() > 0;
  const std::string word = toLower(trim(value.text()));
  const bool isNothing = word.empty() || word == "null" || word == "~" || word == "false" || word == "0";
  return !isNothing && word != plain;
}

}  // namespace

void noteUnused(Node body, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const char* name : bodyFields) {
    if (body.find(name)) names.emplace_back(name);
  }
  for (const char* name : resourceFields) {
    if (body.find("resources").resolved().find(name)) names.push_back(std::string("resources.") + name);
  }
  note(names, notes);
}

void noteUnusedSettings(Node settings, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const yaml::Entry entry : settings.resolved().entries()) {
    const std::string name(entry.key.text());
    if (std::ranges::find(settingsOfUse, name) == settingsOfUse.end()) names.push_back("settings." + name);
  }
  note(names, notes);
}

void noteUnusedV1(Node runconfig, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const V1Field& field : v1Fields) {
    Node value = runconfig;
    for (const std::string& key : split(field.path, '.')) value = ide::v1Find(value, key);
    if (value && saysSomething(value, field.plain)) names.emplace_back(field.path);
  }
  note(names, notes);
}

}  // namespace footplate::planner
