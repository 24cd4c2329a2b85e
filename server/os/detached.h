// Children nobody waits for: remembered, and collected at a later spawn so that no zombie stays for long.
#pragma once

#include <sys/types.h>

namespace footplate::os {

void leaveDetached(pid_t pid);
void collectDetached();

}  // namespace footplate::os
