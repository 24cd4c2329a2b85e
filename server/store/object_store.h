// Files kept once by their SHA-256: objects/ab/cdef….
//
// An object appears under its name only when it is whole; what commit() has reported is on the disk. Objects
// are read-only files (0400) and are only ever copied out (reflinked where the file system can), never
// hard-linked, so that no job can change them. Any thread, any number of processes.
//
//   ObjectStore objects(store.folder() + "/objects");
//   ObjectBatch batch(objects);
//   auto stored = batch.addFile("/work/train.py");        // {hash, bytes}
//   batch.commit();
//   objects.copyTo(stored->hash, "/tmp/x/train.py", 0644);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace footplate::store {

struct StoredObject {
  std::string hash;
  std::uint64_t bytes = 0;
  bool operator==(const StoredObject&) const = default;
};

class ObjectStore {
 public:
  explicit ObjectStore(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }
  std::string path(std::string_view hash) const;
  // Whether it is there with this size (an object cut by a power failure has another).
  bool has(std::string_view hash, std::uint64_t bytes) const;
  // One small thing, stored and synced.
  Result<StoredObject> put(std::string_view text);
  // The content after comparing its hash: notFound, or unavailable when it is damaged.
  Result<std::string> read(std::string_view hash, std::uint64_t limit = UINT64_C(1) << 30) const;
  Result<void> verify(std::string_view hash) const;
  // A new file with the content; the folder must be there and the file not.
  Result<void> copyTo(std::string_view hash, const std::string& path, unsigned mode) const;

 private:
  std::string folder_;
};

// Many objects that become durable together. add functions may be called from several threads.
class ObjectBatch {
 public:
  explicit ObjectBatch(ObjectStore& store);
  ~ObjectBatch();  // without commit nothing was stored
  ObjectBatch(const ObjectBatch&) = delete;
  ObjectBatch& operator=(const ObjectBatch&) = delete;

  Result<StoredObject> addFile(const std::string& path);
  Result<StoredObject> addText(std::string_view text);
  // As addFile, for an open file.
  Result<StoredObject> addDescriptor(int fd, const std::string& nameForErrors);
  Result<void> commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Copies a file's bytes: reflink, else copy_file_range, else read and write. Never a hard link.
Result<void> copyFileBytes(int from, int to, const std::string& nameForErrors);

}  // namespace footplate::store
