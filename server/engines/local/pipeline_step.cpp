#include "engines/local/pipeline_step.h"

#include "base/fs.h"
#include "engines/local/end_record.h"
#include "engines/local/local_engine.h"
#include "engines/local/pipeline_run.h"
#include "engines/local/supervisor.h"
#include "runner/new_run.h"

namespace footplate::engines {

PipelineStep::PipelineStep(store::RunStore& store, RunStops& stops, runner::RunPlan plan)
    : store_(store), stops_(stops), plan_(std::move(plan)), folder_(store.folder(), plan_.id) {}

PipelineStep::~PipelineStep() {
  stops_.remove(plan_.id);
}

Result<std::unique_ptr<PipelineStep>> PipelineStep::create(store::RunStore& store, RunStops& stops,
                                                           runner::RunPlan plan, std::function<void()> wake) {
  if (plan.id.empty()) plan.id = store::makeRunId(nowMs());
  std::unique_ptr<PipelineStep> step(new PipelineStep(store, stops, std::move(plan)));
  if (auto made = step->makeRecord(); !made) {
    return fail(made.error().code, "recording the step " + step->name() + ": " + made.error().message);
  }
  step->stop_ = stops.add(step->id());
  step->onStop_.emplace(step->stop_, std::move(wake));
  return step;
}

// The lock first, as for every run: an unfinished record with a free lock means that we are gone.
Result<void> PipelineStep::makeRecord() {
  if (auto made = folder_.make(); !made) return made;
  auto lock = os::LockFile::tryLock(folder_.lock());
  if (!lock) return fail(lock.error());
  lock_ = std::move(*lock);
  auto note = announce(folder_, Answering::step);
  if (!note) return fail(note.error());
  note_ = std::move(*note);
  auto recorded = writeFileAtomic(folder_.plan(), runner::toJson(plan_));
  if (recorded) {
    store::Run run = runner::newRun(plan_, "local", nowMs());
    run.handle = localHandle(plan_.id, plan_.root);
    recorded = store_.insert(run);
  }
  if (!recorded) removeUnused();
  return recorded;
}

// The places of a step that never had a process.
void PipelineStep::removeUnused() const {
  runner::removePlaces(note_);
}

// The values a step got are told beside the bindings they came by; a literal is its value.
void PipelineStep::noteBindings(const runner::RunPlan& bound) {
  static_cast<void>(store_.update(plan_.id, [&](store::Run& run) -> Result<void> {
    for (std::size_t at = 0; at < run.inputs.size() && at < bound.inputs.size(); ++at) {
      if (bound.inputs[at].isLiteral()) run.inputs[at].value = bound.inputs[at].value;
    }
    return {};
  }));
  static_cast<void>(writeFileAtomic(folder_.plan(), runner::toJson(bound)));
}

void PipelineStep::start(runner::RunPlan plan, std::function<void()> done) {
  noteBindings(plan);
  worker_ = std::jthread([this, bound = std::move(plan), done = std::move(done)]() mutable {
    end_ = superviseRun(store_, stops_, std::move(bound), note_, stop_);
    done();
  });
}

void PipelineStep::record(const runner::RunEnd& end) {
  worker_.joinable() ? worker_.join() : removeUnused();
  onStop_.reset();
  stops_.remove(plan_.id);
  recordEnd(store_, plan_.id, end);
  lock_.reset();
}

}  // namespace footplate::engines
