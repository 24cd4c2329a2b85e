// Which files an argument of `footplate validate` means.
//
//   candidates("/p", "jobs");            // every file below /p/jobs that may have a kind: jobs/a.yml …
//   candidates("/p", "jobs/**/*.yml");   // what matches, in the order of names
//   candidates("/p", "job.yml");         // itself, there or not
#pragma once

#include <string>
#include <vector>

namespace footplate::commands {

struct Candidate {
  std::string given;        // as the result names it: relative where the argument is
  bool named = false;       // has an entry even when it is none of ours
  std::string within = {};  // the folder that was walked, absolute: a project where nothing marks another
};

std::vector<Candidate> candidates(const std::string& folder, const std::string& argument);

}  // namespace footplate::commands
