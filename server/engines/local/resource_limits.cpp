#include "engines/local/resource_limits.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "base/strings.h"

namespace footplate::engines {

ResourceLimits ResourceLimits::below(double cores, std::int64_t bytes) const {
  return {cpus < cores ? cpus : 0, memory < bytes ? memory : 0};
}

std::string ResourceLimits::describe() const {
  std::string text;
  char number[48];
  if (cpus > 0) {
    std::snprintf(number, sizeof number, "%g core%s", cpus, cpus == 1 ? "" : "s");
    text = number;
  }
  if (memory > 0) {
    const double mebibytes = static_cast<double>(memory) / (1 << 20);
    const bool large = mebibytes >= 1024;
    std::snprintf(number, sizeof number, "%.4g %s", large ? mebibytes / 1024 : mebibytes,
                  large ? "GiB" : "MiB");
    text += (text.empty() ? "" : " and ") + std::string(number);
  }
  return text;
}

ResourceLimits ownResources() {
  return {static_cast<double>(std::max(1U, std::thread::hardware_concurrency())),
          std::int64_t{::sysconf(_SC_PHYS_PAGES)} * ::sysconf(_SC_PAGESIZE)};
}

std::string joinText(const std::vector<std::string>& groups) {
  std::string text;
  for (const std::string& folder : groups) text += "echo $$ > " + shellQuote(folder + "/cgroup.procs") + "; ";
  return text;
}

}  // namespace footplate::engines
