// A folder of a test's own, gone at its end.
#pragma once

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/fs.h"
#include "base/path.h"

namespace footplate::test {

class TempFolder {
 public:
  TempFolder() {
    std::string name = "/tmp/footplate-test-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() { (void)removeTree(path_); }

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }

  // Writes a file and the folders it needs; returns its path.
  std::string write(std::string_view name, std::string_view text, unsigned mode = 0644) const {
    const std::string path = *this / name;
    if (!makeFolder(parentPath(path)) || !writeFileAtomic(path, text, mode))
      throw std::runtime_error("cannot write " + path);
    return path;
  }

 private:
  std::string path_;
};

}  // namespace footplate::test
