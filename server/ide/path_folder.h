// Where the paths of a place start: beside the document, or in a folder that another of its keys names.
#pragma once

#include <string>
#include <string_view>

#include "ide/document.h"
#include "ide/workspace.h"
#include "yaml/tree.h"

namespace footplate::ide {

// The folder, absolute, that a path at `place` is relative to, as `below` (x-path-below of its schema) says;
// `place` is the path's node, or the mapping or list that it would go into. "" where it is not known, or not
// on this disk.
std::string folderOfPaths(yaml::Node place, std::string_view below, const Document& document,
                          const Workspace& workspace);

}  // namespace footplate::ide
