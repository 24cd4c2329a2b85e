#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/fs.h"
#include "base/line_diff.h"
#include "base/path.h"
#include "base/text_file.h"
#include "commands/diagnostics_json.h"
#include "commands/disk_workspace.h"
#include "commands/repair_file.h"
#include "commands/validate_paths.h"
#include "commands/verbs.h"
#include "ide/diagnostics.h"
#include "ide/quickfixes/safe_fixes.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr std::size_t filesPerThread = 4;  // fewer are done before a thread has begun

// What one file came to. No entry: a file of a folder that is none of ours.
struct Checked {
  std::optional<json> entry;
  bool bad = false;
  std::optional<Error> error;  // of writing
};

struct Wishes {
  bool fix = false;
  bool diff = false;
  std::string stdinName;
};

// The projects that the files belong to; several threads ask.
class Projects {
 public:
  explicit Projects(const Session& session) : session_(session) {}

  // `within`: the folder whose files are asked for, "" for none.
  const ide::Workspace& of(const std::string& path, const std::string& within) {
    if (session_.workspace) return *session_.workspace;
    const std::lock_guard lock(mutex_);
    auto& root = roots_[{parentPath(path), within}];
    if (root.empty()) root = store::projectRoot(path, within);
    auto& workspace = workspaces_[root];
    if (!workspace) workspace = std::make_unique<DiskWorkspace>(root);
    return *workspace;
  }

 private:
  const Session& session_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::string> roots_;  // by folder, and the one asked for
  std::map<std::string, std::unique_ptr<DiskWorkspace>> workspaces_;
};

class FileCheck {
 public:
  FileCheck(Session& session, Projects& projects, const Wishes& wishes, const Candidate& candidate)
      : session_(session), projects_(projects), wishes_(wishes), candidate_(candidate) {}

  Checked run() {
    const bool standardInput = candidate_.given == "-";
    const std::string given =
        standardInput && !wishes_.stdinName.empty() ? wishes_.stdinName : candidate_.given;
    path_ = joinPath(session_.folder, given);
    const ide::Workspace& workspace = projects_.of(path_, candidate_.within);
    auto text = standardInput ? readStandardInput() : workspace.read(path_);
    if (!standardInput && wishes_.diff) readMark();
    if (!text) return candidate_.named ? unreadable(given) : Checked{};
    auto document = ide::makeDocument(path_, text, 0, workspace);
    if (!candidate_.named && document->kind.empty() && !document->hasUserSchema()) return {};
    ide::Diagnosis diagnosis = ide::diagnose(*document, workspace);
    json entry{{"path", given}};
    if (wishes_.fix || wishes_.diff) {
      const auto fixed = ide::fixSafely(*document, workspace, diagnosis.issues);
      if (fixed && wishes_.diff)
        entry["diff"] = unifiedDiff(given, given, mark_ + *text, mark_ + fixed->text).text;
      entry["fixed"] = fixed ? repairsJson(fixed->repairs) : json::array();
      if (fixed && !wishes_.diff) {
        if (!standardInput) keep(writeRepaired(path_, *text, fixed->text));
        text = std::make_shared<const std::string>(fixed->text);
        document = ide::makeDocument(path_, text, 0, workspace);
        diagnosis = ide::diagnose(*document, workspace);
      }
      if (standardInput && wishes_.fix) entry["text"] = mark_ + *text;
    }
    entry["kind"] = document->kind.empty() ? json(nullptr) : json(document->kind);
    entry["diagnostics"] = diagnosticsJson(*document, diagnosis.issues);
    if (diagnosis.unshown > 0) entry["unshown"] = diagnosis.unshown;
    checked_.bad = std::ranges::any_of(
        diagnosis.issues, [](const schema::Issue& issue) { return issue.severity == Severity::error; });
    checked_.entry = std::move(entry);
    return std::move(checked_);
  }

 private:
  std::shared_ptr<const std::string> readStandardInput() {
    auto bytes = session_.input();
    if (!bytes) return nullptr;
    TextFile file = textWithoutMark(std::move(*bytes));
    mark_ = file.mark;
    return std::make_shared<const std::string>(std::move(file.text));
  }

  // A patch is for the file as it is.
  void readMark() {
    if (const auto file = readTextFile(path_)) mark_ = file->mark;
  }

  Checked unreadable(const std::string& given) const {
    const auto reason = readFile(path_, 0);
    const std::string message = reason ? "reading " + path_ + ": it is too large" : reason.error().message;
    return {unreadableFileJson(given, message), true, std::nullopt};
  }

  void keep(const Result<void>& written) {
    if (!written) checked_.error = written.error();
  }

  Session& session_;
  Projects& projects_;
  const Wishes& wishes_;
  const Candidate& candidate_;
  std::string path_;
  std::string mark_;  // before the text, where it is given back whole
  Checked checked_;
};

// The files in their order, judged by as many threads as there are cores.
std::vector<Checked> checkAll(Session& session, const Wishes& wishes, const std::vector<Candidate>& files) {
  Projects projects(session);
  std::vector<Checked> results(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size() && !session.cancel.stop_requested(); i = next++)
      results[i] = FileCheck(session, projects, wishes, files[i]).run();
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t more = std::min(cores, files.size() / filesPerThread + 1) - 1;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < more; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  return results;
}

Result<Wishes> readWishes(const json& parameters, const Session& session,
                          const std::vector<std::string>& files) {
  const Wishes wishes{parameters.value("fix", false), parameters.value("diff", false),
                      parameters.value("stdin_filename", std::string())};
  const std::string doing = "running validate: ";
  const auto dashes = std::ranges::count(files, "-");
  if (dashes > 0 && !session.input) return fail(ErrorCode::usage, doing + "'-' is of the command line");
  if (dashes > 1) return fail(ErrorCode::usage, doing + "'-' stands for one text, name it once");
  if (dashes == 0 && !wishes.stdinName.empty())
    return fail(ErrorCode::usage, doing + "'stdin_filename' names the text of '-', and there is no '-'");
  // Files that are open there belong to the editor; it has an action for the same repairs.
  if (session.workspace && wishes.fix && !wishes.diff)
    return fail(ErrorCode::usage, doing + "'fix' writes to the disk, in an editor use 'Fix All'");
  return wishes;
}

}  // namespace

Result<Outcome> runValidate(const json& parameters, Session& session) {
  const auto named = parameters.at("files").get<std::vector<std::string>>();
  const auto wishes = readWishes(parameters, session, named);
  if (!wishes) return fail(wishes.error());
  std::vector<Candidate> files;
  std::unordered_map<std::string, std::size_t> places;  // a file that several arguments mean is judged once
  for (const std::string& argument : named) {
    for (Candidate& one : candidates(session.folder, argument)) {
      const auto [place, isNew] = places.emplace(joinPath(session.folder, one.given), files.size());
      if (isNew) {
        files.push_back(std::move(one));
      } else {
        files[place->second].named |= one.named;
      }
    }
  }
  json entries = json::array();
  bool bad = false;
  std::optional<Error> error;
  for (Checked& checked : checkAll(session, *wishes, files)) {
    bad |= checked.bad;
    if (checked.error && !error) error = std::move(checked.error);
    if (checked.entry) entries.push_back(std::move(*checked.entry));
  }
  if (session.cancel.stop_requested()) return fail(ErrorCode::canceled, "validating: stopped");
  if (error) return fail(*error);
  return Outcome({{"files", std::move(entries)}}, bad);
}

}  // namespace footplate::commands
