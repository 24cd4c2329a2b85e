#include "ide/workspace.h"

namespace footplate::ide {

const Settings& Workspace::settings() const {
  static const Settings defaults;
  return defaults;
}

}  // namespace footplate::ide
