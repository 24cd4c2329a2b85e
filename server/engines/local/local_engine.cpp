#include "engines/local/local_engine.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <vector>

#include "base/fs.h"
#include "os/descriptor.h"
#include "os/lock_file.h"
#include "os/process.h"
#include "os/program.h"
#include "runner/data/address_secrets.h"
#include "runner/supervisor_note.h"
#include "store/run_folder.h"
#include "store/run_store.h"
#include "store/store_folder.h"

namespace footplate::engines {
namespace {

using runner::Handle;

struct Place {
  std::string id;
  std::string root;
};

// A handle is "<id> <root>": an id has no space.
Result<Place> placeOf(const Handle& handle) {
  std::size_t space = handle.find(' ');
  if (space == handle.npos)
    return fail(ErrorCode::usage, "'" + handle + "' is no handle of the local engine");
  return Place{handle.substr(0, space), handle.substr(space + 1)};
}

class LocalEngine final : public runner::Engine {
 public:
  explicit LocalEngine(std::string program) : program_(std::move(program)) {
    if (program_.empty()) program_ = os::ownProgramLink();
  }

  runner::Capabilities capabilities() const override { return {"local"}; }

  Result<Handle> start(const runner::RunPlan& plan, int lockFd) override {
    const store::RunFolder folder(store::storeFolder(plan.root).path, plan.id);
    os::SpawnOptions options;
    options.argv = {program_, "supervise", plan.id, "--root", plan.root, "--lock", "3"};
    options.folder = "/";
    options.inherit = {lockFd};
    options.out = os::Stdio::append(folder.path() + "/supervisor.log");
    options.err = os::Stdio::sameAsOut();
    options.grouping = os::Grouping::session;
    // Not in a file, where they would stay, but in memory that only this user can read.
    if (!plan.secrets.empty()) {
      options.environment = os::currentEnvironment();
      (*options.environment)[runner::addressSecretsVariable] = runner::addressSecretsText(plan.secrets);
    }
    auto child = os::spawn(options);
    if (!child) return fail(child.error());
    return localHandle(plan.id, plan.root);
  }

  Result<runner::EngineStatus> status(const Handle& handle) override {
    auto place = placeOf(handle);
    if (!place) return fail(place.error());
    auto store = store::RunStore::openExisting(place->root);
    if (!store) return fail(store.error());
    auto run = store->find(place->id);
    if (!run) return fail(run.error());
    store::RunFolder folder(store->folder(), place->id);
    return runner::EngineStatus{run->status, !store::isTerminal(run->status) && !os::isLocked(folder.lock())};
  }

  // The supervisor takes SIGTERM for "cancel". One that has not said who it is yet reads CancelRequested from
  // the record before it starts anything.
  Result<void> cancel(const Handle& handle) override {
    auto place = placeOf(handle);
    if (!place) return fail(place.error());
    auto store = store::RunStore::openExisting(place->root);
    if (!store) return fail(store.error());
    store::RunFolder folder(store->folder(), place->id);
    auto note = runner::readNote(folder);
    if (!note || !(note->supervisor || note->step) || !runner::isOurs(*note, folder)) return {};
    auto sent = os::signalProcess(note->who, note->step ? runner::stepSignal : SIGTERM);
    if (!sent && sent.error().code != ErrorCode::notFound) return sent;
    return {};
  }

  Result<std::uint64_t> readLog(const Handle& handle, std::uint64_t from,
                                const runner::LogSink& sink) override {
    auto place = placeOf(handle);
    if (!place) return fail(place.error());
    auto store = store::RunStore::openExisting(place->root);
    if (!store) return fail(store.error());
    store::RunFolder folder(store->folder(), place->id);
    os::Descriptor file(::open(folder.log().c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return from;  // nothing was written yet
    std::vector<char> buffer(64 * 1024);
    while (true) {
      ssize_t got = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(from));
      if (got < 0)
        return fail(ErrorCode::unavailable, "reading " + folder.log() + ": " + systemMessage(errno));
      if (got == 0) return from;
      from += static_cast<std::uint64_t>(got);
      if (!sink(std::string_view(buffer.data(), static_cast<std::size_t>(got)))) return from;
    }
  }

 private:
  std::string program_;
};

}  // namespace

runner::Handle localHandle(const std::string& id, const std::string& root) {
  return id + " " + root;
}

std::unique_ptr<runner::Engine> makeLocalEngine(std::string program) {
  return std::make_unique<LocalEngine>(std::move(program));
}

}  // namespace footplate::engines
