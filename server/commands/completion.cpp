// footplate completion SHELL: a script made of the table of verbs, so that it knows what this program knows.
// The script asks `footplate completion --words KIND` for what only the project knows.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "commands/completion_script.h"
#include "commands/environment_target.h"
#include "commands/project.h"
#include "commands/verbs.h"
#include "ide/curated.h"
#include "runner/environments/environment_cache.h"
#include "store/run_store.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr int mostRuns = 200;

Result<json> runWords(Session& session, bool experiments) {
  json words = json::array();
  Session silent = session;
  silent.progress = nullptr;
  silent.notice = nullptr;
  auto store = openProjectStore(silent);
  if (!store) return words;  // no runs yet
  store::RunFilter filter;
  filter.limit = mostRuns;
  const auto page = store->list(filter);
  if (!page) return fail(page.error());
  if (!experiments) words.push_back("@last");
  for (const store::Run& run : page->runs) {
    const std::string& word = experiments ? run.experiment : run.id;
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return words;
}

Result<json> computeWords(Session& session) {
  auto world = environmentWorld(session);
  if (!world) return fail(world.error());
  json words = json::array({"local"});
  for (const std::string& name :
       listFolder(world->context.root + "/.footplate/compute").value_or(std::vector<std::string>())) {
    if (fileExtension(name) == ".yml" && fileStem(name) != "local") words.push_back(fileStem(name));
  }
  return words;
}

Result<json> environmentWords(Session& session) {
  auto world = environmentWorld(session);
  if (!world) return fail(world.error());
  json words = json::array();
  for (const auto& known : runner::environmentNames(world->cache)) words.push_back(known.substr(0, 12));
  for (const ide::CuratedEnvironment& one : ide::curatedEnvironments()) {
    if (one.refused.empty()) words.push_back(one.name);
  }
  return words;
}

}  // namespace

Result<Outcome> runCompletion(const json& parameters, Session& session) {
  const std::string kind = parameters.value("words", "");
  if (!kind.empty()) {
    auto words = kind == "runs"          ? runWords(session, false)
                 : kind == "experiments" ? runWords(session, true)
                 : kind == "computes"    ? computeWords(session)
                 : kind == "environments"
                     ? environmentWords(session)
                     : fail(ErrorCode::usage, "'" + kind + "' are no words that can be listed");
    if (!words) return fail(words.error());
    return Outcome(json{{"words", std::move(*words)}});
  }
  const std::string shell = parameters.value("shell", "");
  if (shell == "bash") return Outcome(json{{"shell", shell}, {"script", bashCompletion()}});
  if (shell == "zsh") return Outcome(json{{"shell", shell}, {"script", zshCompletion()}});
  if (shell == "fish") return Outcome(json{{"shell", shell}, {"script", fishCompletion()}});
  return fail(ErrorCode::usage, shell.empty() ? "completion: name a shell: bash, zsh or fish"
                                              : "'" + shell + "' has no completion here: bash, zsh or fish");
}

}  // namespace footplate::commands
