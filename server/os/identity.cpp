#include "os/identity.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "base/fs.h"
#include "base/strings.h"
#include "os/process_table.h"

namespace footplate::os {

namespace {

template <class T>
bool readNumber(std::string_view text, T& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size();
}

bool hasVariable(std::string_view environment, std::string_view entry) {
  std::size_t at = 0;
  while (at < environment.size()) {
    const std::size_t end = std::min(environment.find('\0', at), environment.size());
    if (environment.substr(at, end - at) == entry) return true;
    at = end + 1;
  }
  return false;
}

Error refusal(const ProcessIdentity& who, Presence presence) {
  const std::string name = "signalling process " + std::to_string(who.pid);
  switch (presence) {
    case Presence::foreign:
      return {ErrorCode::conflict, name + ": it belongs to another machine, user or container"};
    case Presence::restarted:
      return {ErrorCode::notFound, name + ": the machine was restarted since"};
    default:
      return {ErrorCode::notFound, name + ": it has ended"};
  }
}

}  // namespace

const Place& thisPlace() {
  static const Place place = [] {
    Place here = placeOfSystem();
    here.uid = ::geteuid();
    return here;
  }();
  return place;
}

std::string hostId() {
  char name[256] = {};
  ::gethostname(name, sizeof name - 1);
  return std::string("host-") + name;
}

const std::vector<pid_t>& Family::lookAtAll(pid_t parent) {
  if (!known_) {
    known_.emplace();
    for (const pid_t pid : allProcesses()) {
      if (const auto facts = factsOf(pid)) (*known_)[facts->parent].push_back(pid);
    }
  }
  return (*known_)[parent];
}

std::string ProcessIdentity::toText() const {
  return std::to_string(pid) + " " + std::to_string(startTime) + " " + std::to_string(place.uid) + " " +
         place.machineId + " " + place.bootId + " " + place.pidNamespace;
}

std::optional<ProcessIdentity> ProcessIdentity::fromText(std::string_view text) {
  const std::vector<std::string> fields = split(trim(text), ' ');
  ProcessIdentity who;
  if (fields.size() != 6 || !readNumber(std::string_view(fields[0]), who.pid) || who.pid <= 1 ||
      !readNumber(std::string_view(fields[1]), who.startTime) ||
      !readNumber(std::string_view(fields[2]), who.place.uid)) {
    return std::nullopt;
  }
  who.place.machineId = fields[3];
  who.place.bootId = fields[4];
  who.place.pidNamespace = fields[5];
  return who;
}

Result<ProcessIdentity> identityOf(pid_t pid) {
  const std::optional<ProcessFacts> facts = factsOf(pid);
  if (!facts || facts->ended) return fail(ErrorCode::notFound, "there is no process " + std::to_string(pid));
  ProcessIdentity who{thisPlace(), pid, facts->startTime};
  who.place.uid = ownerOf(pid);
  return who;
}

ProcessIdentity ownIdentity() {
  const pid_t pid = ::getpid();
  const std::optional<ProcessFacts> facts = factsOf(pid);
  return {thisPlace(), pid, facts ? facts->startTime : 0};
}

Presence presenceOf(const ProcessIdentity& who) {
  const Place& here = thisPlace();
  if (who.place.machineId != here.machineId || who.place.uid != here.uid) return Presence::foreign;
  if (who.place.bootId != here.bootId) return Presence::restarted;
  if (who.place.pidNamespace != here.pidNamespace) return Presence::foreign;
  return isSameProcess(who, who.pid) ? Presence::alive : Presence::gone;
}

bool isSameProcess(const ProcessIdentity& who, pid_t pid) {
  const std::optional<ProcessFacts> facts = factsOf(pid);
  return facts && !facts->ended && who.pid == pid && facts->startTime == who.startTime &&
         who.place.uid == ownerOf(pid) && who.place.bootId == thisPlace().bootId &&
         who.place.machineId == thisPlace().machineId && who.place.pidNamespace == thisPlace().pidNamespace;
}

Result<void> signalProcess(const ProcessIdentity& who, int signal) {
  // Held first, compared after: what is held cannot become another process.
  const ProcessHold held(who.pid);
  const Presence presence = presenceOf(who);
  if (presence != Presence::alive) return fail(refusal(who, presence));
  if (held.send(signal)) return {};
  if (errno == ESRCH) return fail(refusal(who, Presence::gone));
  return fail(ErrorCode::unavailable,
              "signalling process " + std::to_string(who.pid) + ": " + systemMessage(errno));
}

std::vector<ProcessIdentity> processesWithVariable(std::string_view name, std::string_view value) {
  const std::string entry = std::string(name) + "=" + std::string(value);
  const auto bearsIt = [&](pid_t pid) {
    const auto environment = environmentOf(pid);
    return environment && hasVariable(*environment, entry);
  };
  std::vector<ProcessIdentity> result;
  for (const pid_t pid : allProcesses()) {
    if (pid == ::getpid() || ownerOf(pid) != thisPlace().uid || !bearsIt(pid)) continue;
    // Once more after its identity is known: the number may be another process by now.
    const Result<ProcessIdentity> who = identityOf(pid);
    if (who && bearsIt(pid)) result.push_back(*who);
  }
  return result;
}

std::vector<ProcessIdentity> descendantsOf(pid_t pid) {
  Family family;
  std::vector<pid_t> level{pid};
  std::vector<ProcessIdentity> result;
  for (std::size_t at = 0; at < level.size(); ++at) {
    for (const pid_t child : family.childrenOf(level[at])) {
      level.push_back(child);
      if (const Result<ProcessIdentity> who = identityOf(child)) result.push_back(*who);
    }
  }
  return result;
}

std::vector<ProcessIdentity> membersOfSession(pid_t leader) {
  std::vector<ProcessIdentity> result;
  for (const pid_t pid : allProcesses()) {
    if (pid == ::getpid() || ::getsid(pid) != leader || ownerOf(pid) != thisPlace().uid) continue;
    const Result<ProcessIdentity> who = identityOf(pid);
    if (who && ::getsid(pid) == leader) result.push_back(*who);
  }
  return result;
}

std::vector<ChildProcess> childrenOf(pid_t pid) {
  std::vector<ChildProcess> result;
  for (const pid_t child : Family().childrenOf(pid)) {
    const std::optional<ProcessFacts> facts = factsOf(child);
    if (facts && facts->parent == pid) result.push_back({child, facts->ended});
  }
  return result;
}

}  // namespace footplate::os
