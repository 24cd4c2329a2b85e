#include "os/spawn_actions.h"

namespace footplate::os {

const short closingSpawnFlags = 0;

void closeFrom(posix_spawn_file_actions_t& actions, int first) {
  ::posix_spawn_file_actions_addclosefrom_np(&actions, first);
}

}  // namespace footplate::os
