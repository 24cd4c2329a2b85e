// The NVIDIA graphics cards of this machine.
#pragma once

#include <string>

namespace footplate::os {

// How many there are: by their device files (`nvidia0`, `nvidia1` … in `devices`), else by what `nvidia-smi`
// lists where it is on the PATH. 0 where there are none, or no driver. Any thread.
int gpuCount(const std::string& devices = "/dev");

}  // namespace footplate::os
