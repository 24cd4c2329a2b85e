// What the system tells of changes to files, for file_watch.cpp: inotify on Linux. On macOS nothing is asked
// (its kqueue does not tell of writes to the files of a folder), so all is looked at by the clock there. One
// thread at a time.
#pragma once

#include <map>
#include <string>

#include "os/descriptor.h"

namespace footplate::os {

class FileEvents {
 public:
  FileEvents() = default;    // none
  static FileEvents open();  // none where the system has no such thing, or the user's limit is reached

  int fd() const { return source_.get(); }  // readable when there is something to read; -1 for none

  // A file, or a folder whose entries are meant, from now on: a number for it, the same for the same file; -1
  // where changes are not told.
  int add(const std::string& path) const;
  void remove(int number) const;

  // What came since: by number, whether the watch or the name of the file is gone with it. True when some was
  // lost.
  bool read(std::map<int, bool>& seen) const;

 private:
  Descriptor source_;
};

}  // namespace footplate::os
