// What walks over a project share: which folders they pass by, and when a file that was read need not be read
// again.
#pragma once

#include <string_view>

#include "base/fs.h"

namespace footplate::commands {

// Folders of tools, by name: no file of a person's own lies in them.
bool isToolFolder(std::string_view name);

// Whether the stamp alone tells from now on that the file is as it was. One written a moment ago may be
// written once more without a new time: file systems' clocks are coarse.
bool isSettled(const FileStamp& stamp);

}  // namespace footplate::commands
