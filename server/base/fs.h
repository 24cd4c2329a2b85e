// Whole files and folders. Every failure says the path and the system's reason.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace footplate {

// The file's bytes. notFound when it is missing, invalid when it is larger than `limit` bytes, unavailable
// else.
Result<std::string> readFile(const std::string& path, std::uint64_t limit = UINT64_C(1) << 30);

// Writes beside the target, syncs and renames: a reader sees the old text or the new one, never half.
Result<void> writeFileAtomic(const std::string& path, std::string_view text, unsigned mode = 0600);

// Makes the folder and its parents, private to the user (0700) unless told otherwise. Existing is fine.
Result<void> makeFolder(const std::string& path, unsigned mode = 0700);

// Removes a file or a whole folder; missing is fine. Symbolic links are removed, not followed.
Result<void> removeTree(const std::string& path);

// What changes when a file is written: enough to tell its versions apart, if the last write is not as young
// as the clock of the file system is coarse.
struct FileStamp {
  std::uint64_t size = 0;
  std::uint64_t inode = 0;
  std::int64_t modified = 0;  // nanoseconds of the system clock
  bool operator==(const FileStamp&) const = default;
};
// Of a regular file, links followed; notFound for all else.
Result<FileStamp> fileStamp(const std::string& path);

bool fileExists(const std::string& path);  // a regular file, links followed
bool folderExists(const std::string& path);

// Names in a folder, sorted; notFound when it is missing.
Result<std::vector<std::string>> listFolder(const std::string& path);

// Writes all of `bytes` to a descriptor that blocks; 0, or the errno of the write that failed.
int writeAll(int descriptor, std::string_view bytes);

// "No such file or directory": the text of errno for a message.
std::string systemMessage(int code);

}  // namespace footplate
