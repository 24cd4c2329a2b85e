// The world as the editor sees it: open buffers over the disk, the user's settings. Immutable; made on the
// owning thread whenever a buffer or a setting changed, read by any.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "commands/disk_workspace.h"
#include "ide/workspace.h"
#include "lsp/remote_schemas.h"
#include "schema/user_schemas.h"

namespace footplate::lsp {

// Texts of the open documents that have a file, by path.
using Buffers = std::map<std::string, std::shared_ptr<const std::string>>;

// The user's schemas, of the disk, open buffers and the web. Any thread.
struct SchemaSources {
  SchemaSources(std::string cacheFolder, std::function<void()> arrived)
      : remote(std::move(cacheFolder), std::move(arrived)) {}

  schema::UserSchemas compiled;
  RemoteSchemas remote;
};

class EditorWorkspace : public ide::Workspace {
 public:
  EditorWorkspace(std::shared_ptr<const commands::DiskWorkspace> disk, std::shared_ptr<const Buffers> buffers,
                  std::shared_ptr<const ide::Settings> settings, std::shared_ptr<SchemaSources> schemas);

  const ide::Settings& settings() const override { return *settings_; }
  const std::string& root() const override { return disk_->root(); }
  bool seesFiles() const override { return true; }
  ide::FileKind look(const std::string& path) const override;
  std::vector<ide::FolderEntry> list(const std::string& folder) const override { return disk_->list(folder); }
  std::shared_ptr<const std::string> read(const std::string& path) const override;
  std::shared_ptr<const ide::Document> document(const std::string& path) const override;
  std::shared_ptr<const schema::Schema> userSchema(const std::string& location) const override;
  std::string schemaProblem(const std::string& location) const override;
  std::vector<ide::AssetName> names(std::string_view kind) const override { return disk_->names(kind); }

 private:
  std::shared_ptr<const commands::DiskWorkspace> disk_;
  std::shared_ptr<const Buffers> buffers_;
  std::shared_ptr<const ide::Settings> settings_;
  std::shared_ptr<SchemaSources> schemas_;
};

}  // namespace footplate::lsp
