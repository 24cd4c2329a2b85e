// What the rules of the document kinds share. Private to rules_*.cpp, conda.cpp and dialect.cpp.
#pragma once

#include <initializer_list>
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
void checkComponent(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
void checkProjectSettings(const Document& document, const Workspace& workspace,
                          std::vector<schema::Issue>& issues);

// The body of an environment, in a file of its own or in place.
void checkEnvironmentBody(yaml::Node body, const RuleScope& scope);
// `environment` of a job or component: a name, or a body in place.
void checkEnvironmentValue(yaml::Node environment, const RuleScope& scope);
// `distribution` of a job or component, against its `resources`.
void checkDistribution(yaml::Node body, const RuleScope& scope);
// A conda definition, in a file of its own or in place.
void checkConda(yaml::Node definition, const RuleScope& scope);
// Literal values that look like passwords: of variables with telling names, and in addresses anywhere below
// `node`.
void checkSecretVariables(yaml::Node variables, const RuleScope& scope);
void checkSecretAddresses(yaml::Node node, const RuleScope& scope);
// Every `${{ }}` of a job or component of any kind.
void checkBindings(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues);
// A path, relative to `folder`, that should exist.
void checkPathExists(yaml::Node path, const std::string& folder, const RuleScope& scope);

// The place to underline for "this entry": its key where there is one.
Span keySpan(yaml::Node value);
// A value that says something: written, and not null.
bool isWritten(yaml::Node value);
// Whether a key of the mapping is most likely this one misspelt: the schema tells that already.
bool hasMisspelt(yaml::Node mapping, std::string_view name);
// The scalars that are values anywhere below a node, aliases not followed.
std::vector<yaml::Node> scalarsBelow(yaml::Node node);

}  // namespace footplate::ide
