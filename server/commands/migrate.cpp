#include <map>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "commands/disk_workspace.h"
#include "commands/verbs.h"
#include "ide/migration/migrate.h"
#include "ide/v1_runconfig.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

struct Planned {
  std::string given;
  std::string folder;
  ide::Migration made;
};

Result<Planned> plan(const std::string& given, const std::string& output, const Session& session) {
  const std::string path = joinPath(session.folder, given);
  const DiskWorkspace disk(store::projectRoot(path));
  const ide::Workspace& workspace = session.workspace ? *session.workspace : disk;
  const auto text = workspace.read(path);
  if (!text) return fail(ErrorCode::notFound, "migrating " + given + ": there is no such file to read");
  const auto document = ide::makeDocument(path, text, 0, workspace);
  const std::string doing = "migrating " + given + ": ";
  if (!ide::isMigratable(*document))
    return fail(ErrorCode::invalid, doing + "it is none of the v1 files that have a form in v2");
  for (const yaml::Problem& problem : document->yaml().problems()) {
    if (problem.severity == Severity::error) return fail(ErrorCode::invalid, doing + problem.message);
  }
  const std::string folder =
      output.empty() ? ide::sourceFolderOf(*document) : joinPath(session.folder, output);
  return Planned{given, folder,
                 ide::migrate(*document, workspace, folder, ide::migratedStem(*document, folder))};
}

bool hasText(const std::string& path, const std::string& text) {
  const auto there = readFile(path);
  return there && *there == text;
}

// Nothing is written when one of the files is there already and says something else, or two would have one
// name.
Result<void> checkFree(const std::vector<Planned>& plans) {
  std::map<std::string, std::string> taken;
  for (const Planned& one : plans) {
    for (const ide::MigratedFile& file : one.made.files) {
      const std::string path = joinPath(one.folder, file.name);
      const std::string doing = "migrating " + one.given + ": ";
      if (folderExists(path) || (fileExists(path) && !hasText(path, file.text)))
        return fail(ErrorCode::conflict, doing + path + " is there already; name another folder with -o");
      // A pipeline may be named and be that of a schedule: it is written once.
      const auto [other, isNew] = taken.emplace(path, file.text);
      if (!isNew && other->second != file.text)
        return fail(ErrorCode::conflict, doing + path + " would be written twice; migrate them one by one");
    }
  }
  return {};
}

}  // namespace

Result<Outcome> runMigrate(const json& parameters, Session& session) {
  const std::string output = parameters.value("output", std::string());
  std::vector<Planned> plans;
  for (const std::string& given : parameters.at("files").get<std::vector<std::string>>()) {
    auto planned = plan(given, output, session);
    if (!planned) return fail(planned.error());
    plans.push_back(std::move(*planned));
  }
  if (auto free = checkFree(plans); !free) return fail(free.error());
  json entries = json::array();
  for (const Planned& one : plans) {
    json written = json::array();
    if (auto made = makeFolder(one.folder, 0755); !made) return fail(made.error());
    for (const ide::MigratedFile& file : one.made.files) {
      const std::string path = joinPath(one.folder, file.name);
      if (auto done = writeFileAtomic(path, file.text, 0644); !done) return fail(done.error());
      written.push_back({{"path", path}, {"text", file.text}});
    }
    json notes = json::array();
    for (const std::string& note : one.made.notes) notes.push_back(maskSecrets(note));  // they quote values
    entries.push_back({{"path", one.given}, {"written", std::move(written)}, {"notes", std::move(notes)}});
  }
  return Outcome({{"files", std::move(entries)}}, false);
}

}  // namespace footplate::commands
