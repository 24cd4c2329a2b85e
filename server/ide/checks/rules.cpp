#include "ide/checks/rules.h"

#include <string_view>

#include "ide/checks/rule_parts.h"

namespace footplate::ide {
namespace {

using Check = void (*)(const Document&, const Workspace&, std::vector<schema::Issue>&);

struct Rule {
  std::string_view kind;
  Check check;
};

// Which rules judge which kind of document.
constexpr Rule rules[] = {
    {"commandJob", checkCommandJob},
    {"sweepJob", checkSweepJob},
    {"pipelineJob", checkPipelineJob},
    {"automlJob", checkAutomlJob},
    {"sparkJob", checkSparkJob},
    {"parallelJob", checkParallelJob},
    {"importJob", checkOtherJob},
    {"finetuningJob", checkOtherJob},
    {"distillationJob", checkOtherJob},
    {"environment", checkEnvironmentFile},
    {"conda", checkCondaFile},
    {"v1runconfig", checkRunconfig},
    {"footplateConfig", checkProjectSettings},
    {"commandComponent", checkComponent},
    {"automlComponent", checkComponent},
    {"parallelComponent", checkComponent},
    {"sparkComponent", checkComponent},
    {"sparkComponent", checkSparkComponent},
    {"pipelineComponent", checkComponent},
    {"schedule", checkSchedule},
    {"computeAml", checkCompute},
    {"computeInstance", checkCompute},
    {"computeVm", checkCompute},
    {"computeKubernetes", checkCompute},
    {"computeSynapseSpark", checkCompute},
    {"computeLocal", checkCompute},
    {"computeSsh", checkCompute},
    {"computeSlurm", checkCompute},
    {"datastore", checkDatastore},
    {"dataImport", checkDataImport},
    {"workspace", checkIdentityOwner},
    {"featureStore", checkIdentityOwner},
    {"featureSet", checkIdentityOwner},
    {"connection", checkIdentityOwner},
    {"onlineEndpoint", checkEndpoint},
    {"batchEndpoint", checkEndpoint},
    {"onlineDeployment", checkDeployment},
    {"batchDeployment", checkDeployment},
    {"deploymentTemplate", checkDeploymentTemplate},
    {"modelPackage", checkModelPackage},
    {"mltable", checkMltable},
    {"v1inferenceConfig", checkInferenceConfig},
};

// What is looked for in every value, of all documents of the file: a pipeline of 500 KB has thousands.
void checkScalars(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const yaml::Tree& tree = document.yaml();
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const yaml::Node node = tree.node(id);
    if (!node.isScalar() || node.isKey()) continue;
    checkSecretAddress(node, scope);
    checkSwallowedList(node, scope);
  }
}

}  // namespace

void checkRules(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues) {
  for (const Rule& rule : rules) {
    if (rule.kind == document.kind) rule.check(document, workspace, issues);
  }
  if (!document.kind.empty()) {
    checkAddresses(document, workspace, issues);
    checkScalars(document, workspace, issues);
  }
  checkSchemaAddress(document, issues);
}

}  // namespace footplate::ide
