#include "os/program.h"

#include <unistd.h>

#include <string_view>

namespace footplate::os {

std::string ownProgram() {
  char buffer[4096];
  const ssize_t size = ::readlink("/proc/self/exe", buffer, sizeof buffer);
  if (size <= 0) return {};
  std::string path(buffer, static_cast<std::size_t>(size));
  // After an update of the program the kernel adds this to the old file's name; the new file is the one to
  // start.
  constexpr std::string_view deleted = " (deleted)";
  if (path.ends_with(deleted)) path.resize(path.size() - deleted.size());
  return path;
}

std::string ownProgramLink() {
  return "/proc/self/exe";
}

std::span<const char* const> curlLibraries() {
  static constexpr const char* names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
  return names;
}

}  // namespace footplate::os
