// An enumerated value in the spelling of the service, which takes it in any case.
#include "base/strings.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "ide/schema_places.h"

namespace footplate::ide {

void writeCanonically(const ActionScope& scope, std::vector<CodeAction>& found) {
  const yaml::Node value = valueAt(scope);
  if (scope.automatic || !value || !scope.document.schema) return;
  const std::string_view written = value.text();
  std::string canonical;
  for (const schema::SchemaNode* place :
       schemasOfValue(value, *scope.document.schema, schema::Choice::byContent)) {
    for (const yaml::Node word : place->values) {
      if (word.text() == written) return;
      if (place->ignoreCase && canonical.empty() && equalsIgnoreCase(word.text(), written))
        canonical = word.text();
    }
  }
  const std::size_t at =
      canonical.empty() ? std::string_view::npos : textOf(scope.document, value.span()).find(written);
  if (at == std::string_view::npos) return;
  const Offset begin = value.span().begin + static_cast<Offset>(at);
  CodeAction action;
  action.title = "write '" + canonical + "'";
  action.edits = {{{begin, begin + static_cast<Offset>(written.size())}, canonical}};
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
