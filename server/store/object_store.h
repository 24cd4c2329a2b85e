// Files kept once by their SHA-256: alone (objects/ab/cdef…), or many small ones together
// (objects/packs/NAME.pack, object_pack.h).
//
// An object appears only when it is whole; what commit() has reported is on the disk. Objects are read-only
// files (0400) and are only ever copied out (reflinked where the file system can), never hard-linked, so that
// no job can change them. Any thread, any number of processes; a crash at any moment leaves what was
// committed.
//
// Nothing is removed while somebody holds the store: whoever counts on an object that nothing names yet holds
// it from before he looks until the run that names it is recorded.
//
//   ObjectStore objects(store.folder() + "/objects");
//   auto held = objects.hold(token);
//   ObjectBatch batch(objects);
//   auto stored = batch.addDescriptor(fd, 120, "train.py");  // {hash, bytes}
//   batch.commit();
//   objects.copyTo(stored->hash, "/tmp/x/train.py", 0644);
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/cancel.h"
#include "base/result.h"
#include "os/lock_file.h"

namespace footplate::store {

struct StoredObject {
  std::string hash;
  std::uint64_t bytes = 0;
  bool operator==(const StoredObject&) const = default;
};

// What a sweep took away.
struct Swept {
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;  // that the disk has got back
};

class ObjectStore {
 public:
  explicit ObjectStore(std::string folder);

  const std::string& folder() const { return folder_; }
  // Where an object that is kept alone is.
  std::string path(std::string_view hash) const;
  // Whether it is there; with this size, where one is given (an object cut by a power failure has another).
  bool has(std::string_view hash) const;
  bool has(std::string_view hash, std::uint64_t bytes) const;
  // As has(hash, bytes), of the moment it was made: for many questions the disk is asked once.
  class View;
  // One small thing, stored and synced.
  Result<StoredObject> put(std::string_view text);
  // The content after comparing its hash: notFound, or unavailable when it is damaged.
  Result<std::string> read(std::string_view hash, std::uint64_t limit = UINT64_C(1) << 30) const;
  Result<void> verify(std::string_view hash) const;
  // A new file with the content; the folder must be there and the file not.
  Result<void> copyTo(std::string_view hash, const std::string& path, unsigned mode) const;

  // Shared with all who hold; keeps objects from being removed. Waits for a sweep that goes on.
  Result<os::LockFile> hold(CancelToken token = {}) const;
  // The store for a sweep alone: those who come wait, those who hold are waited for. canceled when the token
  // stops.
  Result<os::LockFile> holdAlone(CancelToken token) const;
  // Removes every object that is not among them; the caller holds the store alone. Interrupted at any moment,
  // what shall stay is there. Some dead bytes stay in a pack that is mostly alive.
  Result<Swept> keepOnly(const std::set<std::string, std::less<>>& live);
  // What keepOnly would take away now; nothing is changed, and nothing need be held.
  Result<Swept> removable(const std::set<std::string, std::less<>>& live) const;

 private:
  class Packs;
  struct Place;  // file, offset and size
  Result<Place> find(std::string_view hash) const;

  std::string folder_;
  std::shared_ptr<Packs> packs_;
};

// Many objects that become durable together. add functions may be called from several threads.
class ObjectBatch {
 public:
  explicit ObjectBatch(ObjectStore& store);
  ~ObjectBatch();  // without commit nothing was stored
  ObjectBatch(const ObjectBatch&) = delete;
  ObjectBatch& operator=(const ObjectBatch&) = delete;

  Result<StoredObject> addText(std::string_view text);
  // An open file from where it stands. Of a small one `expected` bytes are read, or fewer
  // where it ends before; whether it has become larger is for the caller to see.
  Result<StoredObject> addDescriptor(int fd, std::uint64_t expected, const std::string& nameForErrors);
  Result<void> commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Copies a file's bytes: reflink, else within the kernel, else read and write. Never a hard link.
Result<void> copyFileBytes(int from, int to, const std::string& nameForErrors);
// A part of it.
Result<void> copyFileBytes(int from, std::uint64_t offset, std::uint64_t bytes, int to,
                           const std::string& nameForErrors);

}  // namespace footplate::store
