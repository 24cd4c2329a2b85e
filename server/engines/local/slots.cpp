#include "engines/local/slots.h"

#include <unistd.h>

#include <cstdio>

#include "base/fs.h"
#include "os/file_watch.h"

namespace footplate::engines {
namespace {

// A closing file is announced a moment before its lock is free, so a look that came too early is repeated.
constexpr std::int64_t lookAgainMs = 20;
constexpr std::int64_t idleMs = 1000;

std::string ticketName(TimeMs created, const std::string& runId) {
  char number[32];
  std::snprintf(number, sizeof number, "%015lld-", static_cast<long long>(created));
  return number + runId;
}

// The living ticket next before ours, "" when we are the first. Tickets of dead waiters are taken away.
std::string ticketBefore(const std::string& folder, const std::string& mine) {
  auto names = listFolder(folder);
  if (!names) return {};
  for (auto name = names->rbegin(); name != names->rend(); ++name) {
    if (*name >= mine) continue;
    std::string path = folder + "/" + *name;
    if (os::isLocked(path)) return path;
    ::unlink(path.c_str());
  }
  return {};
}

std::optional<os::LockFile> freeSeat(const std::string& folder, int count) {
  for (int seat = 0; seat < count; ++seat) {
    std::string path = folder + "/" + std::to_string(seat);
    // Asked first without writing: opening for writing would wake us again when we close it.
    if (os::isLocked(path)) continue;
    auto lock = os::LockFile::tryLock(path);
    if (lock) return std::move(*lock);
  }
  return std::nullopt;
}

}  // namespace

Result<os::LockFile> takeSlot(const std::string& folder, int count, TimeMs created, const std::string& runId,
                              const std::function<void()>& waiting, CancelToken stop) {
  std::string tickets = folder + "/tickets";
  std::string seats = folder + "/seats";
  for (const std::string& each : {tickets, seats}) {
    if (auto made = makeFolder(each); !made) return fail(made.error());
  }
  std::string mine = ticketName(created, runId);
  auto ticket = os::LockFile::tryLock(tickets + "/" + mine);
  if (!ticket) return fail(ticket.error());
  auto watch = os::FileWatch::create();
  if (!watch) return fail(watch.error());
  bool told = false;
  std::string watched;
  while (!stop.stop_requested()) {
    std::string before = ticketBefore(tickets, mine);
    if (before.empty()) {
      if (auto seat = freeSeat(seats, count)) {
        ::unlink(ticket->path().c_str());
        return std::move(*seat);
      }
    }
    if (!told) waiting();
    told = true;
    std::string next = before.empty() ? seats : before;
    if (next != watched) {
      if (!watched.empty()) (*watch)->remove(watched);
      (*watch)->add(next);
      watched = next;
      continue;  // what changed before the watch began is seen now
    }
    if (!(*watch)->wait(idleMs, stop).empty()) (*watch)->wait(lookAgainMs, stop);
  }
  ::unlink(ticket->path().c_str());
  return fail(ErrorCode::canceled, "canceled while waiting for a free place on this machine");
}

}  // namespace footplate::engines
