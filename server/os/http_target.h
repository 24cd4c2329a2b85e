// The target of a request line taken apart.
#pragma once

#include "os/http_server.h"

namespace footplate::os {

// "%20" and, in queries, "+" decoded; a broken escape stays as it is.
std::string percentDecoded(std::string_view text, bool plusIsSpace);
// Fills path and query from target.
void readTarget(HttpRequest& request);

}  // namespace footplate::os
