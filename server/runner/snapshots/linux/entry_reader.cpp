#include "runner/snapshots/entry_reader.h"

#include <dirent.h>
#include <sys/types.h>

#include <cerrno>

namespace footplate::runner {

struct EntryReader::State {
  int folder = -1;
  int error = 0;
  std::size_t at = 0;
  std::size_t end = 0;
  alignas(dirent64) char block[32768];
};

EntryReader::EntryReader(int folder) : state_(std::make_unique_for_overwrite<State>()) {
  state_->folder = folder;
}

EntryReader::~EntryReader() = default;

int EntryReader::error() const {
  return state_->error;
}

bool EntryReader::next(Entry& entry) {
  State& state = *state_;
  if (state.at == state.end) {
    const ssize_t got = ::getdents64(state.folder, state.block, sizeof state.block);
    if (got < 0) state.error = errno;
    if (got <= 0) return false;
    state.at = 0;
    state.end = static_cast<std::size_t>(got);
  }
  const auto* one = reinterpret_cast<const dirent64*>(state.block + state.at);
  state.at += one->d_reclen;
  entry = {one->d_name, one->d_type};
  return true;
}

}  // namespace footplate::runner
