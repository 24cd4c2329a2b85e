#include "commands/disk_workspace.h"

#include <filesystem>

#include "base/fs.h"
#include "base/path.h"
#include "base/text_file.h"
#include "base/uri.h"
#include "ide/references.h"
#include "runner/snapshots/left_out.h"

namespace footplate::commands {

namespace fsys = std::filesystem;

namespace {
constexpr std::uint64_t largestFile = UINT64_C(64) << 20;

std::string pathOf(const std::string& location) {
  if (location.starts_with("file:")) return pathFromUri(location).value_or(std::string());
  return uriScheme(location).empty() ? location : std::string();
}
}  // namespace

ide::FileKind DiskWorkspace::look(const std::string& path) const {
  std::error_code error;
  const fsys::file_status status = fsys::status(path, error);
  if (error || !fsys::exists(status)) return ide::FileKind::missing;
  return fsys::is_directory(status) ? ide::FileKind::folder : ide::FileKind::file;
}

std::optional<ide::IgnoreLine> DiskWorkspace::leftOutBy(const std::string& code,
                                                        const std::string& path) const {
  const auto rule = runner::ruleAgainst(code, path);
  if (!rule) return std::nullopt;
  return ide::IgnoreLine{rule->text, rule->line, rule->source};
}

std::vector<ide::FolderEntry> DiskWorkspace::list(const std::string& folder) const {
  std::vector<ide::FolderEntry> entries;
  const auto names = listFolder(folder);
  if (!names) return entries;
  for (const std::string& name : *names) entries.push_back({name, folderExists(joinPath(folder, name))});
  return entries;
}

std::shared_ptr<const std::string> DiskWorkspace::read(const std::string& path) const {
  auto file = readTextFile(path, largestFile);
  if (!file) return nullptr;
  return std::make_shared<const std::string>(std::move(file->text));
}

std::shared_ptr<const ide::Document> DiskWorkspace::document(const std::string& path) const {
  return documents_.onDisk(path, *this);
}

std::shared_ptr<const schema::Schema> DiskWorkspace::userSchema(const std::string& location) const {
  return schemas_.get(location, [this](const std::string& at) -> std::shared_ptr<const std::string> {
    const std::string path = pathOf(at);
    return isAbsolutePath(path) ? read(path) : nullptr;
  });
}

std::shared_ptr<const ide::ProjectFiles> DiskWorkspace::projectFiles() const {
  if (root_.empty()) return nullptr;
  if (indexing_ == Indexing::atFirstUse && !index_.files()) index_.work();
  return index_.files();
}

bool DiskWorkspace::isReadingFiles() const {
  return !root_.empty() && indexing_ == Indexing::whenTold && !index_.files();
}

void DiskWorkspace::settleFiles(bool again) const {
  if (root_.empty()) return;
  if (again) index_.wantAll();
  index_.work();
}

std::vector<ide::AssetName> DiskWorkspace::names(std::string_view kind) const {
  return names(kind, projectFiles().get());
}

std::vector<ide::AssetName> DiskWorkspace::names(std::string_view kind,
                                                 const ide::ProjectFiles* files) const {
  std::vector<ide::AssetName> found;
  if (root_.empty()) return found;
  if (kind == "compute") found = localComputes();
  if (kind == "datastore") found = localDatastores();
  if (files) {
    for (const ide::FileFacts* file : files->defining(kind)) {
      const std::string place = relativePath(file->path, root_);
      if (!place.starts_with(".footplate/")) found.push_back({file->name, file->version, place});
    }
  }
  for (const store::Asset& asset : registered_.ofKind(kind))
    found.push_back({asset.name, asset.version, "registered"});
  return found;
}

std::string DiskWorkspace::assetFile(std::string_view kind, std::string_view name,
                                     std::string_view version) const {
  return assetFile(kind, name, version, projectFiles().get());
}

std::string DiskWorkspace::assetFile(std::string_view kind, std::string_view name, std::string_view version,
                                     const ide::ProjectFiles* files) const {
  const ide::FileFacts* own = files ? files->definition(kind, name, version) : nullptr;
  const auto registered = registered_.find(kind, name, version);
  if (!registered) return own ? own->path : std::string();
  // What was registered as a version stays that, whatever a file says now; a file that is ahead is the
  // newest.
  const bool newest = version.empty() || version.starts_with('@');
  const bool isAhead = own && newest && ide::isHigherVersion(own->version, registered->asset.version);
  return isAhead ? own->path : registered->file;
}

// A run goes where .footplate/compute/NAME.yml says; the file's name counts, whatever it says of itself.
std::vector<ide::AssetName> DiskWorkspace::localComputes() const {
  std::vector<ide::AssetName> found;
  const auto names = listFolder(joinPath(root_, ".footplate/compute"));
  if (!names) return found;
  for (const std::string& name : *names) {
    const std::string extension = fileExtension(name);
    if (extension != ".yml" && extension != ".yaml") continue;
    found.push_back({fileStem(name), "", ".footplate/compute/" + name});
  }
  if (!found.empty()) found.push_back({"local", "", "this machine"});
  return found;
}

// Those that the project's settings give a folder to.
std::vector<ide::AssetName> DiskWorkspace::localDatastores() const {
  std::vector<ide::AssetName> found;
  const auto settings = document(joinPath(root_, ".footplate/config.yml"));
  if (!settings) return found;
  for (const yaml::Entry entry : settings->yaml().root().find("datastores").resolved().entries())
    found.push_back({std::string(entry.key.text()), "", ".footplate/config.yml"});
  return found;
}

}  // namespace footplate::commands
