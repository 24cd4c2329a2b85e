#include "planner/command_body.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "planner/environment_reader.h"
#include "planner/literal.h"
#include "planner/unused_fields.h"
#include "schema/placeholder.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

// The whole number behind `key`, which may be bound to an input of the pipeline.
std::optional<std::int64_t> numberAt(yaml::Node mapping, std::string_view key, const BodyContext& context) {
  const yaml::Node value = mapping.resolved().find(key).resolved();
  if (value.text().find("${{") == std::string_view::npos) return yaml::asInteger(value);
  const auto bound = std::make_shared<const std::string>(runner::bindKnown(value.text(), context.known));
  const auto tree = yaml::parse(bound);
  const auto number = yaml::asNumber(tree->root());
  constexpr double exact = 9007199254740992.0;  // 2^53
  if (!number || !(std::fabs(*number) < exact)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

// A number of nodes or processes, far beyond what any machine can hold at the most.
int limited(std::int64_t count, std::int64_t least) {
  return static_cast<int>(std::clamp<std::int64_t>(count, least, 10'000));
}

// A number that a build has not filled in yet ("$(NODES)") is not the default.
Result<void> checkFilledIn(yaml::Node body) {
  constexpr std::pair<std::string_view, std::string_view> places[] = {
      {"limits", "timeout"},
      {"distribution", "type"},
      {"distribution", "process_count_per_instance"},
      {"distribution", "worker_count"},
      {"distribution", "parameter_server_count"},
      {"resources", "instance_count"}};
  for (const auto& [group, key] : places) {
    const std::string text = textAt(body.find(group).resolved(), key);
    if (schema::isPlaceholder(text))
      return fail(ErrorCode::invalid,
                  "reading " + std::string(key) + ": '" + text + "' is still to be filled in");
  }
  return {};
}

void readResources(yaml::Node body, const BodyContext& context, runner::RunPlan& plan) {
  if (const auto seconds = numberAt(body.find("limits"), "timeout", context)) plan.timeoutSeconds = *seconds;
  if (const yaml::Node distribution = body.find("distribution").resolved()) {
    const auto count = [&](std::string_view key, int otherwise) {
      return limited(numberAt(distribution, key, context).value_or(otherwise), 0);
    };
    plan.distribution.type = toLower(distribution.find("type").text());
    plan.distribution.processesPerNode = count("process_count_per_instance", 1);
    plan.distribution.workers = count("worker_count", 0);
    plan.distribution.parameterServers = count("parameter_server_count", 0);
  }
  if (const auto count = numberAt(body.find("resources"), "instance_count", context))
    plan.instanceCount = limited(*count, 1);
}

Result<void> readEnvironmentOf(yaml::Node body, const BodyContext& context, runner::RunPlan& plan) {
  if (!body.find("environment")) return {};
  auto spec = readEnvironment({body.find("environment"), context.folder, context.root, context.workspace});
  if (!spec) return fail(spec.error());
  plan.environment = std::move(*spec);
  plan.environment.strict = context.strictEnvironment;
  return {};
}

}  // namespace

std::string textAt(yaml::Node mapping, std::string_view key) {
  return std::string(trim(mapping.find(key).resolved().text()));
}

void readTextMap(yaml::Node map, std::map<std::string, std::string>& out) {
  for (const yaml::Entry entry : map.resolved().entries()) {
    const yaml::Node value = entry.value.resolved();
    out[std::string(entry.key.text())] = value.isNull() ? std::string() : literalText(value);
  }
}

Result<std::string> readCodePath(yaml::Node body, const std::string& folder,
                                 const ide::Workspace& workspace) {
  const std::string code = textAt(body, "code");
  if (code.empty()) return code;
  if (!uriScheme(code).empty()) {
    return fail(ErrorCode::unsupported,
                "reading code: " + code + ": only a local folder can be run by this version");
  }
  const std::string path = joinPath(folder, code);
  if (workspace.exists(path)) return path;
  return fail(ErrorCode::notFound, "reading code: " + path + ": no such folder");
}

std::string placeInCode(yaml::Node port, const std::string& name, std::vector<std::string>& notes) {
  const std::string wanted = textAt(port.resolved(), "path_on_compute");
  if (wanted.empty()) return {};
  const std::string place = normalizePath(joinPath("/work", wanted));
  if (!isAbsolutePath(wanted) && isInside(place, "/work") && place != "/work") return place.substr(6);
  notes.push_back("'path_on_compute' of " + name + ": " + wanted +
                  " is no place in the working folder and is not made on this machine");
  return {};
}

Result<void> readCommandBody(yaml::Node body, const BodyContext& context, runner::RunPlan& plan) {
  if (const yaml::Node command = body.find("command")) plan.command = std::string(command.resolved().text());
  readTextMap(body.find("environment_variables"), plan.environmentVariables);
  if (auto filled = checkFilledIn(body); !filled) return fail(filled.error());
  readResources(body, context, plan);
  noteUnused(body, plan.notes);
  auto code = readCodePath(body, context.folder, *context.workspace);
  if (!code) return fail(code.error());
  if (!code->empty()) plan.codePath = std::move(*code);
  return readEnvironmentOf(body, context, plan);
}

}  // namespace footplate::planner
