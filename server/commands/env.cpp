// footplate env list | show | build | prune: the environments of this user's cache and of the project's
// registries.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/mask.h"
#include "commands/environment_target.h"
#include "commands/verbs.h"
#include "runner/environment.h"
#include "runner/environment_cache.h"
#include "runner/failure.h"

namespace footplate::commands {

using nlohmann::json;
using runner::EnvironmentState;
using runner::KnownEnvironment;

namespace {

constexpr std::size_t logLines = 20;
constexpr TimeMs dayMs = 86'400'000;

json usesJson(const std::vector<runner::EnvironmentUse>& uses) {
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

std::vector<std::string> sharedRegistriesOf(const std::vector<EnvironmentWorld>& worlds) {
  std::vector<std::string> registries;
  for (const EnvironmentWorld& world : worlds) registries.push_back(world.sharedRegistry());
  std::ranges::sort(registries);
  registries.erase(std::unique(registries.begin(), registries.end()), registries.end());
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

struct PruneWish {
  std::vector<std::string> names;
  bool all = false;
  long olderThanDays = -1;
};

// Which hashes a wish means. What is used by a run that is still there goes only by name or by --all.
Result<std::vector<KnownEnvironment>> chosen(const PruneWish& wish, Session& session,
                                             const std::vector<EnvironmentWorld>& worlds) {
  std::vector<KnownEnvironment> known =
      runner::knownEnvironments(worlds.front().cache, sharedRegistriesOf(worlds));
  std::vector<std::string> hashes;
  for (const std::string& name : wish.names) {
    auto targets = environmentTargets(name, session, worlds);
    if (!targets) return fail(targets.error());
    for (const EnvironmentTarget& target : *targets) hashes.push_back(target.hash);
  }
  std::erase_if(known, [&](const KnownEnvironment& one) {
    if (one.state == EnvironmentState::building) return true;
    if (!hashes.empty()) return std::ranges::find(hashes, one.record.hash) == hashes.end();
    const TimeMs used = one.lastUsed.value_or(one.record.created);
    const bool old = wish.olderThanDays >= 0 && nowMs() - used >= wish.olderThanDays * dayMs;
    if (wish.olderThanDays >= 0) return !old;
    return !wish.all && (!one.uses.empty() && one.state != EnvironmentState::failed);
  });
  return known;
}

Result<Outcome> prune(const PruneWish& wish, bool dryRun, Session& session) {
  auto worlds = environmentWorlds(session);
  if (!worlds) return fail(worlds.error());
  auto known = chosen(wish, session, *worlds);
  if (!known) return fail(known.error());
  json removed = json::array();
  std::uint64_t bytes = 0;
  for (const KnownEnvironment& one : *known) {
    if (!dryRun) {
      auto gone =
          runner::removeEnvironment(worlds->front().cache, one.record.hash, sharedRegistriesOf(*worlds));
      if (!gone && gone.error().code == ErrorCode::conflict) continue;  // somebody began to build it
      if (!gone) return fail(gone.error());
    }
    removed.push_back({{"name", one.record.name}, {"hash", one.record.hash}, {"bytes", one.bytes}});
    bytes += one.bytes;
  }
  return Outcome(json{{"removed", std::move(removed)}, {"bytes", bytes}});
}

}  // namespace

Result<Outcome> runEnv(const json& parameters, Session& session) {
  const std::string action = parameters.at("action");
  const auto names = parameters.value("targets", std::vector<std::string>());
  if (action == "list") return list(session);
  if (action == "prune") {
    const PruneWish wish{names, parameters.value("all", false), parameters.value("older_than", -1L)};
    return prune(wish, parameters.value("dry_run", false), session);
  }
  if (action != "show" && action != "build")
    return fail(ErrorCode::usage, "'env " + action + "' is not known: list, show, build or prune");
  if (names.empty())
    return fail(ErrorCode::usage,
                "env " + action + ": name an environment, a file that defines or uses one, or a hash");
  if (action == "show") return show(names, session);
  return build(names, parameters.value("force", false), parameters.value("strict_env", false), session);
}

}  // namespace footplate::commands
