#include "runner/snapshots/snapshot.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/fs.h"
#include "base/path.h"
#include "os/descriptor.h"
#include "runner/snapshots/snapshot_index.h"
#include "runner/snapshots/snapshot_manifest.h"
#include "runner/snapshots/snapshot_reading.h"
#include "runner/snapshots/source_walk.h"

namespace footplate::runner {

namespace {

using Kind = SnapshotFile::Kind;

constexpr std::uint64_t manifestLimit = UINT64_C(1) << 30;

}  // namespace

Result<std::vector<SnapshotFile>> listSnapshot(const CodeSource& code, CancelToken token) {
  std::vector<SnapshotFile> result;
  if (code.empty()) return result;
  Result<WalkedCode> walked = walkSource(code, std::move(token));
  if (!walked) return fail(walked.error());
  for (WalkedFile& file : walked->files) result.push_back({std::move(file.path), file.kind, file.bytes, {}});
  return result;
}

Result<Snapshot> takeSnapshot(const CodeSource& code, store::ObjectStore& objects,
                              const std::string& indexFolder, CancelToken token) {
  if (code.empty()) {
    Result<store::StoredObject> empty = objects.put(emptyManifest());
    if (!empty) return fail(empty.error());
    return Snapshot{empty->hash, 0, 0, 0};
  }
  const std::int64_t began = fileClock();
  Result<WalkedCode> walked = walkSource(code, token);
  if (!walked) return fail(walked.error());
  const std::vector<WalkedFile>& files = walked->files;

  SnapshotIndex index(indexFolder, code);
  index.load();
  const bool storeKeepsUp = objects.has(index.manifest());
  std::vector<std::string_view> known(files.size());
  std::vector<std::size_t> wanted;
  for (std::size_t at = 0; at < files.size(); ++at) {
    known[at] = index.find(files[at]);
    // Objects live as long as a manifest that names them; without it each is looked for.
    const bool kept = !known[at].empty() && (storeKeepsUp || objects.has(known[at], files[at].bytes));
    if (!kept) wanted.push_back(at);
  }

  store::ObjectBatch batch(objects);
  SnapshotReading reading(*walked, batch, token);
  if (auto done = reading.run(wanted); !done) return fail(done.error());
  Snapshot snapshot;
  snapshot.read = static_cast<std::int64_t>(wanted.size());
  std::string manifest = emptyManifest();
  std::vector<IndexedFile> seen;
  seen.reserve(files.size());
  auto read = wanted.begin();
  for (std::size_t at = 0; at < files.size(); ++at) {
    const WalkedFile& file = files[at];
    store::StoredObject content{std::string(known[at]), file.bytes};
    if (read != wanted.end() && *read == at) {
      ++read;
      if (!reading.content(at)) continue;  // it went away
      content = *reading.content(at);
    }
    addToManifest(manifest, file.kind, content, file.path);
    ++snapshot.files;
    snapshot.bytes += static_cast<std::int64_t>(content.bytes);
    seen.push_back({&file, std::move(content.hash)});
  }
  Result<store::StoredObject> stored = batch.addText(manifest);
  if (!stored) return fail(stored.error());
  if (auto done = batch.commit(); !done) return fail(done.error());
  if (!wanted.empty() || stored->hash != index.manifest()) index.save(seen, stored->hash, began);
  snapshot.hash = std::move(stored->hash);
  return snapshot;
}

Result<std::vector<SnapshotFile>> readSnapshot(const store::ObjectStore& objects, const std::string& hash) {
  const Result<std::string> text = objects.read(hash, manifestLimit);
  if (!text) return fail(text.error());
  auto files = readManifest(*text);
  if (files) return *std::move(files);
  return fail(ErrorCode::invalid, "reading the snapshot " + hash + ": it is no manifest this version knows");
}

Result<void> layOutSnapshot(const store::ObjectStore& objects, const std::string& hash,
                            const std::string& folder, CancelToken token) {
  Result<std::vector<SnapshotFile>> files = readSnapshot(objects, hash);
  if (!files) return fail(files.error());
  if (auto made = makeFolder(folder); !made) return made;
  std::string last = folder;
  for (const SnapshotFile& file : *files) {
    if (token.stop_requested()) return fail(ErrorCode::canceled, "laying out the snapshot was stopped");
    const std::string path = folder + "/" + file.path;
    const std::string parent = parentPath(path);
    if (parent != last) {
      if (auto made = makeFolder(parent); !made) return made;
      last = parent;
    }
    if (file.kind != Kind::link) {
      if (auto copied = objects.copyTo(file.hash, path, file.kind == Kind::executable ? 0755 : 0644); !copied)
        return copied;
      continue;
    }
    const Result<std::string> target = objects.read(file.hash);
    if (!target) return fail(target.error());
    if (::symlink(target->c_str(), path.c_str()) != 0) {
      return fail(ErrorCode::unavailable, "making the link " + path + ": " + systemMessage(errno));
    }
  }
  return {};
}

Result<void> copyCode(const std::string& code, const std::string& target, CancelToken token) {
  const bool isFile = fileExists(code);
  Result<std::vector<WalkedFile>> files = walkCode(code, token);
  if (!files) return fail(files.error());
  if (auto made = makeFolder(isFile ? parentPath(target) : target); !made) return made;
  for (const WalkedFile& file : *files) {
    const std::string to = isFile ? target : target + "/" + file.path;
    if (auto made = makeFolder(parentPath(to)); !made) return made;
    if (file.kind == Kind::link) {
      if (::symlink(file.link.c_str(), to.c_str()) == 0) continue;
      return fail(ErrorCode::unavailable, "making the link " + to + ": " + systemMessage(errno));
    }
    const std::string source = isFile ? code : code + "/" + file.path;
    const os::Descriptor from(::open(source.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!from) return fail(ErrorCode::unavailable, "reading " + source + ": " + systemMessage(errno));
    const mode_t mode = file.kind == Kind::executable ? 0755 : 0644;
    const os::Descriptor into(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!into) return fail(ErrorCode::unavailable, "writing " + to + ": " + systemMessage(errno));
    if (auto copied = store::copyFileBytes(from.get(), into.get(), to); !copied) return copied;
  }
  return {};
}

}  // namespace footplate::runner
