#include "base/fs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/file_system.h"
#include "base/file_times.h"
#include "base/path.h"

namespace footplate {

namespace fsys = std::filesystem;

namespace {

Error systemError(const std::string& doing, int code) {
  const ErrorCode kind = code == ENOENT || code == ENOTDIR ? ErrorCode::notFound : ErrorCode::unavailable;
  return {kind, doing + ": " + systemMessage(code)};
}

// A descriptor that closes itself.
struct Descriptor {
  int fd = -1;
  explicit Descriptor(int value) : fd(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

int writeAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(descriptor, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return 0;
}

std::string systemMessage(int code) {
  return std::generic_category().message(code);
}

Result<std::string> readFile(const std::string& path, std::uint64_t limit) {
  const std::string doing = "reading " + path;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.fd < 0) return fail(systemError(doing, errno));
  struct stat info{};
  if (::fstat(file.fd, &info) != 0) return fail(systemError(doing, errno));
  if (S_ISDIR(info.st_mode))
    return fail(ErrorCode::unavailable, doing + ": it is a folder, name a file in it");
  std::string text;
  text.reserve(static_cast<std::size_t>(std::max<off_t>(info.st_size, 0)));
  char block[65536];
  for (;;) {
    const ssize_t got = ::read(file.fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(systemError(doing, errno));
    if (got == 0) return text;
    text.append(block, static_cast<std::size_t>(got));
    if (text.size() > limit) {
      return fail(ErrorCode::invalid, doing + ": larger than " + std::to_string(limit) + " bytes");
    }
  }
}

Result<void> writeFileAtomic(const std::string& path, std::string_view text, unsigned mode) {
  const std::string doing = "writing " + path;
  const std::string folder = parentPath(path);
  std::string partial = path + ".XXXXXX";
  const Descriptor file(::mkostemp(partial.data(), O_CLOEXEC));
  if (file.fd < 0) return fail(systemError(doing, errno));
  int code = ::fchmod(file.fd, static_cast<mode_t>(mode)) == 0 ? writeAll(file.fd, text) : errno;
  if (code == 0 && !syncToDisk(file.fd)) code = errno;
  if (code == 0 && ::rename(partial.c_str(), path.c_str()) != 0) code = errno;
  if (code != 0) {
    ::unlink(partial.c_str());
    return fail(systemError(doing, code));
  }
  const Descriptor parent(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parent.fd >= 0) syncToDisk(parent.fd);
  return {};
}

Result<void> makeFolder(const std::string& path, unsigned mode) {
  if (folderExists(path)) return {};
  const std::string parent = parentPath(path);
  if (!parent.empty() && parent != path) {
    if (auto made = makeFolder(parent, mode); !made) return made;
  }
  if (::mkdir(path.c_str(), static_cast<mode_t>(mode)) != 0 && errno != EEXIST) {
    return fail(systemError("making the folder " + path, errno));
  }
  if (!folderExists(path))
    return fail(ErrorCode::unavailable, "making the folder " + path + ": a file stands there");
  return {};
}

namespace {

// Nothing can be taken out of a folder that its owner may not write to.
void openFolders(const fsys::path& path) {
  std::error_code error;
  if (!fsys::is_directory(fsys::symlink_status(path, error))) return;
  fsys::permissions(path, fsys::perms::owner_all, fsys::perm_options::add, error);
  for (fsys::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
    openFolders(at->path());
}

}  // namespace

Result<void> removeTree(const std::string& path) {
  std::error_code error;
  fsys::remove_all(path, error);
  if (error == std::errc::permission_denied) {
    openFolders(path);
    error.clear();
    fsys::remove_all(path, error);
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(ErrorCode::unavailable, "removing " + path + ": " + error.message());
  }
  return {};
}

Result<FileStamp> fileStamp(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return fail(systemError("looking at " + path, errno));
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::notFound, "looking at " + path + ": it is no file");
  return FileStamp{static_cast<std::uint64_t>(info.st_size), static_cast<std::uint64_t>(info.st_ino),
                   modifiedNs(info)};
}

bool fileExists(const std::string& path) {
  std::error_code error;
  return fsys::is_regular_file(path, error);
}

bool folderExists(const std::string& path) {
  std::error_code error;
  return fsys::is_directory(path, error);
}

Result<std::vector<std::string>> listFolder(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  fsys::directory_iterator entry(path, error);
  for (; !error && entry != fsys::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return fail(systemError("listing " + path, error.value()));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace footplate
