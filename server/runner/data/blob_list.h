// The names in a folder of a public blob container, by the storage service's own list call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/data/data_reference.h"

namespace footplate::runner {

struct ListedBlob {
  std::string name;  // below the folder that was asked for
  BareAddress address;
};

// Everything below the folder. unavailable where the address is no container that lets itself be listed.
Result<std::vector<ListedBlob>> listBlobs(const BareAddress& folder, CancelToken stop);

// "%20" -> " ".
std::string percentDecoded(std::string_view text);

}  // namespace footplate::runner
