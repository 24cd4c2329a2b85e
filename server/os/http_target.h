// The target of a request line taken apart.
#pragma once

#include "os/http_server.h"

namespace footplate::os {

// Fills path and query from target.
void readTarget(HttpRequest& request);

}  // namespace footplate::os
