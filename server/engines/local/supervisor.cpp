#include "engines/local/supervisor.h"

#include <cstdlib>

#include "base/hash.h"
#include "engines/local/command_run.h"
#include "engines/local/job_process.h"

namespace footplate::engines {
namespace {

std::string temporaryFolder() {
  const char* named = std::getenv("TMPDIR");
  return named && *named == '/' ? named : "/tmp";
}

}  // namespace

Result<runner::SupervisorNote> announce(const store::RunFolder& folder) {
  const auto before = runner::readNote(folder);
  runner::SupervisorNote note;
  note.who = os::ownIdentity();
  note.supervisor = true;
  note.token = before ? before->token : randomHex(16);
  note.lockInode = runner::inodeOf(folder.lock());
  note.cgroup = makeControlGroup(note.token);
  note.work = temporaryFolder() + "/footplate-" + note.token;
  if (auto written = runner::writeNote(folder, note); !written) return fail(written.error());
  return note;
}

Supervisor::Supervisor(store::RunStore& store, runner::RunPlan plan, CancelToken stop)
    : store_(store), plan_(std::move(plan)), stop_(std::move(stop)) {}

runner::RunEnd Supervisor::run() {
  auto note = announce(store::RunFolder(store_.folder(), plan_.id));
  if (!note) {
    runner::RunEnd end;
    end.ended = nowMs();
    end.error = store::RunError{"supervisor", "the run's folder cannot be written: " + note.error().message};
    return end;
  }
  // Installers we start carry the mark as well, so that they do not outlive us either.
  ::setenv(runner::runTokenVariable, note->token.c_str(), 1);
  return CommandRun(store_, std::move(plan_), std::move(*note), stop_).run();
}

}  // namespace footplate::engines
