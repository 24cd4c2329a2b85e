#include "os/control_group.h"

namespace footplate::os {

std::string writableControlGroup() {
  return {};
}

bool makeControlGroup(const std::string& /*folder*/) {
  return false;
}

bool writeGroupFile(const std::string& /*path*/, const std::string& /*word*/) {
  return false;
}

void killControlGroup(const std::string& /*folder*/) {}

void removeControlGroup(const std::string& /*folder*/) {}

}  // namespace footplate::os
