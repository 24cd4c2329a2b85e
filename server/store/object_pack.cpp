#include "store/object_pack.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"

namespace footplate::store {

namespace {

constexpr std::string_view format = "footplate-pack-1\n";
constexpr std::size_t hashSize = 64;
constexpr std::size_t numberSize = 16;
// Of an index line and of the last line alike.
constexpr std::size_t lineSize = hashSize + 1 + numberSize + 1 + numberSize + 1;
static_assert(lineSize == hashSize + 1 + numberSize + 1 + 17);
// What small contents are gathered in; fits into a processor's cache.
constexpr std::uint64_t extentSize = 512U << 10U;
// Contents worth an extent of their own, which begins where a block does: they can be reflinked.
constexpr std::uint64_t worthExtent = 64U << 10U;
constexpr std::uint64_t blockSize = 4096;
// So much is written before the disk is told to begin.
constexpr std::uint64_t worthBeginning = 8U << 20U;

std::string hex(std::uint64_t number) {
  char digits[numberSize + 1];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
  return digits;
}

std::optional<std::uint64_t> readHex(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (code != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool readAt(int fd, std::string& into, std::uint64_t offset) {
  std::size_t total = 0;
  while (total < into.size()) {
    const ssize_t got =
        ::pread(fd, into.data() + total, into.size() - total, static_cast<off_t>(offset + total));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    total += static_cast<std::size_t>(got);
  }
  return true;
}

// 0, or the errno of the write that failed.
int writeAllAt(int fd, std::string_view text, std::uint64_t offset) {
  while (!text.empty()) {
    const ssize_t put = ::pwrite(fd, text.data(), text.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return put < 0 ? errno : EIO;
    text.remove_prefix(static_cast<std::size_t>(put));
    offset += static_cast<std::uint64_t>(put);
  }
  return 0;
}

Error problem(const std::string& path, int code) {
  return {code == ENOENT ? ErrorCode::notFound : ErrorCode::unavailable,
          "storing files in " + path + ": " +
              (code == ENOSPC ? std::string("the disk is full") : systemMessage(code))};
}

}  // namespace

Result<PackIndex> PackIndex::read(const std::string& path) {
  const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info{};
  if (!file || ::fstat(file.get(), &info) != 0) {
    return fail(errno == ENOENT ? ErrorCode::notFound : ErrorCode::unavailable,
                "reading the stored objects " + path + ": " + systemMessage(errno));
  }
  const tl::unexpected<Error> broken = fail(ErrorCode::invalid, path + " is no whole pack of objects");
  PackIndex index;
  index.path_ = path;
  index.fileBytes_ = static_cast<std::uint64_t>(info.st_size);
  std::string last(lineSize, '\0');
  if (index.fileBytes_ < lineSize || !readAt(file.get(), last, index.fileBytes_ - lineSize)) return broken;
  const auto count = readHex(std::string_view(last).substr(hashSize + 1, numberSize));
  if (!last.ends_with(format) || !count || *count > index.fileBytes_ / lineSize - 1) return broken;
  index.lines_.resize(*count * lineSize);
  const std::uint64_t begin = index.fileBytes_ - lineSize - index.lines_.size();
  if (!readAt(file.get(), index.lines_, begin) || sha256(index.lines_) != last.substr(0, hashSize))
    return broken;
  return index;
}

std::size_t PackIndex::size() const {
  return lines_.size() / lineSize;
}

PackEntry PackIndex::at(std::size_t index) const {
  const std::string_view line = std::string_view(lines_).substr(index * lineSize, lineSize);
  return {std::string(line.substr(0, hashSize)), *readHex(line.substr(hashSize + 1, numberSize)),
          *readHex(line.substr(hashSize + 1 + numberSize + 1, numberSize))};
}

std::optional<PackEntry> PackIndex::find(std::string_view hash) const {
  std::size_t low = 0;
  std::size_t high = size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = std::string_view(lines_).substr(middle * lineSize, hashSize).compare(hash);
    if (order == 0) return at(middle);
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return std::nullopt;
}

Result<PackWriter> PackWriter::create(const std::string& path) {
  os::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return fail(problem(path, errno));
  return PackWriter(std::move(file), path);
}

PackWriter::PackWriter(PackWriter&& other) noexcept
    : file_(std::move(other.file_)),
      path_(std::exchange(other.path_, {})),
      end_(other.end_),
      extent_(std::move(other.extent_)),
      extentBegin_(other.extentBegin_),
      extentEnd_(other.extentEnd_),
      entries_(std::move(other.entries_)) {}

PackWriter::~PackWriter() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

std::uint64_t PackWriter::reserve(std::uint64_t bytes) {
  return std::exchange(end_, end_ + (bytes + blockSize - 1) / blockSize * blockSize);
}

// What is written begins its way to the disk soon, so that the sync at the end has little left to wait for.
Result<void> PackWriter::write(std::string_view text, std::uint64_t offset) {
  if (const int code = writeAllAt(file_.get(), text, offset); code != 0) return fail(problem(path_, code));
  {
    const std::lock_guard guard(mutex_);
    begunBytes_ += text.size();
    if (begunBytes_ < worthBeginning) return {};
    begunBytes_ = 0;
  }
  beginSync(file_.get());
  return {};
}

Result<void> PackWriter::append(const std::string& hash, std::string_view content) {
  std::unique_lock guard(mutex_);
  if (content.size() >= worthExtent) {
    const std::uint64_t offset = reserve(content.size());
    entries_.push_back({hash, offset, content.size()});
    guard.unlock();
    return write(content, offset);
  }
  std::string full;
  std::uint64_t fullBegin = 0;
  if (extentBegin_ + extent_.size() + content.size() > extentEnd_) {
    full = std::exchange(extent_, {});
    fullBegin = std::exchange(extentBegin_, reserve(extentSize));
    extentEnd_ = end_;
    extent_.reserve(extentSize);
  }
  entries_.push_back({hash, extentBegin_ + extent_.size(), content.size()});
  extent_ += content;
  guard.unlock();
  return full.empty() ? Result<void>() : write(full, fullBegin);
}

Result<std::string> PackWriter::finish(const std::string& folder) {
  std::ranges::sort(entries_, {}, &PackEntry::hash);
  std::string lines;
  lines.reserve((entries_.size() + 1) * lineSize);
  for (const PackEntry& entry : entries_)
    lines += entry.hash + " " + hex(entry.offset) + " " + hex(entry.bytes) + "\n";
  const std::string sum = sha256(lines);
  lines += sum + " " + hex(entries_.size()) + " " + std::string(format);
  if (auto done = write(extent_, extentBegin_); !done) return fail(done.error());
  // The last extent ends where its contents do.
  const std::uint64_t end = extentEnd_ == end_ ? extentBegin_ + extent_.size() : end_;
  if (auto done = write(lines, end); !done) return fail(done.error());
  const auto failed = [&] { return fail(problem(folder, errno)); };
  if (::fchmod(file_.get(), 0400) != 0 || !syncToDisk(file_.get())) return failed();
  const bool isFirst = !folderExists(folder);
  if (auto made = makeFolder(folder); !made) return fail(made.error());
  // Packs with the same contents have the same name: the new one takes the other's place.
  const std::string path = folder + "/" + sum.substr(0, 32) + ".pack";
  if (::rename(path_.c_str(), path.c_str()) != 0) return failed();
  path_.clear();
  std::vector<std::string> changed = {folder};
  if (isFirst) changed.push_back(parentPath(folder));
  for (const std::string& one : changed) {
    const os::Descriptor opened(::open(one.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || !syncToDisk(opened.get())) return failed();
  }
  return path;
}

}  // namespace footplate::store
