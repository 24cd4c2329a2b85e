// Asks the disk for the size and the times of the files that a walk finds: half of what a walk costs. Once
// they are many a second thread asks, while the walk goes on.
//
//   std::deque<FoundFile> found;                 // stays where it is
//   FileFacts facts;
//   facts.ask(folder, {&found[0], &found[1]});   // by the walk's thread alone
//   facts.finish();                              // now each has its facts
#pragma once

#include <sys/stat.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "os/descriptor.h"
#include "runner/snapshots/snapshot_walk.h"

namespace footplate::runner {

struct FoundFile {
  WalkedFile file;         // the path is given, the rest is found
  std::size_t name = 0;    // where the last name begins in the path
  int problem = 0;         // errno of the question
  bool isRegular = false;  // it may have become something else since it was listed
};

class FileFacts {
 public:
  FileFacts() = default;
  ~FileFacts() { finish(); }
  FileFacts(const FileFacts&) = delete;
  FileFacts& operator=(const FileFacts&) = delete;

  // Of files in one open folder.
  void ask(std::shared_ptr<const os::Descriptor> folder, std::vector<FoundFile*> files);
  void finish();

 private:
  struct Question {
    std::shared_ptr<const os::Descriptor> folder;
    std::vector<FoundFile*> files;
  };
  static void answer(const Question& question);
  void startHelper();
  void help();

  std::size_t asked_ = 0;
  std::thread helper_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Question> waiting_;
  bool closed_ = false;
};

// What the disk says of a regular file or a link.
void takeFacts(const struct stat& info, WalkedFile& file);
// Whether it still says so.
bool sameFacts(const struct stat& info, const WalkedFile& file);

}  // namespace footplate::runner
