#include "store/unwritable.h"

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>

#include "base/fs.h"

namespace footplate::store {
namespace {

namespace files = std::filesystem;

// "" where none can be made.
std::string temporaryFolder() {
  const char* named = std::getenv("TMPDIR");
  std::string folder = std::string(named && *named == '/' ? named : "/tmp") + "/footplate-store-XXXXXX";
  return ::mkdtemp(folder.data()) ? folder : std::string();
}

std::unique_ptr<Database> openReadable(const std::string& path, Database::Access access) {
  auto database = std::make_unique<Database>(path, access);
  database->pragma("user_version");  // the first look opens what readers share
  return database;
}

}  // namespace

std::unique_ptr<Database> openUnwritable(const std::string& path) {
  try {
    return openReadable(path, Database::Access::readOnly);
  } catch (const StoreFailure& failure) {
    if (failure.error.code != ErrorCode::unavailable) throw;
    const std::string folder = temporaryFolder();
    if (folder.empty()) throw;
    std::error_code error;
    const std::string copy = folder + "/footplate.db";
    files::copy_file(path, copy, error);
    if (!error && fileExists(path + "-wal")) files::copy_file(path + "-wal", copy + "-wal", error);
    std::unique_ptr<Database> database;
    try {
      if (!error) database = openReadable(copy, Database::Access::existing);
    } catch (const StoreFailure&) {
      database.reset();  // damaged, say: what was wrong with the file itself is told
    }
    files::remove_all(folder, error);  // the open files stay until they are closed
    if (!database) throw;
    return database;
  }
}

}  // namespace footplate::store
