// Reads the files of a walk into a batch of objects, on several threads where that is much. A file is stored
// as it was at one moment: one that changes while it is read is read again.
//
//   SnapshotReading reading(walked, batch, token);
//   if (auto done = reading.run({0, 2}); !done) …          // which files
//   reading.content(2)                                     // nothing where the file went away meanwhile
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/snapshots/source_walk.h"
#include "store/object_store.h"

namespace footplate::runner {

class SnapshotReading {
 public:
  // What is given by reference outlives it.
  SnapshotReading(const WalkedCode& walked, store::ObjectBatch& batch, const CancelToken& token)
      : walked_(walked), contents_(walked.files.size()), batch_(batch), token_(token) {}

  // unavailable, naming all files that cannot be read, or one that changes all the time.
  Result<void> run(const std::vector<std::size_t>& wanted);
  // It may be larger than the walk saw it: the manifest says what was stored.
  const std::optional<store::StoredObject>& content(std::size_t file) const { return contents_[file]; }

 private:
  using Content = std::optional<store::StoredObject>;

  void work(const std::vector<std::size_t>& wanted);
  Result<Content> store(const WalkedFile& file);
  Result<Content> storeOpened(int fd, const std::string& path, WalkedFile before);
  void noteUnreadable(const std::string& path);
  void give(Error error);

  const WalkedCode& walked_;
  std::vector<Content> contents_;
  store::ObjectBatch& batch_;
  const CancelToken& token_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::optional<Error> failure_;
  std::vector<std::string> unreadable_;  // told together
};

}  // namespace footplate::runner
