// Which folder a file's runs belong to.
#pragma once

#include <string>
#include <string_view>

namespace footplate::store {

// `path` is a file, or a folder for verbs without a file; absolute. The nearest ancestor that holds
// .footplate, else the nearest with .git, else `workspaceFolder` where it contains the path, else the path's
// folder. The home folder and "/" are chosen only as the path's own folder.
std::string projectRoot(std::string_view path, std::string_view workspaceFolder = {});

}  // namespace footplate::store
