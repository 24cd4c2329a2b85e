#include "lsp/editor_workspace.h"

#include <utility>

#include "base/uri.h"
#include "schema/schema.h"

namespace footplate::lsp {
namespace {

std::string pathOf(const std::string& location) {
  return location.starts_with("file:") ? pathFromUri(location).value_or(std::string()) : location;
}

}  // namespace

std::shared_ptr<const schema::Schema> BufferSchemas::get(const std::string& path,
                                                         const std::shared_ptr<const std::string>& text) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[path];
  if (entry.text != text) {
    auto compiled = schema::Schema::compile(*text, schema::Typing::yaml12);
    entry = {text, compiled ? *compiled : nullptr};
  }
  return entry.schema;
}

EditorWorkspace::EditorWorkspace(std::shared_ptr<const commands::DiskWorkspace> disk,
                                 std::shared_ptr<const Buffers> buffers,
                                 std::shared_ptr<const ide::Settings> settings,
                                 std::shared_ptr<BufferSchemas> schemas)
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
  const std::string path = pathOf(location);
  const auto open = buffers_->find(path);
  return open != buffers_->end() ? schemas_->get(path, open->second) : disk_->userSchema(location);
}

}  // namespace footplate::lsp
