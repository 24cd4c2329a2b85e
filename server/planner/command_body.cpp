#include "planner/command_body.h"

#include <algorithm>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "planner/environment_reader.h"
#include "planner/literal.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

void readResources(yaml::Node body, runner::RunPlan& plan) {
  const yaml::Node timeout = body.find("limits").resolved().find("timeout");
  if (const auto seconds = yaml::asInteger(timeout)) plan.timeoutSeconds = *seconds;
  const yaml::Node distribution = body.find("distribution").resolved();
  if (distribution) {
    const auto number = [&](std::string_view key, int otherwise) {
      return static_cast<int>(yaml::asInteger(distribution.find(key)).value_or(otherwise));
    };
    plan.distribution.type = toLower(distribution.find("type").text());
    plan.distribution.processesPerNode = number("process_count_per_instance", 1);
    plan.distribution.workers = number("worker_count", 0);
    plan.distribution.parameterServers = number("parameter_server_count", 0);
  }
  const yaml::Node nodes = body.find("resources").resolved().find("instance_count");
  if (const auto count = yaml::asInteger(nodes))
    plan.instanceCount = static_cast<int>(std::clamp<std::int64_t>(*count, 1, 10'000));
}

Result<void> readCode(yaml::Node body, const BodyContext& context, runner::RunPlan& plan) {
  const std::string code = textAt(body, "code");
  if (code.empty()) return {};
  if (!uriScheme(code).empty()) {
    return fail(ErrorCode::unsupported,
                "reading code: " + code + ": only a local folder can be run by this version");
  }
  plan.codePath = joinPath(context.folder, code);
  if (context.workspace->exists(plan.codePath)) return {};
  return fail(ErrorCode::notFound, "reading code: " + plan.codePath + ": no such folder");
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

Result<void> readCommandBody(yaml::Node body, const BodyContext& context, runner::RunPlan& plan) {
  if (const yaml::Node command = body.find("command")) plan.command = std::string(command.resolved().text());
  readTextMap(body.find("environment_variables"), plan.environmentVariables);
  readResources(body, plan);
  if (auto read = readCode(body, context, plan); !read) return read;
  return readEnvironmentOf(body, context, plan);
}

}  // namespace footplate::planner
