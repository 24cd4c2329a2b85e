// Parsed documents that others refer to, the last used ones: bounded in number and in bytes of text. Any
// thread.
//
//   DocumentCache cache;
//   auto component = cache.onDisk("/p/train/component.yml", workspace);  // null when there is no such file
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/fs.h"
#include "ide/document.h"

namespace footplate::commands {

class DocumentCache {
 public:
  static constexpr std::size_t mostDocuments = 256;
  static constexpr std::size_t mostBytes = std::size_t{8} << 20;
  static constexpr std::uint64_t largestFile = UINT64_C(4) << 20;

  // The file as it is now: parsed again when it changed. Null when it cannot be read or is too large.
  std::shared_ptr<const ide::Document> onDisk(const std::string& path, const ide::Workspace& workspace);
  std::size_t size() const;

 private:
  struct Entry {
    std::shared_ptr<const ide::Document> document;
    FileStamp stamp;       // of the file the text was read from
    bool settled = false;  // the stamp alone tells whether the file changed
    std::uint64_t used = 0;
  };

  std::shared_ptr<const ide::Document> find(const std::string& path, const FileStamp& stamp);
  std::shared_ptr<const ide::Document> find(const std::string& path, const std::string& text);
  void keep(const std::string& path, Entry entry);
  void forget(const std::string& path);
  void makeRoom();

  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::size_t bytes_ = 0;
  std::uint64_t clock_ = 0;
};

}  // namespace footplate::commands
