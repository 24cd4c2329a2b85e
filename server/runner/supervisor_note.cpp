#include "runner/supervisor_note.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/control_group.h"

namespace footplate::runner {
namespace {

// Processes that fork while they are ended are found by the next round.
constexpr int sweepRounds = 40;

}  // namespace

Result<void> writeNote(const store::RunFolder& folder, const SupervisorNote& note) {
  const std::string role = note.step ? "step" : note.supervisor ? "supervisor" : "submitter";
  std::string text = "who=" + note.who.toText() + "\nrole=" + role + "\ntoken=" + note.token +
                     "\nlock=" + note.lockInode + "\ncgroup=" + note.cgroup +
                     "\nlimits=" + join(note.limitGroups, " ") + "\nwork=" + note.work +
                     "\nsubmitted=" + std::to_string(note.submitted) + "\n";
  // No sync: after a restart of the machine every note says the same, that the run is gone.
  std::string temporary = folder.supervisor() + "." + std::to_string(::getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "we");
  bool good = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file) good = std::fclose(file) == 0 && good;
  if (!good || ::rename(temporary.c_str(), folder.supervisor().c_str()) != 0) {
    return fail(ErrorCode::unavailable, "writing " + folder.supervisor() + ": " + systemMessage(errno));
  }
  return {};
}

std::optional<SupervisorNote> readNote(const store::RunFolder& folder) {
  auto text = readFile(folder.supervisor(), 64 * 1024);
  if (!text) return std::nullopt;
  std::map<std::string, std::string> fields;
  for (const std::string& line : split(*text, '\n')) {
    std::size_t equals = line.find('=');
    if (equals != line.npos) fields[line.substr(0, equals)] = line.substr(equals + 1);
  }
  auto who = os::ProcessIdentity::fromText(fields["who"]);
  if (!who || fields["token"].empty()) return std::nullopt;
  SupervisorNote note;
  note.who = *who;
  note.supervisor = fields["role"] == "supervisor";
  note.step = fields["role"] == "step";
  note.token = fields["token"];
  note.lockInode = fields["lock"];
  note.cgroup = fields["cgroup"];
  for (const std::string& group : split(fields["limits"], ' ')) {
    if (!group.empty()) note.limitGroups.push_back(group);
  }
  note.work = fields["work"];
  note.submitted = std::strtoll(fields["submitted"].c_str(), nullptr, 10);
  return note;
}

std::string inodeOf(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return {};
  return std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
}

bool isOurs(const SupervisorNote& note, const store::RunFolder& folder) {
  const os::Place& here = os::thisPlace();
  const os::Place& there = note.who.place;
  return there.uid == here.uid && there.machineId == here.machineId &&
         note.lockInode == inodeOf(folder.lock());
}

int sweep(const SupervisorNote& note) {
  int found = 0;
  bool sameBoot = note.who.place == os::thisPlace();
  if (sameBoot && !note.cgroup.empty() && fileName(note.cgroup).ends_with(note.token))
    os::killControlGroup(note.cgroup);
  for (int round = 0; sameBoot && round < sweepRounds; ++round) {
    auto left = os::processesWithVariable(runTokenVariable, note.token);
    if (left.empty()) break;
    if (round == 0) found = static_cast<int>(left.size());
    for (const os::ProcessIdentity& process : left) static_cast<void>(os::signalProcess(process, SIGKILL));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  removePlaces(note);
  return found;
}

void removePlaces(const SupervisorNote& note) {
  std::vector<std::string> groups = note.limitGroups;
  groups.push_back(note.cgroup);
  for (const std::string& group : groups) {
    if (fileName(group).ends_with(note.token)) os::removeControlGroup(group);
  }
  if (!note.work.empty() && fileName(note.work) == "footplate-" + note.token)
    static_cast<void>(removeTree(note.work));
}

}  // namespace footplate::runner
