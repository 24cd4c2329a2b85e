// The project's files as a command line sees them: the disk, looked at once a question, nothing cached but
// schemas and parsed documents. The language server puts its open buffers over this one. Any thread.
#pragma once

#include <memory>
#include <string>

#include "commands/document_cache.h"
#include "ide/workspace.h"
#include "schema/user_schemas.h"

namespace footplate::commands {

class DiskWorkspace : public ide::Workspace {
 public:
  // `root` is the project's root: where .footplate/compute/ and the project's names are looked for.
  explicit DiskWorkspace(std::string root = {}) : root_(std::move(root)) {}

  const std::string& root() const override { return root_; }
  bool seesFiles() const override { return true; }
  ide::FileKind look(const std::string& path) const override;
  std::vector<ide::FolderEntry> list(const std::string& folder) const override;
  // Files larger than 64 MiB are not read.
  std::shared_ptr<const std::string> read(const std::string& path) const override;
  // Read again when the file changed.
  std::shared_ptr<const ide::Document> document(const std::string& path) const override;
  // The same for a text that is not on the disk (yet).
  std::shared_ptr<const ide::Document> document(const std::string& path,
                                                const std::shared_ptr<const std::string>& text) const;
  // A path or file: URI, compiled once and again when the file changed; other URIs are not fetched.
  std::shared_ptr<const schema::Schema> userSchema(const std::string& location) const override;
  std::string schemaProblem(const std::string& location) const override { return schemas_.problem(location); }
  // Computes of .footplate/compute/*.yml.
  std::vector<ide::AssetName> names(std::string_view kind) const override;

 private:
  std::string root_;
  mutable schema::UserSchemas schemas_;
  mutable DocumentCache documents_;
};

}  // namespace footplate::commands
