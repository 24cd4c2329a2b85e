// Small contents are gathered: a few become files of their own, more become one pack. All is first written
// into objects/tmp/, made durable together, then renamed to its name: a name never shows half a file, not
// even after a power failure. Small files are read whole and hashed before anything is written, so that known
// content costs no write.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <ctime>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/hash.h"
#include "os/descriptor.h"
#include "store/object_files.h"
#include "store/object_pack.h"
#include "store/object_store.h"

namespace footplate::store {

using os::Descriptor;

namespace {

constexpr std::size_t wholeFile = 8U << 20U;
constexpr std::size_t syncThreads = 8;
constexpr std::int64_t staleSeconds = 24 * 3600;
// So many small contents are still worth a file each.
constexpr std::size_t mostAlone = 32;
constexpr std::size_t mostGathered = 16U << 20U;

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

// As writeAll, but for a block of nothing but zeros a hole is left: a sparse file stays one.
int writeSparse(int fd, std::string_view text) {
  constexpr std::size_t holeSize = 64U << 10U;
  static const std::string zeros(holeSize, '\0');
  while (!text.empty()) {
    const std::string_view block = text.substr(0, holeSize);
    if (block == zeros) {
      if (::lseek(fd, static_cast<off_t>(holeSize), SEEK_CUR) < 0) return errno;
    } else if (const int code = writeAll(fd, block); code != 0) {
      return code;
    }
    text.remove_prefix(block.size());
  }
  return 0;
}

}  // namespace

struct ObjectBatch::State {
  ObjectStore& store;
  ObjectStore::View view;
  std::string temporary;  // folder
  std::string prefix;
  std::atomic<unsigned> counter{0};
  std::mutex mutex;
  std::map<std::string, std::string> staged;    // hash to file
  std::map<std::string, std::string> gathered;  // hash to content, as long as they are few
  std::size_t gatheredBytes = 0;
  std::optional<PackWriter> pack;  // once they are many
  std::unordered_set<std::string> packed;

  explicit State(ObjectStore& objects)
      : store(objects),
        view(objects),
        temporary(objects.folder() + "/tmp"),
        prefix(temporary + "/" + randomHex(8) + "-") {}

  Result<Descriptor> openNew(std::string& path) {
    path = prefix + std::to_string(counter.fetch_add(1));
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file && errno == ENOENT) {
      if (auto made = makeFolder(temporary); !made) return fail(made.error());
      file = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    }
    if (!file) return fail(objectProblem("writing " + path, errno));
    return file;
  }

  // Known from the store or from this batch.
  bool isKnown(const StoredObject& object) {
    if (view.has(object)) return true;
    const std::lock_guard guard(mutex);
    return staged.contains(object.hash) || gathered.contains(object.hash) || packed.contains(object.hash);
  }

  void keep(const StoredObject& object, const std::string& path) {
    const std::lock_guard guard(mutex);
    if (!staged.emplace(object.hash, path).second) ::unlink(path.c_str());
  }

  Result<StoredObject> addSmall(std::string_view text) {
    StoredObject object{sha256(text), text.size()};
    if (isKnown(object)) return object;
    std::unique_lock guard(mutex);
    if (!pack) {
      if (gathered.emplace(object.hash, text).second) gatheredBytes += text.size();
      if (gathered.size() <= mostAlone && gatheredBytes <= mostGathered) return object;
      if (auto begun = beginPack(); !begun) return fail(begun.error());
      return object;
    }
    if (!packed.insert(object.hash).second) return object;
    guard.unlock();
    if (auto added = pack->append(object.hash, text); !added) return fail(added.error());
    return object;
  }

  Result<void> beginPack() {
    if (auto made = makeFolder(temporary); !made) return made;
    auto writer = PackWriter::create(prefix + "pack");
    if (!writer) return fail(writer.error());
    pack.emplace(std::move(*writer));
    for (const auto& [hash, text] : gathered) {
      if (auto added = pack->append(hash, text); !added) return added;
      packed.insert(hash);
    }
    gathered.clear();
    return {};
  }

  // Each of the few in a file of its own.
  Result<void> stageGathered() {
    for (const auto& [hash, text] : gathered) {
      std::string path;
      Result<Descriptor> file = openNew(path);
      if (!file) return fail(file.error());
      int code = writeAll(file->get(), text);
      if (code == 0 && ::fchmod(file->get(), 0400) != 0) code = errno;
      if (code != 0) {
        ::unlink(path.c_str());
        return fail(objectProblem("storing a file in " + store.folder(), code));
      }
      staged.emplace(hash, path);
    }
    gathered.clear();
    return {};
  }

  // `begin` is what was read already.
  Result<StoredObject> addLarge(int fd, std::string_view begin, const std::string& name) {
    std::string path;
    Result<Descriptor> file = openNew(path);
    if (!file) return fail(file.error());
    Sha256 hash;
    hash.add(begin);
    StoredObject object{{}, begin.size()};
    int code = writeSparse(file->get(), begin);
    std::vector<char> block(1U << 20U);
    while (code == 0) {
      const ssize_t got = readFull(fd, block.data(), block.size());
      if (got < 0) {
        code = errno;
        ::unlink(path.c_str());
        return fail(objectProblem("reading " + name, code));
      }
      if (got == 0) break;
      const std::string_view text(block.data(), static_cast<std::size_t>(got));
      hash.add(text);
      object.bytes += text.size();
      code = writeSparse(file->get(), text);
    }
    if (code == 0 && ::ftruncate(file->get(), static_cast<off_t>(object.bytes)) != 0) code = errno;
    if (code == 0 && ::fchmod(file->get(), 0400) != 0) code = errno;
    if (code != 0) {
      ::unlink(path.c_str());
      return fail(objectProblem("storing " + name + " in " + store.folder(), code));
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
      each([](int fd) { return beginSync(fd), true; });
      next = 0;
    }
    const auto sync = [&] { each(syncToDisk); };
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

Result<StoredObject> ObjectBatch::addText(std::string_view text) {
  return state_->addSmall(text);
}

Result<StoredObject> ObjectBatch::addDescriptor(int fd, std::uint64_t expected,
                                                const std::string& nameForErrors) {
  const std::size_t size = std::min<std::uint64_t>(expected, wholeFile);
  const auto block = std::make_unique_for_overwrite<char[]>(size);
  const ssize_t got = readFull(fd, block.get(), size);
  if (got < 0) return fail(objectProblem("reading " + nameForErrors, errno));
  const std::string_view text(block.get(), static_cast<std::size_t>(got));
  return text.size() < wholeFile ? state_->addSmall(text) : state_->addLarge(fd, text, nameForErrors);
}

Result<void> ObjectBatch::commit() {
  if (state_->pack) {
    if (auto done = state_->pack->finish(state_->store.folder() + "/packs"); !done) return fail(done.error());
    state_->pack.reset();
    removeStale(state_->temporary);
  }
  if (auto done = state_->stageGathered(); !done) return done;
  if (state_->staged.empty()) return {};
  const std::string doing = "storing files in " + state_->store.folder();
  if (const int code = state_->syncStaged(); code != 0) return fail(objectProblem(doing, code));
  std::set<std::string> folders{state_->store.folder()};
  while (!state_->staged.empty()) {
    const auto& [hash, path] = *state_->staged.begin();
    const std::string folder = state_->store.folder() + "/" + hash.substr(0, 2);
    if (folders.insert(folder).second && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
      return fail(objectProblem(doing, errno));
    if (::rename(path.c_str(), state_->store.path(hash).c_str()) != 0)
      return fail(objectProblem(doing, errno));
    state_->staged.erase(state_->staged.begin());
  }
  if (const int code = State::syncAll({folders.begin(), folders.end()}); code != 0)
    return fail(objectProblem(doing, code));
  removeStale(state_->temporary);
  return {};
}

}  // namespace footplate::store
