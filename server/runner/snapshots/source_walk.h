// The files of a code source, wherever they lie, by their place in the job's folder. Any thread.
//
//   auto walked = walkSource({"/project/train", {"/project/common"}}, token);
//   for (const WalkedFile& file : walked->files) read(walked->pathOf(file));   // common/x.py, train.py
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/snapshots/code_source.h"
#include "runner/snapshots/snapshot_walk.h"

namespace footplate::runner {

struct WalkedCode {
  struct Root {
    std::string source;  // what was named
    std::string folder;  // that the paths start from
    bool isFile = false;
  };
  std::vector<WalkedFile> files;  // by path
  std::vector<Root> roots;        // by WalkedFile::root
  const Root& rootOf(const WalkedFile& file) const { return roots[file.root]; }
  std::string pathOf(const WalkedFile& file) const;
};

// As walkCode. Folders among the includes have ignore files of their own; what the ignore file at the root of
// the code says holds for them, too, as if they lay there. A link at the root of the code that shows an
// include stands for it. notFound for an include that is not there; invalid, naming both, where two things
// would have one place.
Result<WalkedCode> walkSource(const CodeSource& source, CancelToken token,
                              std::vector<LeftOut>* leftOut = nullptr);

}  // namespace footplate::runner
