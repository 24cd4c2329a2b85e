// Objects are first written into objects/tmp/, made durable together, then renamed to their names: a name
// never shows half a file, not even after a power failure. Small files are read whole and hashed before
// anything is written, so that known content costs no write.
#include "store/object_store.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <ctime>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <vector>

#include "base/fs.h"
#include "base/hash.h"
#include "os/descriptor.h"

namespace footplate::store {

namespace {

using os::Descriptor;

constexpr std::size_t wholeFile = 8U << 20U;
constexpr std::size_t syncThreads = 8;
constexpr std::int64_t staleSeconds = 24 * 3600;

Error problem(const std::string& doing, int code) {
  const ErrorCode kind = code == ENOENT ? ErrorCode::notFound : ErrorCode::unavailable;
  return {kind, doing + ": " + (code == ENOSPC ? std::string("the disk is full") : systemMessage(code))};
}

// Reads up to `size` bytes; less only at the end of the file. -1 and errno for a failure.
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

void removeStale(const std::string& folder) {
  const Result<std::vector<std::string>> names = listFolder(folder);
  if (!names) return;
  for (const std::string& name : *names) {
    struct stat info{};
    const std::string path = folder + "/" + name;
    if (::stat(path.c_str(), &info) == 0 && info.st_mtime < std::time(nullptr) - staleSeconds)
      ::unlink(path.c_str());
  }
}

}  // namespace

std::string ObjectStore::path(std::string_view hash) const {
  return folder_ + "/" + std::string(hash.substr(0, 2)) + "/" +
         std::string(hash.substr(std::min<std::size_t>(2, hash.size())));
}

bool ObjectStore::has(std::string_view hash, std::uint64_t bytes) const {
  struct stat info{};
  return hash.size() == 64 && ::stat(path(hash).c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         static_cast<std::uint64_t>(info.st_size) == bytes;
}

Result<StoredObject> ObjectStore::put(std::string_view text) {
  ObjectBatch batch(*this);
  Result<StoredObject> stored = batch.addText(text);
  if (!stored) return stored;
  if (auto done = batch.commit(); !done) return fail(done.error());
  return stored;
}

Result<std::string> ObjectStore::read(std::string_view hash, std::uint64_t limit) const {
  Result<std::string> text = readFile(path(hash), limit);
  if (!text && text.error().code == ErrorCode::notFound) {
    return fail(ErrorCode::notFound, "there is no object " + std::string(hash) + " in " + folder_);
  }
  if (!text) return text;
  if (sha256(*text) != hash)
    return fail(ErrorCode::unavailable, "the stored object " + path(hash) + " is damaged");
  return text;
}

Result<void> ObjectStore::verify(std::string_view hash) const {
  const Result<std::string> found = sha256OfFile(path(hash));
  if (!found) return fail(found.error());
  if (*found != hash) return fail(ErrorCode::unavailable, "the stored object " + path(hash) + " is damaged");
  return {};
}

Result<void> ObjectStore::copyTo(std::string_view hash, const std::string& target, unsigned mode) const {
  const std::string source = path(hash);
  const Descriptor from(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) return fail(problem("reading the stored object " + source, errno));
  const Descriptor to(::open(target.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!to) return fail(problem("writing " + target, errno));
  if (auto copied = copyFileBytes(from.get(), to.get(), target); !copied) return copied;
  if (::fchmod(to.get(), mode) != 0) return fail(problem("writing " + target, errno));
  return {};
}

struct ObjectBatch::State {
  ObjectStore& store;
  std::string temporary;  // folder
  std::string prefix;
  std::atomic<unsigned> counter{0};
  std::mutex mutex;
  std::map<std::string, std::string> staged;  // hash to file

  explicit State(ObjectStore& objects)
      : store(objects), temporary(objects.folder() + "/tmp"), prefix(temporary + "/" + randomHex(8) + "-") {}

  Result<Descriptor> openNew(std::string& path) {
    path = prefix + std::to_string(counter.fetch_add(1));
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file && errno == ENOENT) {
      if (auto made = makeFolder(temporary); !made) return fail(made.error());
      file = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    }
    if (!file) return fail(problem("writing " + path, errno));
    return file;
  }

  // Known from the store or from this batch.
  bool isKnown(const StoredObject& object) {
    if (store.has(object.hash, object.bytes)) return true;
    const std::lock_guard guard(mutex);
    return staged.contains(object.hash);
  }

  void keep(const StoredObject& object, const std::string& path) {
    const std::lock_guard guard(mutex);
    if (!staged.emplace(object.hash, path).second) ::unlink(path.c_str());
  }

  Result<StoredObject> addSmall(std::string_view text) {
    StoredObject object{sha256(text), text.size()};
    if (isKnown(object)) return object;
    std::string path;
    Result<Descriptor> file = openNew(path);
    if (!file) return fail(file.error());
    int code = writeAll(file->get(), text);
    if (code == 0 && ::fchmod(file->get(), 0400) != 0) code = errno;
    if (code != 0) {
      ::unlink(path.c_str());
      return fail(problem("storing a file in " + store.folder(), code));
    }
    keep(object, path);
    return object;
  }

  // `begin` is what was read already.
  Result<StoredObject> addLarge(int fd, std::string_view begin, const std::string& name) {
    std::string path;
    Result<Descriptor> file = openNew(path);
    if (!file) return fail(file.error());
    Sha256 hash;
    hash.add(begin);
    StoredObject object{{}, begin.size()};
    int code = writeAll(file->get(), begin);
    std::vector<char> block(1U << 20U);
    while (code == 0) {
      const ssize_t got = readFull(fd, block.data(), block.size());
      if (got < 0) {
        code = errno;
        ::unlink(path.c_str());
        return fail(problem("reading " + name, code));
      }
      if (got == 0) break;
      const std::string_view text(block.data(), static_cast<std::size_t>(got));
      hash.add(text);
      object.bytes += text.size();
      code = writeAll(file->get(), text);
    }
    if (code == 0 && ::fchmod(file->get(), 0400) != 0) code = errno;
    if (code != 0) {
      ::unlink(path.c_str());
      return fail(problem("storing " + name + " in " + store.folder(), code));
    }
    object.hash = hash.finish();
    if (isKnown(object)) {
      ::unlink(path.c_str());
    } else {
      keep(object, path);
    }
    return object;
  }

  int syncStaged() {
    std::vector<std::string> paths;
    for (const auto& [hash, path] : staged) paths.push_back(path);
    return syncAll(paths);
  }

  // Writing out begins for all before the first is waited for, and several wait at once: their syncs share
  // the file system's commits. (One sync of the whole file system would wait for everybody else's data, too.)
  static int syncAll(const std::vector<std::string>& paths) {
    std::atomic<std::size_t> next{0};
    std::atomic<int> failure{0};
    const auto each = [&](auto work) {
      for (std::size_t at = next++; at < paths.size(); at = next++) {
        const Descriptor file(::open(paths[at].c_str(), O_RDONLY | O_CLOEXEC));
        if (!file || !work(file.get())) failure = errno;
      }
    };
    if (paths.size() > 1) {
      each([](int fd) { return ::sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE), true; });
      next = 0;
    }
    const auto sync = [&] { each([](int fd) { return ::fsync(fd) == 0; }); };
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t count = 1; count < std::min(syncThreads, paths.size()); ++count)
        helpers.emplace_back(sync);
    } catch (const std::system_error&) {
      // No more threads to be had: those there are do it.
    }
    sync();
    helpers.clear();
    return failure;
  }
};

ObjectBatch::ObjectBatch(ObjectStore& store) : state_(std::make_unique<State>(store)) {}

ObjectBatch::~ObjectBatch() {
  for (const auto& [hash, path] : state_->staged) ::unlink(path.c_str());
}

Result<StoredObject> ObjectBatch::addFile(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return fail(problem("reading " + path, errno));
  return addDescriptor(file.get(), path);
}

Result<StoredObject> ObjectBatch::addText(std::string_view text) {
  return state_->addSmall(text);
}

Result<StoredObject> ObjectBatch::addDescriptor(int fd, const std::string& nameForErrors) {
  struct stat info{};
  if (::fstat(fd, &info) != 0) return fail(problem("reading " + nameForErrors, errno));
  const bool large = info.st_size >= static_cast<off_t>(wholeFile);
  // One byte more than it should hold, to see that it has not grown.
  std::string text(large ? wholeFile : static_cast<std::size_t>(info.st_size) + 1, '\0');
  const ssize_t got = readFull(fd, text.data(), text.size());
  if (got < 0) return fail(problem("reading " + nameForErrors, errno));
  const bool whole = static_cast<std::size_t>(got) < text.size();
  text.resize(static_cast<std::size_t>(got));
  return whole ? state_->addSmall(text) : state_->addLarge(fd, text, nameForErrors);
}

Result<void> ObjectBatch::commit() {
  if (state_->staged.empty()) return {};
  const std::string doing = "storing files in " + state_->store.folder();
  if (const int code = state_->syncStaged(); code != 0) return fail(problem(doing, code));
  std::set<std::string> folders{state_->store.folder()};
  while (!state_->staged.empty()) {
    const auto& [hash, path] = *state_->staged.begin();
    const std::string folder = state_->store.folder() + "/" + hash.substr(0, 2);
    if (folders.insert(folder).second && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
      return fail(problem(doing, errno));
    if (::rename(path.c_str(), state_->store.path(hash).c_str()) != 0) return fail(problem(doing, errno));
    state_->staged.erase(state_->staged.begin());
  }
  if (const int code = State::syncAll({folders.begin(), folders.end()}); code != 0)
    return fail(problem(doing, code));
  removeStale(state_->temporary);
  return {};
}

Result<void> copyFileBytes(int from, int to, const std::string& nameForErrors) {
  if (::ioctl(to, FICLONE, from) == 0) return {};
  for (;;) {
    const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, std::size_t{1} << 30U, 0);
    if (copied == 0) return {};
    if (copied > 0 || errno == EINTR) continue;
    if (errno == ENOSPC || errno == EDQUOT || errno == EIO)
      return fail(problem("writing " + nameForErrors, errno));
    break;  // not between these two file systems: both offsets stand where it ended
  }
  std::vector<char> block(1U << 20U);
  for (;;) {
    const ssize_t got = readFull(from, block.data(), block.size());
    if (got < 0) return fail(problem("copying to " + nameForErrors, errno));
    if (got == 0) return {};
    const int code = writeAll(to, std::string_view(block.data(), static_cast<std::size_t>(got)));
    if (code != 0) return fail(problem("writing " + nameForErrors, code));
  }
}

}  // namespace footplate::store
