#include "runner/environments/environment_cache.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/fs.h"
#include "base/strings.h"
#include "os/lock_file.h"
#include "runner/environments/folder_size.h"

namespace footplate::runner {
namespace {

using nlohmann::json;

constexpr std::string_view buildingEnding = ".building.json";
constexpr std::string_view failedEnding = ".failed.json";

json substitutionsJson(const std::vector<store::Substitution>& list) {
  json text = json::array();
  for (const store::Substitution& each : list) {
    text.push_back(
        {{"package", each.package}, {"wanted", each.wanted}, {"given", each.given}, {"reason", each.reason}});
  }
  return text;
}

std::string existing(const std::string& file) {
  return fileExists(file) ? file : std::string();
}

// What lies under one name of the cache; nothing when only its lock is left.
std::optional<KnownEnvironment> lookAt(const std::string& cache, const std::string& name) {
  const EnvironmentPlaces places = environmentPlaces(cache, name);
  KnownEnvironment known;
  known.path = places.venv;
  known.log = existing(places.log);
  const bool building = os::isLocked(places.lock);
  if (auto record = readEnvironmentRecord(places.record)) {
    known.record = std::move(*record);
    known.state = EnvironmentState::ready;
    known.bytes = bytesBelow(places.venv);
    known.lastUsed = modifiedAt(places.record);
    known.uses = readUses(places.uses);
  } else if (building) {
    known.state = EnvironmentState::building;
    known.record = readEnvironmentRecord(places.building).value_or(EnvironmentRecord{});
  } else if (auto failure = readEnvironmentRecord(places.failure)) {
    known.record = std::move(*failure);
    known.state = EnvironmentState::failed;
  } else {
    return std::nullopt;
  }
  if (known.record.hash.empty()) known.record.hash = name;
  return known;
}

std::set<std::string> namesIn(const std::string& folder) {
  std::set<std::string> names;
  for (std::string name : listFolder(folder).value_or(std::vector<std::string>())) {
    for (const std::string_view ending : {failedEnding, buildingEnding, std::string_view(".lock"),
                                          std::string_view(".log"), std::string_view(".runs")}) {
      if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    }
    if (name.find('.') == std::string::npos) names.insert(name);
  }
  return names;
}

}  // namespace

std::string environmentFolderName(const std::string& hash) {
  return hash.substr(0, 32);
}

std::string environmentsFolder(const std::string& cache) {
  return cache + "/envs";
}

EnvironmentPlaces environmentPlaces(const std::string& cache, const std::string& hash) {
  const std::string base = environmentsFolder(cache) + "/" + environmentFolderName(hash);
  return {base,          base + "/footplate.json",           base + ".lock",
          base + ".log", base + std::string(buildingEnding), base + std::string(failedEnding),
          base + ".runs"};
}

std::optional<EnvironmentRecord> readEnvironmentRecord(const std::string& file) {
  const auto text = readFile(file, 4 << 20);
  if (!text) return std::nullopt;
  try {
    const json value = json::parse(*text);
    EnvironmentRecord record;
    const auto word = [&](const char* key) { return value.value(key, std::string()); };
    record.hash = word("hash");
    record.name = word("name");
    record.image = word("image");
    record.how = word("how");
    record.maker = word("maker");
    record.python = word("python");
    record.version = word("python_version");
    record.definition = word("definition");
    record.reason = word("reason");
    record.requirements = value.value("requirements", std::vector<std::string>());
    record.created = value.value("created", TimeMs{0});
    for (const json& each : value.at("substitutions"))
      record.substitutions.push_back(
          {each.at("package"), each.at("wanted"), each.at("given"), each.at("reason")});
    return record;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Result<void> writeEnvironmentRecord(const std::string& file, const EnvironmentRecord& record) {
  const json text{{"hash", record.hash},
                  {"name", record.name},
                  {"image", record.image},
                  {"how", record.how},
                  {"maker", record.maker},
                  {"python", record.python},
                  {"python_version", record.version},
                  {"requirements", record.requirements},
                  {"substitutions", substitutionsJson(record.substitutions)},
                  {"definition", record.definition},
                  {"created", record.created},
                  {"reason", record.reason}};
  return writeFileAtomic(file, text.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

const char* stateName(EnvironmentState state) {
  switch (state) {
    case EnvironmentState::ready:
      return "ready";
    case EnvironmentState::building:
      return "building";
    case EnvironmentState::failed:
      return "failed";
    case EnvironmentState::registered:
      return "registered";
  }
  return "";
}

std::vector<std::string> environmentNames(const std::string& cache) {
  const std::set<std::string> names = namesIn(environmentsFolder(cache));
  return {names.begin(), names.end()};
}

std::vector<KnownEnvironment> knownEnvironments(const std::string& cache,
                                                const std::vector<std::string>& registries) {
  std::vector<KnownEnvironment> list;
  std::set<std::string> seen;
  for (const std::string& name : namesIn(environmentsFolder(cache))) {
    auto known = lookAt(cache, name);
    if (!known) continue;
    if (known->state != EnvironmentState::failed) seen.insert(name);
    list.push_back(std::move(*known));
  }
  for (const std::string& registry : registries) {
    for (const std::string& name : namesIn(registry)) {
      const std::string entry = registry + "/" + name;
      if (!fileExists(entry + "/lock") || !seen.insert(name).second) continue;
      KnownEnvironment known;
      known.record = readEnvironmentRecord(entry + "/footplate.json").value_or(EnvironmentRecord{});
      if (known.record.hash.empty()) known.record.hash = name;
      known.state = EnvironmentState::registered;
      known.path = entry;
      known.bytes = bytesBelow(entry);
      list.push_back(std::move(known));
    }
  }
  std::ranges::stable_sort(list, [](const KnownEnvironment& a, const KnownEnvironment& b) {
    return a.record.created > b.record.created;
  });
  return list;
}

Result<void> removeEnvironment(const std::string& cache, const std::string& hash,
                               const std::vector<std::string>& registries) {
  const EnvironmentPlaces places = environmentPlaces(cache, hash);
  if (auto made = makeFolder(environmentsFolder(cache)); !made) return made;
  const auto lock = os::LockFile::tryLock(places.lock);
  if (!lock)
    return fail(lock.error().code, "removing the environment " + hash.substr(0, 12) + ": it is being built");
  if (goesOn(readUses(places.uses)))
    return fail(ErrorCode::conflict,
                "removing the environment " + hash.substr(0, 12) + ": a run that goes on has it");
  // The record first: a venv without it does not count, whatever happens to us meanwhile.
  for (const std::string& path :
       {places.record, places.failure, places.building, places.log, places.uses, places.venv}) {
    if (auto removed = removeTree(path); !removed) return removed;
  }
  for (const std::string& registry : registries) {
    const std::string entry = registry + "/" + environmentFolderName(hash);
    if (auto removed = removeTree(entry + "/lock"); !removed) return removed;
    if (auto removed = removeTree(entry); !removed) return removed;
  }
  return {};
}

void touchEnvironment(const EnvironmentPlaces& places, const CacheUse& use) {
  static_cast<void>(::utimensat(AT_FDCWD, places.record.c_str(), nullptr, 0));
  noteUse(places.uses, use);
}

}  // namespace footplate::runner
