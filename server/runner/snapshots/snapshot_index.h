// What the last walk of a job's code saw, so that an unchanged file is not read again. A cache: when it is
// missing or damaged, everything is read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runner/snapshots/code_source.h"
#include "runner/snapshots/snapshot_walk.h"

namespace footplate::runner {

struct IndexedFile {
  const WalkedFile* file;  // as the walk saw it
  std::string hash;
};

class SnapshotIndex {
 public:
  // Of this code, below `folder`.
  SnapshotIndex(const std::string& folder, const CodeSource& code);

  void load();
  // The manifest that an index file speaks of; "" where it is none.
  static std::string manifestOf(const std::string& path);
  // The hash the file had when all its facts were the same; "" when it must be read.
  std::string_view find(const WalkedFile& file) const;
  // The manifest made of exactly what find() knows.
  const std::string& manifest() const { return manifest_; }
  // Replaces the index. `walkBegan` is the clock of the file system before the walk: a file changed at that
  // moment or later may change again without its times telling, so it is left out and read the next time.
  void save(const std::vector<IndexedFile>& files, const std::string& manifest, std::int64_t walkBegan) const;

 private:
  struct Known {
    std::uint64_t bytes;
    std::uint64_t inode;
    std::int64_t modified;
    std::int64_t changed;
    std::string hash;
  };
  std::string path_;
  std::string manifest_;
  std::map<std::string, Known, std::less<>> known_;
};

// Nanoseconds of the clock that stamps files.
std::int64_t fileClock();

}  // namespace footplate::runner
