// Objects that nothing needs any more are taken away: files of their own are deleted; packs are deleted, or
// written anew without what is dead, when that is enough to be worth it. The new pack is on the disk before
// the old ones go.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <vector>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "store/object_files.h"
#include "store/object_pack.h"
#include "store/object_store.h"

namespace footplate::store {

namespace {

using Hashes = std::set<std::string, std::less<>>;

// A pack is written anew when so much of it is dead.
constexpr std::uint64_t worthBytes = 16U << 20U;
constexpr std::uint64_t worthShare = 10;  // one tenth
// More packs than these are made one, as long as they are small.
constexpr std::size_t mostPacks = 32;
constexpr std::uint64_t smallPack = 16U << 20U;

std::uint64_t bytesOf(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

Result<void> unlinkFile(const std::string& path, std::uint64_t bytes, Swept& swept) {
  if (::unlink(path.c_str()) == 0) {
    swept.bytes += bytes;
  } else if (errno != ENOENT) {
    return fail(objectProblem("removing " + path, errno));
  }
  return {};
}

// What a pack holds that shall stay.
struct Part {
  PackIndex pack;
  std::vector<PackEntry> alive;
  std::uint64_t aliveBytes = 0;

  bool isDead() const { return alive.empty(); }
  bool isWorthRewriting() const {
    const std::uint64_t dead = pack.fileBytes() - std::min(aliveBytes, pack.fileBytes());
    return alive.size() < pack.size() && (dead > worthBytes || dead * worthShare >= pack.fileBytes());
  }
};

Part partOf(PackIndex pack, const Hashes& live, Hashes& seen) {
  Part part{std::move(pack), {}, 0};
  for (std::size_t at = 0; at < part.pack.size(); ++at) {
    PackEntry entry = part.pack.at(at);
    // What is there twice is needed once.
    if (!live.contains(entry.hash) || !seen.insert(entry.hash).second) continue;
    part.aliveBytes += entry.bytes;
    part.alive.push_back(std::move(entry));
  }
  return part;
}

Result<void> copyAlive(const Part& part, PackWriter& writer) {
  const os::Descriptor file(::open(part.pack.path().c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return fail(objectProblem("reading " + part.pack.path(), errno));
  std::string content;
  for (const PackEntry& entry : part.alive) {
    content.resize(entry.bytes);
    if (::lseek(file.get(), static_cast<off_t>(entry.offset), SEEK_SET) < 0 ||
        readFull(file.get(), content.data(), content.size()) != static_cast<ssize_t>(content.size()))
      return fail(objectProblem("reading " + part.pack.path(), errno));
    if (auto added = writer.append(entry.hash, content); !added) return added;
  }
  return {};
}

// Files of their own: objects/ab/cdef…. `take` is given each that is not needed.
Result<void> eachAlone(const std::string& folder, const Hashes& live,
                       const std::function<Result<void>(const std::string&)>& take) {
  const auto prefixes = listFolder(folder);
  if (!prefixes) return {};
  for (const std::string& prefix : *prefixes) {
    if (prefix.size() != 2) continue;
    const std::string place = folder + "/" + prefix;
    const auto names = listFolder(place);
    if (!names) continue;
    for (const std::string& name : *names) {
      if (live.contains(prefix + name)) continue;
      if (auto taken = take(place + "/" + name); !taken) return taken;
    }
  }
  return {};
}

Result<void> sweepAlone(const std::string& folder, const Hashes& live, Swept& swept) {
  return eachAlone(folder, live, [&swept](const std::string& path) {
    ++swept.objects;
    auto removed = unlinkFile(path, bytesOf(path), swept);
    ::rmdir(parentPath(path).c_str());  // where nothing is left
    return removed;
  });
}

std::vector<Part> partsOf(const std::string& packs, const Hashes& live) {
  std::vector<Part> parts;
  Hashes seen;
  for (const std::string& name : listFolder(packs).value_or(std::vector<std::string>())) {
    auto index = name.ends_with(".pack") ? PackIndex::read(packs + "/" + name)
                                         : Result<PackIndex>(fail(ErrorCode::invalid, name));
    if (index) parts.push_back(partOf(std::move(*index), live, seen));
  }
  return parts;
}

// Those that go, or are written anew.
std::vector<const Part*> oldOf(const std::vector<Part>& parts) {
  const bool areMany = parts.size() > mostPacks;
  std::vector<const Part*> old;
  for (const Part& part : parts) {
    if (part.isDead() || part.isWorthRewriting() || (areMany && part.pack.fileBytes() < smallPack))
      old.push_back(&part);
  }
  return old;
}

// Half-written files of who was killed: nobody else writes while the store is held alone.
void sweepTemporary(const std::string& folder, Swept& swept) {
  const auto names = listFolder(folder);
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    const std::string path = folder + "/" + name;
    static_cast<void>(unlinkFile(path, bytesOf(path), swept));
  }
}

}  // namespace

Result<Swept> ObjectStore::keepOnly(const std::set<std::string, std::less<>>& live) {
  Swept swept;
  sweepTemporary(folder_ + "/tmp", swept);
  if (auto done = sweepAlone(folder_, live, swept); !done) return fail(done.error());
  const std::string packs = folder_ + "/packs";
  const std::vector<Part> parts = partsOf(packs, live);
  const std::vector<const Part*> old = oldOf(parts);
  std::string fresh;
  if (std::ranges::any_of(old, [](const Part* part) { return !part->isDead(); })) {
    if (auto made = makeFolder(folder_ + "/tmp"); !made) return fail(made.error());
    auto writer = PackWriter::create(folder_ + "/tmp/" + randomHex(8) + "-pack");
    if (!writer) return fail(writer.error());
    for (const Part* part : old) {
      if (auto copied = copyAlive(*part, *writer); !copied) return fail(copied.error());
    }
    auto finished = writer->finish(packs);
    if (!finished) return fail(finished.error());
    fresh = std::move(*finished);
  }
  for (const Part* part : old) {
    swept.objects += part->pack.size() - part->alive.size();
    if (part->pack.path() == fresh) continue;
    if (auto removed = unlinkFile(part->pack.path(), part->pack.fileBytes(), swept); !removed)
      return fail(removed.error());
  }
  swept.bytes -= std::min(swept.bytes, fresh.empty() ? 0 : bytesOf(fresh));
  return swept;
}

Result<Swept> ObjectStore::removable(const std::set<std::string, std::less<>>& live) const {
  Swept swept;
  auto counted = eachAlone(folder_, live, [&swept](const std::string& path) -> Result<void> {
    ++swept.objects;
    swept.bytes += bytesOf(path);
    return {};
  });
  if (!counted) return fail(counted.error());
  const std::vector<Part> parts = partsOf(folder_ + "/packs", live);
  for (const Part* part : oldOf(parts)) {
    swept.objects += part->pack.size() - part->alive.size();
    swept.bytes += part->pack.fileBytes() - std::min(part->aliveBytes, part->pack.fileBytes());
  }
  return swept;
}

}  // namespace footplate::store
