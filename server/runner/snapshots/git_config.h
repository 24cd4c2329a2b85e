// git's configuration, read from its files as git reads them: comments, quotes, continued lines, includes and
// conditional ones (gitdir). git itself need not be there, and nothing is run. Any thread.
//
//   const GitRepository repository{"/home/me/repo", "/home/me/repo/.git", "/home/me/repo/.git"};
//   gitPathSetting(repository, "core.excludesfile");   // "/home/me/.gitignore" for "~/.gitignore"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace footplate::runner {

struct GitRepository {
  std::string root;
  std::string folder;  // of this working tree
  std::string common;  // what its working trees share; else the same
};

// $XDG_CONFIG_HOME, else ~/.config.
std::string userConfigFolder();

// The path that a key in small letters is set to, the last one that counts: of the system's, the user's and
// the repository's files; nothing where it is not set. A file with a mistake counts up to it.
std::optional<std::string> gitPathSetting(const GitRepository& repository, std::string_view key);

}  // namespace footplate::runner
