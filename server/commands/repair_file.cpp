#include "commands/repair_file.h"

#include <filesystem>

#include "base/fs.h"
#include "base/text_file.h"

namespace footplate::commands {

namespace fsys = std::filesystem;

Result<void> writeRepaired(const std::string& path, const std::string& before, const std::string& after) {
  std::error_code error;
  const fsys::path target = fsys::canonical(path, error);
  const auto status = fsys::status(error ? fsys::path(path) : target, error);
  if (error) return fail(ErrorCode::unavailable, "repairing " + path + ": " + error.message());
  const auto now = readTextFile(path);
  if (!now) return fail(now.error());
  if (now->text != before)
    return fail(ErrorCode::conflict,
                "repairing " + path + ": it was changed meanwhile; run the command again");
  return writeFileAtomic(target.string(), std::string(now->mark) + after,
                         static_cast<unsigned>(status.permissions()) & 07777U);
}

}  // namespace footplate::commands
