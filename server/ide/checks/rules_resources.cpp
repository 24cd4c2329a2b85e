// Rules of computes, datastores, identities and data imports.
#include <array>
#include <string>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

void checkSecondOf(Node mapping, std::string_view first, std::string_view second, const RuleScope& scope) {
  const Node both = mapping.find(second);
  if (!isWritten(mapping.find(first)) || !isWritten(both)) return;
  scope.add(keySpan(both), Severity::error, "rule.credentials",
            "only one of '" + std::string(first) + "' and '" + std::string(second) + "' may be given");
}

void checkSsh(Node settings, std::string_view key, const RuleScope& scope) {
  const Node ssh = settings.resolved();
  if (!ssh.isMapping()) return;
  checkSecretVariables(ssh, scope);
  const bool entered = isWritten(ssh.find("admin_password")) || isWritten(ssh.find(key)) ||
                       hasMisspelt(ssh, "admin_password") || hasMisspelt(ssh, key);
  if (isWritten(ssh.find("admin_username")) && !entered)
    scope.add(keySpan(ssh.find("admin_username")), Severity::warning, "rule.compute",
              "'admin_username' wants an 'admin_password' or a '" + std::string(key) + "'");
  if (isWritten(ssh.find("admin_password")) && isWritten(ssh.find(key)))
    scope.add(keySpan(ssh.find("admin_password")), Severity::hint, "rule.compute",
              "'" + std::string(key) + "' is enough, no 'admin_password' is wanted beside it");
}

void checkNetwork(Node settings, const RuleScope& scope) {
  const Node network = settings.resolved();
  const Node name = network.find("vnet_name");
  if (isWritten(name) && !isWritten(network.find("subnet")) && !hasMisspelt(network, "subnet"))
    scope.add(keySpan(name), Severity::error, "rule.compute", "'vnet_name' wants the 'subnet' as well");
}

// "- SOME_ID" where the SDK wants a mapping.
void checkNamedIdentities(Node list, const RuleScope& scope) {
  for (Node item : list.resolved().items()) {
    const Node id = item.resolved();
    if (!id.isScalar() || !isWritten(id)) continue;
    Issue& issue =
        scope.add(item.span(), Severity::error, "rule.identity", "an identity is named by its 'resource_id'");
    if (!item.isScalar()) continue;
    const std::string_view written =
        std::string_view(*scope.document.text).substr(item.span().begin, item.span().size());
    const std::string entry = "resource_id: " + std::string(written);
    issue.fixes.push_back(
        {"put 'resource_id: ' before it", {{item.span(), item.parent().flow() ? "{" + entry + "}" : entry}}});
  }
}

// A cluster of our own is found by the name of its file.
void checkOwnName(const Document& document, Node root, const RuleScope& scope) {
  const Node name = root.find("name").resolved();
  const std::string stem(fileStem(document.path));
  if (!name.isScalar() || name.text().empty() || name.text() == stem) return;
  Issue& issue = scope.add(name.span(), Severity::warning, "rule.compute",
                           "jobs find this target as '" + stem + "', by the name of its file");
  if (name.isPlain()) issue.fixes.push_back({"change to '" + stem + "'", {{name.span(), stem}}});
}

}  // namespace

void checkLeastAndMost(Node mapping, const RuleScope& scope) {
  const auto least = yaml::asInteger(mapping.find("min_instances"));
  const auto most = yaml::asInteger(mapping.find("max_instances"));
  // The schema tells what is below 0.
  if (least && most && *least > *most && *most >= 0)
    scope.add(mapping.find("max_instances").span(), Severity::error, "rule.compute",
              "'max_instances' is smaller than 'min_instances'");
}

void checkIdentity(Node identity, const RuleScope& scope, std::size_t mostIdentities) {
  const Node value = identity.resolved();
  if (!value.isMapping()) return;
  const Node type = value.find("type");
  const Node list = value.find("user_assigned_identities");
  const std::string letters = replaceAll(wordsJoinedBy('_', toLower(type.resolved().text())), "_", "");
  const bool user = letters.find("userassigned") != std::string::npos;
  if (user && !isWritten(list) && !hasMisspelt(value, "user_assigned_identities"))
    scope.add(type.span(), Severity::error, "rule.identity",
              "an identity of your own is named under 'user_assigned_identities'");
  const bool isOther = letters == "systemassigned" || letters == "none";
  if (type && isOther && isWritten(list))
    scope.add(keySpan(list), Severity::warning, "rule.identity",
              "these have no effect with 'type: " + std::string(type.resolved().text()) +
                  "', 'user_assigned' is meant");
  if (list.resolved().isSequence() && list.resolved().size() > mostIdentities)
    scope.add(keySpan(list), Severity::error, "rule.identity", "an endpoint takes one identity only");
  checkNamedIdentities(list, scope);
}

void checkRunIdentity(Node identity, const RuleScope& scope) {
  std::string_view first;
  for (const std::string_view id : {"client_id", "object_id", "msi_resource_id"}) {
    const Node value = identity.resolved().find(id);
    if (!isWritten(value)) continue;
    if (first.empty()) {
      first = id;
    } else {
      scope.add(keySpan(value), Severity::hint, "rule.identity",
                "'" + std::string(first) + "' is enough to name the identity");
    }
  }
}

void checkOtherJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  checkRunIdentity(document.yaml().root().find("identity"), {document, workspace, issues});
}

void checkCompute(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  checkLeastAndMost(root, scope);
  checkIdentity(root.find("identity"), scope);
  checkNetwork(root.find("network_settings"), scope);
  if (document.kind == "computeAml") checkSsh(root.find("ssh_settings"), "ssh_key_value", scope);
  if (document.kind == "computeVm") checkSsh(root.find("ssh_settings"), "ssh_private_key_file", scope);
  for (Node times : root.find("schedules").resolved().find("compute_start_stop").resolved().items())
    checkTrigger(times.resolved().find("trigger"), scope);
  const std::string folder = document.folder();
  if (fileName(folder) == "compute" && fileName(parentPath(folder)) == ".footplate")
    checkOwnName(document, root, scope);
}

void checkDatastore(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  const Node credentials = root.find("credentials").resolved();
  if (!credentials.isMapping() || credentials.size() == 0) return;
  checkSecondOf(credentials, "account_key", "sas_token", scope);
  checkSecondOf(credentials, "client_secret", "certificate", scope);
  checkSecondOf(credentials, "kerberos_password", "kerberos_keytab", scope);
  checkSecretVariables(credentials, scope);
  const std::string type = toLower(root.find("type").resolved().text());
  if (type != "azure_data_lake_gen1" && type != "azure_data_lake_gen2" && type != "one_lake") return;
  std::string missing;
  for (std::string_view key : {"tenant_id", "client_id"}) {
    if (!credentials.find(key) && !hasMisspelt(credentials, key)) missing = key;
  }
  const bool secret = credentials.find("client_secret") || credentials.find("certificate") ||
                      credentials.find("thumbprint") || hasMisspelt(credentials, "client_secret");
  if (missing.empty() && !secret) missing = "client_secret";
  if (!missing.empty())
    scope.add(keySpan(credentials), Severity::error, "rule.credentials",
              "a service principal wants '" + missing + "'");
}

void checkImportSource(Node source, const RuleScope& scope) {
  const Node value = source.resolved();
  if (!value.isMapping() || toLower(value.find("type").resolved().text()) != "database") return;
  constexpr std::array<std::string_view, 3> ways{"query", "table_name", "stored_procedure"};
  Node first;
  bool misspelt = false;
  for (std::string_view way : ways) {
    misspelt = misspelt || hasMisspelt(value, way);
    const Node found = value.find(way);
    if (found && first)
      scope.add(keySpan(found), Severity::error, "rule.import",
                "only one of 'query', 'table_name' and 'stored_procedure' may be given");
    if (found && !first) first = found;
  }
  if (!first && !misspelt)
    scope.add(keySpan(value), Severity::error, "rule.import",
              "a database is asked by a 'query', a 'table_name' or a 'stored_procedure'");
}

void checkDataImport(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  checkImportSource(document.yaml().root().find("source"), scope);
}

void checkIdentityOwner(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  checkIdentity(root.find("identity"), scope);
  if (document.kind == "connection") checkSecretVariables(root.find("credentials"), scope);
  if (document.kind == "featureSet")
    checkTrigger(root.find("materialization_settings").resolved().find("schedule"), scope);
}

}  // namespace footplate::ide
