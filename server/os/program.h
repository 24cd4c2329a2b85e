// Files of programs by the names that the system has for them: this very one, and libraries that are loaded
// at first use. Any thread.
#pragma once

#include <span>
#include <string>

namespace footplate::os {

// Its path; "" when the system does not say. After an update the new file has it.
std::string ownProgram();

// By which this program can be started again. On Linux this leads to the running file even after an update
// has replaced it.
std::string ownProgramLink();

// The names that libcurl has, the usual one first.
std::span<const char* const> curlLibraries();

}  // namespace footplate::os
