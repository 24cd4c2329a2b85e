// Where Python interpreters lie on this machine beside the default one: PATH, uv's and pyenv's own, conda's,
// the usual folders. Nothing is started and nothing is downloaded.
#pragma once

#include <string>
#include <vector>

namespace footplate::runner {

struct FoundPython {
  std::string path;
  std::string version;  // what its place says: "3.9.18", "3.9"
};

// Newest first; those of PATH before the others of the same minor version.
std::vector<FoundPython> findInterpreters();

}  // namespace footplate::runner
