// What a run left behind: listed, its place, opened, or copied somewhere else.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/path.h"
#include "commands/run_names.h"
#include "commands/verbs.h"
#include "os/process.h"
#include "runner/run_files.h"
#include "store/run_folder.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

constexpr std::size_t mostFiles = 10'000;

struct Output {
  std::string name;
  std::string type;
  std::string path;
};

// The named ones first, then the folders every run has.
std::vector<Output> outputsOf(const store::Run& run, const store::RunFolder& folder) {
  std::vector<Output> all;
  for (const store::RunOutput& output : run.outputs) {
    all.push_back(
        {output.name, output.type, output.path.empty() ? folder.namedOutput(output.name) : output.path});
  }
  all.push_back({"outputs", "uri_folder", folder.outputs()});
  all.push_back({"logs", "uri_folder", folder.logs()});
  all.push_back({"user_logs", "uri_folder", folder.userLogs()});
  return all;
}

Result<std::vector<Output>> chosen(std::vector<Output> all, const std::vector<std::string>& names) {
  if (names.empty()) return all;
  std::vector<Output> some;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(all, name, &Output::name);
    if (found == all.end()) {
      std::string known;
      for (const Output& output : all) known += (known.empty() ? "" : ", ") + output.name;
      return fail(ErrorCode::notFound, "the run has no output '" + name + "'; there are " + known);
    }
    some.push_back(*found);
  }
  return some;
}

json describe(const store::Run& run, const store::RunFolder& folder, const std::vector<Output>& outputs) {
  json list = json::array();
  json files = json::array();
  for (const Output& output : outputs) {
    const auto size = runner::sizeOf(output.path);
    list.push_back({{"name", output.name},
                    {"type", output.type},
                    {"path", output.path},
                    {"files", size.files},
                    {"bytes", size.bytes}});
    if (fileExists(output.path)) {
      files.push_back({{"output", output.name}, {"path", fileName(output.path)}, {"bytes", size.bytes}});
      continue;
    }
    for (const auto& file : runner::listFiles(output.path, mostFiles - std::min(mostFiles, files.size()))) {
      files.push_back({{"output", output.name}, {"path", file.path}, {"bytes", file.bytes}});
    }
  }
  std::uint64_t all = 0;
  for (const json& output : list) all += output.at("files").get<std::uint64_t>();
  const std::uint64_t leftOff = all - std::min<std::uint64_t>(all, files.size());
  return {{"run", run.id},
          {"folder", folder.path()},
          {"outputs", std::move(list)},
          {"files", std::move(files)},
          {"files_left_off", leftOff}};
}

Result<void> openFolder(const std::string& path) {
  const std::string program = os::findProgram("xdg-open");
  if (program.empty()) {
    return fail(ErrorCode::unavailable,
                "opening " + path + ": there is no program that opens folders here (xdg-open)");
  }
  os::SpawnOptions options;
  options.argv = {program, path};
  options.grouping = os::Grouping::session;
  auto started = os::spawn(options);
  if (!started) return fail(started.error());
  return {};
}

Result<runner::FilesSize> download(const std::vector<Output>& outputs, const std::string& target,
                                   bool replace, const Session& session) {
  runner::FilesSize total;
  for (const Output& output : outputs) {
    if (!folderExists(output.path) && !fileExists(output.path)) continue;
    if (session.progress) session.progress(output.path + " -> " + joinPath(target, output.name));
    auto copied = runner::copyInto(output.path, joinPath(target, output.name), replace, session.cancel);
    if (!copied) return copied;
    total.files += copied->files;
    total.bytes += copied->bytes;
  }
  return total;
}

}  // namespace

Result<Outcome> runOutputs(const json& parameters, Session& session) {
  auto stores = ProjectStores::open(session);
  if (!stores) return fail(stores.error());
  const auto named = namedRun(parameters, *stores, session);
  if (!named) return fail(named.error());
  const auto run = named->store->find(named->id);
  if (!run) return fail(run.error());
  const store::RunFolder folder(named->store->folder(), run->id);
  const auto names = parameters.value("names", std::vector<std::string>());
  const auto outputs = chosen(outputsOf(*run, folder), names);
  if (!outputs) return fail(outputs.error());
  const std::string action = parameters.value("action", "list");
  json result = describe(*run, folder, *outputs);
  if (action == "path") {
    result["path"] = names.empty() ? folder.path() : outputs->front().path;
  } else if (action == "open") {
    result["path"] = names.empty() ? folder.path() : outputs->front().path;
    if (auto opened = openFolder(result["path"]); !opened) return fail(opened.error());
  } else if (action == "download") {
    const std::string target = joinPath(session.folder, parameters.value("output", run->id));
    const auto copied = download(*outputs, target, parameters.value("force", false), session);
    if (!copied) return fail(copied.error());
    result["downloaded"] = {{"folder", target}, {"files", copied->files}, {"bytes", copied->bytes}};
  } else if (action != "list") {
    return fail(ErrorCode::usage,
                "'" + action + "' is nothing to do with outputs; say list, path, open or download");
  }
  return Outcome(std::move(result));
}

}  // namespace footplate::commands
