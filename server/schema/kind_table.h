// The facts detectKind goes by: names in $schema addresses, words of `type`. Private to schema/.
#pragma once

#include <string_view>

namespace footplate::schema {

struct NamedKind {
  std::string_view name;  // in lower case
  std::string_view kind;
};

struct SchemaName {
  std::string_view name;  // as Azure writes it, matched whatever the case
  std::string_view kind;
  bool isOffered = true;  // to somebody who writes one; others are old or meant for programs
};

// Last part of a $schema address, without ".schema.json" or ".json"; the usual one of a kind first.
inline constexpr SchemaName schemaNames[] = {
    {"commandJob", "commandJob"},
    {"sweepJob", "sweepJob"},
    {"pipelineJob", "pipelineJob"},
    {"sparkJob", "sparkJob"},
    {"autoMLJob", "automlJob"},
    {"parallelJob", "parallelJob"},
    {"importJob", "importJob"},
    {"fineTuningJob", "finetuningJob"},
    {"distillationJob", "distillationJob"},
    {"commandComponent", "commandComponent"},
    {"pipelineComponent", "pipelineComponent"},
    {"sparkComponent", "sparkComponent"},
    {"parallelComponent", "parallelComponent"},
    {"automlComponent", "automlComponent"},
    {"importComponent", "v15Component", false},
    {"sweepComponent", "v15Component", false},
    {"environment", "environment"},
    {"data", "data"},
    {"dataset", "data", false},
    {"dataImport", "dataImport"},
    {"model", "model"},
    {"asset", "dataOrModel"},
    {"modelVersionPackage", "modelPackage"},
    {"amlCompute", "computeAml"},
    {"compute", "computeAml", false},
    {"computeInstance", "computeInstance"},
    {"vmCompute", "computeVm"},
    {"kubernetesCompute", "computeKubernetes"},
    {"synapseSparkCompute", "computeSynapseSpark"},
    {"schedule", "schedule"},
    {"workspace", "workspace"},
    {"registry", "registry"},
    {"workspaceConnection", "connection"},
    {"connection", "connection", false},
    {"azureBlob", "datastore"},
    {"azureFile", "datastore"},
    {"azureDataLakeGen1", "datastore"},
    {"azureDataLakeGen2", "datastore"},
    {"managedOnlineEndpoint", "onlineEndpoint"},
    {"kubernetesOnlineEndpoint", "onlineEndpoint"},
    {"onlineEndpoint", "onlineEndpoint", false},
    {"managedOnlineDeployment", "onlineDeployment"},
    {"kubernetesOnlineDeployment", "onlineDeployment"},
    {"onlineDeployment", "onlineDeployment", false},
    {"batchEndpoint", "batchEndpoint"},
    {"modelBatchDeployment", "batchDeployment"},
    {"pipelineComponentBatchDeployment", "batchDeployment"},
    {"batchDeployment", "batchDeployment"},
    {"serverlessEndpoint", "serverlessEndpoint"},
    {"deploymentTemplate", "deploymentTemplate"},
    {"featureStore", "featureStore"},
    {"featureStoreEntity", "featureStoreEntity"},
    {"featureSet", "featureSet"},
    {"featureSetSpec", "featureSetSpec", false},
    {"MLTable", "mltable"},
};

// What `type` says in a job; the preview wrote "_job" behind it.
inline constexpr NamedKind jobTypes[] = {
    {"command", "commandJob"},     {"sweep", "sweepJob"},           {"pipeline", "pipelineJob"},
    {"spark", "sparkJob"},         {"automl", "automlJob"},         {"parallel", "parallelJob"},
    {"import", "importJob"},       {"finetuning", "finetuningJob"}, {"distillation", "distillationJob"},
    {"command_job", "commandJob"}, {"sweep_job", "sweepJob"},       {"pipeline_job", "pipelineJob"},
};

inline constexpr NamedKind componentTypes[] = {
    {"command", "commandComponent"}, {"pipeline", "pipelineComponent"},
    {"spark", "sparkComponent"},     {"parallel", "parallelComponent"},
    {"automl", "automlComponent"},   {"commandcomponent", "v15Component"},
    {"component", "v15Component"},   {"command_component", "v15Component"},
};

// Words of `type` of the v1.5 component SDK.
inline constexpr std::string_view oldComponentTypes[] = {
    "commandcomponent",      "sweepcomponent",    "parallelcomponent",     "distributedcomponent",
    "pipelinecomponent",     "sparkcomponent",    "hdinsightcomponent",    "scopecomponent",
    "hemeracomponent",       "starlitecomponent", "datatransfercomponent", "ae365exepoolcomponent",
    "aetherbridgecomponent",
};

// Words of `type` that say all, whatever else is there.
inline constexpr NamedKind plainTypes[] = {
    {"amlcompute", "computeAml"},
    {"computeinstance", "computeInstance"},
    {"virtualmachine", "computeVm"},
    {"synapsespark", "computeSynapseSpark"},
    {"azure_blob", "datastore"},
    {"azure_file", "datastore"},
    {"azure_data_lake_gen1", "datastore"},
    {"azure_data_lake_gen2", "datastore"},
    {"one_lake", "datastore"},
    {"hdfs", "datastore"},
    {"commandcomponent", "v15Component"},
    {"command_component", "v15Component"},
};

// Words of `type` that only connections have, beside an address.
inline constexpr NamedKind connectionTypes[] = {
    {"git", "connection"},
    {"python_feed", "connection"},
    {"container_registry", "connection"},
    {"s3", "connection"},
    {"snowflake", "connection"},
    {"azure_sql_db", "connection"},
    {"azure_synapse_analytics", "connection"},
    {"azure_my_sql_db", "connection"},
    {"azure_postgres_db", "connection"},
    {"azure_one_lake", "connection"},
    {"azure_open_ai", "connection"},
    {"azure_ai_services", "connection"},
    {"azure_ai_search", "connection"},
    {"azure_content_safety", "connection"},
    {"azure_speech_services", "connection"},
};

// Words of `type` that say it together with a `name` or `path`.
inline constexpr NamedKind assetTypes[] = {
    {"uri_file", "data"},      {"uri_folder", "data"},    {"mltable", "data"},
    {"custom_model", "model"}, {"mlflow_model", "model"}, {"triton_model", "model"},
};

// Words of `type` in .footplate/compute/.
inline constexpr NamedKind ownComputeTypes[] = {
    {"local", "computeLocal"},
    {"ssh", "computeSsh"},
    {"slurm", "computeSlurm"},
};

template <std::size_t size>
std::string_view kindNamed(const NamedKind (&table)[size], std::string_view name) {
  for (const NamedKind& row : table) {
    if (row.name == name) return row.kind;
  }
  return "";
}

}  // namespace footplate::schema
