// The questions in their order: an Azure ML address in $schema; the file name of a runconfig; `type`; the
// keys. Keys are matched with one slip of the finger allowed, so that a file keeps its kind (and its
// diagnostics) while a key is misspelt.
#include "schema/kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/path.h"
#include "base/strings.h"
#include "schema/kind_shape.h"
#include "schema/kind_table.h"
#include "schema/slip.h"

namespace footplate::schema {
namespace {

using yaml::Node;

bool isTypeWord(std::string_view word) {
  return !kindNamed(plainTypes, word).empty() || !kindNamed(assetTypes, word).empty() ||
         !kindNamed(jobTypes, word).empty() || !kindNamed(componentTypes, word).empty();
}

// A word of `type` of which this is a slip; the word itself when it is of none.
template <std::size_t size>
std::string withoutSlip(const NamedKind (&table)[size], std::string word) {
  constexpr std::size_t shortest = 5;  // below, a slip makes other words
  for (const NamedKind& row : table) {
    if (row.name.size() >= shortest && isSlipOf(word, row.name)) return std::string(row.name);
  }
  return word;
}

// What `type` says, also where the key or the word has a slip.
std::string typeWord(const Shape& shape) {
  std::string word = toLower(textOf(shape.value("type")));
  if (word.empty()) {
    word = toLower(textOf(shape.nearValue("type")));
    return isTypeWord(word) ? word : "";
  }
  if (isTypeWord(word)) return word;
  return withoutSlip(plainTypes, withoutSlip(assetTypes, withoutSlip(jobTypes, std::move(word))));
}

// A datastore and a connection to the same store have one word; the connection has an address, or says what
// its credentials are.
bool addressesConnection(const Shape& shape) {
  return shape.any({"target", "url"}) ||
         static_cast<bool>(shape.value("credentials").resolved().find("type"));
}

bool isOldComponent(std::string_view type) {
  return std::ranges::find(oldComponentTypes, type) != std::end(oldComponentTypes);
}

// Settings that no other tool's pipeline has: its steps may stand under another word than `jobs`.
bool hasPipelineSettings(Node settings) {
  constexpr std::array<std::string_view, 4> own{"default_compute", "default_datastore", "force_rerun",
                                                "continue_on_step_failure"};
  return std::ranges::any_of(
      own, [&](std::string_view key) { return static_cast<bool>(settings.resolved().find(key)); });
}

std::string byType(const Shape& shape) {
  const std::string type = typeWord(shape);
  if (type.empty()) return "";
  if (isOldComponent(type) && shape.any({"name", "version", "inputs", "outputs", "display_name"}))
    return "v15Component";
  if (std::string_view kind = kindNamed(plainTypes, type); !kind.empty())
    return kind == "datastore" && addressesConnection(shape) ? "connection" : std::string(kind);
  if (std::string_view kind = kindNamed(connectionTypes, type);
      !kind.empty() && shape.has("name") && !shape.has("api_type") &&
      shape.any({"target", "endpoint", "azure_endpoint"}))
    return std::string(kind);
  if (type == "component" && shape.has("spec")) return "v15Component";
  if (type == "command" && looksLikeSweep(shape) && !shape.exactly("command")) return "sweepJob";
  if (type == "kubernetes" && shape.any({"resource_id", "namespace"}) && !shape.has("endpoint_name"))
    return "computeKubernetes";
  if (std::string_view kind = kindNamed(assetTypes, type); !kind.empty() && shape.any({"path", "name"}))
    return kind == "data" && shape.exactly("source") ? "dataImport" : std::string(kind);
  const auto ofPipeline =
      shape.count({"inputs", "outputs", "settings", "experiment_name", "display_name", "compute"});
  const bool nothingElse = shape.others({"inputs", "outputs", "settings", "experiment_name", "display_name",
                                         "compute", "type", "name", "description", "tags", "identity"}) == 0;
  const bool pipeline = type == "pipeline" && (ofPipeline >= 2 || (ofPipeline == 1 && nothingElse) ||
                                               hasPipelineSettings(shape.value("settings")));
  // A command whose own key has another name.
  const bool command =
      type == "command" && shape.count({"code", "environment", "compute", "resources", "distribution",
                                        "experiment_name", "environment_variables"}) >= 2;
  const bool body =
      pipeline || command ||
      shape.any({"command", "jobs", "component", "entry", "task", "trial", "training_data", "source", "conf",
                 "search_space", "objective", "primary_metric", "target_column_name"});
  if (!body || shape.has("endpoint_name")) return "";  // a deployment has the type of what it deploys
  const std::string_view kind =
      isComponent(shape) ? kindNamed(componentTypes, type) : kindNamed(jobTypes, type);
  return std::string(kind.empty() ? kindNamed(jobTypes, type) : kind);
}

// `type` wins inside the family that $schema names, and a job's address on a component's body stays a job.
std::string insideFamily(std::string kind, const Shape& shape) {
  const std::string type = toLower(textOf(shape.value("type")));
  if (kind == "sweepJob" && type == "command" && looksLikeSweep(shape) && !shape.exactly("command"))
    return kind;
  if (kind.ends_with("Job")) {
    if (std::string_view better = kindNamed(jobTypes, type); !better.empty()) return std::string(better);
  }
  if (kind.ends_with("Component")) {
    if (isOldComponent(type)) return "v15Component";
    if (std::string_view better = kindNamed(componentTypes, type); !better.empty())
      return std::string(better);
  }
  if (kind.starts_with("compute")) {
    if (std::string_view better = kindNamed(plainTypes, type); better.starts_with("compute"))
      return std::string(better);
  }
  return kind;
}

// An address of Azure ML that names no kind, as those of the AutoML tasks or a misspelt one: the document
// itself tells. Other tools have schemas there, too.
bool isAddressOfAzure(std::string_view address) {
  const std::string name = toLower(address);
  return name.find("azureml") != std::string::npos && name.find("promptflow") == std::string::npos;
}

// A kind that the keys of any asset may make: an environment is no evidence of a command, where the address
// speaks of something else.
bool isDoubtful(std::string_view kind, std::string_view address, const Shape& shape) {
  const std::string name = toLower(address);
  return !address.empty() && kind.starts_with("command") && !shape.has("command") &&
         name.find("job") == std::string::npos && name.find("component") == std::string::npos;
}

// A job that has nothing but its head yet, of a type that no other tool has.
std::string beginsLikeJob(const Shape& shape) {
  const std::string type = toLower(textOf(shape.value("type")));
  const bool isOurs = isOneOf(type, {"sweep", "automl", "finetuning", "distillation"});
  const bool isHead = shape.others({"$schema", "type", "name", "display_name", "description",
                                    "experiment_name", "tags", "properties"}) == 0;
  return isOurs && isHead ? std::string(kindNamed(jobTypes, type)) : "";
}

bool isComputeFile(std::string_view path) {
  const std::string folder(parentPath(path));
  return fileName(folder) == "compute" && fileName(parentPath(folder)) == ".footplate";
}

// Of a file in .footplate/compute/: by its type; until that is written, by what only one of them has. "" for
// one of Azure's.
std::string ownComputeKind(const Shape& shape) {
  const std::string type = typeWord(shape);
  if (std::string_view kind = kindNamed(ownComputeTypes, withoutSlip(ownComputeTypes, type)); !kind.empty())
    return std::string(kind);
  if (kindNamed(plainTypes, type).starts_with("compute") || type == "kubernetes") return "";
  if (shape.any({"partition", "account", "qos", "nodelist", "cpus_per_task"})) return "computeSlurm";
  return shape.any({"host", "identity_file"}) ? "computeSsh" : "computeLocal";
}

}  // namespace

std::string kindOfSchemaAddress(std::string_view address) {
  std::string name = toLower(address.substr(0, address.find('#')));
  if (name.find("azureml") == std::string::npos) return "";
  const std::size_t slash = name.rfind('/');
  if (slash != std::string::npos) name = name.substr(slash + 1);
  for (std::string_view ending : {".schema.json", ".json", ".yaml"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  const auto row = std::ranges::find_if(
      schemaNames, [&](const SchemaName& one) { return equalsIgnoreCase(one.name, name); });
  return row == std::end(schemaNames) ? "" : std::string(row->kind);
}

std::vector<KindWord> kindsLike(std::string_view kind) {
  std::vector<KindWord> all;
  const auto collect = [&](const auto& table, auto isOne) {
    for (const NamedKind& row : table) {
      const bool isKnown =
          std::ranges::any_of(all, [&](const KindWord& one) { return one.kind == row.kind; });
      if (!isKnown && isOne(row.kind)) all.push_back({row.name, row.kind});
    }
  };
  const auto isAny = [](std::string_view) { return true; };
  if (kind.ends_with("Job")) collect(jobTypes, isAny);
  if (kind.ends_with("Component") && kind != "v15Component")
    collect(componentTypes, [](std::string_view one) { return one != "v15Component"; });
  if (kind.starts_with("compute")) {
    collect(plainTypes, [](std::string_view one) { return one.starts_with("compute"); });
    all.push_back({"kubernetes", "computeKubernetes"});
  }
  const bool isMember = std::ranges::any_of(all, [&](const KindWord& one) { return one.kind == kind; });
  return isMember ? all : std::vector<KindWord>();
}

std::vector<SchemaAddress> schemaAddresses() {
  std::vector<SchemaAddress> found;
  for (const SchemaName& row : schemaNames) {
    if (row.isOffered)
      found.push_back(
          {"https://azuremlschemas.azureedge.net/latest/" + std::string(row.name) + ".schema.json", row.name,
           row.kind});
  }
  return found;
}

std::string detectKind(std::string_view path, const yaml::Tree& tree) {
  const Node root = tree.root();
  const bool runconfig = fileExtension(path) == ".runconfig";
  const std::string name = toLower(fileName(path));
  if (name == "config.yml" && fileName(parentPath(path)) == ".footplate") return "footplateConfig";
  if (fileName(path) == ".amlignore") return "amlignore";
  if (fileName(path) == "MLTable") return "mltable";
  if (!root.isMapping()) {
    if (root.isSequence()) return "";
    return runconfig             ? "v1runconfig"
           : isCondaName(path)   ? "conda"
           : isComputeFile(path) ? "computeLocal"
                                 : "";
  }
  const Shape shape(root);
  const bool isWorkbench = fileName(parentPath(path)) == "aml_config" && fileExtension(path) == ".compute";
  if (isWorkbench) return "v0compute";
  const std::string_view address = textOf(shape.nearValue("$schema"));
  if (!address.empty()) {
    std::string kind = kindOfSchemaAddress(address);
    if (!kind.empty()) return insideFamily(std::move(kind), shape);
    if (toLower(address).find("componentsdk.azureedge.net") != std::string::npos) return "v15Component";
    if (!runconfig && !isAddressOfAzure(address)) return "";
  }
  if (isComputeFile(path)) {
    if (std::string kind = ownComputeKind(shape); !kind.empty()) return kind;
  }
  if (runconfig && !looksLikeHyperdrive(shape))
    return looksLikeOldRunconfig(shape) || shape.exactly("ArgumentVector") ? "v0runconfig" : "v1runconfig";
  if (std::string kind = byType(shape); !kind.empty()) return kind;
  if (name == "featuresetspec.yaml" || name == "featuresetspec.yml") return "featureSetSpec";
  if (std::string kind = byKeys(shape, path); !kind.empty())
    return isDoubtful(kind, address, shape) ? "" : kind;
  if (beginsLikeConda(root, path)) return "conda";
  return beginsLikeJob(shape);
}

}  // namespace footplate::schema
