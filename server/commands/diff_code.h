// The code of two runs, file by file (protocol/footplate.yaml: DiffCode).
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "runner/snapshots/code_tree.h"

namespace footplate::commands {

struct CodeDiffWishes {
  bool patches = true;             // texts are compared
  bool counts = true;              // lines are counted, even where no patch is wanted
  bool content = false;            // whole texts, too
  std::vector<std::string> paths;  // only these files and what is below these folders; empty = all
};

// One comparison of texts: so much of them goes into an answer, whatever the number of files.
class CodeDiff {
 public:
  explicit CodeDiff(CodeDiffWishes wishes) : wishes_(std::move(wishes)) {}

  // Patches are masked as all output is. canceled when `stop` is requested.
  Result<nlohmann::json> of(const runner::CodeTree& before, const runner::CodeTree& after, CancelToken stop);

 private:
  bool isWanted(const runner::FileChange& change) const;
  void addTexts(nlohmann::json& file, const runner::FileChange& change, const runner::CodeTree& before,
                const runner::CodeTree& after);

  CodeDiffWishes wishes_;
  std::uint64_t given_ = 0;  // bytes of texts so far
};

}  // namespace footplate::commands
