#include "runner/data/download.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <mutex>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "os/http_client.h"
#include "os/lock_file.h"
#include "runner/data/blob_list.h"
#include "runner/data/download_cache.h"

namespace footplate::runner {

namespace {

constexpr std::int64_t quickConnectMs = 5'000;  // for a file that is in the cache already
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds quickFailure(2);
constexpr std::int64_t longestPauseMs = 30'000;
constexpr std::int64_t oldSeconds = 7 * 24 * 3600;
constexpr std::uint64_t worthSaying = UINT64_C(8) << 20;

void pause(std::int64_t ms, const CancelToken& stop) {
  std::mutex mutex;
  std::condition_variable_any wakes;
  std::unique_lock lock(mutex);
  wakes.wait_for(lock, stop, std::chrono::milliseconds(ms), [&] { return stop.stop_requested(); });
}

std::string megabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

std::uint64_t sizeOf(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

// "iris%20a.csv?x" of an address as a file name.
std::string nameOf(const std::string& address) {
  std::string path = address.substr(0, address.find_first_of("?#"));
  const std::string name = fileName(path.substr(std::min(path.find("://") + 3, path.size())));
  const bool plain = !name.empty() && name != "." && name != ".." && name.size() <= 200;
  return plain ? percentDecoded(name) : "data";
}

// The way out where an address cannot be fetched from here.
std::string mirrorAdvice(const std::string& address) {
  return "; copy it and name its place in .footplate/config.yml: mirrors: {\"" + address + "\": PATH}";
}

class Download {
 public:
  Download(const BareAddress& address, const DownloadOptions& options, CancelToken stop)
      : address_(address),
        options_(options),
        stop_(std::move(stop)),
        shown_(maskSecrets(address.address)),
        places_(downloadPlaces(options.cacheFolder, address.address)),
        folder_(places_.folder) {}

  Result<std::string> run() {
    auto lock = lockFolder();
    if (!lock) return fail(lock.error());
    if (!fileExists(places_.address)) (void)writeFileAtomic(places_.address, shown_ + "\n");
    auto path = fetch();
    if (path) noteUsed();
    return path;
  }

 private:
  // Who removes downloads may take the folder away while we wait for its lock: then it is made once more.
  Result<os::LockFile> lockFolder() {
    for (int attempt = 1;; ++attempt) {
      if (auto made = makeFolder(folder_); !made) return fail(made.error());
      auto lock = os::LockFile::lock(places_.lock, stop_);
      const bool gone = !lock && lock.error().code == ErrorCode::unavailable && !folderExists(folder_);
      if (!gone || attempt == 3) return lock;
    }
  }

  // For those who remove what was not used for long.
  void noteUsed() const {
    (void)::utimensat(AT_FDCWD, places_.current.c_str(), nullptr, 0);
    noteUse(places_.uses, options_.use);
  }

  Result<std::string> fetch() {
    readCurrent();
    std::int64_t wait = options_.firstPauseMs;
    for (int attempt = 1;; ++attempt) {
      const Clock::time_point began = Clock::now();
      const Result<void> done = tryOnce();
      if (done) return current_;
      if (done.error().code == ErrorCode::canceled) return fail(done.error());
      if (again_ && !current_.empty()) {
        say("the server of " + shown_ + " does not answer: the copy of the cache is used");
        return current_;
      }
      if (!again_) return fail(done.error());
      if (attempt >= triesFor(Clock::now() - began))
        return fail(done.error().code, done.error().message + mirrorAdvice(shown_));
      say(done.error().message + "; trying again");
      pause(std::min(std::max(wait, askedWait_), longestPauseMs), stop_);
      wait *= 2;
    }
  }

  // A server that nobody has reached is most likely not to be had: an answer soon is worth more than tries.
  int triesFor(Clock::duration took) const {
    if (!unreached_ || answered_) return options_.tries;
    return std::min(options_.tries, took < quickFailure ? 2 : 1);
  }

  void say(const std::string& line) const {
    if (options_.say) options_.say(line);
  }

  void readCurrent() {
    const Result<std::string> text = readFile(places_.current, 4096);
    if (!text) return;
    const std::vector<std::string> lines = split(*text, '\n');
    if (lines.size() < 3) return;
    const std::string path = folder_ + "/" + lines[0] + "/" + lines[1];
    if (!fileExists(path)) return;
    current_ = path;
    tag_ = lines[2];
  }

  Result<void> tryOnce() {
    again_ = true;
    askedWait_ = 0;
    failure_ = 0;
    unreached_ = false;
    const std::string& partial = places_.partial;
    std::string partialTag = readFile(places_.partialTag, 4096).value_or("");
    from_ = partialTag.empty() ? 0 : sizeOf(partial);
    file_ = os::Descriptor(::open(partial.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file_) return local(errno);
    begun_ = false;
    const auto answer = os::httpStream(
        fullAddress(address_),
        [&](const os::HttpAnswer& head, std::string_view part) { return take(head, part); },
        request(partialTag), stop_);
    answered_ = answered_ || !unreached_;
    if (failure_ != 0) return local(failure_);
    if (!answer) return fail(answer.error().code, "fetching " + shown_ + ": " + reasonOf(answer.error()));
    if (answer->status == 304 && !current_.empty()) return {};
    if (answer->status == 416) return startAnew("the server has less than what was fetched before");
    if (answer->status != 200 && answer->status != 206) return refused(*answer);
    if (!begun_ && !begin(*answer)) return local(failure_);  // an empty file
    return finish(*answer);
  }

  os::HttpOptions request(const std::string& partialTag) {
    os::HttpOptions options;
    options.compressed = false;
    options.unreached = [this] { unreached_ = true; };
    if (from_ > 0) {
      options.headers.emplace_back("Range", "bytes=" + std::to_string(from_) + "-");
      options.headers.emplace_back("If-Range", partialTag);
    } else if (!current_.empty()) {
      options.connectMs = quickConnectMs;
      if (!tag_.empty()) options.headers.emplace_back("If-None-Match", tag_);
    }
    return options;
  }

  bool begin(const os::HttpAnswer& head) {
    begun_ = true;
    const bool goesOn =
        head.status == 206 && from_ > 0 &&
        os::headerOf(head, "content-range").starts_with("bytes " + std::to_string(from_) + "-");
    if (!goesOn) from_ = 0;
    // A tag that says "much the same" is no ground to put two parts together.
    std::string tag = os::headerOf(head, "etag");
    if (tag.starts_with("W/")) tag.clear();
    std::uint64_t length = 0;
    const std::string text = os::headerOf(head, "content-length");
    std::from_chars(text.data(), text.data() + text.size(), length);
    total_ = text.empty() ? 0 : from_ + length;
    nextSaid_ = from_ + std::max(worthSaying, total_ / 10);
    if (from_ > 0) say("going on with " + shown_ + " at " + megabytes(from_));
    if (!goesOn && ::ftruncate(file_.get(), 0) != 0) failure_ = errno;
    if (failure_ == 0 && !writeFileAtomic(places_.partialTag, tag)) failure_ = EIO;
    if (::lseek(file_.get(), static_cast<off_t>(from_), SEEK_SET) < 0) failure_ = errno;
    done_ = from_;
    return failure_ == 0;
  }

  bool take(const os::HttpAnswer& head, std::string_view part) {
    if (head.status != 200 && head.status != 206) return true;  // the page of an error
    if (!begun_ && !begin(head)) return false;
    failure_ = writeAll(file_.get(), part);
    done_ += part.size();
    if (done_ >= nextSaid_) {
      say("fetching " + shown_ + ": " + megabytes(done_) + (total_ > 0 ? " of " + megabytes(total_) : ""));
      nextSaid_ = done_ + std::max(worthSaying, total_ / 10);
    }
    return failure_ == 0;
  }

  Result<void> finish(const os::HttpAnswer& answer) {
    if (total_ > 0 && done_ != total_)
      return fail(ErrorCode::unavailable,
                  "fetching " + shown_ + ": " + megabytes(done_) + " of " + megabytes(total_) + " came");
    std::string wanted = os::headerOf(answer, "x-ms-blob-content-md5");
    if (wanted.empty() && answer.status == 200) wanted = os::headerOf(answer, "content-md5");
    if (!wanted.empty()) {
      const Result<std::string> got = md5OfFile(places_.partial);
      if (got && *got != wanted) return startAnew("what came is damaged: its checksum is not the server's");
    }
    return keep(os::headerOf(answer, "etag"));
  }

  Result<void> keep(const std::string& tag) {
    const std::string version = randomHex(8);
    const std::string name = nameOf(address_.address);
    const std::string path = folder_ + "/" + version + "/" + name;
    if (::fchmod(file_.get(), 0444) != 0 || !syncToDisk(file_.get())) return local(errno);
    if (auto made = makeFolder(parentPath(path)); !made) return made;
    if (::rename(places_.partial.c_str(), path.c_str()) != 0) return local(errno);
    ::unlink(places_.partialTag.c_str());
    if (auto written = writeFileAtomic(places_.current, version + "\n" + name + "\n" + tag + "\n"); !written)
      return written;
    current_ = path;
    say("fetched " + shown_ + ", " + megabytes(done_));
    removeOld(version);
    return {};
  }

  // Jobs that began with an older version may still read it.
  void removeOld(const std::string& version) const {
    const auto names = listFolder(folder_);
    if (!names || goesOn(readUses(places_.uses))) return;
    for (const std::string& name : *names) {
      struct stat info{};
      const std::string path = folder_ + "/" + name;
      if (name == version || ::stat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) continue;
      if (info.st_mtime < std::time(nullptr) - oldSeconds) (void)removeTree(path);
    }
  }

  Result<void> startAnew(const std::string& why) {
    ::unlink(places_.partial.c_str());
    ::unlink(places_.partialTag.c_str());
    return fail(ErrorCode::unavailable, "fetching " + shown_ + ": " + why);
  }

  Result<void> local(int code) {
    again_ = false;
    return fail(ErrorCode::unavailable, "storing " + shown_ + " in " + folder_ + ": " +
                                            (code == ENOSPC ? "the disk is full" : systemMessage(code)));
  }

  Result<void> refused(const os::HttpAnswer& answer) {
    const int status = answer.status;
    const std::string asked = os::headerOf(answer, "retry-after");
    std::from_chars(asked.data(), asked.data() + asked.size(), askedWait_);
    askedWait_ *= 1000;
    again_ = status >= 500 || status == 408 || status == 429;
    const std::string said = "fetching " + shown_ + ": the server answered " + std::to_string(status);
    if (status == 404 || status == 410)
      return fail(ErrorCode::notFound, said + ", there is no such file" + mirrorAdvice(shown_));
    // Azure says 409 where a container takes no anonymous reader.
    if (status == 401 || status == 403 || status == 409)
      return fail(ErrorCode::unavailable, said + ", it is not public" + mirrorAdvice(shown_));
    return fail(ErrorCode::unavailable, said);
  }

  // Without the address, which the client has put before it.
  static std::string reasonOf(const Error& error) {
    const std::size_t at = error.message.find(": ");
    return at == std::string::npos ? error.message : error.message.substr(at + 2);
  }

  const BareAddress& address_;
  const DownloadOptions& options_;
  CancelToken stop_;
  std::string shown_;
  DownloadPlaces places_;
  const std::string& folder_;
  std::string current_;  // the path in the cache, "" for none
  std::string tag_;      // and its ETag
  os::Descriptor file_;
  std::uint64_t from_ = 0;  // where this transfer begins
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;  // 0 = not told
  std::uint64_t nextSaid_ = 0;
  std::int64_t askedWait_ = 0;
  bool begun_ = false;
  bool again_ = true;       // whether trying again may help
  bool unreached_ = false;  // by the last try
  bool answered_ = false;   // somebody was there, if only for a moment
  int failure_ = 0;         // errno of a local write
};

}  // namespace

Result<std::string> fetchFile(const BareAddress& address, const DownloadOptions& options, CancelToken stop) {
  return Download(address, options, std::move(stop)).run();
}

Result<void> fetchFolder(const BareAddress& address, const std::string& folder,
                         const DownloadOptions& options, CancelToken stop) {
  auto files = listBlobs(address, stop);
  if (!files) {
    const bool canceled = files.error().code == ErrorCode::canceled;
    return fail(files.error().code,
                files.error().message + (canceled ? std::string() : mirrorAdvice(address.address)));
  }
  if (auto made = makeFolder(folder); !made) return made;
  for (const ListedBlob& file : *files) {
    const std::string place = joinPath(folder, file.name);
    if (!isInside(place, folder) || place == folder) continue;
    auto path = fetchFile(file.address, options, stop);
    if (!path) return fail(path.error());
    if (auto made = makeFolder(parentPath(place)); !made) return made;
    if (::symlink(path->c_str(), place.c_str()) != 0 && errno != EEXIST)
      return fail(ErrorCode::unavailable, "writing " + place + ": " + systemMessage(errno));
  }
  return {};
}

}  // namespace footplate::runner
