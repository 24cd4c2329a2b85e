// The options that pip reads in a list of requirements, which is what a conda file's `pip` list becomes
// (https://pip.pypa.io/en/stable/reference/requirements-file-format/).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace footplate::ide {

// What pip ends with an error for.
struct PipOptionFault {
  std::string option;
  bool lacksValue = false;  // else it is none that such a list may have
};

// The first fault of the options of one item: of "--pre --no-deps" the second.
std::optional<PipOptionFault> faultOfPipOptions(std::string_view options);

// "--hash=…": read behind a requirement, and only there.
bool isOptionOfRequirement(std::string_view options);

// Whether all of them may have an item of their own.
bool mayStandAlone(std::string_view options);

}  // namespace footplate::ide
