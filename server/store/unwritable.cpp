#include "store/unwritable.h"

#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/fs.h"
#include "store/migrations.h"

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

// A copy in a temporary folder that is gone again when this returns: the open files stay until they are
// closed. Nothing when it cannot be made or is damaged.
std::unique_ptr<Database> openCopy(const std::string& path) {
  const std::string folder = temporaryFolder();
  if (folder.empty()) return nullptr;
  std::error_code error;
  const std::string copy = folder + "/footplate.db";
  files::copy_file(path, copy, error);
  if (!error && fileExists(path + "-wal")) files::copy_file(path + "-wal", copy + "-wal", error);
  std::unique_ptr<Database> database;
  try {
    if (!error) database = openReadable(copy, Database::Access::existing);
    if (database) migrate(*database);
  } catch (const StoreFailure&) {
    database.reset();
  }
  files::remove_all(folder, error);
  return database;
}

}  // namespace

std::unique_ptr<Database> openUnwritable(const std::string& path) {
  std::unique_ptr<Database> database;
  try {
    database = openReadable(path, Database::Access::readOnly);
    if (database->pragma("user_version") >= newestVersion()) return database;
  } catch (const StoreFailure& failure) {
    if (failure.error.code != ErrorCode::unavailable) throw;
  }
  if (auto copy = openCopy(path)) return copy;
  // What is wrong with the file itself is told.
  return database ? std::move(database) : openReadable(path, Database::Access::readOnly);
}

}  // namespace footplate::store
