// Packages of conda and pip with their versions, as public conda files use them most. Read once, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct KnownPackage {
  std::string name;
  std::int64_t uses = 0;
  std::vector<std::string> versions;  // the one used most first
};

struct KnownPackages {
  std::vector<KnownPackage> conda;  // the package used most first
  std::vector<KnownPackage> pip;
};

const KnownPackages& knownPackages();

// Those that may stand in a list: of `dependencies` of a conda file or one in place, or of the list of its
// `pip`. Null where it is none of packages.
const std::vector<KnownPackage>* packagesFor(const Document& document, yaml::Node list);

// "numpy" of "conda-forge::Numpy[extra]>=1.2".
std::string nameOfRequirement(std::string_view requirement);

}  // namespace footplate::ide
