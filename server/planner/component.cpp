#include "planner/component.h"

#include "base/path.h"
#include "base/strings.h"
#include "ide/references.h"
#include "planner/command_body.h"

namespace footplate::planner {

namespace {

Result<Component> readComponent(const std::string& file, const ide::Workspace& workspace,
                                const std::string& doing) {
  const auto text = workspace.read(file);
  if (!text) return fail(ErrorCode::notFound, doing + file + ": no such file");
  Component component;
  component.holder = yaml::parse(text);
  for (const auto& problem : component.holder->problems()) {
    if (problem.severity != Severity::error) continue;
    const auto line = component.holder->lines().lineOf(problem.span.begin) + 1;
    return fail(ErrorCode::invalid, doing + file + ":" + std::to_string(line) + ": " + problem.message);
  }
  component.body = component.holder->root().resolved();
  if (!component.body.isMapping()) return fail(ErrorCode::invalid, doing + file + " is no component");
  component.folder = parentPath(file);
  component.file = file;
  component.type = bodyType(component.body);
  return component;
}

}  // namespace

std::string bodyType(yaml::Node body) {
  if (std::string type = toLower(textAt(body, "type")); !type.empty()) return type;
  if (body.find("jobs")) return "pipeline";
  if (body.find("trial")) return "sweep";
  if (body.find("task").resolved().isMapping()) return "parallel";
  return "command";
}

Result<Component> findComponent(yaml::Node reference, const std::string& folder,
                                const ide::Workspace& workspace, const std::string& owner) {
  const std::string doing = "reading the component of " + owner + ": ";
  reference = reference.resolved();
  if (reference.isMapping()) return Component{nullptr, reference, folder, "", bodyType(reference)};
  const std::string text(trim(reference.text()));
  if (text.empty()) return fail(ErrorCode::invalid, doing + "none is named");
  if (text.starts_with("azureml://registries/")) {
    return fail(ErrorCode::notFound,
                doing + text +
                    " is kept by the service and cannot be had here; save its YAML in the "
                    "project and name that file");
  }
  const ide::Reference path = ide::readReference(text, false);
  if (path.form == ide::Reference::Form::path && workspace.exists(joinPath(folder, path.name)))
    return readComponent(joinPath(folder, path.name), workspace, doing);
  const ide::Reference asset = ide::readReference(text, true);
  if (asset.form == ide::Reference::Form::asset) {
    const std::string file = workspace.assetFile("component", asset.name, asset.version);
    if (!file.empty()) return readComponent(file, workspace, doing);
    return fail(ErrorCode::notFound,
                doing + "no component '" + asset.name +
                    (asset.version.empty() ? "" : "' of version '" + asset.version) +
                    "' is known here; name its file, or register it by `footplate asset create "
                    "FILE`");
  }
  if (path.form == ide::Reference::Form::path)
    return readComponent(joinPath(folder, path.name), workspace, doing);
  return fail(ErrorCode::notFound, doing + text + " cannot be had here");
}

}  // namespace footplate::planner
