// Reading a v1 run configuration (`.runconfig`, YAML or JSON text): keys in any case, null for "not said".
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "ide/workspace.h"
#include "yaml/tree.h"

namespace footplate::ide {

// The mappings that a key may stand in, in the order in which they count: the mapping itself, then those that
// "<<" merges in. Each once, for aliases of aliases stand for more of them than anybody can count.
std::vector<yaml::Node> v1Layers(yaml::Node mapping);

// A v1 key in any case, aliases and merges followed; "no such node" where nothing, or null, is written.
yaml::Node v1Find(yaml::Node mapping, std::string_view key);
std::string v1Text(yaml::Node mapping, std::string_view key);  // of a scalar, else ""
std::string v1Word(yaml::Node mapping, std::string_view key);  // the same in lower case

// Whether the script is one for Spark (`framework: PySpark`).
bool isV1Spark(yaml::Node root);

// The folder a v1 file is about: the one that holds its `.azureml` or `aml_config`, else its own.
std::string sourceFolderOf(const Document& document);
// Whether the file lies in a folder that is made for it (`.azureml`), so that its paths start above.
bool isInSettingsFolder(const Document& document);

// The same where files can be seen: a run configuration may lie in a folder of any name ("config/"), and its
// paths start where the command runs. That is the nearest folder above which has the script.
std::string sourceFolderOf(const Document& document, const Workspace& workspace);

// A path that a v1 file names, absolute: from the source folder, from its own or one above it, where the file
// is.
std::string v1Path(const Document& document, const Workspace& workspace, std::string_view path);

}  // namespace footplate::ide
