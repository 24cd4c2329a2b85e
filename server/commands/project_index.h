// The documents below a project's root, in YAML and in JSON, and the facts about them: read once, and again
// when they change.
//
// Bounded: ignore files are respected, folders of tools and of our own store are skipped, files are few and
// small enough to be read in a moment. JSON is parsed only where its outermost keys are those of a job or a
// component; a folder full of other JSON is one of data, and is left. want() and files() from any thread,
// work() too; it does one thing at a time.
//
//   ProjectIndex index("/p");
//   index.work();                       // the first time: everything
//   index.want({"/p/train/job.yml"});
//   if (index.work()) use(index.files());
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/fs.h"
#include "ide/project_files.h"

namespace footplate::commands {

struct IndexLimits {
  std::size_t files = 5000;
  std::size_t folders = 20000;
  unsigned depth = 24;
  std::uint64_t bytesOfFile = UINT64_C(1) << 20;
  std::uint64_t bytes = UINT64_C(64) << 20;
  std::uint64_t bytesOfJsonFile = UINT64_C(256) << 10;
  std::uint64_t bytesOfJson = UINT64_C(8) << 20;
  std::size_t foreignInFolder = 100;  // JSON that turned out to be none of ours
  std::size_t foreign = 2000;         // the same of the project
};

class ProjectIndex {
 public:
  explicit ProjectIndex(std::string root, IndexLimits limits = {});

  // Null until the first work() has ended.
  std::shared_ptr<const ide::ProjectFiles> files() const;
  // Paths that may have changed, come or gone: files, folders, ignore files.
  void want(const std::vector<std::string>& paths);
  // Everything is looked at again; what did not change is not read again.
  void wantAll();
  // Does what is wanted; true when files() is another afterwards. A stopped token ends it early.
  bool work(const CancelToken& token = {});

 private:
  struct Known {
    FileStamp stamp;
    bool settled = false;            // the stamp alone tells whether the file changed
    ide::ProjectFiles::Facts facts;  // null for what is none of ours
  };
  struct Walk;

  bool walkAll(const CancelToken& token);
  void walk(const std::string& folder, unsigned depth, Walk& walk, const CancelToken& token);
  // `foreign` counts the JSON of a folder that is none of ours.
  bool mayHold(const std::string& path, std::size_t foreign, const Walk& walk) const;
  void walkFile(const std::string& path, std::size_t& foreign, Walk& walk);
  std::uint64_t mostBytes(const std::string& path) const;
  bool lookAt(const std::string& path);
  // `before` again where the file is the same.
  Known read(const std::string& path, const FileStamp& stamp, const Known* before) const;
  bool needsWalk(const std::string& path) const;
  void publish();

  const std::string root_;
  const IndexLimits limits_;
  std::mutex working_;
  std::map<std::string, Known> known_;  // by path; of whoever works

  mutable std::mutex mutex_;  // of what follows
  bool all_ = true;
  std::set<std::string> wanted_;
  std::shared_ptr<const ide::ProjectFiles> files_;
};

}  // namespace footplate::commands
