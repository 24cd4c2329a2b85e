// `rule.secret`: passwords do not belong into files that are stored with every run.
#include <algorithm>

#include "base/mask.h"
#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "schema/expressions.h"
#include "schema/placeholder.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::size_t shortestKey = 16;

// Words people write where a secret will stand: "<your key>", "$KEY", "${{...}}", "__KEY__".
bool isStandIn(std::string_view text) {
  const std::string_view trimmed = trim(text);
  return trimmed.empty() || isOneOf(trimmed.substr(0, 1), {"<", "$", "{", "["}) ||
         trimmed.find("...") != std::string_view::npos || schema::isPlaceholder(trimmed);
}

bool isKeyCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '%' || c == '+' ||
         c == '/' || c == '=' || c == '-' || c == '_';
}

// "scheme://user:password@host"
bool hasPasswordInAddress(std::string_view text) {
  constexpr std::string_view mark = "://";
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + mark.size())) {
    const std::string_view rest = text.substr(at + mark.size());
    const std::string_view host = rest.substr(0, rest.find_first_of("/ \t\n\"'?#"));
    const std::size_t sign = host.rfind('@');
    const std::size_t colon = host.find(':');
    if (sign == std::string_view::npos || colon == std::string_view::npos || colon + 1 >= sign) continue;
    if (!isStandIn(host.substr(colon + 1, sign - colon - 1))) return true;
  }
  return false;
}

// A long word after "sig=" or "AccountKey=", as shared access signatures and connection strings have it.
bool hasKeyAfter(std::string_view text, std::string_view mark) {
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + mark.size())) {
    const std::string_view rest = text.substr(at + mark.size());
    const auto end = std::ranges::find_if_not(rest, isKeyCharacter);
    if (static_cast<std::size_t>(end - rest.begin()) >= shortestKey) return true;
  }
  return false;
}

// "ssh_private_key_file": where a secret is, not what it is.
bool namesPlace(std::string_view name) {
  const std::string lower = toLower(name);
  return lower.ends_with("file") || lower.ends_with("path") || lower.ends_with("_dir");
}

// "AZURE_TOKEN_CREDENTIALS: ManagedIdentityCredential": which kind of credential azure-identity takes.
bool namesCredentialKind(std::string_view name, std::string_view value) {
  return name == "AZURE_TOKEN_CREDENTIALS" || value.ends_with("Credential");
}

// The name that says what a value is. Many settings of Spark speak of credentials and hold none
// ("spark.security.credentials.hive.enabled"): of those the last word counts, behind which the keys of
// storage have their account.
std::string_view tellingName(std::string_view name) {
  if (!name.starts_with("spark.")) return name;
  for (std::string_view env : {"spark.executorEnv.", "spark.yarn.appMasterEnv."}) {
    if (name.starts_with(env)) return name.substr(env.size());
  }
  for (std::string_view mark : {"account.key.", "client.secret."}) {
    if (name.find(mark) != std::string_view::npos) return mark;
  }
  return name.substr(name.rfind('.') + 1);
}

bool isListOfPackages(const Document& document) {
  return document.kind == "conda" || document.kind == "environment";
}

// Published wheels have keys in their addresses that only let one read.
bool hasSecretInAddress(std::string_view text, const Document& document) {
  if (hasPasswordInAddress(text) || hasKeyAfter(text, "AccountKey=")) return true;
  return !isListOfPackages(document) && hasKeyAfter(text, "sig=");
}

// What is stored with no run is read by whoever has the file.
std::string adviceForAddress(const Document& document) {
  const std::string_view kind = document.kind;
  if (isListOfPackages(document))
    return "and this file is stored with every run; use a connection of the workspace instead";
  const bool isStored = kind.ends_with("Job") || kind.ends_with("Component") ||
                        kind.ends_with("Deployment") || kind == "v1runconfig" || kind == "v1pipeline";
  return isStored ? "and this file is stored with every run; use a datastore instead"
                  : "and whoever reads this file has it; use a datastore instead";
}

// No run has definitions of the workspace with it; what they are made by wants the secret.
std::string adviceFor(const Document& document) {
  const std::string_view kind = document.kind;
  if (kind == "datastore" || kind == "connection" || kind.starts_with("compute"))
    return "and whoever reads this file has it; leave it out and give it on the command line";
  return "and this file is stored with every run; read it in the script from a key vault or a file "
         "outside the project";
}

}  // namespace

void checkSecretVariables(Node variables, const RuleScope& scope) {
  for (Entry entry : variables.resolved().entries()) {
    const Node value = entry.value.resolved();
    if (!entry.key.isScalar() || !value.isScalar()) continue;
    const std::string_view name = tellingName(entry.key.text());
    if (!isSecretName(name) || namesPlace(name) || namesCredentialKind(name, value.text())) continue;
    if (!isWritten(value) || isStandIn(value.text()) || schema::hasBinding(value.text())) continue;
    scope.add(entry.value.span(), Severity::warning, "rule.secret",
              "'" + std::string(entry.key.text()) + "' looks like a secret, " + adviceFor(scope.document));
  }
}

void checkSecretAddress(Node scalar, const RuleScope& scope) {
  if (!hasSecretInAddress(scalar.text(), scope.document)) return;
  const bool isTold = std::ranges::any_of(scope.issues, [&](const schema::Issue& issue) {
    return issue.code == "rule.secret" && issue.span == scalar.span();
  });
  if (isTold) return;
  scope.add(scalar.span(), Severity::warning, "rule.secret",
            "an address with a password or key in it, " + adviceForAddress(scope.document));
}

}  // namespace footplate::ide
