#include "ide/migration/migrate.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <string_view>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/l10n/l10n.h"
#include "ide/migration/migrate_parts.h"

namespace footplate::ide {
namespace {

using Migrate = std::string (*)(const MigrationScope&);

constexpr std::array<std::pair<std::string_view, Migrate>, 4> readers{{
    {"v1runconfig", migrateRun},
    {"v1hyperdrive", migrateSweep},
    {"v1pipeline", migratePipeline},
    {"v1schedule", migrateSchedule},
}};

Migrate readerOf(const Document& document) {
  for (const auto& [kind, reader] : readers) {
    if (document.kind == kind) return reader;
  }
  return nullptr;
}

// Whether a document behind the first says something.
bool holdsMore(const yaml::Tree& tree) {
  return std::ranges::any_of(tree.documents() | std::views::drop(1),
                             [&](yaml::NodeId root) { return !tree.node(root).isNull(); });
}

}  // namespace

bool isMigratable(const Document& document) {
  return readerOf(document) != nullptr && document.yaml().root().isMapping();
}

std::string migratedStem(const Document& document, const std::string& folder) {
  const std::string stem = fileStem(document.path);
  return joinPath(folder, stem + ".yml") == document.path ? stem + "-v2" : stem;
}

Migration migrate(const Document& document, const Workspace& workspace, const std::string& folder,
                  const std::string& stem) {
  Migration made;
  const Migrate reader = readerOf(document);
  if (reader == nullptr) return made;
  made.files.push_back({stem + ".yml", ""});
  const MigrationScope scope{
      document, workspace, folder, stem, sourceFolderOf(document, workspace), document.yaml().root(), made};
  std::string text = reader(scope);
  if (holdsMore(document.yaml()))
    scope.note("the file holds several documents: all but the first are left out");
  if (document.text->find("${{") != std::string::npos)
    scope.note("v2 fills in what stands in '${{ }}': the file has such a text of its own");
  made.files.front().text = std::move(text);
  return made;
}

std::string notesAsComments(const Migration& made, const std::string& from, Language language) {
  std::string text =
      translate(language, "# Migrated from " + from + (made.notes.empty() ? "." : "; to look at:")) + "\n";
  for (const std::string& note : made.notes)
    text += "# - " + translate(language, replaceAll(replaceAll(note, "\r", " "), "\n", " ")) + "\n";
  return text;
}

}  // namespace footplate::ide
