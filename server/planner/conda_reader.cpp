#include "planner/conda_reader.h"

#include "base/path.h"
#include "base/strings.h"

namespace footplate::planner {

namespace {

constexpr int deepestInclude = 8;

Result<void> addRequirement(std::string_view line, const std::string& folder, const ide::Workspace& workspace,
                            std::vector<std::string>& out, int depth);

Result<void> addRequirementsFile(const std::string& path, const ide::Workspace& workspace,
                                 std::vector<std::string>& out, int depth) {
  if (depth > deepestInclude)
    return fail(ErrorCode::invalid, "reading " + path + ": requirement files include each other");
  const auto text = workspace.read(path);
  if (!text) return fail(ErrorCode::notFound, "reading the requirements " + path + ": no such file");
  for (const std::string& line : split(*text, '\n')) {
    if (auto added = addRequirement(line, parentPath(path), workspace, out, depth); !added) return added;
  }
  return {};
}

Result<void> addRequirement(std::string_view line, const std::string& folder, const ide::Workspace& workspace,
                            std::vector<std::string>& out, int depth) {
  line = trim(line);
  if (line.empty() || line.front() == '#') return {};
  if (const auto comment = line.find(" #"); comment != std::string_view::npos)
    line = trim(line.substr(0, comment));
  for (const std::string_view option : {"-r", "--requirement"}) {
    if (!line.starts_with(option) || line.size() <= option.size()) continue;
    const char after = line[option.size()];
    if (after != ' ' && after != '=' && after != '\t') continue;
    return addRequirementsFile(joinPath(folder, trim(line.substr(option.size() + 1))), workspace, out,
                               depth + 1);
  }
  out.emplace_back(line);
  return {};
}

}  // namespace

Result<void> readConda(yaml::Node definition, const std::string& folder, const ide::Workspace& workspace,
                       runner::EnvironmentSpec& spec) {
  for (const yaml::Node channel : definition.find("channels").resolved().items())
    spec.channels.emplace_back(channel.text());
  for (const yaml::Node item : definition.find("dependencies").resolved().items()) {
    const yaml::Node dependency = item.resolved();
    if (dependency.isScalar()) spec.dependencies.emplace_back(trim(dependency.text()));
    for (const yaml::Node requirement : dependency.find("pip").resolved().items()) {
      if (auto added = addRequirement(requirement.resolved().text(), folder, workspace, spec.pip, 0); !added)
        return added;
    }
  }
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
  return readConda(tree->root().resolved(), parentPath(path), workspace, spec);
}

}  // namespace footplate::planner
