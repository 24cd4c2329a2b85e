// Many small objects in one file, so that a snapshot of ten thousand files costs one sync: packs/NAME.pack.
//
// The contents one behind the other, then an index line for each, sorted by hash
// ("HASH OFFSET SIZE\n", numbers of 16 hexadecimal digits), then a last line
// ("SHA256-OF-THE-INDEX COUNT footplate-pack-1\n"). A pack appears under its name when it is whole and
// synced, and never changes. A file that does not end like this is no pack: nothing in it counts as stored.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "os/descriptor.h"

namespace footplate::store {

struct PackEntry {
  std::string hash;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

// The index of one pack. Any thread.
class PackIndex {
 public:
  // unavailable when it cannot be read, invalid when it is no whole pack.
  static Result<PackIndex> read(const std::string& path);

  const std::string& path() const { return path_; }
  std::uint64_t fileBytes() const { return fileBytes_; }
  std::size_t size() const;
  PackEntry at(std::size_t index) const;
  std::optional<PackEntry> find(std::string_view hash) const;

 private:
  std::string path_;
  std::uint64_t fileBytes_ = 0;
  std::string lines_;
};

// A pack in the making. append() may be called from several threads, which write at the same time: small
// contents are gathered in extents of the file, large ones have extents of their own.
class PackWriter {
 public:
  // `path` is a new file, on the file system of the packs.
  static Result<PackWriter> create(const std::string& path);
  PackWriter(PackWriter&& other) noexcept;
  ~PackWriter();  // without finish() nothing is left

  Result<void> append(const std::string& hash, std::string_view content);
  // Writes the index, syncs, and moves the file into `folder`, which is synced too; gives the pack's path.
  Result<std::string> finish(const std::string& folder);

 private:
  PackWriter(os::Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
  // A place at the end of what is given away already.
  std::uint64_t reserve(std::uint64_t bytes);
  Result<void> write(std::string_view text, std::uint64_t offset);

  os::Descriptor file_;
  std::string path_;
  std::mutex mutex_;
  std::uint64_t end_ = 0;  // of the extents that are given away
  std::string extent_;     // small contents, not yet written
  std::uint64_t extentBegin_ = 0;
  std::uint64_t extentEnd_ = 0;
  std::uint64_t begunBytes_ = 0;  // written since the disk was last told to begin
  std::vector<PackEntry> entries_;
};

}  // namespace footplate::store
