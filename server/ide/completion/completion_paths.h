// Files and folders that a path may go on with, one level at a time, the best first.
//
//   WantedPath wanted;
//   wanted.folder = "/p";
//   wanted.ends = {".yml", ".yaml"};
//   wanted.holds = "conda";
//   pathChoices(document, workspace, wanted, "envs/");  // "envs/conda.yml", "envs/old/", "envs/job.yml"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "ide/workspace.h"

namespace footplate::ide {

// What a place takes as a path.
struct WantedPath {
  bool isFolder = false;          // no file will do
  bool isFile = false;            // a file is wanted, whatever its name
  std::string folder;             // where it starts, absolute; "" where that is not known
  std::vector<std::string> ends;  // of the files that fit best; none: all fit alike
  std::string holds;  // of them, YAML must hold this kind of document, or define this kind of asset
  std::vector<std::string> files;  // a folder fits that holds one of these, paths from it
};

struct PathChoice {
  std::string text;  // all of the path: "src/lib/"
  std::string name;  // its last part: "lib/"
  bool isFolder = false;
  std::string order;  // for sortText: what fits, then folders on the way to it, then the rest
};

// `typed` is the path up to the cursor. Hidden files, and the folder above, are among them once their dot is
// typed.
std::vector<PathChoice> pathChoices(const Document& document, const Workspace& workspace,
                                    const WantedPath& wanted, std::string_view typed);

}  // namespace footplate::ide
