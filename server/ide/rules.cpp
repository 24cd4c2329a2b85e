#include "ide/rules.h"

#include <string_view>

namespace footplate::ide {
namespace {

using Check = void (*)(const Document&, const Workspace&, std::vector<schema::Issue>&);

struct Rule {
  std::string_view kind;
  Check check;
};

// Which rules judge which kind of document; the last row ends the table.
constexpr Rule rules[] = {
    {"", nullptr},
};

}  // namespace

void checkRules(const Document& document, const Workspace& workspace, std::vector<schema::Issue>& issues) {
  for (const Rule& rule : rules) {
    if (rule.check != nullptr && rule.kind == document.kind) rule.check(document, workspace, issues);
  }
}

}  // namespace footplate::ide
