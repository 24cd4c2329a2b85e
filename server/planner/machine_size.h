// What a machine of a named Azure size has, so that a run here gets no more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "yaml/tree.h"

namespace footplate::planner {

struct MachineSize {
  double cpus = 0;
  std::int64_t memory = 0;  // bytes
};

// "Standard_DS3_v2" -> 4 cores, 14 GiB; nothing for a name of a family that is not known.
std::optional<MachineSize> machineSize(std::string_view name);

// Amounts in a compute's file or in config.yml's `local`: `invalid` naming file and line for one that is no
// number or size, rather than running without the limit.
Result<void> checkAmounts(yaml::Node amounts, const std::string& path);

// "512m", "2g", "1024k", "10b" as bytes; 0 for anything else.
std::int64_t byteCount(std::string_view text);

}  // namespace footplate::planner
