#include "ide/additional_includes.h"

#include "base/path.h"
#include "base/strings.h"

namespace footplate::ide {

namespace {

using yaml::Node;

constexpr std::string_view key = "additional_includes";

// Of a list; `lines` counts where it stands in a file of its own.
void addItems(Node list, const std::string& folder, const yaml::Tree* lines, const std::string& file,
              std::vector<Include>& includes) {
  for (const Node item : list.resolved().items()) {
    const Node value = item.resolved();
    Include include;
    if (value.isScalar()) include.written = trim(value.text());
    if (value.isScalar() && include.written.empty()) continue;
    include.path = joinPath(folder, include.written);
    include.span = item.span();
    include.file = file;
    if (lines) include.line = static_cast<int>(lines->lines().lineOf(item.span().begin)) + 1;
    includes.push_back(std::move(include));
  }
}

void addFile(const std::string& file, const Workspace& workspace, std::vector<Include>& includes) {
  if (workspace.look(file) != FileKind::file) return;
  const auto text = workspace.read(file);
  if (!text) return;
  const std::string folder = parentPath(file);
  const auto tree = yaml::parse(text);
  if (const Node root = tree->root().resolved(); root.isMapping()) {
    addItems(root.find(key), folder, tree.get(), file, includes);
    return;
  }
  int number = 0;
  for (const std::string& line : split(*text, '\n')) {
    ++number;
    const std::string written(trim(line));
    if (!written.empty()) includes.push_back({joinPath(folder, written), written, {}, file, number});
  }
}

}  // namespace

std::vector<Include> additionalIncludes(Node component, const std::string& folder, const std::string& file,
                                        const Workspace& workspace) {
  std::vector<Include> includes;
  addItems(component.find(key), folder, nullptr, "", includes);
  if (!file.empty()) addFile(joinPath(folder, fileStem(file) + "." + std::string(key)), workspace, includes);
  return includes;
}

std::string folderToPack(const std::string& path, const Workspace& workspace) {
  if (fileExtension(path) != ".zip" || workspace.exists(path)) return {};
  std::string folder = joinPath(parentPath(path), fileStem(path));
  return workspace.isFolder(folder) ? folder : std::string();
}

}  // namespace footplate::ide
