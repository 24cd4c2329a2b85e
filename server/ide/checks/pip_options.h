// The options that pip reads in a list of requirements, which is what a conda file's `pip` list becomes
// (https://pip.pypa.io/en/stable/reference/requirements-file-format/).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace footplate::ide {

struct PipOption {
  std::string_view name;  // "--extra-index-url", "-r"
  bool hasValue = false;
  bool ofRequirement = false;  // read behind a requirement, and only there
  std::string_view words;      // what it does; "" for one that is of old, or that nobody should choose
};

// All of them, those that are used most before the others.
std::span<const PipOption> pipOptions();

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
