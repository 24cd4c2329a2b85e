// Changes the .amlignore of a code folder. Where there is none, the folder's .gitignore files decide what is
// sent; a new .amlignore begins with what they say, since from then on it alone counts.
//
//   excludeFromSnapshot("/project/src", {"data/raw"});  // adds the line "/data/raw/"
//
// Free functions; any thread, one at a time a folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "runner/snapshots/code_source.h"

namespace footplate::runner {

// Adds a line for each path as it is sent: relative to the code's folder, what is put beside it by its name
// there. Answers the path of the file. invalid when the code is no folder or a path leads out of it, notFound
// for a path that is not there.
Result<std::string> excludeFromSnapshot(const CodeSource& code, const std::vector<std::string>& paths);

// The pattern that means this very path and nothing else.
std::string ignorePattern(std::string_view path, bool isFolder);

// Lines of an ignore file in `folder` said as lines of one at the root.
std::string ignoreLinesAtRoot(std::string_view folder, std::string_view text);

}  // namespace footplate::runner
