// snapshot: what a submit would send of a job's code, what it would leave out and by which line of which
// ignore file; nothing is stored. With exclude, lines are added to the code's .amlignore first.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/fs.h"
#include "base/path.h"
#include "commands/check_job.h"
#include "commands/disk_workspace.h"
#include "commands/job_plan.h"
#include "commands/project.h"
#include "commands/verbs.h"
#include "planner/code_includes.h"
#include "runner/snapshots/amlignore.h"
#include "runner/snapshots/source_walk.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;
using runner::CodeSource;
using runner::LeftOut;
using runner::SnapshotFile;
using runner::WalkedFile;

namespace {

constexpr std::size_t mostListed = 10'000;
constexpr std::size_t mostLargest = 10;
// What Azure ML's documentation gives as the limits of a snapshot.
constexpr std::uint64_t mostBytes = 300'000'000;
constexpr std::size_t mostFiles = 2000;

// Code with the steps that use each; "" stands for a job that is no pipeline.
using Codes = std::map<CodeSource, std::vector<std::string>>;

void collect(const runner::RunPlan& plan, const std::string& name, Codes& codes) {
  const CodeSource code = runner::codeOf(plan);
  if (plan.steps.empty() && !code.empty()) codes[code].push_back(name);
  for (const runner::RunPlan& step : plan.steps)
    collect(step, name.empty() ? step.step : name + "." + step.step, codes);
}

const char* kindName(SnapshotFile::Kind kind) {
  return kind == SnapshotFile::Kind::link         ? "link"
         : kind == SnapshotFile::Kind::executable ? "executable"
                                                  : "file";
}

json fileJson(const WalkedFile& file) {
  return {{"path", file.path}, {"kind", kindName(file.kind)}, {"bytes", file.bytes}};
}

json leftOutJson(const LeftOut& one) {
  const bool ruled = one.line > 0;
  return {{"path", one.path},
          {"is_folder", one.isFolder},
          {"rule_file", ruled ? json(one.ruleFile) : json()},
          {"rule_line", ruled ? json(one.line) : json()},
          {"rule", ruled ? json(one.rule) : json()}};
}

// Azure ML reads one ignore file, that at the root of the code, and of each folder put beside it.
void warnOfAzure(const CodeSource& code, const std::vector<LeftOut>& leftOut, json& warnings) {
  std::set<std::string> others;
  for (const LeftOut& one : leftOut) {
    const std::string folder = parentPath(one.ruleFile);
    const bool isRead =
        folder == code.path || std::ranges::find(code.includes, folder) != code.includes.end();
    if (one.line > 0 && !isRead) others.insert(one.ruleFile);
  }
  for (const std::string& file : others)
    warnings.push_back("Azure ML reads only the ignore file at the root of the code: what " +
                       (isInside(file, code.path) ? relativePath(file, code.path) : file) +
                       " leaves out would be sent there");
}

// git does not follow an ignore file that is a link, so neither do we.
void warnOfLinks(const std::string& code, const std::vector<WalkedFile>& files, json& warnings) {
  if (fileExists(joinPath(code, ".amlignore"))) return;
  for (const WalkedFile& file : files) {
    if (file.kind == SnapshotFile::Kind::link && fileName(file.path) == ".gitignore")
      warnings.push_back(file.path + " is a link, which git does not follow: its rules do not count");
  }
}

json warningsOf(const CodeSource& code, std::uint64_t bytes, const std::vector<WalkedFile>& files,
                const std::vector<LeftOut>& leftOut) {
  json warnings = json::array();
  if (bytes > mostBytes)
    warnings.push_back("the code is larger than 300 MB; Azure ML may refuse it, and each change is copied");
  if (files.size() > mostFiles)
    warnings.push_back("the code has more than 2000 files; Azure ML may refuse it");
  warnOfAzure(code, leftOut, warnings);
  warnOfLinks(code.path, files, warnings);
  return warnings;
}

Result<json> snapshotOf(const CodeSource& code, const std::vector<std::string>& steps, CancelToken stop) {
  std::vector<LeftOut> leftOut;
  auto walked = runner::walkSource(code, std::move(stop), &leftOut);
  if (!walked) return fail(walked.error());
  const std::vector<WalkedFile>* files = &walked->files;
  std::sort(leftOut.begin(), leftOut.end(),
            [](const LeftOut& a, const LeftOut& b) { return a.path < b.path; });
  std::uint64_t bytes = 0;
  for (const WalkedFile& file : *files) bytes += file.bytes;
  json listed = json::array();
  for (const WalkedFile& file : *files) {
    if (listed.size() == mostListed) break;
    listed.push_back(fileJson(file));
  }
  json passedBy = json::array();
  for (const LeftOut& one : leftOut) {
    if (passedBy.size() == mostListed) break;
    passedBy.push_back(leftOutJson(one));
  }
  std::vector<WalkedFile> largest(std::min(mostLargest, files->size()));
  std::partial_sort_copy(files->begin(), files->end(), largest.begin(), largest.end(),
                         [](const WalkedFile& a, const WalkedFile& b) { return a.bytes > b.bytes; });
  json large = json::array();
  for (const WalkedFile& file : largest) large.push_back(fileJson(file));
  return json{{"code", code.path},
              {"includes", code.includes},
              {"steps", steps},
              {"file_count", files->size()},
              {"bytes", bytes},
              {"files", std::move(listed)},
              {"largest", std::move(large)},
              {"left_out_count", leftOut.size()},
              {"left_out", std::move(passedBy)},
              {"warnings", warningsOf(code, bytes, *files, leftOut)}};
}

// The document is a component's: what each step that runs it is sent.
Result<Codes> codeOfComponent(const ide::Document& document, const ide::Workspace& workspace,
                              const Session& session) {
  if (auto good = checkDocument(document, workspace, true, session, "nothing can be shown"); !good)
    return fail(good.error());
  auto code = planner::readComponentCode(document, workspace);
  if (!code) return fail(code.error());
  Codes codes;
  if (!code->empty()) codes[std::move(*code)] = {};
  return codes;
}

Result<Codes> codesOf(const json& parameters, Session& session) {
  Codes codes;
  const std::string path = joinPath(session.folder, parameters.at("file").get<std::string>());
  if (folderExists(path)) {
    codes[CodeSource(normalizePath(path))] = {};
    return codes;
  }
  const DiskWorkspace disk(store::projectRoot(path, workspaceFolderOf(session, path)));
  const ide::Workspace& workspace = session.workspace ? *session.workspace : disk;
  if (const auto text = workspace.read(path)) {
    const auto document = ide::makeDocument(path, text, 0, workspace);
    if (document->kind.ends_with("Component")) return codeOfComponent(*document, workspace, session);
  }
  GivenJob given = givenJob(parameters, session);
  given.force = true;  // what is missing beside the code is no reason not to look at it
  auto plan = planOf(given, session);
  if (!plan) return fail(plan.error());
  collect(*plan, "", codes);
  for (auto& [code, steps] : codes) std::erase(steps, "");
  return codes;
}

}  // namespace

Result<Outcome> runSnapshot(const json& parameters, Session& session) {
  auto codes = codesOf(parameters, session);
  if (!codes) return fail(codes.error());
  const auto exclude = parameters.value("exclude", std::vector<std::string>());
  if (!exclude.empty()) {
    if (codes->size() != 1)
      return fail(ErrorCode::usage, "leaving files out of the snapshot: the file has " +
                                        std::to_string(codes->size()) +
                                        " code folders; name the folder itself");
    auto written = runner::excludeFromSnapshot(codes->begin()->first, exclude);
    if (!written) return fail(written.error());
  }
  json snapshots = json::array();
  for (const auto& [code, steps] : *codes) {
    auto snapshot = snapshotOf(code, steps, session.cancel);
    if (!snapshot) return fail(snapshot.error());
    snapshots.push_back(std::move(*snapshot));
  }
  return Outcome(json{{"snapshots", std::move(snapshots)}});
}

}  // namespace footplate::commands
