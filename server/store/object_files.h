// What the files of the object store share; for store/object_*.cpp alone.
#pragma once

#include <sys/types.h>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/object_store.h"

namespace footplate::store {

// An error of the system while `doing`; a full disk is named as such.
Error objectProblem(const std::string& doing, int code);

// Reads up to `size` bytes; less only at the end of the file. -1 and errno for a failure.
ssize_t readFull(int fd, char* into, std::size_t size);

// What somebody stores later is not seen: then it is stored twice, which does no harm. Any thread.
class ObjectStore::View {
 public:
  explicit View(const ObjectStore& store);
  bool has(const StoredObject& object) const;

 private:
  const ObjectStore& store_;
  std::bitset<256> folders_;  // of objects that are kept alone, by the first two digits
};

}  // namespace footplate::store
