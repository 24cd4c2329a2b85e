// The project's files as a command line sees them: the disk, looked at once a question, nothing cached but
// schemas and parsed documents. The language server puts its open buffers over this one. Any thread.
#pragma once

#include <memory>
#include <string>

#include "commands/document_cache.h"
#include "commands/project_index.h"
#include "commands/registered_assets.h"
#include "ide/workspace.h"
#include "schema/user_schemas.h"

namespace footplate::commands {

class DiskWorkspace : public ide::Workspace {
 public:
  // When the project's files are read: at the first question (a command line), or when index() is told to.
  enum class Indexing { atFirstUse, whenTold };

  // `root` is the project's root: where .footplate/compute/ and the project's names are looked for.
  explicit DiskWorkspace(std::string root = {}, Indexing indexing = Indexing::atFirstUse,
                         IndexLimits limits = {})
      : root_(std::move(root)), registered_(root_), indexing_(indexing), index_(root_, limits) {}

  const std::string& root() const override { return root_; }
  bool seesFiles() const override { return true; }
  ide::FileKind look(const std::string& path) const override;
  std::vector<ide::FolderEntry> list(const std::string& folder) const override;
  std::optional<ide::IgnoreLine> leftOutBy(const std::string& code, const std::string& path) const override;
  // Files larger than 64 MiB are not read.
  std::shared_ptr<const std::string> read(const std::string& path) const override;
  // Read again when the file changed.
  std::shared_ptr<const ide::Document> document(const std::string& path) const override;
  // A path or file: URI, compiled once and again when the file changed; other URIs are not fetched.
  std::shared_ptr<const schema::Schema> userSchema(const std::string& location) const override;
  std::string schemaProblem(const std::string& location) const override { return schemas_.problem(location); }
  std::shared_ptr<const ide::ProjectFiles> projectFiles() const override;
  // Assets that files of the project define, registered ones, and computes of .footplate/compute/*.yml.
  std::vector<ide::AssetName> names(std::string_view kind) const override;
  // The same with other facts than the disk's.
  std::vector<ide::AssetName> names(std::string_view kind, const ide::ProjectFiles* files) const;
  std::string assetFile(std::string_view kind, std::string_view name,
                        std::string_view version) const override;
  std::string assetFile(std::string_view kind, std::string_view name, std::string_view version,
                        const ide::ProjectFiles* files) const;
  ProjectIndex& index() const { return index_; }
  // The index has been told to read the project's files and has not ended yet: nothing is known of them.
  bool isReadingFiles() const;
  // Waits until what the index was told of is read; `again` makes it look at everything.
  void settleFiles(bool again) const;

 private:
  std::vector<ide::AssetName> localComputes() const;
  std::vector<ide::AssetName> localDatastores() const;

  std::string root_;
  RegisteredAssets registered_;
  mutable schema::UserSchemas schemas_;
  mutable DocumentCache documents_;
  Indexing indexing_;
  mutable ProjectIndex index_;
};

}  // namespace footplate::commands
