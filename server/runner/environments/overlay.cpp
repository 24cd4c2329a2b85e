// A kept overlay's `seal` says what it was made of and, for each of its entries, the inode and the time of
// the last change: whoever takes it compares.
#include "runner/environments/overlay.h"

#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "base/file_times.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "os/machine.h"
#include "runner/environments/folder_size.h"
#include "runner/environments/interpreter.h"
#include "runner/environments/overlay_venv.h"

namespace footplate::runner {
namespace {

constexpr int mostKept = 64;                // of one environment: runs at the same time
constexpr std::size_t longestScript = 127;  // what kernels before 5.1 read of a script's first line

std::string overlaysFolder(const std::string& cache) {
  return cache + "/overlays";
}

std::string changeOf(const struct stat& info) {
  return std::to_string(info.st_ino) + " " + std::to_string(changedNs(info)) + " " +
         std::to_string(info.st_mode);
}

// Every entry below `folder`, links not followed.
void noteEntries(const std::string& folder, std::string& text) {
  for (const std::string& name : listFolder(folder).value_or(std::vector<std::string>())) {
    const std::string path = folder + "/" + name;
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0) continue;
    text += path + " " + changeOf(info) + "\n";
    if (S_ISDIR(info.st_mode)) noteEntries(path, text);
  }
}

// What an overlay is made of, beyond what names its folder: scripts and pip may come and go below it.
std::string madeOf(const PreparedEnvironment& base, const Interpreter& python) {
  std::string text = python.full + "\n";
  for (const std::string& part : pipParts(python)) text += part + "\n";
  struct stat info{};
  if (!base.bin.empty() && ::stat(base.bin.c_str(), &info) == 0) text += changeOf(info) + "\n";
  return text;
}

std::string sealOf(const std::string& slot, const std::string& made) {
  std::string text = made;
  noteEntries(slot + "/env", text);
  noteEntries(slot + "/tools", text);
  return text;
}

bool isSealed(const std::string& slot, const std::string& made) {
  const auto seal = readFile(slot + "/seal");
  return seal && *seal == sealOf(slot, made);
}

bool isUnchanged(const std::string& slot) {
  const auto seal = readFile(slot + "/seal");
  return seal && seal->ends_with(sealOf(slot, ""));
}

void clear(const std::string& slot) {
  for (const char* part : {"/seal", "/env", "/tools"}) static_cast<void>(removeTree(slot + part));
}

Result<void> make(const std::string& slot, const std::string& made, const PreparedEnvironment& base,
                  const Interpreter& python) {
  clear(slot);
  if (auto done = makeOverlayVenv(base, python, slot + "/env"); !done) return done;
  return writeFileAtomic(slot + "/seal", sealOf(slot, made));
}

// Scripts name their interpreter in their first line, which knows no quoting.
bool canHold(const std::string& place) {
  const std::string line = "#!" + place + "/00/env/bin/python";
  return line.size() <= longestScript && line.find_first_of(" \t\n") == line.npos;
}

}  // namespace

Result<Overlay> Overlay::take(const PreparedEnvironment& base, const std::string& cache,
                              const std::string& otherwise) {
  const auto python = askInterpreter(base.python, "", cache);
  if (!python) return fail(python.error());
  const std::string below = python->path + "\n" + base.version + "\n" + base.site + "\n" + base.bin + "\n" +
                            (base.systemSite ? "system" : "");
  const std::string place = overlaysFolder(cache) + "/" + sha256(below).substr(0, 16);
  const std::string made = madeOf(base, *python);
  for (int number = 0; number < mostKept && canHold(place); ++number) {
    const std::string slot = place + "/" + std::to_string(number);
    if (!makeFolder(slot) || os::isOnNetwork(slot)) break;
    auto lock = os::LockFile::tryLock(slot + "/lock");
    if (!lock && lock.error().code == ErrorCode::conflict) continue;
    if (!lock || (!isSealed(slot, made) && !make(slot, made, base, *python))) break;
    return Overlay(slot + "/env", std::move(*lock));
  }
  if (auto done = makeOverlayVenv(base, *python, otherwise); !done) return fail(done.error());
  return Overlay(otherwise, std::nullopt);
}

Overlay::~Overlay() {
  if (!lock_) return;
  const std::string slot = parentPath(folder_);
  if (!isUnchanged(slot)) clear(slot);
}

std::vector<std::string> unusedOverlays(const std::string& cache, TimeMs before) {
  std::vector<std::string> found;
  const std::string all = overlaysFolder(cache);
  for (const std::string& below : listFolder(all).value_or(std::vector<std::string>())) {
    for (const std::string& number : listFolder(all + "/" + below).value_or(std::vector<std::string>())) {
      const std::string slot = all + "/" + below + "/" + number;
      const auto modified = modifiedAt(slot + "/seal");
      if (!os::isLocked(slot + "/lock") && (!modified || *modified < before)) found.push_back(slot);
    }
  }
  return found;
}

bool isOverlay(const std::string& cache, const std::string& folder) {
  return folder.starts_with(overlaysFolder(cache) + "/");
}

bool removeOverlay(const std::string& folder) {
  const auto lock = os::LockFile::tryLock(folder + "/lock");
  return lock && removeTree(folder).has_value();
}

}  // namespace footplate::runner
