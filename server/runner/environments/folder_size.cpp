#include "runner/environments/folder_size.h"

#include <sys/stat.h>

#include <filesystem>

#include "base/file_times.h"

namespace footplate::runner {

namespace files = std::filesystem;

std::uint64_t bytesBelow(const std::string& path) {
  struct stat info{};
  if (::lstat(path.c_str(), &info) != 0) return 0;
  if (S_ISREG(info.st_mode)) return static_cast<std::uint64_t>(info.st_size);
  std::uint64_t bytes = 0;
  std::error_code error;
  for (files::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored) && !at->is_symlink(ignored)) bytes += at->file_size(ignored);
  }
  return bytes;
}

std::optional<TimeMs> modifiedAt(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return modifiedNs(info) / 1'000'000;
}

}  // namespace footplate::runner
