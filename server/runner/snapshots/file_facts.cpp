#include "runner/snapshots/file_facts.h"

#include <fcntl.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/file_times.h"

namespace footplate::runner {

namespace {

// With fewer files a thread costs more than it gives.
constexpr std::size_t worthThread = 256;
// Each keeps a folder open.
constexpr std::size_t mostWaiting = 64;

}  // namespace

void takeFacts(const struct stat& info, WalkedFile& file) {
  file.kind = (info.st_mode & 0111) != 0 ? SnapshotFile::Kind::executable : SnapshotFile::Kind::file;
  file.bytes = static_cast<std::uint64_t>(info.st_size);
  file.inode = info.st_ino;
  file.modified = modifiedNs(info);
  file.changed = changedNs(info);
}

bool sameFacts(const struct stat& info, const WalkedFile& file) {
  return static_cast<std::uint64_t>(info.st_size) == file.bytes && info.st_ino == file.inode &&
         modifiedNs(info) == file.modified && changedNs(info) == file.changed;
}

void FileFacts::answer(const Question& question) {
  for (FoundFile* found : question.files) {
    struct stat info{};
    const char* name = found->file.path.c_str() + found->name;
    if (::fstatat(question.folder->get(), name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
      found->problem = errno;
      continue;
    }
    found->isRegular = S_ISREG(info.st_mode);
    takeFacts(info, found->file);
  }
}

void FileFacts::ask(std::shared_ptr<const os::Descriptor> folder, std::vector<FoundFile*> files) {
  if (files.empty()) return;
  asked_ += files.size();
  Question question{std::move(folder), std::move(files)};
  if (asked_ > worthThread && !helper_.joinable()) startHelper();
  if (helper_.joinable()) {
    const std::lock_guard guard(mutex_);
    if (waiting_.size() < mostWaiting) {
      waiting_.push_back(std::move(question));
      wake_.notify_one();
      return;
    }
  }
  answer(question);  // the helper has enough to do
}

void FileFacts::startHelper() {
  try {
    helper_ = std::thread([this] { help(); });
  } catch (const std::system_error&) {
    // No more threads to be had: the walk asks itself.
  }
}

// Answers what waits, until nothing more will come.
void FileFacts::help() {
  std::unique_lock guard(mutex_);
  for (;;) {
    wake_.wait(guard, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Question question = std::move(waiting_.front());
    waiting_.pop_front();
    guard.unlock();
    answer(question);
    guard.lock();
  }
}

void FileFacts::finish() {
  if (!helper_.joinable()) return;
  {
    const std::lock_guard guard(mutex_);
    closed_ = true;
  }
  wake_.notify_one();
  help();
  helper_.join();
}

}  // namespace footplate::runner
