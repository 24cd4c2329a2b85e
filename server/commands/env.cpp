// footplate env list | show | build | prune: the environments of this user's cache and of the project's
// registries.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/mask.h"
#include "commands/byte_count.h"
#include "commands/env_prune.h"
#include "commands/environment_target.h"
#include "commands/verbs.h"
#include "runner/environments/environment.h"
#include "runner/environments/environment_cache.h"
#include "runner/failure.h"

namespace footplate::commands {

using nlohmann::json;
using runner::KnownEnvironment;

namespace {

constexpr std::size_t logLines = 20;

json usesJson(const std::vector<runner::CacheUse>& uses) {
  json list = json::array();
  for (const auto& use : uses) list.push_back({{"id", use.run}, {"project", use.root}});
  return list;
}

json textOrNull(const std::string& text) {
  return text.empty() ? json(nullptr) : json(text);
}

json summaryJson(const KnownEnvironment& known, const std::string& state) {
  const runner::EnvironmentRecord& record = known.record;
  return {{"name", record.name},
          {"hash", record.hash},
          {"state", state},
          {"maker", record.maker},
          {"image", record.image},
          {"python", record.python},
          {"python_version", record.version},
          {"path", textOrNull(known.path)},
          {"log", textOrNull(known.log)},
          {"bytes", known.bytes},
          {"created", record.created > 0 ? json(formatTime(record.created)) : json(nullptr)},
          {"last_used", known.lastUsed ? json(formatTime(*known.lastUsed)) : json(nullptr)},
          {"reason", textOrNull(maskSecrets(record.reason))},
          {"runs", usesJson(known.uses)}};
}

json fullJson(const KnownEnvironment& known, const std::string& state) {
  json full = summaryJson(known, state);
  full["requirements"] = json::array();
  for (const std::string& line : known.record.requirements) full["requirements"].push_back(maskSecrets(line));
  full["substitutions"] = json::array();
  for (const auto& change : known.record.substitutions) {
    full["substitutions"].push_back({{"package", change.package},
                                     {"wanted", change.wanted},
                                     {"given", change.given},
                                     {"reason", change.reason}});
  }
  full["definition"] = maskSecrets(known.record.definition);
  full["log_tail"] = json::array();
  if (!known.log.empty()) {
    for (const std::string& line : runner::lastLines(runner::endOfFile(known.log, 64 * 1024), logLines))
      full["log_tail"].push_back(maskSecrets(line));
  }
  return full;
}

json fullJson(const KnownEnvironment& known) {
  return fullJson(known, runner::stateName(known.state));
}

// The cache is the user's; registries are a project's own.
std::vector<std::string> registriesOf(const std::vector<EnvironmentWorld>& worlds) {
  std::vector<std::string> registries;
  for (const EnvironmentWorld& world : worlds) {
    for (const std::string& registry : world.registries) {
      if (std::ranges::find(registries, registry) == registries.end()) registries.push_back(registry);
    }
  }
  return registries;
}

// What is known of one hash: as it is in the cache, else as its definition would make it.
json lookAt(const EnvironmentTarget& target) {
  const EnvironmentWorld& world = *target.world;
  for (const KnownEnvironment& known : runner::knownEnvironments(world.cache, world.registries)) {
    if (known.record.hash == target.hash) return fullJson(known);
  }
  KnownEnvironment absent;
  absent.record.hash = target.hash;
  absent.record.name = target.name;
  if (target.expected) {
    absent.record.python = target.expected->python;
    absent.record.version = target.expected->version;
    absent.record.requirements = target.expected->requirements;
  }
  const bool needsNone = target.expected && target.expected->how == "interpreter";
  return fullJson(absent, needsNone ? "interpreter" : "absent");
}

Result<Outcome> show(const std::vector<std::string>& names, Session& session) {
  auto worlds = environmentWorlds(session);
  if (!worlds) return fail(worlds.error());
  json list = json::array();
  for (const std::string& name : names) {
    auto targets = environmentTargets(name, session, *worlds);
    if (!targets) return fail(targets.error());
    for (const EnvironmentTarget& target : *targets) list.push_back(lookAt(target));
  }
  return Outcome(json{{"environments", std::move(list)}});
}

Result<Outcome> list(Session& session) {
  auto worlds = environmentWorlds(session);
  if (!worlds) return fail(worlds.error());
  json list = json::array();
  for (const KnownEnvironment& known :
       runner::knownEnvironments(worlds->front().cache, registriesOf(*worlds)))
    list.push_back(summaryJson(known, runner::stateName(known.state)));
  return Outcome(json{{"environments", std::move(list)}});
}

Result<Outcome> build(const std::vector<std::string>& names, bool force, bool strict, Session& session) {
  auto worlds = environmentWorlds(session);
  if (!worlds) return fail(worlds.error());
  json list = json::array();
  for (const std::string& name : names) {
    auto targets = environmentTargets(name, session, *worlds);
    if (!targets) return fail(targets.error());
    for (EnvironmentTarget& target : *targets) {
      if (!target.spec) {
        return fail(
            ErrorCode::usage,
            "building " + name + ": a hash does not say what to build; name the file or the environment");
      }
      target.spec->retry = force;
      target.spec->strict = strict;
      runner::EnvironmentContext context = target.world->context;
      context.say = [&](std::string_view line) {
        if (session.progress) session.progress(std::string(line));
      };
      auto made = runner::prepareEnvironment(*target.spec, context, session.cancel);
      if (!made) return fail(made.error());
      target.hash = made->hash;
      list.push_back(lookAt(target));
      list.back()["how"] = made->how;
    }
  }
  return Outcome(json{{"environments", std::move(list)}});
}

Result<Outcome> prune(const json& parameters, const std::vector<std::string>& names, Session& session) {
  PruneWish wish;
  wish.names = names;
  wish.all = parameters.value("all", false);
  wish.olderThanDays = parameters.value("older_than", -1L);
  wish.dryRun = parameters.value("dry_run", false);
  if (const std::string size = parameters.value("keep_size", ""); !size.empty()) {
    auto bytes = readByteCount(size);
    if (!bytes) return fail(bytes.error());
    wish.keepSize = *bytes;
  }
  auto worlds = environmentWorlds(session);
  if (!worlds) return fail(worlds.error());
  return pruneCache(wish, *worlds, session);
}

}  // namespace

Result<Outcome> runEnv(const json& parameters, Session& session) {
  const std::string action = parameters.at("action");
  const auto names = parameters.value("targets", std::vector<std::string>());
  if (action == "list") return list(session);
  if (action == "prune") return prune(parameters, names, session);
  if (action != "show" && action != "build")
    return fail(ErrorCode::usage, "'env " + action + "' is not known: list, show, build or prune");
  if (names.empty())
    return fail(ErrorCode::usage,
                "env " + action + ": name an environment, a file that defines or uses one, or a hash");
  if (action == "show") return show(names, session);
  return build(names, parameters.value("force", false), parameters.value("strict_env", false), session);
}

}  // namespace footplate::commands
