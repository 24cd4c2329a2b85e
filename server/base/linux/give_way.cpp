#include "base/give_way.h"

#include <sched.h>
#include <sys/resource.h>

namespace footplate {

// The kernel keeps both for each thread, whatever POSIX says of processes.
void giveWay() {
  constexpr int nicer = 5;
  const sched_param none{};
  sched_setscheduler(0, SCHED_BATCH, &none);
  setpriority(PRIO_PROCESS, 0, nicer);
}

}  // namespace footplate
