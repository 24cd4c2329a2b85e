#include "os/machine.h"

#include <arpa/inet.h>
#include <libproc.h>
#include <malloc/malloc.h>
#include <sys/mount.h>
#include <sys/proc_info.h>

#include <ctime>

#include "os/process_table.h"

namespace footplate::os {
namespace {

std::uint32_t mountFlags(const std::string& path) {
  struct statfs info{};
  return ::statfs(path.c_str(), &info) == 0 ? info.f_flags : MNT_LOCAL;
}

bool listensAt(pid_t pid, const proc_fdinfo& open, int port) {
  socket_fdinfo info{};
  if (open.proc_fdtype != PROX_FDTYPE_SOCKET ||
      ::proc_pidfdinfo(pid, open.proc_fd, PROC_PIDFDSOCKETINFO, &info, sizeof info) < int{sizeof info}) {
    return false;
  }
  const socket_info& socket = info.psi;
  return socket.soi_kind == SOCKINFO_TCP && socket.soi_proto.pri_tcp.tcpsi_state == TSI_S_LISTEN &&
         ntohs(static_cast<std::uint16_t>(socket.soi_proto.pri_tcp.tcpsi_ini.insi_lport)) == port;
}

}  // namespace

const char* const loopbackInterface = "lo0";

// This clock of macOS goes on while the machine sleeps.
std::int64_t sinceStartMs() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

bool isListening(int port) {
  for (const pid_t pid : allProcesses()) {
    const int bytes = ::proc_pidinfo(pid, PROC_PIDLISTFDS, 0, nullptr, 0);
    if (bytes <= 0) continue;
    std::vector<proc_fdinfo> open(static_cast<std::size_t>(bytes) / sizeof(proc_fdinfo));
    const int got = ::proc_pidinfo(pid, PROC_PIDLISTFDS, 0, open.data(), bytes);
    open.resize(got <= 0 ? 0 : static_cast<std::size_t>(got) / sizeof(proc_fdinfo));
    for (const proc_fdinfo& each : open) {
      if (listensAt(pid, each, port)) return true;
    }
  }
  return false;
}

bool forbidsPrograms(const std::string& path) {
  return (mountFlags(path) & MNT_NOEXEC) != 0;
}

bool isOnNetwork(const std::string& path) {
  return (mountFlags(path) & MNT_LOCAL) == 0;
}

std::optional<WatchLimits> watchLimits() {
  return std::nullopt;
}

void giveMemoryBack() {
  ::malloc_zone_pressure_relief(nullptr, 0);
}

}  // namespace footplate::os
