#include "ide/completion/completion_paths.h"

#include <algorithm>
#include <memory>

#include "base/path.h"
#include "base/strings.h"
#include "ide/project_files.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostEntries = 2000;  // of a folder

// How well a file or folder suits a place, by what its name says and what the project knows of it.
class Fit {
 public:
  Fit(const Workspace& workspace, const WantedPath& wanted, std::string place)
      : workspace_(workspace), wanted_(wanted), place_(std::move(place)) {
    if (!wanted.holds.empty()) files_ = workspace.projectFiles();
  }

  std::string order(const FolderEntry& entry) const {
    if (entry.isFolder) return (holdsFile(entry.name) ? "3" : "4") + entry.name;
    const auto isEnd = [&entry](const std::string& end) { return entry.name.ends_with(end); };
    const bool ends = std::ranges::any_of(wanted_.ends, isEnd);
    const bool fits = wanted_.ends.empty() ? wanted_.isFile : ends && mayHold(entry.name);
    return (fits ? "3" : ends ? "5" : "6") + entry.name;
  }

 private:
  // The project knows all YAML of ours below its root; of other files the name has to do.
  bool mayHold(const std::string& name) const {
    const bool isYaml = isOneOf(fileExtension(name), {".yml", ".yaml"});
    const std::string path = joinPath(place_, name);
    if (!files_ || !isYaml || !isInside(path, workspace_.root())) return true;
    const FileFacts* facts = files_->find(path);
    return facts != nullptr && (facts->kind == wanted_.holds || namedKindOf(facts->kind) == wanted_.holds);
  }

  bool holdsFile(const std::string& name) const {
    return std::ranges::any_of(wanted_.files, [&](const std::string& file) {
      return workspace_.look(joinPath(joinPath(place_, name), file)) == FileKind::file;
    });
  }

  const Workspace& workspace_;
  const WantedPath& wanted_;
  std::string place_;
  std::shared_ptr<const ProjectFiles> files_;
};

std::vector<FolderEntry> entriesOf(const Document& document, const Workspace& workspace,
                                   const WantedPath& wanted, const std::string& place,
                                   std::string_view begun) {
  std::vector<FolderEntry> entries = workspace.list(place);
  const bool hidden = begun.starts_with('.');
  // A document that is named by what it holds is never named in itself.
  const bool leavesItself = !wanted.holds.empty() && parentPath(document.path) == place;
  std::erase_if(entries, [&](const FolderEntry& entry) {
    if (entry.name.starts_with('.') && !hidden) return true;
    if (leavesItself && entry.name == fileName(document.path)) return true;
    return wanted.isFolder && !entry.isFolder;
  });
  if (isOneOf(begun, {".", ".."}) && place != "/") entries.push_back({"..", true});
  // Of very many only those that begin as it is typed: others would take their places.
  if (entries.size() > mostEntries) {
    std::erase_if(entries, [&](const FolderEntry& entry) { return !entry.name.starts_with(begun); });
    entries.resize(std::min(entries.size(), mostEntries));
  }
  return entries;
}

}  // namespace

std::vector<PathChoice> pathChoices(const Document& document, const Workspace& workspace,
                                    const WantedPath& wanted, std::string_view typed) {
  if (!workspace.seesFiles() || wanted.folder.empty()) return {};
  const std::string head(typed.substr(0, typed.rfind('/') + 1));
  const std::string place = head.empty() ? wanted.folder : joinPath(wanted.folder, head);
  const Fit fit(workspace, wanted, place);
  std::vector<PathChoice> choices;
  for (const FolderEntry& entry : entriesOf(document, workspace, wanted, place, typed.substr(head.size()))) {
    const std::string name = entry.name + (entry.isFolder ? "/" : "");
    choices.push_back({head + name, name, entry.isFolder, fit.order(entry)});
  }
  return choices;
}

}  // namespace footplate::ide
