#include "os/file_events.h"

namespace footplate::os {

FileEvents FileEvents::open() {
  return {};
}

int FileEvents::add(const std::string& /*path*/) const {
  return -1;
}

void FileEvents::remove(int /*number*/) const {}

bool FileEvents::read(std::map<int, bool>& /*seen*/) const {
  return false;
}

}  // namespace footplate::os
