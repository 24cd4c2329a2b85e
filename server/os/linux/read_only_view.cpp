#include "os/read_only_view.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string_view>

#include "base/path.h"
#include "os/descriptor.h"
#include "os/process.h"

namespace footplate::os {
namespace {

constexpr std::int64_t probeMs = 10'000;

int complain(const std::string& what) {
  std::fprintf(stderr, "footplate: %s: %s\n", what.c_str(), std::strerror(errno));
  return 126;
}

bool writeText(const char* path, const std::string& text) {
  const Descriptor file(::open(path, O_WRONLY | O_CLOEXEC));
  return file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

// A mount namespace of our own; where that is not ours to make, within a user namespace in which we are who
// we were.
bool enterNamespace() {
  if (::unshare(CLONE_NEWNS) == 0) return true;
  const std::string user = std::to_string(::geteuid());
  const std::string group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  return writeText("/proc/self/setgroups", "deny") &&
         writeText("/proc/self/uid_map", user + " " + user + " 1") &&
         writeText("/proc/self/gid_map", group + " " + group + " 1");
}

// "\040" of /proc/self/mountinfo is a blank.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = text[at] == '\\' && at + 3 < text.size();
    if (!escape) {
      plain += text[at];
      continue;
    }
    plain += static_cast<char>((text[at + 1] - '0') * 64 + (text[at + 2] - '0') * 8 + (text[at + 3] - '0'));
    at += 3;
  }
  return plain;
}

// The mount points at and below a place.
std::vector<std::string> mountsBelow(const std::string& place) {
  std::vector<std::string> found;
  std::ifstream table("/proc/self/mountinfo");
  for (std::string line; std::getline(table, line);) {
    std::size_t begin = 0;
    for (int field = 0; field < 4 && begin != std::string::npos; ++field) begin = line.find(' ', begin + 1);
    if (begin == std::string::npos) continue;
    const std::string point =
        unescaped(std::string_view(line).substr(begin + 1, line.find(' ', begin + 1) - begin - 1));
    if (isInside(point, place)) found.push_back(point);
  }
  return found;
}

// The bits that a mount has must be named again, or it is taken for a wish to drop them.
unsigned long keptFlags(const std::string& point) {
  struct statvfs facts{};
  if (::statvfs(point.c_str(), &facts) != 0) return 0;
  constexpr std::array<std::pair<unsigned long, unsigned long>, 6> table{{{ST_NOSUID, MS_NOSUID},
                                                                          {ST_NODEV, MS_NODEV},
                                                                          {ST_NOEXEC, MS_NOEXEC},
                                                                          {ST_NOATIME, MS_NOATIME},
                                                                          {ST_NODIRATIME, MS_NODIRATIME},
                                                                          {ST_RELATIME, MS_RELATIME}}};
  unsigned long flags = 0;
  for (const auto& [said, kept] : table) flags |= (facts.f_flag & said) != 0 ? kept : 0;
  return flags;
}

bool show(const ReadOnlyView& view) {
  if (::mount(view.from.c_str(), view.to.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0) return false;
  for (const std::string& point : mountsBelow(view.to)) {
    const unsigned long flags = MS_BIND | MS_REMOUNT | MS_RDONLY | keptFlags(point);
    if (::mount(nullptr, point.c_str(), nullptr, flags, nullptr) != 0) return false;
  }
  return true;
}

}  // namespace

bool canView(const ReadOnlyView& view) {
  SpawnOptions options;
  options.argv = withViews({view}, {"/bin/sh", "-c", "[ -w \"$1\" ] || echo shown", "sh", view.to});
  const auto done = run(options, {.timeoutMs = probeMs});
  return done && done->status.ok() && done->out == "shown\n";
}

int viewMain(int argc, char** argv) {
  int at = 2;
  std::vector<ReadOnlyView> views;
  for (; at + 1 < argc && std::string_view(argv[at]) != viewEnd; at += 2)
    views.push_back({argv[at], argv[at + 1]});
  if (at + 1 >= argc) return 2;
  if (!enterNamespace()) return complain("making a mount namespace");
  if (::mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) return complain("keeping mounts apart");
  for (const ReadOnlyView& view : views) {
    if (!show(view)) return complain("showing " + view.from + " read-only at " + view.to);
  }
  char** program = argv + at + 1;
  ::execvp(program[0], program);
  return complain(std::string("starting ") + program[0]);
}

}  // namespace footplate::os
