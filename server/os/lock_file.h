// A lock, exclusive unless it says shared, that ends with the last process that holds it, however it ends
// (flock).
//
// The lock belongs to the open descriptor: a child that inherits it (SpawnOptions::inherit) holds it too and
// keeps it when we close ours. Destruction only closes. One object belongs to one thread at a time.
//
//   auto lock = LockFile::tryLock(folder + "/lock");      // conflict: another process holds it
//   options.inherit = {lock->fd()};                       // 3 in the child: LockFile::adopt(3, path) there
#pragma once

#include <string>

#include "base/cancel.h"
#include "base/result.h"

namespace footplate::os {

class LockFile {
 public:
  // Makes the file where it is missing. conflict when somebody holds the lock.
  static Result<LockFile> tryLock(const std::string& path);
  // Waits until the lock is ours; canceled when the token stops.
  static Result<LockFile> lock(const std::string& path, CancelToken token = {});
  // Together with others that hold it shared; waits while somebody holds it for himself.
  static Result<LockFile> lockShared(const std::string& path, CancelToken token = {});
  // Takes over a descriptor that holds the lock already (from the process that started us).
  static Result<LockFile> adopt(int fd, const std::string& path);

  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

  int fd() const { return fd_; }
  const std::string& path() const { return path_; }

 private:
  static Result<LockFile> tryLock(const std::string& path, int kind);
  static Result<LockFile> waitFor(const std::string& path, int kind, const CancelToken& token);
  LockFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  int fd_ = -1;
  std::string path_;
};

// Whether somebody holds the lock now. A missing file is not held.
bool isLocked(const std::string& path);

}  // namespace footplate::os
