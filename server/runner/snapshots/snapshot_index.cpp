// The file: a line with the format's name, the manifest's hash, then per file its facts and path, each ended
// by a NUL (which no path holds), and a checksum over all that.
#include "runner/snapshots/snapshot_index.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "base/file_times.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"

namespace footplate::runner {

namespace {

constexpr std::string_view format = "footplate-index-1";
constexpr std::size_t hashSize = 64;

// The next field, without its NUL; "" at the end.
std::string_view takeField(std::string_view& text) {
  const std::size_t end = std::min(text.find('\0'), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

template <class T>
bool takeNumber(std::string_view& text, T& number) {
  const std::string_view field = takeField(text);
  return std::from_chars(field.data(), field.data() + field.size(), number).ec == std::errc();
}

void put(std::string& text, std::string_view field) {
  text += field;
  text += '\0';
}

// The file system may stamp coarser than the clock ticks: whole seconds tell of such a one.
bool isRacy(std::int64_t stamp, std::int64_t walkBegan) {
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t margin = stamp % second == 0 ? 2 * second : second / 50;
  return stamp + margin >= walkBegan;
}

// Not synced, as damage is noticed; without an index the next snapshot is slower, nothing else.
void replaceFile(const std::string& path, const std::string& text) {
  const std::string partial = path + "." + randomHex(8);
  std::ofstream file(partial, std::ios::binary);
  file << text;
  file.close();
  if (!file || ::rename(partial.c_str(), path.c_str()) != 0) ::unlink(partial.c_str());
}

}  // namespace

std::int64_t fileClock() {
  timespec now{};
  ::clock_gettime(clockOfFiles, &now);
  return nanoseconds(now);
}

SnapshotIndex::SnapshotIndex(const std::string& folder, const CodeSource& code) {
  std::string places = code.path.empty() ? "" : normalizePath(joinPath(currentFolder(), code.path));
  for (const std::string& include : code.includes) {
    places += '\0';
    places += normalizePath(joinPath(currentFolder(), include));
  }
  path_ = folder + "/" + sha256(places).substr(0, 32);
}

void SnapshotIndex::load() {
  const Result<std::string> content = readFile(path_);
  if (!content || content->size() < hashSize) return;
  std::string_view text(*content);
  const std::string_view checksum = text.substr(text.size() - hashSize);
  text.remove_suffix(hashSize);
  if (takeField(text) != format ||
      sha256(std::string_view(*content).substr(0, content->size() - hashSize)) != checksum)
    return;
  manifest_ = takeField(text);
  while (!text.empty()) {
    Known known{};
    const bool good = takeNumber(text, known.bytes) && takeNumber(text, known.inode) &&
                      takeNumber(text, known.modified) && takeNumber(text, known.changed);
    known.hash = takeField(text);
    std::string path(takeField(text));
    if (!good || known.hash.size() != hashSize) return;
    // Written in order: each goes to the end.
    known_.emplace_hint(known_.end(), std::move(path), std::move(known));
  }
}

std::string SnapshotIndex::manifestOf(const std::string& path) {
  const Result<std::string> content = readFile(path);
  if (!content) return {};
  std::string_view text(*content);
  return takeField(text) == format ? std::string(takeField(text)) : std::string();
}

std::string_view SnapshotIndex::find(const WalkedFile& file) const {
  const auto found = known_.find(file.path);
  if (found == known_.end()) return {};
  const Known& known = found->second;
  const bool same = known.bytes == file.bytes && known.inode == file.inode &&
                    known.modified == file.modified && known.changed == file.changed;
  return same ? std::string_view(known.hash) : std::string_view();
}

void SnapshotIndex::save(const std::vector<IndexedFile>& files, const std::string& manifest,
                         std::int64_t walkBegan) const {
  std::string text;
  put(text, format);
  put(text, manifest);
  for (const IndexedFile& one : files) {
    const WalkedFile& file = *one.file;
    if (isRacy(std::max(file.modified, file.changed), walkBegan)) continue;
    put(text, std::to_string(file.bytes));
    put(text, std::to_string(file.inode));
    put(text, std::to_string(file.modified));
    put(text, std::to_string(file.changed));
    put(text, one.hash);
    put(text, file.path);
  }
  text += sha256(text);
  if (makeFolder(parentPath(path_))) replaceFile(path_, text);
}

}  // namespace footplate::runner
