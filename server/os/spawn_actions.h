// How a child comes to have no other descriptors than it is told of; for spawn.cpp alone.
#pragma once

#include <spawn.h>

namespace footplate::os {

// Attributes that posix_spawn needs for it.
extern const short closingSpawnFlags;
// The last of the actions: what is open from this number on is closed in the child.
void closeFrom(posix_spawn_file_actions_t& actions, int first);

}  // namespace footplate::os
