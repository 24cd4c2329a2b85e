#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "commands/verbs.h"
#include "ide/templates.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

json templateJson(const ide::Template& one) {
  return {{"name", one.name}, {"title", one.title}, {"file_name", one.fileName}, {"text", one.text}};
}

Error unknownTemplate(const std::string& name) {
  std::string names;
  for (const ide::Template& one : ide::templates()) names += (names.empty() ? "" : ", ") + one.name;
  return {ErrorCode::notFound, "making a new file: there is no template '" + name + "'; there are " + names};
}

}  // namespace

Result<Outcome> runNew(const json& parameters, Session& session) {
  const std::string name = parameters.value("name", std::string());
  if (name.empty()) {
    json all = json::array();
    for (const ide::Template& one : ide::templates()) all.push_back(templateJson(one));
    return Outcome({{"templates", std::move(all)}, {"path", nullptr}});
  }
  const ide::Template* chosen = ide::findTemplate(name);
  if (!chosen) return fail(unknownTemplate(name));
  const std::string given = parameters.value("file", chosen->fileName);
  const std::string path = joinPath(session.folder, given);
  if (fileExists(path) || folderExists(path)) {
    return fail(ErrorCode::conflict, "making a new file: " + path +
                                         " is there already; name another one: footplate new " + name +
                                         " FILE");
  }
  if (auto made = makeFolder(parentPath(path), 0755); !made) return fail(made.error());
  if (auto written = writeFileAtomic(path, chosen->text, 0644); !written) return fail(written.error());
  return Outcome({{"templates", json::array({templateJson(*chosen)})}, {"path", path}});
}

}  // namespace footplate::commands
