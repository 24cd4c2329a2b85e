// The entries of an open folder as the system gives them, "." and ".." among them, in its order: with the
// least that the kernel has to do for it on Linux, by readdir on macOS. One object belongs to one thread.
#pragma once

#include <memory>
#include <string_view>

namespace footplate::runner {

class EntryReader {
 public:
  explicit EntryReader(int folder);
  ~EntryReader();
  EntryReader(const EntryReader&) = delete;
  EntryReader& operator=(const EntryReader&) = delete;

  struct Entry {
    std::string_view name;   // until the next call, followed by a zero byte
    unsigned char type = 0;  // DT_REG, …; DT_UNKNOWN where the file system does not say
  };
  // False at the end, or with an error.
  bool next(Entry& entry);
  int error() const;  // an errno, or 0

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace footplate::runner
