// The files a snapshot is made of, as the disk has them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/snapshots/snapshot.h"

namespace footplate::runner {

struct WalkedFile {
  std::string path;  // relative
  SnapshotFile::Kind kind = SnapshotFile::Kind::file;
  std::uint32_t root = 0;  // of several (source_walk.h)
  std::uint64_t bytes = 0;
  std::uint64_t inode = 0;
  std::int64_t modified = 0;  // nanoseconds
  std::int64_t changed = 0;
  std::string link;  // of a link: its target
};

// What is in the folder and is not part: a file or folder that a line of an ignore file names; something that
// is neither file nor link, or an empty folder (`line` 0).
struct LeftOut {
  std::string path;  // relative
  bool isFolder = false;
  std::string ruleFile;  // absolute; it may be above the code folder
  int line = 0;
  std::string rule;
};

// What to do with what cannot be sent: a link that leads out of the code, a folder that may not be read,
// folders nested without end.
enum class Unsendable { refuse, passBy };

// Sorted by path. `leftOut` is given what was passed by, when it is not nullptr. `code` is a folder or one
// file; a single file is named by its file name. What goes away while it is walked is not part. unavailable,
// naming all that cannot be read; invalid for other things that cannot be sent. A link in `code` itself that
// shows one of `sentBeside` is passed by.
Result<std::vector<WalkedFile>> walkCode(const std::string& code, CancelToken token,
                                         std::vector<LeftOut>* leftOut = nullptr,
                                         Unsendable unsendable = Unsendable::refuse,
                                         const std::vector<std::string>& sentBeside = {});

// What to do about a path that cannot be sent: "leave it out: `footplate snapshot src --exclude PATH` …".
std::string leaveOutAdvice(const std::string& code, const std::string& relative = "PATH");

// "a, b, c and 4 more", for messages that name files.
std::string namesOf(const std::vector<std::string>& paths);

}  // namespace footplate::runner
