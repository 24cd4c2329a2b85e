// A v1 document said in the form of v2, in new files beside it.
#include "base/path.h"
#include "ide/migration/migrate.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "ide/v1_runconfig.h"

namespace footplate::ide {
namespace {

// A stem none of whose files is there yet; the migration that has it.
Migration freeMigration(const ActionScope& scope, const std::string& folder) {
  const std::string first = migratedStem(scope.document, folder);
  for (int i = 1; i < 20; ++i) {
    const std::string plain = fileStem(scope.document.path);
    const std::string stem = i == 1 ? first : plain + "-v2" + (i == 2 ? "" : "-" + std::to_string(i - 1));
    if (i == 2 && stem == first) continue;
    Migration made = migrate(scope.document, scope.workspace, folder, stem);
    bool taken = false;
    for (const MigratedFile& file : made.files)
      taken = taken || scope.workspace.exists(joinPath(folder, file.name));
    if (!taken) return made;
  }
  return {};
}

// Unasked, the bulb is shown at the document's first line only.
bool isWelcome(const ActionScope& scope) {
  if (!scope.automatic) return true;
  const std::size_t end = scope.document.text->find('\n');
  return end == std::string::npos || scope.range.begin <= end;
}

}  // namespace

void migrateToV2(const ActionScope& scope, std::vector<CodeAction>& found) {
  if (!scope.createsFiles || scope.document.path.empty() || scope.document.hasUserSchema()) return;
  if (!isMigratable(scope.document) || !isWelcome(scope) || isBroken(scope.document)) return;
  const std::string folder = sourceFolderOf(scope.document);
  Migration made = freeMigration(scope, folder);
  if (made.files.empty()) return;
  CodeAction action;
  action.title = "migrate to v2: '" + made.files.front().name + "'";
  const Language language = scope.workspace.settings().language;
  made.files.front().text =
      notesAsComments(made, fileName(scope.document.path), language) + made.files.front().text;
  for (MigratedFile& file : made.files)
    action.newFiles.push_back({joinPath(folder, file.name), std::move(file.text)});
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
