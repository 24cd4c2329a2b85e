#include "engines/local/resource_limits.h"

namespace footplate::engines {

const char* const whyNotLimited = "limits need the control groups of Linux";

LimitGroups makeLimitGroups(const std::string& /*token*/, const std::string& /*own*/,
                            const ResourceLimits& limits) {
  LimitGroups groups;
  groups.missing = limits;
  return groups;
}

std::int64_t memoryKills() {
  return 0;
}

bool hadMemoryKill(const std::string& /*group*/) {
  return false;
}

}  // namespace footplate::engines
