// `$schema` names one kind of job or component, and `type` makes the document another.
#include <string>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "schema/kind.h"

namespace footplate::ide {
namespace {

constexpr std::string_view ending = ".schema.json";

// The last part of the address without its ending; empty for addresses of another form.
Span nameIn(yaml::Node address) {
  const std::string_view text = address.text();
  const std::size_t slash = text.rfind('/');
  if (!address.isPlain() || !text.ends_with(ending) || slash == std::string_view::npos) return {};
  const Offset begin = address.span().begin;
  return {static_cast<Offset>(begin + slash + 1), static_cast<Offset>(begin + text.size() - ending.size())};
}

// The name is right and what stands before it is not ("azuremlschemas.az#ureedge.net").
void tellHost(yaml::Node address, const std::string& name, std::vector<schema::Issue>& issues) {
  const std::string meant = "https://azuremlschemas.azureedge.net/latest/" + name + std::string(ending);
  issues.push_back({address.span(),
                    Severity::information,
                    "rule.schema-address",
                    "no schema is at this address, '" + meant + "' is meant",
                    {{"change to '" + meant + "'", {{address.span(), meant}}}}});
}

// A name that Azure has no schema of, near one that it has.
void checkAddressName(const Document& document, yaml::Node address, std::vector<schema::Issue>& issues) {
  const Span name = nameIn(address);
  if (name.size() == 0 || address.text().find("azureml") == std::string_view::npos) return;
  std::vector<std::string> names;
  for (const schema::SchemaAddress& one : schema::schemaAddresses()) names.emplace_back(one.name);
  const std::string written = document.text->substr(name.begin, name.size());
  const std::string near = nearestName(written, names);
  if (near.empty()) return;
  if (near == written) return tellHost(address, near, issues);
  issues.push_back({address.span(),
                    Severity::information,
                    "rule.schema-address",
                    "there is no schema '" + written + "', did you mean '" + near + "'?",
                    {{"change to '" + near + "'", {{name, near}}}}});
}

}  // namespace

void checkSchemaAddress(const Document& document, std::vector<schema::Issue>& issues) {
  const yaml::Node address = document.yaml().root().find("$schema").resolved();
  const yaml::Node type = document.yaml().root().find("type").resolved();
  if (!address.isScalar()) return;
  const std::string named = schema::kindOfSchemaAddress(address.text());
  if (named.empty() && !document.kind.empty()) return checkAddressName(document, address, issues);
  if (!type.isScalar()) return;
  const bool family = (named.ends_with("Job") && document.kind.ends_with("Job")) ||
                      (named.ends_with("Component") && document.kind.ends_with("Component"));
  if (!family || named == document.kind || document.kind == "v15Component") return;
  const std::string kind = document.kind == "automlJob" ? "autoMLJob" : document.kind;
  schema::Issue issue{address.span(),
                      Severity::information,
                      "rule.schema-address",
                      "the address means '" + named + "', but 'type: " + std::string(type.text()) +
                          "' makes this '" + kind + "', and it is checked as that",
                      {}};
  if (const Span name = nameIn(address); name.size() > 0)
    issue.fixes.push_back({"change to '" + kind + "'", {{name, kind}}});
  issues.push_back(std::move(issue));
}

}  // namespace footplate::ide
