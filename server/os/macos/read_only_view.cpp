#include "os/read_only_view.h"

#include <cstdio>

namespace footplate::os {

bool canView(const ReadOnlyView& /*view*/) {
  return false;
}

int viewMain(int /*argc*/, char** /*argv*/) {
  std::fputs("footplate: showing folders read-only at other places needs Linux\n", stderr);
  return 126;
}

}  // namespace footplate::os
