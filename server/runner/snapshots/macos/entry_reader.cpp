#include "runner/snapshots/entry_reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace footplate::runner {

struct EntryReader::State {
  DIR* stream = nullptr;
  int error = 0;
};

EntryReader::EntryReader(int folder) : state_(std::make_unique<State>()) {
  const int own = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);  // which goes with the stream
  if (own >= 0) state_->stream = ::fdopendir(own);
  if (state_->stream != nullptr) return;
  state_->error = errno;
  if (own >= 0) ::close(own);
}

EntryReader::~EntryReader() {
  if (state_->stream != nullptr) ::closedir(state_->stream);
}

int EntryReader::error() const {
  return state_->error;
}

bool EntryReader::next(Entry& entry) {
  if (state_->stream == nullptr) return false;
  errno = 0;
  const dirent* one = ::readdir(state_->stream);
  if (one == nullptr) {
    state_->error = errno;
    return false;
  }
  entry = {{one->d_name, one->d_namlen}, one->d_type};
  return true;
}

}  // namespace footplate::runner
