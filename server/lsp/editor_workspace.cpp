#include "lsp/editor_workspace.h"

#include <utility>

#include "base/path.h"
#include "base/uri.h"
#include "ide/own_files.h"
#include "schema/schema.h"

namespace footplate::lsp {
namespace {

std::string pathOf(const std::string& location) {
  return location.starts_with("file:") ? pathFromUri(location).value_or(std::string()) : location;
}

}  // namespace

EditorWorkspace::EditorWorkspace(std::shared_ptr<const commands::DiskWorkspace> disk,
                                 std::shared_ptr<const Buffers> buffers,
                                 std::shared_ptr<const ide::Settings> settings,
                                 std::shared_ptr<SchemaSources> schemas)
    : disk_(std::move(disk)),
      buffers_(std::move(buffers)),
      settings_(std::move(settings)),
      schemas_(std::move(schemas)) {}

const Buffer* EditorWorkspace::buffer(const std::string& path) const {
  const auto open = buffers_->find(path);
  return open == buffers_->end() ? nullptr : &open->second;
}

ide::FileKind EditorWorkspace::look(const std::string& path) const {
  const ide::FileKind kind = disk_->look(path);
  return kind == ide::FileKind::missing && buffers_->contains(path) ? ide::FileKind::file : kind;
}

std::shared_ptr<const std::string> EditorWorkspace::read(const std::string& path) const {
  const auto open = buffers_->find(path);
  return open != buffers_->end() ? open->second.parsed->text() : disk_->read(path);
}

std::shared_ptr<const ide::Document> EditorWorkspace::document(const std::string& path) const {
  const auto open = buffers_->find(path);
  return open != buffers_->end() ? open->second.parsed->share(*this) : disk_->document(path);
}

std::shared_ptr<const ide::ProjectFiles> EditorWorkspace::projectFiles() const {
  auto disk = disk_->projectFiles();
  const std::lock_guard lock(filesMutex_);
  if (files_ && disk == diskFiles_) return files_;
  ide::ProjectFiles::Map open;
  for (const auto& [path, buffer] : *buffers_) {
    if (ide::hasOwnName(path) && (disk_->root().empty() || isInside(path, disk_->root())))
      open[path] = buffer.parsed->facts(*this);
  }
  diskFiles_ = disk;
  files_ = std::make_shared<const ide::ProjectFiles>(std::move(disk), std::move(open));
  return files_;
}

std::vector<ide::AssetName> EditorWorkspace::names(std::string_view kind) const {
  return disk_->names(kind, projectFiles().get());
}

std::string EditorWorkspace::assetFile(std::string_view kind, std::string_view name,
                                       std::string_view version) const {
  return disk_->assetFile(kind, name, version, projectFiles().get());
}

void EditorWorkspace::settleFiles(bool again) const {
  disk_->settleFiles(again);
}

std::shared_ptr<const schema::Schema> EditorWorkspace::userSchema(const std::string& location) const {
  const auto textAt = [this](const std::string& at) -> std::shared_ptr<const std::string> {
    if (isWebAddress(at)) return schemas_->remote.text(at);
    const std::string path = pathOf(at);
    return isAbsolutePath(path) ? read(path) : nullptr;
  };
  return schemas_->compiled.get(location, textAt);
}

std::string EditorWorkspace::schemaProblem(const std::string& location) const {
  std::string problem = schemas_->compiled.problem(location);
  return problem.empty() && isWebAddress(location) ? schemas_->remote.problem(location) : problem;
}

}  // namespace footplate::lsp
