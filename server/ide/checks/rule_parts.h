// What the rules of the document kinds share. Private to rules_*.cpp, conda.cpp and dialect.cpp.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"
#include "yaml/tree.h"

namespace footplate::ide {

// Where a rule looks and what it adds to.
struct RuleScope {
  const Document& document;
  const Workspace& workspace;
  std::vector<schema::Issue>& issues;

  // The issue that was added, for its fixes.
  schema::Issue& add(Span span, Severity severity, std::string code, std::string message) const;
};

// The checks by kind; rules.cpp has the table.
void checkCommandJob(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues);
void checkEnvironmentFile(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues);
void checkCondaFile(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkRunconfig(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkSweepJob(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkPipelineJob(const Document& document, const Workspace& workspace,
                      std::vector<schema::Issue>& issues);
void checkAutomlJob(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkSparkJob(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
// The settings of a Spark component; the rest of it is checkComponent's.
void checkSparkComponent(const Document& document, const Workspace& workspace,
                         std::vector<schema::Issue>& issues);
void checkParallelJob(const Document& document, const Workspace& workspace,
                      std::vector<schema::Issue>& issues);
// What holds for jobs of every kind, for those that have no rules of their own.
void checkOtherJob(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkComponent(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkSchedule(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkCompute(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkDatastore(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkDataImport(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues);
void checkIdentityOwner(const Document& document, const Workspace& workspace,
                        std::vector<schema::Issue>& issues);
void checkEndpoint(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkDeployment(const Document& document, const Workspace& workspace,
                     std::vector<schema::Issue>& issues);
void checkDeploymentTemplate(const Document& document, const Workspace& workspace,
                             std::vector<schema::Issue>& issues);
void checkModelPackage(const Document& document, const Workspace& workspace,
                       std::vector<schema::Issue>& issues);
void checkInferenceConfig(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues);
void checkMltable(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkProjectSettings(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues);

// What `azureml://…` addresses of documents of any kind are made of.
void checkAddresses(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);

// The bodies of jobs, in files of their own and as steps of pipelines.
void checkSweepBody(yaml::Node sweep, const RuleScope& scope);
void checkAutomlBody(yaml::Node job, const RuleScope& scope);
void checkSparkBody(yaml::Node spark, const RuleScope& scope);
void checkParallelBody(yaml::Node parallel, const RuleScope& scope);
// The settings of a Spark component, in a file of its own or in place.
void checkSparkSettings(yaml::Node component, const RuleScope& scope);
// A component of a step that is written in place.
void checkInlineComponent(yaml::Node component, const std::string& type, const RuleScope& scope);
// `jobs` of a pipeline job or component.
void checkPipelineSteps(yaml::Node jobs, const RuleScope& scope);

// A search space against the `sampling_algorithm` it is gone through by.
void checkSearchSpace(yaml::Node space, yaml::Node algorithm, const RuleScope& scope);
void checkEarlyTermination(yaml::Node policy, const std::string& sampling, const RuleScope& scope);
// Two whole numbers of `limits`, of which the first must not be more than the second.
struct LimitOrder {
  std::string_view small;
  std::string_view large;
};
void checkLimitOrder(yaml::Node limits, std::initializer_list<LimitOrder> orders, const RuleScope& scope);
// Number of combinations of a search space of choices; nothing where it has a range or no names.
std::optional<double> gridSize(yaml::Node space);
std::string gridSizeWords(double size);

// `inputs` and `outputs` of a job or step: what each of them needs or excludes.
void checkJobPorts(yaml::Node job, const RuleScope& scope);
// One of `inputs`: a plain value, or where its data lies.
void checkValueOrPath(yaml::Node input, const RuleScope& scope);
// The body of an environment, in a file of its own or in place.
void checkEnvironmentBody(yaml::Node body, const RuleScope& scope);
// `environment` of a job or component: a name, or a body in place.
void checkEnvironmentValue(yaml::Node environment, const RuleScope& scope);
// `additional_includes` of a component.
void checkIncludes(yaml::Node component, const RuleScope& scope);
// `distribution` of a job or component, against its `resources`.
void checkDistribution(yaml::Node body, const RuleScope& scope);
// A cron or recurrence trigger.
void checkTrigger(yaml::Node trigger, const RuleScope& scope);
// `source` of a data import.
void checkImportSource(yaml::Node source, const RuleScope& scope);
// The identity that a compute, workspace or endpoint has, with at most that many of one's own.
void checkIdentity(yaml::Node identity, const RuleScope& scope, std::size_t mostIdentities = 100);
// `identity` of a job or step: the ids that it is named by.
void checkRunIdentity(yaml::Node identity, const RuleScope& scope);
// `min_instances` and `max_instances`.
void checkLeastAndMost(yaml::Node mapping, const RuleScope& scope);
// A conda definition, in a file of its own or in place.
void checkConda(yaml::Node definition, const RuleScope& scope);
// Literal values that look like passwords: of variables with telling names, and an address in any scalar.
void checkSecretVariables(yaml::Node variables, const RuleScope& scope);
void checkSecretAddress(yaml::Node scalar, const RuleScope& scope);
// An input with a type: limits and default against it.
void checkTypedInput(yaml::Node input, const RuleScope& scope);
// `$schema` against `type`.
void checkSchemaAddress(const Document& document, std::vector<schema::Issue>& issues);
// A list that is part of a scalar, because the line with its key is lost.
void checkSwallowedList(yaml::Node scalar, const RuleScope& scope);
// A path, relative to `folder`, that should exist.
void checkPathExists(yaml::Node path, const std::string& folder, const RuleScope& scope);

// The place to underline for "this entry": its key where there is one.
Span keySpan(yaml::Node value);
// A number, also one that YAML 1.1 takes for text ("1e-3").
std::optional<double> readNumber(yaml::Node value);
// A value that says something: written, and not null.
bool isWritten(yaml::Node value);
// Whether a key of the mapping is most likely this one misspelt: the schema tells that already.
bool hasMisspelt(yaml::Node mapping, std::string_view name);
// Likewise where the mapping may have a key of its own that is another word for this one: Spark has `args`,
// jobs have `parameters`, and neither means `inputs` there.
bool hasMisspelt(yaml::Node mapping, std::string_view name, const Document& document);
// Whether two names are apart by words that are near in letters and not in meaning: "min_value" and
// "max_value", "cpu-cluster" and "gpu-cluster". Neither is a slip of the other.
bool areOpposites(std::string_view a, std::string_view b);
// The letters and digits (ASCII) of a text, with one `filler` for whatever stands between them.
std::string wordsJoinedBy(char filler, std::string_view text);

}  // namespace footplate::ide
