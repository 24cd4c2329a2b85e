// Addresses of the service: `azureml://datastores/NAME/paths/PATH` and the like.
#include <array>
#include <string_view>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "schema/slip.h"

namespace footplate::ide {
namespace {

constexpr std::string_view scheme = "azureml://";
constexpr std::array<std::string_view, 5> owners{"datastores", "registries", "jobs", "subscriptions",
                                                 "locations"};

// The letters at `at` when a slash ends them; else nothing.
Span wordAt(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", at);
  if (end == std::string_view::npos || text[end] != '/') return {};
  return {static_cast<Offset>(at), static_cast<Offset>(end)};
}

class AddressCheck {
 public:
  explicit AddressCheck(const RuleScope& scope) : scope_(scope), text_(*scope.document.text) {}

  void run() {
    for (std::size_t at = text_.find(scheme); at != std::string_view::npos; at = text_.find(scheme, at + 1)) {
      const Span owner = wordAt(text_, at + scheme.size());
      for (const std::string_view wanted : owners) slip(owner, wanted);
      if (text_.substr(owner.begin, owner.size()) != owners.front()) continue;
      const std::size_t slash = text_.find_first_of("/ \t\r\n\"',}]", owner.end + 1);
      if (slash != std::string_view::npos && text_[slash] == '/') slip(wordAt(text_, slash + 1), "paths");
    }
  }

 private:
  void slip(Span word, std::string_view wanted) {
    const std::string written(text_.substr(word.begin, word.size()));
    if (word.empty() || equalsIgnoreCase(written, wanted) || !schema::isSlipOf(written, wanted)) return;
    const yaml::Node node = scope_.document.yaml().nodeAt(word.begin);
    if (!node.isScalar() || !node.span().contains(word.begin)) return;  // a comment
    const std::string right(wanted);
    schema::Issue& issue =
        scope_.add(word, Severity::warning, "rule.address",
                   "'" + written + "' means nothing in this address, did you mean '" + right + "'?");
    issue.fixes.push_back({"change to '" + right + "'", {{word, right}}});
  }

  const RuleScope& scope_;
  std::string_view text_;
};

}  // namespace

void checkAddresses(const Document& document, const Workspace& workspace,
                    std::vector<schema::Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  AddressCheck(scope).run();
}

}  // namespace footplate::ide
