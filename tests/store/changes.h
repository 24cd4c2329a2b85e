// Small changes of a store that many tests begin with, by the functions the program itself calls.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>
#include <string>

#include "os/descriptor.h"
#include "store/object_store.h"
#include "store/run_store.h"

namespace footplate::test {

inline Result<store::Run> setStatus(store::RunStore& store, const std::string& id, store::RunStatus status) {
  return store.update(id, [status](store::Run& run) -> Result<void> {
    run.status = status;
    return {};
  });
}

inline Result<store::Run> setTag(store::RunStore& store, const std::string& id, const std::string& name,
                                 const std::string& value) {
  return store.update(id, [&](store::Run& run) -> Result<void> {
    run.tags[name] = value;
    return {};
  });
}

inline Result<store::Run> setParam(store::RunStore& store, const std::string& id, const std::string& name,
                                   const std::string& value) {
  return store.update(id, [&](store::Run& run) -> Result<void> {
    run.params[name] = value;
    return {};
  });
}

inline Result<store::StoredObject> addFile(store::ObjectBatch& batch, const std::string& path) {
  const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info{};
  if (!file || ::fstat(file.get(), &info) != 0) return fail(ErrorCode::notFound, "no file " + path);
  return batch.addDescriptor(file.get(), static_cast<std::uint64_t>(info.st_size), path);
}

}  // namespace footplate::test
