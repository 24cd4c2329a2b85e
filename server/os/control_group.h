// Control groups of Linux: folders of the kernel by which processes are counted, held to limits and ended
// together. On macOS there are none, and every function here says so by its result. Any thread.
#pragma once

#include <string>

namespace footplate::os {

// This process's control group (v2) where a group can be made below it, else "".
std::string writableControlGroup();

// Makes a group; false where it cannot be, or cannot be ended as a whole.
bool makeControlGroup(const std::string& folder);

// Writes a word into a file of a group; false where the kernel refuses.
bool writeGroupFile(const std::string& path, const std::string& word);

// Ends every process of the group.
void killControlGroup(const std::string& folder);

// Removes the group with those below it, as soon as their processes have ended.
void removeControlGroup(const std::string& folder);

}  // namespace footplate::os
