#include "ide/path_folder.h"

#include "base/path.h"
#include "base/strings.h"
#include "ide/references.h"
#include "ide/v1_runconfig.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// What the key says in the mapping of the place or the nearest around it. A component and the steps of a
// pipeline have folders of their own.
Node nearest(Node place, std::string_view key) {
  for (Node up = place; up; up = up.parent()) {
    if (const Node found = up.find(key).resolved(); found.isScalar() && !found.text().empty()) return found;
    if (isOneOf(up.entryKey().text(), {"jobs", "component", "trial"})) break;
  }
  return {};
}

std::string projectFolder(const Document& document, const Workspace& workspace) {
  if (document.kind.starts_with("v1")) return sourceFolderOf(document, workspace);
  const std::string folder = document.folder();
  return fileName(folder) == ".footplate" ? parentPath(folder) : folder;
}

}  // namespace

std::string folderOfPaths(Node place, std::string_view below, const Document& document,
                          const Workspace& workspace) {
  const std::string folder = document.folder();
  if (folder.empty() || below.empty() || below == ".") return folder;
  if (below == "project") return projectFolder(document, workspace);
  const Node named = nearest(place, below);
  // Files of v1 mean their own folder where they name none.
  if (!named) return document.kind.starts_with("v1") ? folder : std::string();
  const Reference reference = readReference(named.text(), false);
  return reference.form == Reference::Form::path ? joinPath(folder, reference.name) : std::string();
}

}  // namespace footplate::ide
