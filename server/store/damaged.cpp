#include "store/damaged.h"

#include <cerrno>
#include <cstdio>

#include "base/clock.h"
#include "base/fs.h"
#include "base/strings.h"
#include "os/lock_file.h"
#include "store/database.h"

namespace footplate::store {
namespace {

bool isDamaged(const std::string& path) {
  if (isEmptied(path)) return true;
  try {
    Database database(path, Database::Access::existing);
    database.pragma("user_version");
    return false;
  } catch (const StoreFailure& failure) {
    return failure.damaged;
  }
}

}  // namespace

bool isEmptied(const std::string& path) {
  const auto database = fileStamp(path);
  return database && database->size == 0 && (fileExists(path + "-shm") || fileExists(path + "-wal"));
}

Result<std::string> setDamagedAside(const std::string& folder) {
  const std::string path = folder + "/footplate.db";
  const auto lock = os::LockFile::lock(folder + "/migrate.lock");
  if (!lock) return fail(lock.error());
  if (!isDamaged(path)) return std::string();
  const std::string kept = path + ".damaged-" + replaceAll(formatTime(nowMs()), ":", "");
  // The log of changes first: without its database it changes nothing.
  for (const char* part : {"-wal", "-shm", ""}) {
    if (!fileExists(path + part)) continue;
    if (std::rename((path + part).c_str(), (kept + part).c_str()) != 0)
      return fail(ErrorCode::unavailable,
                  "renaming the damaged " + path + part + ": " + systemMessage(errno));
  }
  return kept;
}

}  // namespace footplate::store
