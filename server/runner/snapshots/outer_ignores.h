// The ignore rules that hold for a folder from outside of it: those of the folders above, up to the root of
// the git repository, its `.git/info/exclude`, and what git leaves out everywhere (`core.excludesFile`).
//
// Read as git does, from its files; git itself need not be there. Outside of a repository there are none. Any
// thread.
//
//   const auto outer = outerIgnores("/home/me/repo/jobs/src", false);
//   outer->prefix;           // "jobs/src": rules are relative to the repository
//   outer->addTo(rules);     // before those of the folder itself
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "runner/snapshots/ignore_rules.h"

namespace footplate::runner {

struct OuterIgnores {
  struct File {
    std::string folder;  // relative to the repository's root
    std::string source;  // path
    std::string text;
  };
  std::string prefix;       // of the folder in its repository, "" for the root itself and outside of one
  std::vector<File> files;  // the weakest first

  void addTo(IgnoreRules& rules) const;
};

// `amlOnly`: the folder has an .amlignore, which says all there is to say: of the folders above only theirs
// count, and nothing of git's. unavailable when a file of rules cannot be read.
Result<OuterIgnores> outerIgnores(const std::string& folder, bool amlOnly);

// The ignore file of a folder: .amlignore, else (unless `amlOnly`) .gitignore; "" where it has none.
std::string ignoreFileOf(const std::string& folder, bool amlOnly);

// Whether the rules of a .gitignore count: git does not follow one that is a link.
bool isGitignore(const std::string& path);

}  // namespace footplate::runner
