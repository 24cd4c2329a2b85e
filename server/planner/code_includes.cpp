#include "planner/code_includes.h"

#include <algorithm>

#include "base/uri.h"
#include "ide/additional_includes.h"
#include "planner/command_body.h"

namespace footplate::planner {

Result<std::vector<std::string>> readIncludes(const Component& component, const ide::Workspace& workspace) {
  std::vector<std::string> paths;
  for (const ide::Include& include :
       ide::additionalIncludes(component.body, component.folder, component.file, workspace)) {
    const std::string doing =
        "reading additional_includes" +
        (include.file.empty() ? "" : " of " + include.file + ":" + std::to_string(include.line)) + ": ";
    if (include.written.empty() || !uriScheme(include.written).empty()) {
      return fail(ErrorCode::unsupported, doing +
                                              (include.written.empty() ? "an artifact" : include.written) +
                                              " is not on this machine; only files and folders of it can be "
                                              "put beside the code");
    }
    if (const std::string folder = ide::folderToPack(include.path, workspace); !folder.empty()) {
      return fail(ErrorCode::unsupported,
                  doing + "the service would make " + include.path + " of the folder " + folder +
                      ", this version does not; name the folder, or make " + "the archive yourself");
    }
    if (!workspace.exists(include.path))
      return fail(ErrorCode::notFound, doing + include.path + ": no such file or folder");
    if (std::ranges::find(paths, include.path) == paths.end()) paths.push_back(include.path);
  }
  return paths;
}

Result<runner::CodeSource> readComponentCode(const ide::Document& document, const ide::Workspace& workspace) {
  const yaml::Node body = document.yaml().root().resolved();
  const Component component{document.tree, body, document.folder(), document.path, bodyType(body)};
  if (component.type == "pipeline") {
    return fail(ErrorCode::unsupported, "reading the code of " + document.path +
                                            ": it is a pipeline; name the components of its steps");
  }
  auto includes = readIncludes(component, workspace);
  if (!includes) return fail(includes.error());
  const yaml::Node task = body.find("task").resolved();
  auto path = readCodePath(task.isMapping() ? task : body, component.folder, workspace);
  if (!path) return fail(path.error());
  return runner::CodeSource(std::move(*path), std::move(*includes));
}

}  // namespace footplate::planner
