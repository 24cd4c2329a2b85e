#include "os/program.h"

#include <mach-o/dyld.h>

#include <cstdint>
#include <filesystem>
#include <system_error>

namespace footplate::os {

std::string ownProgram() {
  char buffer[4096];
  std::uint32_t size = sizeof buffer;
  if (::_NSGetExecutablePath(buffer, &size) != 0) return {};
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(buffer, error);
  return error ? std::string(buffer) : real.string();
}

std::string ownProgramLink() {
  return ownProgram();
}

std::span<const char* const> curlLibraries() {
  static constexpr const char* names[] = {"libcurl.4.dylib"};  // part of macOS
  return names;
}

}  // namespace footplate::os
