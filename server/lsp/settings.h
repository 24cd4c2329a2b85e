// The user's settings as the client sends them, read kindly: what is missing or odd leaves the default.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "ide/workspace.h"

namespace footplate::lsp {

// `settings` is {"yaml": {"schemas": {LOCATION: GLOB | [GLOB…]}, "customTags": […], "validate": BOOL …},
// "footplate": {"severity": {CODE | FAMILY: WORD}, "otherYaml": BOOL …}}; package.json of the extension says
// what there is. Relative locations start at `folder`.
ide::Settings readSettings(const nlohmann::json& settings, const std::string& folder);

// The Python for jobs of one folder of the window.
struct FolderPython {
  std::string folder;  // absolute path
  std::string python;
};

// {"footplate": {"pythons": {FOLDER: PYTHON}}}: those of folders that have one of their own.
std::vector<FolderPython> readPythons(const nlohmann::json& settings);

// The Python of the innermost folder that holds the path; nullptr where none of them does.
const std::string* pythonFor(const std::vector<FolderPython>& pythons, const std::string& path);

}  // namespace footplate::lsp
