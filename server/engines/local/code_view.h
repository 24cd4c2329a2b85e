// The code of a job that runs in place, with what `additional_includes` puts beside it: a temporary folder of
// links to what lies at the root of the code and to each include, so that the user's folder stays as it is.
// What the command makes anew at the root is moved to the code when it has ended. Not thread-safe.
//
//   auto view = CodeView::make(code, plan.codeIncludes, scratch + "/code");
//   … run the command in view->folder() …
//   view->bringBack();
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace footplate::engines {

class CodeView {
 public:
  // `code` is a folder. notFound for an include that is not there; invalid where the code has its name.
  static Result<CodeView> make(const std::string& code, const std::vector<std::string>& includes,
                               const std::string& folder);

  const std::string& folder() const { return folder_; }

  // Moves what is no link of ours into the code, over what has its name there. What cannot be moved stays,
  // and is named by the error.
  Result<void> bringBack() const;

 private:
  CodeView(std::string code, std::string folder) : code_(std::move(code)), folder_(std::move(folder)) {}
  Result<void> show(const std::string& place, const std::string& name) const;

  std::string code_;
  std::string folder_;
  std::set<std::string> included_;  // names that are not the code's
};

}  // namespace footplate::engines
