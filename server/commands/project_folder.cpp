#include "commands/project_folder.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace footplate::commands {

bool isToolFolder(std::string_view name) {
  constexpr std::array<std::string_view, 9> names{".git",        "node_modules",       ".venv",
                                                  "venv",        "__pycache__",        ".tox",
                                                  ".mypy_cache", ".ipynb_checkpoints", "site-packages"};
  return std::ranges::find(names, name) != names.end();
}

bool isSettled(const FileStamp& stamp) {
  constexpr std::chrono::nanoseconds moment = std::chrono::seconds(2);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::nanoseconds(stamp.modified) + moment < now;
}

}  // namespace footplate::commands
