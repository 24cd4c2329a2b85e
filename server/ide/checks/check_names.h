// Names of assets and compute targets against those that the project knows.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ide/checks/rule_parts.h"
#include "ide/references.h"

namespace footplate::ide {

class NameCheck {
 public:
  explicit NameCheck(const RuleScope& scope) : scope_(scope) {}

  // `name.unknown-<kind>`, `name.unknown-version`, `name.unknown-label`, and `rule.reference-prefix` for the
  // version of a compute target. Silent about kinds of which the project knows nothing.
  void run(yaml::Node node, const Reference& reference, const std::string& kind);

  // "this project knows no datastore …" of a name that stands in an address; `isPlain`: as it is written.
  void datastore(Span span, const std::string& name, bool isPlain);

 private:
  const std::vector<AssetName>& namesOf(const std::string& kind);
  bool isBuiltIn(const std::string& kind, const std::string& name) const;
  void addVersionTooMany(yaml::Node node, const Reference& reference);
  void addUnknown(Span span, const std::string& kind, const std::string& name, Span word);
  void checkVersion(yaml::Node node, const Reference& reference, const std::string& kind);
  void checkLabel(yaml::Node node, const Reference& reference, const std::string& kind);
  void addVersionFix(schema::Issue& issue, yaml::Node node, const Reference& reference, std::string title,
                     std::string now) const;

  RuleScope scope_;
  std::map<std::string, std::vector<AssetName>> names_;
};

// The text of a node as it is written, with its quotes.
std::string_view writtenText(yaml::Node node, const Document& document);

}  // namespace footplate::ide
