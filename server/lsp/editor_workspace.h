// The world as the editor sees it: open buffers over the disk, the user's settings. Immutable; made on the
// owning thread whenever a buffer or a setting changed, read by any.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "commands/disk_workspace.h"
#include "ide/workspace.h"
#include "lsp/parsed_text.h"
#include "lsp/remote_schemas.h"
#include "schema/user_schemas.h"

namespace footplate::lsp {

// An open document that has a file.
struct Buffer {
  std::shared_ptr<const ParsedText> parsed;
  std::string uri;  // as the client writes it
};
using Buffers = std::map<std::string, Buffer>;  // by path

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
  // The open document of a file; null when it is not open.
  const Buffer* buffer(const std::string& path) const;
  bool seesFiles() const override { return true; }
  ide::FileKind look(const std::string& path) const override;
  std::vector<ide::FolderEntry> list(const std::string& folder) const override { return disk_->list(folder); }
  std::optional<ide::IgnoreLine> leftOutBy(const std::string& code, const std::string& path) const override {
    return disk_->leftOutBy(code, path);
  }
  std::shared_ptr<const std::string> read(const std::string& path) const override;
  std::shared_ptr<const ide::Document> document(const std::string& path) const override;
  std::shared_ptr<const schema::Schema> userSchema(const std::string& location) const override;
  std::string schemaProblem(const std::string& location) const override;
  // The disk's, with what open documents say of themselves now.
  std::shared_ptr<const ide::ProjectFiles> projectFiles() const override;
  std::vector<ide::AssetName> names(std::string_view kind) const override;
  std::string assetFile(std::string_view kind, std::string_view name,
                        std::string_view version) const override;
  // The project's files are not known yet.
  bool isReadingFiles() const { return disk_->isReadingFiles(); }
  // Waits until the project's files are known as they are now; `again` looks at the disk for changes nobody
  // told of.
  void settleFiles(bool again) const;

 private:
  std::shared_ptr<const commands::DiskWorkspace> disk_;
  std::shared_ptr<const Buffers> buffers_;
  std::shared_ptr<const ide::Settings> settings_;
  std::shared_ptr<SchemaSources> schemas_;
  mutable std::mutex filesMutex_;
  mutable std::shared_ptr<const ide::ProjectFiles> diskFiles_;  // what files_ was made over
  mutable std::shared_ptr<const ide::ProjectFiles> files_;
};

}  // namespace footplate::lsp
