#include "store/object_pack.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

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
constexpr std::size_t bufferSize = 4U << 20U;
// Contents worth a reflink begin where a block does.
constexpr std::uint64_t worthAligning = 64U << 10U;
constexpr std::uint64_t blockSize = 4096;

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
      buffer_(std::move(other.buffer_)),
      written_(other.written_),
      entries_(std::move(other.entries_)) {}

PackWriter::~PackWriter() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

// What is written begins its way to the disk at once, so that the sync at the end has little left to wait
// for.
int PackWriter::flush() {
  if (const int code = writeAll(file_.get(), buffer_); code != 0) return code;
  ::sync_file_range(file_.get(), static_cast<off_t>(written_), static_cast<off_t>(buffer_.size()),
                    SYNC_FILE_RANGE_WRITE);
  written_ += buffer_.size();
  buffer_.clear();
  return 0;
}

Result<void> PackWriter::append(const std::string& hash, std::string_view content) {
  const std::lock_guard guard(mutex_);
  if (content.size() >= worthAligning)
    buffer_.append((blockSize - (written_ + buffer_.size()) % blockSize) % blockSize, '\0');
  entries_.push_back({hash, written_ + buffer_.size(), content.size()});
  buffer_ += content;
  if (buffer_.size() < bufferSize) return {};
  if (const int code = flush(); code != 0) return fail(problem(path_, code));
  return {};
}

Result<std::string> PackWriter::finish(const std::string& folder) {
  std::ranges::sort(entries_, {}, &PackEntry::hash);
  std::string lines;
  lines.reserve((entries_.size() + 1) * lineSize);
  for (const PackEntry& entry : entries_)
    lines += entry.hash + " " + hex(entry.offset) + " " + hex(entry.bytes) + "\n";
  const std::string sum = sha256(lines);
  buffer_ += lines;
  buffer_ += sum + " " + hex(entries_.size()) + " " + std::string(format);
  const auto failed = [&] { return fail(problem(folder, errno)); };
  if (const int code = flush(); code != 0) return fail(problem(folder, code));
  if (::fchmod(file_.get(), 0400) != 0 || ::fsync(file_.get()) != 0) return failed();
  if (auto made = makeFolder(folder); !made) return fail(made.error());
  // Packs with the same contents have the same name: the new one takes the other's place.
  const std::string path = folder + "/" + sum.substr(0, 32) + ".pack";
  if (::rename(path_.c_str(), path.c_str()) != 0) return failed();
  path_.clear();
  for (const std::string& changed : {folder, parentPath(folder)}) {
    const os::Descriptor opened(::open(changed.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0) return failed();
  }
  return path;
}

}  // namespace footplate::store
