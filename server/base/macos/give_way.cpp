#include "base/give_way.h"

#include <pthread.h>
#include <sys/qos.h>

namespace footplate {

void giveWay() {
  pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
}

}  // namespace footplate
