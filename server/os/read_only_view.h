// Files and folders shown at other places where they cannot be written to: read-only bind mounts in a mount
// namespace that one program and what it starts have for themselves. Ordinary users get one where the system
// allows user namespaces. Any thread. Linux only: on macOS no view can be had (canView), and data is copied.
//
//   const std::vector<ReadOnlyView> views{{"/data/images", work + "/inputs/images"}};
//   if (canView(views.front())) spawn.argv = withViews(views, {"bash", "-c", command});
#pragma once

#include <string>
#include <vector>

namespace footplate::os {

struct ReadOnlyView {
  std::string from;  // absolute: what is shown, with all that is mounted below it
  std::string to;    // absolute and there already: an empty folder for a folder, a file for a file
};

// The first word of this program's command line that makes the views and becomes another program.
inline constexpr const char* viewWord = "view";
// The word behind the last of them there.
inline constexpr const char* viewEnd = "--";

// Whether this very view can be had, found out by making it for a moment.
bool canView(const ReadOnlyView& view);

// The command line by which `argv` runs with the views; `argv` itself where there are none.
std::vector<std::string> withViews(const std::vector<ReadOnlyView>& views, std::vector<std::string> argv);

// What that command line does: `argc` and `argv` are main's. Returns only when it could not, with a line on
// standard error.
int viewMain(int argc, char** argv);

}  // namespace footplate::os
