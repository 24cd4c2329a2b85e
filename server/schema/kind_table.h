// The facts detectKind goes by: names in $schema addresses, words of `type`. Private to schema/.
#pragma once

#include <string_view>

namespace footplate::schema {

struct NamedKind {
  std::string_view name;  // in lower case
  std::string_view kind;
};

// Last part of a $schema address, without ".schema.json" or ".json".
inline constexpr NamedKind schemaNames[] = {
    {"commandjob", "commandJob"},
    {"sweepjob", "sweepJob"},
    {"pipelinejob", "pipelineJob"},
    {"sparkjob", "sparkJob"},
    {"automljob", "automlJob"},
    {"paralleljob", "parallelJob"},
    {"importjob", "importJob"},
    {"finetuningjob", "finetuningJob"},
    {"distillationjob", "distillationJob"},
    {"commandcomponent", "commandComponent"},
    {"pipelinecomponent", "pipelineComponent"},
    {"sparkcomponent", "sparkComponent"},
    {"parallelcomponent", "parallelComponent"},
    {"automlcomponent", "automlComponent"},
    {"importcomponent", "v15Component"},
    {"sweepcomponent", "v15Component"},
    {"environment", "environment"},
    {"data", "data"},
    {"dataset", "data"},
    {"dataimport", "dataImport"},
    {"model", "model"},
    {"asset", "dataOrModel"},
    {"modelversionpackage", "modelPackage"},
    {"compute", "computeAml"},
    {"amlcompute", "computeAml"},
    {"computeinstance", "computeInstance"},
    {"vmcompute", "computeVm"},
    {"kubernetescompute", "computeKubernetes"},
    {"synapsesparkcompute", "computeSynapseSpark"},
    {"schedule", "schedule"},
    {"workspace", "workspace"},
    {"registry", "registry"},
    {"connection", "connection"},
    {"workspaceconnection", "connection"},
    {"azureblob", "datastore"},
    {"azurefile", "datastore"},
    {"azuredatalakegen1", "datastore"},
    {"azuredatalakegen2", "datastore"},
    {"onlineendpoint", "onlineEndpoint"},
    {"managedonlineendpoint", "onlineEndpoint"},
    {"kubernetesonlineendpoint", "onlineEndpoint"},
    {"onlinedeployment", "onlineDeployment"},
    {"managedonlinedeployment", "onlineDeployment"},
    {"kubernetesonlinedeployment", "onlineDeployment"},
    {"batchendpoint", "batchEndpoint"},
    {"batchdeployment", "batchDeployment"},
    {"modelbatchdeployment", "batchDeployment"},
    {"pipelinecomponentbatchdeployment", "batchDeployment"},
    {"serverlessendpoint", "serverlessEndpoint"},
    {"featurestore", "featureStore"},
    {"featurestoreentity", "featureStoreEntity"},
    {"featureset", "featureSet"},
    {"featuresetspec", "featureSetSpec"},
    {"mltable", "mltable"},
};

// What `type` says in a job; the preview wrote "_job" behind it.
inline constexpr NamedKind jobTypes[] = {
    {"command", "commandJob"},     {"sweep", "sweepJob"},           {"pipeline", "pipelineJob"},
    {"spark", "sparkJob"},         {"automl", "automlJob"},         {"parallel", "parallelJob"},
    {"import", "importJob"},       {"finetuning", "finetuningJob"}, {"distillation", "distillationJob"},
    {"command_job", "commandJob"}, {"sweep_job", "sweepJob"},       {"pipeline_job", "pipelineJob"},
};

inline constexpr NamedKind componentTypes[] = {
    {"command", "commandComponent"},    {"pipeline", "pipelineComponent"},
    {"spark", "sparkComponent"},        {"parallel", "parallelComponent"},
    {"automl", "automlComponent"},      {"commandcomponent", "v15Component"},
    {"component", "v15Component"},      {"command_component", "v15Component"},
    {"sweepcomponent", "v15Component"},
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
    {"sweepcomponent", "v15Component"},
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
    {"", "computeLocal"},
};

template <std::size_t size>
std::string_view kindNamed(const NamedKind (&table)[size], std::string_view name) {
  for (const NamedKind& row : table) {
    if (row.name == name) return row.kind;
  }
  return "";
}

}  // namespace footplate::schema
