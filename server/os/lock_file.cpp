#include "os/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/fs.h"
#include "os/descriptor.h"

namespace footplate::os {

namespace {

// A lock on a file that was replaced or deleted meanwhile protects nothing.
bool isStillThere(int fd, const std::string& path) {
  struct stat ours{};
  struct stat now{};
  return ::fstat(fd, &ours) == 0 && ::stat(path.c_str(), &now) == 0 && ours.st_dev == now.st_dev &&
         ours.st_ino == now.st_ino;
}

bool sleepUnlessStopped(const CancelToken& token, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock guard(mutex);
  return !wake.wait_for(guard, token, time, [&] { return token.stop_requested(); });
}

}  // namespace

Result<LockFile> LockFile::tryLock(const std::string& path, int kind) {
  for (;;) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file) return fail(ErrorCode::unavailable, "opening the lock " + path + ": " + systemMessage(errno));
    if (::flock(file.get(), kind | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      if (errno == EWOULDBLOCK) return fail(ErrorCode::conflict, path + " is locked by another process");
      return fail(ErrorCode::unavailable, "locking " + path + ": " + systemMessage(errno));
    }
    if (isStillThere(file.get(), path)) return LockFile(file.release(), path);
  }
}

Result<LockFile> LockFile::tryLock(const std::string& path) {
  return tryLock(path, LOCK_EX);
}

Result<LockFile> LockFile::waitFor(const std::string& path, int kind, const CancelToken& token) {
  // flock cannot be interrupted from another thread, so it is tried again, soon at first.
  std::chrono::milliseconds pause(1);
  for (;;) {
    Result<LockFile> got = tryLock(path, kind);
    if (got || got.error().code != ErrorCode::conflict) return got;
    if (!sleepUnlessStopped(token, pause))
      return fail(ErrorCode::canceled, "waiting for the lock " + path + " was stopped");
    pause = std::min(pause * 2, std::chrono::milliseconds(100));
  }
}

Result<LockFile> LockFile::lock(const std::string& path, CancelToken token) {
  return waitFor(path, LOCK_EX, token);
}

Result<LockFile> LockFile::lockShared(const std::string& path, CancelToken token) {
  return waitFor(path, LOCK_SH, token);
}

Result<LockFile> LockFile::adopt(int fd, const std::string& path) {
  if (::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) {
    return fail(ErrorCode::usage,
                "taking over the lock " + path + ": descriptor " + std::to_string(fd) + " is not open");
  }
  // On an inherited descriptor this is granted at once; on any other it is a lock like every other.
  if (!isStillThere(fd, path) || ::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::conflict, "descriptor " + std::to_string(fd) + " does not hold the lock " + path);
  }
  return LockFile(fd, path);
}

LockFile::LockFile(LockFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = std::exchange(other.fd_, -1);
    path_ = std::move(other.path_);
  }
  return *this;
}

// Only closes: LOCK_UN would take the lock from the child that shares it.
LockFile::~LockFile() {
  if (fd_ >= 0) ::close(fd_);
}

bool isLocked(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return false;
  // Shared, so that two who look do not take each other for a holder.
  return ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace footplate::os
