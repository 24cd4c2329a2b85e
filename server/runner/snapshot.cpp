// A manifest is an object like any other: a first line with the format's name, then for each file, sorted by
// path, its kind (f, x for executable, l for link), size, hash and path. In paths a backslash and a line feed
// are escaped. A link's object holds its target.
#include "runner/snapshot.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <mutex>
#include <optional>
#include <thread>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "runner/snapshot_index.h"
#include "runner/snapshot_walk.h"

namespace footplate::runner {

namespace {

using Kind = SnapshotFile::Kind;

constexpr std::string_view format = "footplate-snapshot-1\n";
constexpr std::uint64_t manifestLimit = UINT64_C(1) << 30;
// Below so much to read a second thread costs more than it gives.
constexpr std::uint64_t worthThread = UINT64_C(4) << 20;

char kindLetter(Kind kind) {
  return kind == Kind::link ? 'l' : kind == Kind::executable ? 'x' : 'f';
}

std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c == '\\')
      result += "\\\\";
    else if (c == '\n')
      result += "\\n";
    else
      result += c;
  }
  return result;
}

std::string unescaped(std::string_view path) {
  std::string result;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '\\' || at + 1 == path.size()) {
      result += path[at];
    } else {
      result += path[++at] == 'n' ? '\n' : '\\';
    }
  }
  return result;
}

void addLine(std::string& text, const SnapshotFile& file) {
  text += kindLetter(file.kind);
  text += " " + std::to_string(file.bytes) + " " + file.hash + " " + escaped(file.path) + "\n";
}

std::optional<SnapshotFile> readLine(std::string_view line) {
  SnapshotFile file;
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  if (first != 1 || second == std::string_view::npos || line.size() < second + 67) return std::nullopt;
  const char letter = line[0];
  if (letter != 'f' && letter != 'x' && letter != 'l') return std::nullopt;
  file.kind = letter == 'l' ? Kind::link : letter == 'x' ? Kind::executable : Kind::file;
  const std::string_view size = line.substr(2, second - 2);
  if (std::from_chars(size.data(), size.data() + size.size(), file.bytes).ec != std::errc())
    return std::nullopt;
  file.hash = line.substr(second + 1, 64);
  file.path = unescaped(line.substr(second + 66));
  // A manifest may come from elsewhere: nothing is laid out outside the folder.
  if (file.path.empty() || isAbsolutePath(file.path)) return std::nullopt;
  for (const std::string& name : split(file.path, '/')) {
    if (name.empty() || name == "." || name == "..") return std::nullopt;
  }
  return file;
}

// Reads what the index does not know, on two threads where that is much.
class Reading {
 public:
  Reading(const std::string& code, bool codeIsFile, std::vector<WalkedFile>& files,
          std::vector<std::string>& hashes, store::ObjectBatch& batch, const CancelToken& token)
      : code_(code),
        codeIsFile_(codeIsFile),
        files_(files),
        hashes_(hashes),
        bytes_(files.size()),
        batch_(batch),
        token_(token) {}

  std::uint64_t bytes(std::size_t at) const { return bytes_[at]; }

  Result<void> run(const std::vector<std::size_t>& wanted) {
    std::uint64_t bytes = 0;
    for (const std::size_t at : wanted) bytes += files_[at].bytes + 4096;
    std::optional<std::jthread> second;
    if (bytes > worthThread) second.emplace([&] { work(wanted); });
    work(wanted);
    second.reset();
    if (failure_) return fail(*failure_);
    if (unreadable_.empty()) return {};
    std::sort(unreadable_.begin(), unreadable_.end());
    return fail(ErrorCode::unavailable, "reading " + namesOf(unreadable_) +
                                            " for the snapshot: " + systemMessage(EACCES) +
                                            "; make it readable, or name it in .amlignore");
  }

 private:
  void work(const std::vector<std::size_t>& wanted) {
    for (std::size_t next = next_++; next < wanted.size() && !stop_; next = next_++) {
      if (token_.stop_requested()) return give({ErrorCode::canceled, "the snapshot was stopped"});
      WalkedFile& file = files_[wanted[next]];
      const Result<std::optional<store::StoredObject>> stored = store(file);
      if (!stored) return give(stored.error());
      if (!*stored) continue;
      hashes_[wanted[next]] = (*stored)->hash;
      // It may have grown since the walk: the manifest says what was stored.
      bytes_[wanted[next]] = (*stored)->bytes;
    }
  }

  // What a file holds at one moment: one that changes while it is read is read again. Nothing for one that
  // may not be read, which is noted.
  Result<std::optional<store::StoredObject>> store(const WalkedFile& file) {
    if (file.kind == Kind::link) return kept(batch_.addText(file.link));
    const std::string path = walkedPath(code_, codeIsFile_, file);
    constexpr int attempts = 5;
    for (int attempt = 0; attempt < attempts; ++attempt) {
      const Result<FileStamp> before = fileStamp(path);
      Result<store::StoredObject> stored = batch_.addFile(path);
      if (!stored && ::access(path.c_str(), F_OK) == 0 && ::access(path.c_str(), R_OK) != 0) {
        noteUnreadable(path);
        return std::optional<store::StoredObject>();
      }
      const Result<FileStamp> after = fileStamp(path);
      if (!stored || (before && after && *before == *after)) return kept(std::move(stored));
    }
    return fail(ErrorCode::unavailable, "reading " + path +
                                            " for the snapshot: it changes all the time; end what writes to "
                                            "it, or name it in .amlignore");
  }

  static Result<std::optional<store::StoredObject>> kept(Result<store::StoredObject> stored) {
    if (!stored) return fail(stored.error());
    return std::optional(*std::move(stored));
  }

  void noteUnreadable(const std::string& path) {
    const std::lock_guard guard(mutex_);
    unreadable_.push_back(path);
  }

  void give(Error error) {
    const std::lock_guard guard(mutex_);
    if (!failure_) failure_ = std::move(error);
    stop_ = true;
  }

  const std::string& code_;
  bool codeIsFile_;
  std::vector<WalkedFile>& files_;
  std::vector<std::string>& hashes_;
  std::vector<std::uint64_t> bytes_;
  store::ObjectBatch& batch_;
  const CancelToken& token_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::optional<Error> failure_;
  std::vector<std::string> unreadable_;  // told together
};

Snapshot summaryOf(const std::vector<WalkedFile>& files, std::string hash, std::size_t read) {
  Snapshot snapshot{std::move(hash), static_cast<std::int64_t>(files.size()), 0,
                    static_cast<std::int64_t>(read)};
  for (const WalkedFile& file : files) snapshot.bytes += static_cast<std::int64_t>(file.bytes);
  return snapshot;
}

bool isThere(const store::ObjectStore& objects, const std::string& hash) {
  return objects.has(hash);
}

}  // namespace

Result<std::vector<SnapshotFile>> listSnapshot(const std::string& code, CancelToken token) {
  std::vector<SnapshotFile> result;
  if (code.empty()) return result;
  Result<std::vector<WalkedFile>> files = walkCode(code, std::move(token));
  if (!files) return fail(files.error());
  for (WalkedFile& file : *files) result.push_back({std::move(file.path), file.kind, file.bytes, {}});
  return result;
}

Result<Snapshot> takeSnapshot(const std::string& code, store::ObjectStore& objects,
                              const std::string& indexFolder, CancelToken token) {
  if (code.empty()) {
    Result<store::StoredObject> empty = objects.put(format);
    if (!empty) return fail(empty.error());
    return Snapshot{empty->hash, 0, 0, 0};
  }
  const std::string place = normalizePath(joinPath(currentFolder(), code));
  const std::int64_t began = fileClock();
  Result<std::vector<WalkedFile>> files = walkCode(place, token);
  if (!files) return fail(files.error());

  SnapshotIndex index(indexFolder, place);
  index.load();
  const bool storeKeepsUp = isThere(objects, index.manifest());
  std::vector<std::string> hashes(files->size());
  std::vector<std::size_t> wanted;
  for (std::size_t at = 0; at < files->size(); ++at) {
    hashes[at] = index.find((*files)[at]);
    // Objects live as long as a manifest that names them; without it each is looked for.
    const bool known = !hashes[at].empty() && (storeKeepsUp || objects.has(hashes[at], (*files)[at].bytes));
    if (!known) wanted.push_back(at);
  }

  store::ObjectBatch batch(objects);
  Reading reading(place, fileExists(place), *files, hashes, batch, token);
  if (auto done = reading.run(wanted); !done) return fail(done.error());
  std::vector<WalkedFile> seen = *files;
  for (const std::size_t at : wanted) (*files)[at].bytes = reading.bytes(at);

  std::string manifest(format);
  for (std::size_t at = 0; at < files->size(); ++at) {
    const WalkedFile& file = (*files)[at];
    addLine(manifest, {file.path, file.kind, file.bytes, hashes[at]});
  }
  Result<store::StoredObject> stored = batch.addText(manifest);
  if (!stored) return fail(stored.error());
  if (auto done = batch.commit(); !done) return fail(done.error());
  if (!wanted.empty() || stored->hash != index.manifest()) index.save(seen, hashes, stored->hash, began);
  return summaryOf(*files, stored->hash, wanted.size());
}

Result<std::vector<SnapshotFile>> readSnapshot(const store::ObjectStore& objects, const std::string& hash) {
  const Result<std::string> text = objects.read(hash, manifestLimit);
  if (!text) return fail(text.error());
  std::string_view rest(*text);
  std::vector<SnapshotFile> files;
  bool good = rest.starts_with(format);
  if (good) rest.remove_prefix(format.size());
  while (good && !rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::optional<SnapshotFile> file = readLine(rest.substr(0, end));
    good = file.has_value() && end != std::string_view::npos;
    if (!good) break;
    files.push_back(std::move(*file));
    rest.remove_prefix(end + 1);
  }
  if (!good)
    return fail(ErrorCode::invalid,
                "reading the snapshot " + hash + ": it is no manifest this version knows");
  return files;
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
    const os::Descriptor from(
        ::open(walkedPath(code, isFile, file).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!from)
      return fail(ErrorCode::unavailable, "reading " + code + "/" + file.path + ": " + systemMessage(errno));
    const mode_t mode = file.kind == Kind::executable ? 0755 : 0644;
    const os::Descriptor into(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!into) return fail(ErrorCode::unavailable, "writing " + to + ": " + systemMessage(errno));
    if (auto copied = store::copyFileBytes(from.get(), into.get(), to); !copied) return copied;
  }
  return {};
}

}  // namespace footplate::runner
