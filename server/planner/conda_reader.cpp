#include "planner/conda_reader.h"

#include "base/path.h"
#include "base/strings.h"
#include "planner/command_body.h"
#include "planner/requirements_file.h"

namespace footplate::planner {

Result<void> readConda(yaml::Node definition, const std::string& folder, const ide::Workspace& workspace,
                       runner::EnvironmentSpec& spec, const std::string& file) {
  for (const yaml::Node channel : definition.find("channels").resolved().items())
    spec.channels.emplace_back(trim(channel.resolved().text()));
  for (const yaml::Node item : definition.find("dependencies").resolved().items()) {
    const yaml::Node dependency = item.resolved();
    if (dependency.isScalar()) {
      std::string text(trim(dependency.text()));
      if (text.starts_with('-')) {  // "-r requirements.txt" in MLflow's python_env.yaml
        if (auto added = addRequirement(text, folder, workspace, spec); !added) return added;
        continue;
      }
      const auto line = item.tree()->lines().lineOf(item.span().begin) + 1;
      if (!file.empty()) spec.places.emplace(text, file + ":" + std::to_string(line));
      spec.dependencies.push_back(std::move(text));
    }
    for (const yaml::Node requirement : dependency.find("pip").resolved().items()) {
      if (auto added = addRequirement(requirement.resolved().text(), folder, workspace, spec); !added)
        return added;
    }
  }
  if (const yaml::Node python = definition.find("python").resolved(); python.isScalar())
    spec.pythonVersion = std::string(trim(python.text()));
  readTextMap(definition.find("variables"), spec.variables);
  return {};
}

Result<void> readCondaFile(const std::string& path, const ide::Workspace& workspace,
                           runner::EnvironmentSpec& spec) {
  const auto text = workspace.read(path);
  if (!text) return fail(ErrorCode::notFound, "reading the conda file " + path + ": no such file");
  const auto tree = yaml::parse(text);
  for (const auto& problem : tree->problems()) {
    if (problem.severity != Severity::error) continue;
    const auto line = tree->lines().lineOf(problem.span.begin) + 1;
    return fail(ErrorCode::invalid,
                "reading the conda file " + path + ":" + std::to_string(line) + ": " + problem.message);
  }
  return readConda(tree->root().resolved(), parentPath(path), workspace, spec, path);
}

}  // namespace footplate::planner
