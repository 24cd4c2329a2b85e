// The times of a file, in nanoseconds of the system clock; systems differ in the names of the fields.
#pragma once

#include <sys/stat.h>
#include <time.h>

#include <cstdint>

namespace footplate {

// `clockOfFiles` is what files are stamped by: no finer than they are.
#ifdef __APPLE__
inline constexpr clockid_t clockOfFiles = CLOCK_REALTIME;
inline const timespec& modifiedTime(const struct stat& info) {
  return info.st_mtimespec;
}
inline const timespec& changedTime(const struct stat& info) {
  return info.st_ctimespec;
}
#else
inline constexpr clockid_t clockOfFiles = CLOCK_REALTIME_COARSE;
inline const timespec& modifiedTime(const struct stat& info) {
  return info.st_mtim;
}
inline const timespec& changedTime(const struct stat& info) {
  return info.st_ctim;
}
#endif

inline std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}
inline std::int64_t modifiedNs(const struct stat& info) {
  return nanoseconds(modifiedTime(info));
}
// Of the inode: its content, mode, owner or number of links.
inline std::int64_t changedNs(const struct stat& info) {
  return nanoseconds(changedTime(info));
}

}  // namespace footplate
