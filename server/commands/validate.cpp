#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "commands/diagnostics_json.h"
#include "commands/disk_workspace.h"
#include "commands/verbs.h"
#include "ide/diagnostics.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;
namespace fsys = std::filesystem;

namespace {

bool mayHaveKind(const std::string& name) {
  const std::string extension = fileExtension(name);
  return extension == ".yml" || extension == ".yaml" || extension == ".runconfig";
}

// Folders that hold no configurations of the user's: our own, git's, and installed packages.
bool isForeignFolder(const std::string& name) {
  return name == ".git" || name == ".footplate" || name == "node_modules" || name == "__pycache__" ||
         name == ".venv";
}

// Candidate files below a folder, sorted, as paths joined to the argument. Links to folders are not entered.
std::vector<std::string> filesBelow(const std::string& folder, const std::string& argument) {
  std::vector<std::string> paths;
  std::error_code error;
  fsys::recursive_directory_iterator entry(folder, fsys::directory_options::skip_permission_denied, error);
  for (; !error && entry != fsys::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (entry->is_directory(ignored) && isForeignFolder(name)) entry.disable_recursion_pending();
    if (!mayHaveKind(name) || !entry->is_regular_file(ignored)) continue;
    paths.push_back(joinPath(argument, entry->path().lexically_relative(folder).string()));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Validation {
 public:
  explicit Validation(Session& session) : session_(session) {}

  void checkFile(const std::string& given, bool named) {
    const std::string path = joinPath(session_.folder, given);
    const ide::Workspace& workspace = workspaceFor(path);
    auto text = workspace.read(path);
    if (!text) {
      if (named) addUnreadable(given, path);
      return;
    }
    const auto document = ide::makeDocument(path, std::move(text), 0, workspace);
    if (!named && document->kind.empty() && !document->hasUserSchema()) return;
    const auto issues = ide::diagnostics(*document, workspace);
    bad_ |= std::any_of(issues.begin(), issues.end(),
                        [](const schema::Issue& issue) { return issue.severity == Severity::error; });
    files_.push_back({{"path", given},
                      {"kind", document->kind.empty() ? json(nullptr) : json(document->kind)},
                      {"diagnostics", diagnosticsJson(*document, issues)}});
  }

  Outcome finish() { return Outcome({{"files", std::move(files_)}}, bad_); }

 private:
  void addUnreadable(const std::string& given, const std::string& path) {
    const auto reason = readFile(path, 0);
    files_.push_back(
        unreadableFileJson(given, reason ? "reading " + path + ": it is too large" : reason.error().message));
    bad_ = true;
  }

  const ide::Workspace& workspaceFor(const std::string& path) {
    if (session_.workspace) return *session_.workspace;
    const std::string root = store::projectRoot(path);
    auto& workspace = workspaces_[root];
    if (!workspace) workspace = std::make_unique<DiskWorkspace>(root);
    return *workspace;
  }

  Session& session_;
  std::map<std::string, std::unique_ptr<DiskWorkspace>> workspaces_;
  json files_ = json::array();
  bool bad_ = false;
};

}  // namespace

Result<Outcome> runValidate(const json& parameters, Session& session) {
  Validation validation(session);
  for (const std::string& given : parameters.at("files").get<std::vector<std::string>>()) {
    if (session.cancel.stop_requested()) return fail(ErrorCode::canceled, "validating: stopped");
    const std::string path = joinPath(session.folder, given);
    if (!folderExists(path)) {
      validation.checkFile(given, true);
      continue;
    }
    for (const std::string& below : filesBelow(path, given)) validation.checkFile(below, false);
  }
  return validation.finish();
}

}  // namespace footplate::commands
