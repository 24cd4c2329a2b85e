#include "os/spawn_actions.h"

namespace footplate::os {

// The kernel closes all that no action has put into its place.
const short closingSpawnFlags = POSIX_SPAWN_CLOEXEC_DEFAULT;

void closeFrom(posix_spawn_file_actions_t& /*actions*/, int /*first*/) {}

}  // namespace footplate::os
