// The `$schema:` line that says of a document what it is.
#include <algorithm>
#include <array>

#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

using yaml::Node;

struct Address {
  std::string_view kind;
  std::string_view name;
};

// Kinds whose address is "KIND.schema.json" say it by their name alone.
constexpr std::array<Address, 37> addresses{{
    {"commandJob", "commandJob"},
    {"sweepJob", "sweepJob"},
    {"pipelineJob", "pipelineJob"},
    {"sparkJob", "sparkJob"},
    {"automlJob", "autoMLJob"},
    {"parallelJob", "parallelJob"},
    {"importJob", "importJob"},
    {"commandComponent", "commandComponent"},
    {"pipelineComponent", "pipelineComponent"},
    {"sparkComponent", "sparkComponent"},
    {"parallelComponent", "parallelComponent"},
    {"automlComponent", "automlComponent"},
    {"environment", "environment"},
    {"data", "data"},
    {"model", "model"},
    {"computeAml", "amlCompute"},
    {"computeInstance", "computeInstance"},
    {"computeVm", "vmCompute"},
    {"computeKubernetes", "kubernetesCompute"},
    {"computeSynapseSpark", "synapseSparkCompute"},
    {"schedule", "schedule"},
    {"workspace", "workspace"},
    {"registry", "registry"},
    {"connection", "workspaceConnection"},
    {"azure_blob", "azureBlob"},
    {"azure_file", "azureFile"},
    {"azure_data_lake_gen1", "azureDataLakeGen1"},
    {"azure_data_lake_gen2", "azureDataLakeGen2"},
    {"onlineEndpoint", "managedOnlineEndpoint"},
    {"onlineDeployment", "managedOnlineDeployment"},
    {"batchEndpoint", "batchEndpoint"},
    {"batchDeployment", "batchDeployment"},
    {"featureStore", "featureStore"},
    {"featureStoreEntity", "featureStoreEntity"},
    {"featureSet", "featureSet"},
    {"mltable", "MLTable"},
    {"finetuningJob", "fineTuningJob"},
}};

std::string addressOf(const Document& document, Node root) {
  std::string_view kind = document.kind;
  if (kind == "datastore") kind = root.find("type").text();
  for (const Address& address : addresses) {
    if (address.kind == kind)
      return "https://azuremlschemas.azureedge.net/latest/" + std::string(address.name) + ".schema.json";
  }
  return {};
}

}  // namespace

void addSchemaLine(const ActionScope& scope, std::vector<CodeAction>& found) {
  const Node root = scope.document.yaml().root();
  if (scope.automatic || scope.document.hasUserSchema() || !root.isMapping() || root.flow() ||
      root.indent() != 0)
    return;
  const auto isMisspelt = [](const yaml::Entry& entry) { return entry.key.text().starts_with('$'); };
  if (root.size() == 0 || std::ranges::any_of(root.entries(), isMisspelt)) return;
  // Offered at the top only: it concerns the whole document.
  const LineIndex& lines = scope.document.yaml().lines();
  if (lines.lineOf(scope.range.begin) > lines.lineOf(root.span().begin)) return;
  const std::string address = addressOf(scope.document, root);
  if (address.empty()) return;
  const Offset at = startWithProperties((*root.entries().begin()).key);
  CodeAction action;
  action.title = "add the '$schema' of this kind";
  action.edits = {{{at, at}, "$schema: " + address + "\n"}};
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
