#include "store/object_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "base/file_system.h"
#include "base/file_times.h"
#include "base/fs.h"
#include "base/hash.h"
#include "os/descriptor.h"
#include "store/object_files.h"
#include "store/object_pack.h"

namespace footplate::store {

using os::Descriptor;

Error objectProblem(const std::string& doing, int code) {
  const ErrorCode kind = code == ENOENT ? ErrorCode::notFound : ErrorCode::unavailable;
  return {kind, doing + ": " + (code == ENOSPC ? std::string("the disk is full") : systemMessage(code))};
}

ssize_t readFull(int fd, char* into, std::size_t size) {
  std::size_t total = 0;
  while (total < size) {
    const ssize_t got = ::read(fd, into + total, size - total);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    total += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(total);
}

struct ObjectStore::Place {
  std::string path;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

// The indexes of the packs, read once and again where packs came or went.
class ObjectStore::Packs {
 public:
  explicit Packs(std::string folder) : folder_(std::move(folder)) {}

  // `again` looks even where the folder seems to be as it was: its time is coarse.
  std::optional<Place> find(std::string_view hash, bool again) {
    const std::lock_guard guard(mutex_);
    if (auto found = findKnown(hash); found && !again) return found;
    if (!refresh(again)) return std::nullopt;
    return findKnown(hash);
  }

  // Among those that were read already.
  std::optional<Place> findRead(std::string_view hash) const {
    const std::lock_guard guard(mutex_);
    return findKnown(hash);
  }

  void readNew() {
    const std::lock_guard guard(mutex_);
    refresh(false);
  }

 private:
  std::optional<Place> findKnown(std::string_view hash) const {
    for (const auto& [name, index] : indexes_) {
      if (const auto entry = index.find(hash)) return Place{index.path(), entry->offset, entry->bytes};
    }
    return std::nullopt;
  }

  // Whether anything was read.
  bool refresh(bool anyway) {
    struct stat info{};
    if (::stat(folder_.c_str(), &info) != 0) {
      indexes_.clear();
      return false;
    }
    const std::int64_t stamp = modifiedNs(info);
    if (stamp == seen_ && !anyway) return false;
    seen_ = stamp;
    const auto names = listFolder(folder_);
    if (!names) return false;
    std::map<std::string, PackIndex> now;
    for (const std::string& name : *names) {
      if (!name.ends_with(".pack")) continue;
      if (auto known = indexes_.extract(name)) {
        now.insert(std::move(known));
      } else if (auto index = PackIndex::read(folder_ + "/" + name)) {
        now.emplace(name, std::move(*index));
      }
    }
    indexes_ = std::move(now);
    return true;
  }

  std::string folder_;
  mutable std::mutex mutex_;
  std::int64_t seen_ = 0;  // when the folder was changed, in nanoseconds
  std::map<std::string, PackIndex> indexes_;
};

ObjectStore::ObjectStore(std::string folder)
    : folder_(std::move(folder)), packs_(std::make_shared<Packs>(folder_ + "/packs")) {}

std::string ObjectStore::path(std::string_view hash) const {
  return folder_ + "/" + std::string(hash.substr(0, 2)) + "/" +
         std::string(hash.substr(std::min<std::size_t>(2, hash.size())));
}

bool ObjectStore::has(std::string_view hash) const {
  if (hash.size() != 64) return false;
  return fileExists(path(hash)) || packs_->find(hash, false).has_value();
}

bool ObjectStore::has(std::string_view hash, std::uint64_t bytes) const {
  if (hash.size() != 64) return false;
  const auto packed = packs_->find(hash, false);
  if (packed && packed->bytes == bytes) return true;
  struct stat info{};
  return ::stat(path(hash).c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         static_cast<std::uint64_t>(info.st_size) == bytes;
}

ObjectStore::View::View(const ObjectStore& store) : store_(store) {
  store_.packs_->readNew();
  for (const std::string& name : listFolder(store_.folder_).value_or(std::vector<std::string>())) {
    unsigned number = 0;
    const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), number, 16);
    if (name.size() == 2 && code == std::errc() && end == name.data() + 2) folders_.set(number);
  }
}

bool ObjectStore::View::has(const StoredObject& object) const {
  if (const auto packed = store_.packs_->findRead(object.hash); packed && packed->bytes == object.bytes)
    return true;
  unsigned number = 0;
  std::from_chars(object.hash.data(), object.hash.data() + 2, number, 16);
  return folders_[number] && store_.has(object.hash, object.bytes);
}

Result<ObjectStore::Place> ObjectStore::find(std::string_view hash) const {
  struct stat info{};
  const std::string alone = path(hash);
  if (hash.size() == 64 && ::stat(alone.c_str(), &info) == 0)
    return Place{alone, 0, static_cast<std::uint64_t>(info.st_size)};
  if (auto packed = packs_->find(hash, false); packed && fileExists(packed->path)) return *packed;
  // Its pack may be new, or another one since a sweep.
  if (auto packed = packs_->find(hash, true)) return *packed;
  return fail(ErrorCode::notFound, "there is no object " + std::string(hash) + " in " + folder_);
}

Result<StoredObject> ObjectStore::put(std::string_view text) {
  ObjectBatch batch(*this);
  Result<StoredObject> stored = batch.addText(text);
  if (!stored) return stored;
  if (auto done = batch.commit(); !done) return fail(done.error());
  return stored;
}

Result<std::string> ObjectStore::read(std::string_view hash, std::uint64_t limit) const {
  const auto place = find(hash);
  if (!place) return fail(place.error());
  const std::string doing = "reading the stored object " + std::string(hash) + " in " + place->path;
  if (place->bytes > limit) return fail(ErrorCode::invalid, doing + ": it is too large");
  const Descriptor file(::open(place->path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::lseek(file.get(), static_cast<off_t>(place->offset), SEEK_SET) < 0)
    return fail(objectProblem(doing, errno));
  std::string text(place->bytes, '\0');
  const ssize_t got = readFull(file.get(), text.data(), text.size());
  if (got < 0) return fail(objectProblem(doing, errno));
  text.resize(static_cast<std::size_t>(got));
  if (sha256(text) != hash) return fail(ErrorCode::unavailable, doing + ": it is damaged");
  return text;
}

Result<void> ObjectStore::verify(std::string_view hash) const {
  const auto place = find(hash);
  if (!place) return fail(place.error());
  if (place->path != path(hash)) {
    const auto text = read(hash);
    return text ? Result<void>() : fail(text.error());
  }
  const Result<std::string> found = sha256OfFile(place->path);
  if (!found) return fail(found.error());
  if (*found != hash) return fail(ErrorCode::unavailable, "the stored object " + place->path + " is damaged");
  return {};
}

Result<void> ObjectStore::copyTo(std::string_view hash, const std::string& target, unsigned mode) const {
  const auto place = find(hash);
  if (!place) return fail(place.error());
  const Descriptor from(::open(place->path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) return fail(objectProblem("reading the stored object " + place->path, errno));
  const Descriptor to(::open(target.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!to) return fail(objectProblem("writing " + target, errno));
  const bool isAlone = place->path == path(hash);
  auto copied = isAlone ? copyFileBytes(from.get(), to.get(), target)
                        : copyFileBytes(from.get(), place->offset, place->bytes, to.get(), target);
  if (!copied) return copied;
  if (::fchmod(to.get(), static_cast<mode_t>(mode)) != 0)
    return fail(objectProblem("writing " + target, errno));
  return {};
}

// Who comes goes through the gate, so that a sweep that waits is not kept waiting by those who come after it.
Result<os::LockFile> ObjectStore::hold(CancelToken token) const {
  if (auto made = makeFolder(folder_); !made) return fail(made.error());
  auto gate = os::LockFile::lockShared(folder_ + "/gate", token);
  if (!gate) return gate;
  return os::LockFile::lockShared(folder_ + "/lock", token);
}

Result<os::LockFile> ObjectStore::holdAlone(CancelToken token) const {
  if (auto made = makeFolder(folder_); !made) return fail(made.error());
  auto gate = os::LockFile::lock(folder_ + "/gate", token);
  if (!gate) return gate;
  return os::LockFile::lock(folder_ + "/lock", token);
}

namespace {

// Up to `bytes` from where the two stand; fewer where the source ends before.
Result<void> copyBlocks(int from, int to, std::uint64_t bytes, const std::string& nameForErrors) {
  std::vector<char> block(std::min<std::uint64_t>(bytes, 1U << 20U));
  while (bytes > 0) {
    const ssize_t got = readFull(from, block.data(), std::min<std::uint64_t>(bytes, block.size()));
    if (got < 0) return fail(objectProblem("copying to " + nameForErrors, errno));
    if (got == 0) return {};
    const int code = writeAll(to, std::string_view(block.data(), static_cast<std::size_t>(got)));
    if (code != 0) return fail(objectProblem("writing " + nameForErrors, code));
    bytes -= static_cast<std::uint64_t>(got);
  }
  return {};
}

}  // namespace

Result<void> copyFileBytes(int from, std::uint64_t offset, std::uint64_t bytes, int to,
                           const std::string& nameForErrors) {
  const std::uint64_t wanted = bytes;
  auto at = static_cast<off_t>(offset);
  while (bytes > 0) {
    const ssize_t copied = copyRange(from, at, to, bytes);
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO))
      return fail(objectProblem("writing " + nameForErrors, errno));
    if (copied <= 0) break;  // not between these two file systems
    bytes -= static_cast<std::uint64_t>(copied);
  }
  if (bytes == 0) return {};
  if (::lseek(from, static_cast<off_t>(offset + wanted - bytes), SEEK_SET) < 0)
    return fail(objectProblem("copying to " + nameForErrors, errno));
  return copyBlocks(from, to, bytes, nameForErrors);
}

// Holes of a sparse file stay holes.
Result<void> copyFileBytes(int from, int to, const std::string& nameForErrors) {
  if (cloneContent(from, to)) return {};
  struct stat info{};
  off_t at = 0;
  while (::fstat(from, &info) == 0 && at < info.st_size) {
    off_t data = ::lseek(from, at, SEEK_DATA);
    if (data < 0 && errno == ENXIO) break;  // a hole to the end
    if (data < 0) data = at;                // not known on this file system
    const off_t hole = ::lseek(from, data, SEEK_HOLE);
    at = hole > data ? hole : info.st_size;
    if (::lseek(to, data, SEEK_SET) < 0) return fail(objectProblem("writing " + nameForErrors, errno));
    auto copied = copyFileBytes(from, static_cast<std::uint64_t>(data), static_cast<std::uint64_t>(at - data),
                                to, nameForErrors);
    if (!copied) return copied;
  }
  if (at < info.st_size && ::ftruncate(to, info.st_size) != 0)
    return fail(objectProblem("writing " + nameForErrors, errno));
  return {};
}

}  // namespace footplate::store
