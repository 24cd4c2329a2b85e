#include "runner/environments/environment.h"

#include "base/fs.h"
#include "base/hash.h"
#include "runner/environments/conda_maker.h"
#include "runner/environments/environment_build.h"
#include "runner/environments/environment_builder.h"
#include "runner/environments/environment_cache.h"
#include "runner/environments/environment_definition.h"
#include "runner/environments/interpreter.h"
#include "runner/environments/python_version.h"
#include "runner/environments/requirements.h"
#include "store/store_folder.h"

namespace footplate::runner {
namespace {

std::string cacheOf(const EnvironmentContext& context) {
  return context.cacheFolder.empty() ? store::userCacheFolder() : context.cacheFolder;
}

// Packages that the user has in an active venv serve a job that asks for none, whatever Python its image
// names.
Result<Interpreter> interpreterFor(const EnvironmentSpec& spec, const EnvironmentContext& context,
                                   const std::string& wanted) {
  LocalSettings settings = context.settings;
  if (!spec.interpreter.empty()) settings.python = spec.interpreter;
  const std::string cache = cacheOf(context);
  if (spec.isBare() || spec.userManaged) {
    auto usual = chooseInterpreter(context.root, settings, cache, "");
    if (!usual || usual->chosen || spec.userManaged) return usual;
  }
  return chooseInterpreter(context.root, settings, cache, wanted);
}

struct Choice {
  std::optional<CondaTool> conda;  // makes the environment, its Python too
  Interpreter python;
  Requirements requirements;
  std::string hash;
};

Result<Choice> choose(const EnvironmentSpec& spec, const EnvironmentContext& context) {
  Choice choice;
  choice.requirements = requirementsOf(spec);
  if (!spec.dependencies.empty()) choice.conda = findConda();
  auto python = interpreterFor(spec, context, choice.conda ? "" : choice.requirements.python);
  if (!python) return fail(python.error());
  choice.python = std::move(*python);
  choice.hash = choice.conda ? environmentHash(spec, choice.python.platform, "conda")
                             : environmentHash(spec, builtFor(choice.python, choice.requirements));
  return choice;
}

Result<void> checkStrict(const EnvironmentSpec& spec, const Choice& choice) {
  const std::string& wanted = choice.requirements.python;
  if (!spec.strict || choice.conda || matchesPython(choice.python.full, wanted)) return {};
  return fail(ErrorCode::unavailable, "Python " + wanted + " is asked for and " + choice.python.full +
                                          " is there; install it or leave out --strict-env");
}

}  // namespace

std::string environmentHash(const EnvironmentSpec& spec, const std::string& pythonAbi,
                            const std::string& maker) {
  return sha256(maker + " " + pythonAbi + "\n" + definitionText(spec, maker));
}

std::vector<std::string> registriesOf(const EnvironmentContext& context) {
  const LocalSettings& settings = context.settings;
  return {
      settings.workspaceRegistry.empty() ? context.root + "/.footplate/registry" : settings.workspaceRegistry,
      settings.sharedRegistry.empty() ? cacheOf(context) + "/registry" : settings.sharedRegistry};
}

Result<PreparedEnvironment> prepareEnvironment(const EnvironmentSpec& spec, const EnvironmentContext& context,
                                               CancelToken stop) {
  auto choice = choose(spec, context);
  if (!choice) return fail(choice.error());
  if (auto good = checkStrict(spec, *choice); !good) return fail(good.error());
  BuildRequest request{spec,
                       context,
                       std::move(choice->python),
                       std::move(choice->requirements),
                       std::move(choice->conda),
                       choice->hash,
                       cacheOf(context)};
  return EnvironmentBuilder(std::move(request), stop).prepare();
}

Result<ExpectedEnvironment> expectEnvironment(const EnvironmentSpec& spec,
                                              const EnvironmentContext& context) {
  auto choice = choose(spec, context);
  if (!choice) return fail(choice.error());
  const EnvironmentPlaces places = environmentPlaces(cacheOf(context), choice->hash);
  const std::vector<std::string> registries = registriesOf(context);
  const std::string entry = "/" + environmentFolderName(choice->hash) + "/lock";
  std::string how = "build";
  if (fileExists(places.failure) && !spec.retry) how = "failed";
  if (fileExists(registries[1] + entry)) how = "shared registry";
  if (fileExists(registries[0] + entry)) how = "workspace registry";
  if (fileExists(places.record)) how = "cached";
  if (spec.isBare() || spec.userManaged) how = "interpreter";
  return ExpectedEnvironment{choice->hash, how, choice->python.path, choice->python.version,
                             std::move(choice->requirements.lines)};
}

}  // namespace footplate::runner
