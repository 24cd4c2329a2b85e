// A file or a folder of data on its way to a job: what it weighs, whether a read-only view of it keeps the
// job from the originals, and copies of it. Links are followed, as a mount would show what they lead to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "os/read_only_view.h"

namespace footplate::runner {

struct TreeWeight {
  std::uint64_t bytes = 0;
  std::size_t files = 0;  // folders count too
};

// Nothing where there is more than `most`: counting stops there.
std::optional<TreeWeight> weigh(const std::string& path, const TreeWeight& most);

// Whether files of `path` can be cloned to `folder` for nothing.
bool canReflink(const std::string& path, const std::string& folder);

// Whether a link below the folder leads out of it, or by an absolute path: through it a job would reach the
// originals whatever is mounted over the folder.
bool hasLinksOut(const std::string& path);

// `target` (made here) shows `place` read-only once the views are made. `place` is a file, a folder without
// links out, or, with `ofLinks`, a folder of ours whose links are shown one by one. Nothing where that would
// be too many.
Result<std::optional<std::vector<os::ReadOnlyView>>> viewsOf(const std::string& place,
                                                             const std::string& target, bool ofLinks);

class TreeCopy {
 public:
  // `what` begins the messages. A read-only copy has no bit that lets it be written.
  TreeCopy(std::string what, bool readOnly, CancelToken stop)
      : what_(std::move(what)), readOnly_(readOnly), stop_(std::move(stop)) {}

  // Both make `to`, whose parent exists. canceled when the token stops.
  Result<void> file(const std::string& from, const std::string& to) const;
  Result<void> tree(const std::string& from, const std::string& to, unsigned depth = 0) const;

 private:
  std::string what_;
  bool readOnly_;
  CancelToken stop_;
};

}  // namespace footplate::runner
