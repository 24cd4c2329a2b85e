// A job runs a copy of the code; people have the original. Paths of the copy are shown as paths of the source
// folder, in tracebacks and in the log as it is printed (the stored log stays as the job wrote it).
//
//   SourcePaths paths = SourcePaths::ofRun(folder);
//   paths.map("/tmp/footplate-3f…/code/train.py");   // "/home/ada/iris/src/train.py"
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runner/snapshots/code_source.h"
#include "store/run_folder.h"

namespace footplate::runner {

class SourcePaths {
 public:
  SourcePaths() = default;
  // `work` is the copy's folder; `code` what it was taken of.
  SourcePaths(const std::string& work, const CodeSource& code, const store::RunFolder& run);
  // From the run's own files; maps nothing where they are missing.
  static SourcePaths ofRun(const store::RunFolder& run);

  std::string map(std::string_view path) const;
  bool empty() const { return work_.empty(); }
  // The source folder, "" for none.
  const std::string& source() const { return source_; }

 private:
  friend class SourcePathFilter;
  // What stands for the text that begins with the copy's folder, and how many bytes of it.
  std::pair<std::string, std::size_t> replacement(std::string_view text) const;

  std::string work_;
  std::string source_;
  std::vector<std::pair<std::string, std::string>> inside_;  // "/outputs" -> the run's own folder
  std::size_t longest_ = 0;                                  // of what stands there before the arrow
};

// The same for a stream that comes in pieces: what may be the beginning of a path waits for the next piece.
class SourcePathFilter {
 public:
  using Sink = std::function<bool(std::string_view)>;
  SourcePathFilter(SourcePaths paths, Sink sink) : paths_(std::move(paths)), sink_(std::move(sink)) {}

  // Takes other paths from here on.
  void use(SourcePaths paths) { paths_ = std::move(paths); }
  bool empty() const { return paths_.empty(); }
  // False when the sink has had enough.
  bool pass(std::string_view bytes);
  // Gives what was held back: nothing more is there for now.
  bool flush();

 private:
  bool give(std::string_view text, bool last);

  SourcePaths paths_;
  Sink sink_;
  std::string held_;
};

}  // namespace footplate::runner
