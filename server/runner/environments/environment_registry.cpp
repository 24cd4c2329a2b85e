#include "runner/environments/environment_registry.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strings.h"

namespace footplate::runner {
namespace {

namespace files = std::filesystem;

constexpr std::size_t hashLength = 64;

// Paths of an entry's files below it, sorted, without the lock.
std::vector<std::string> filesOf(const std::string& entry) {
  std::vector<std::string> names;
  std::error_code error;
  for (files::recursive_directory_iterator at(entry, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const std::string name = at->path().string().substr(entry.size() + 1);
    if (at->is_regular_file(ignored) && name != "lock") names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

bool linkOrCopy(const std::string& from, const std::string& to) {
  std::error_code error;
  files::create_directories(parentPath(to), error);
  files::create_hard_link(from, to, error);
  if (error) files::copy_file(from, to, error);
  return !error;
}

}  // namespace

Result<void> sealEntry(const std::string& entry, const EnvironmentRecord& record) {
  if (auto made = makeFolder(entry + "/wheels"); !made) return made;
  if (auto written = writeEnvironmentRecord(entry + "/footplate.json", record); !written) return written;
  std::string text;
  for (const std::string& name : filesOf(entry)) {
    auto hash = sha256OfFile(entry + "/" + name);
    if (!hash) return fail(hash.error());
    text += *hash + "  " + name + "\n";
  }
  return writeFileAtomic(entry + "/lock", text);  // last: an entry without it does not count
}

std::optional<EnvironmentRecord> checkedEntry(const std::string& entry) {
  const auto lock = readFile(entry + "/lock");
  if (!lock) return std::nullopt;
  for (const std::string& line : split(*lock, '\n')) {
    if (line.size() <= hashLength + 2) continue;
    const std::string name = line.substr(hashLength + 2);
    if (name.find("..") != std::string::npos || name.front() == '/') return std::nullopt;
    const auto hash = sha256OfFile(entry + "/" + name);
    if (!hash || *hash != line.substr(0, hashLength)) return std::nullopt;
  }
  return readEnvironmentRecord(entry + "/footplate.json");
}

bool shareEntry(const std::string& entry, const std::string& registry) {
  const std::string target = registry + "/" + fileName(entry);
  if (fileExists(target + "/lock")) return true;
  const std::string fresh = target + ".new-" + randomHex(4);
  if (!makeFolder(fresh)) return false;
  std::vector<std::string> names = filesOf(entry);
  names.emplace_back("lock");
  const bool whole = std::ranges::all_of(
      names, [&](const std::string& name) { return linkOrCopy(entry + "/" + name, fresh + "/" + name); });
  std::error_code error;
  if (whole && folderExists(target)) static_cast<void>(removeTree(target));  // a broken one
  if (whole) files::rename(fresh, target, error);
  static_cast<void>(removeTree(fresh));
  return whole && (!error || fileExists(target + "/lock"));
}

}  // namespace footplate::runner
