#include "lsp/editor_workspace.h"

#include <utility>

#include "base/path.h"
#include "base/uri.h"
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

ide::FileKind EditorWorkspace::look(const std::string& path) const {
  const ide::FileKind kind = disk_->look(path);
  return kind == ide::FileKind::missing && buffers_->contains(path) ? ide::FileKind::file : kind;
}

std::shared_ptr<const std::string> EditorWorkspace::read(const std::string& path) const {
  const auto open = buffers_->find(path);
  return open != buffers_->end() ? open->second : disk_->read(path);
}

std::shared_ptr<const ide::Document> EditorWorkspace::document(const std::string& path) const {
  const auto open = buffers_->find(path);
  return open != buffers_->end() ? disk_->document(path, open->second) : disk_->document(path);
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
