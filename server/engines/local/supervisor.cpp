#include "engines/local/supervisor.h"

#include <cstdlib>
#include <optional>

#include "base/hash.h"
#include "engines/local/command_run.h"
#include "engines/local/loop_run.h"
#include "engines/local/pipeline_run.h"
#include "engines/local/record_watch.h"
#include "os/control_group.h"
#include "os/machine.h"
#include "os/signals.h"

namespace footplate::engines {
namespace {

std::string temporaryFolder() {
  const char* named = std::getenv("TMPDIR");
  return named && *named == '/' ? named : "/tmp";
}

// Where the run with this token would have its group; "" where none can be made.
std::string controlGroupFor(const std::string& token) {
  const std::string parent = os::writableControlGroup();
  return parent.empty() ? "" : parent + "/footplate-" + token;
}

}  // namespace

Result<runner::SupervisorNote> announce(const store::RunFolder& folder, Answering how) {
  const auto before = runner::readNote(folder);
  runner::SupervisorNote note;
  note.who = os::ownIdentity();
  note.supervisor = how == Answering::alone;
  note.step = how == Answering::step;
  note.token = before ? before->token : randomHex(16);
  note.submitted = before ? before->submitted : os::sinceStartMs();
  note.lockInode = runner::inodeOf(folder.lock());
  note.cgroup = controlGroupFor(note.token);
  note.work = temporaryFolder() + "/footplate-" + note.token;
  if (auto written = runner::writeNote(folder, note); !written) return fail(written.error());
  // After the note, so that whoever settles the run knows of it however soon we are killed.
  if (!note.cgroup.empty() && !os::makeControlGroup(note.cgroup)) note.cgroup.clear();
  runner::reserveEnd(folder);
  return note;
}

runner::RunEnd superviseRun(store::RunStore& store, RunStops& stops, runner::RunPlan plan,
                            const runner::SupervisorNote& note, CancelToken stop) {
  if (!plan.steps.empty()) {
    const bool loops = plan.kind == "do_while";
    const runner::RunEnd end = loops ? LoopRun(store, stops, std::move(plan), std::move(stop)).run()
                                     : PipelineRun(store, stops, std::move(plan), std::move(stop)).run();
    runner::sweep(note);
    return end;
  }
  return CommandRun(store, std::move(plan), note, std::move(stop)).run();
}

Supervisor::Supervisor(store::RunStore& store, runner::RunPlan plan, CancelToken stop)
    : store_(store), plan_(std::move(plan)), stop_(std::move(stop)) {}

runner::RunEnd Supervisor::run() {
  auto note = announce(store::RunFolder(store_.folder(), plan_.id), Answering::alone);
  if (!note) {
    runner::RunEnd end;
    end.ended = nowMs();
    end.error = store::RunError{"supervisor", "the run's folder cannot be written: " + note.error().message};
    return end;
  }
  // Installers we start carry the mark as well, so that they do not outlive us either.
  ::setenv(runner::runTokenVariable, note->token.c_str(), 1);
  const RecordWatch record(store::RunFolder(store_.folder(), plan_.id));
  RunStops stops;
  std::optional<os::SignalWatch> watch;
  if (!plan_.steps.empty()) watch.emplace(runner::stepSignal, [&] { stops.look(store_); });
  return superviseRun(store_, stops, std::move(plan_), *note, stop_);
}

}  // namespace footplate::engines
