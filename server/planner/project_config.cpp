#include "planner/project_config.h"

#include "base/path.h"
#include "base/strings.h"
#include "planner/machine_size.h"
#include "yaml/scalar.h"
#include "yaml/tree.h"

namespace footplate::planner {

namespace {

Result<void> checkProblems(const yaml::Tree& tree, const std::string& path) {
  for (const auto& problem : tree.problems()) {
    if (problem.severity != Severity::error) continue;
    const auto line = tree.lines().lineOf(problem.span.begin) + 1;
    return fail(ErrorCode::invalid, "reading " + path + ":" + std::to_string(line) + ": " + problem.message);
  }
  return {};
}

std::string pathAt(yaml::Node node, const std::string& root) {
  return node.isScalar() && !node.text().empty() ? joinPath(root, node.text()) : std::string();
}

}  // namespace

Result<ProjectConfig> readProjectConfig(const std::string& root, const ide::Workspace& workspace) {
  ProjectConfig config;
  config.local.usualPython = workspace.settings().python;
  const std::string path = joinPath(root, ".footplate/config.yml");
  const auto text = workspace.read(path);
  if (!text) return config;
  const auto tree = yaml::parse(text);
  if (auto good = checkProblems(*tree, path); !good) return fail(good.error());
  const yaml::Node top = tree->root();
  if (!top) return config;
  // Running on this machine instead would not be what the project asks for.
  const std::string container = toLower(top.find("container").text());
  if (container == "podman" || container == "docker") {
    return fail(ErrorCode::unsupported,
                "reading " + path + ": it says `container: " + container +
                    "`, but this version runs nothing in containers; say `container: none` "
                    "to run on this machine itself");
  }
  for (const yaml::Entry entry : top.find("mirrors").entries()) {
    config.local.mirrors.emplace_back(std::string(entry.key.text()), joinPath(root, entry.value.text()));
  }
  for (const yaml::Entry entry : top.find("datastores").entries()) {
    config.local.datastores[std::string(entry.key.text())] = joinPath(root, entry.value.text());
  }
  const std::string python(top.find("python").text());
  config.local.python = python.find('/') == std::string::npos ? python : joinPath(root, python);
  config.local.workspaceRegistry = pathAt(top.find("registries").find("workspace"), root);
  config.local.sharedRegistry = pathAt(top.find("registries").find("shared"), root);
  if (auto good = checkAmounts(top.find("local").resolved(), path); !good) return fail(good.error());
  const auto most = yaml::asInteger(top.find("local").find("max_instances"));
  config.local.maxInstances = most ? static_cast<int>(*most) : 0;
  config.local.cpus = yaml::asNumber(top.find("local").find("cpus")).value_or(0);
  config.local.memory = byteCount(top.find("local").find("memory").text());
  return config;
}

}  // namespace footplate::planner
