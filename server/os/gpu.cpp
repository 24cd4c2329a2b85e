#include "os/gpu.h"

#include <algorithm>
#include <cctype>

#include "base/fs.h"
#include "base/strings.h"
#include "os/process.h"

namespace footplate::os {

int gpuCount(const std::string& devices) {
  int count = 0;
  for (const std::string& name : listFolder(devices).value_or(std::vector<std::string>())) {
    constexpr std::string_view prefix = "nvidia";
    if (!name.starts_with(prefix) || name.size() == prefix.size()) continue;
    const std::string number = name.substr(prefix.size());
    if (std::ranges::all_of(number, [](unsigned char c) { return std::isdigit(c) != 0; })) ++count;
  }
  if (count > 0) return count;
  const std::string program = findProgram("nvidia-smi");
  if (program.empty()) return 0;
  SpawnOptions options;
  options.argv = {program, "-L"};
  const auto listed = run(options, {.timeoutMs = 10'000});
  if (!listed || !listed->status.ok()) return 0;
  for (const std::string& line : split(listed->out, '\n')) {
    if (line.starts_with("GPU ")) ++count;
  }
  return count;
}

}  // namespace footplate::os
