// Waiting for children. run() is one io_context: two pipes, the child's end (Boost.Process), a timer and the
// stop request, whichever comes first. Once the child has ended, what is in the pipes is read for a grace
// time only, because a grandchild may hold them open for ever.
#include "os/process.h"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/process/v2/process.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/fs.h"
#include "os/descriptor.h"
#include "os/detached.h"
#include "os/offspring.h"
#include "os/pipe.h"

namespace footplate::os {

namespace asio = boost::asio;
using boost::system::error_code;
using ProcessHandle = boost::process::v2::basic_process_handle<>;

namespace {

ExitStatus fromNative(int native) {
  if (WIFSIGNALED(native)) return {0, WTERMSIG(native)};
  return {WEXITSTATUS(native), 0};
}

std::optional<ExitStatus> collectNow(pid_t pid) {
  int native = 0;
  const pid_t got = ::waitpid(pid, &native, WNOHANG);
  if (got == pid) return fromNative(native);
  return std::nullopt;
}

}  // namespace

std::string ExitStatus::describe() const {
  if (signal == 0) return "exit code " + std::to_string(code);
  const char* name = ::strsignal(signal);
  return "killed by signal " + std::to_string(signal) + " (" + (name != nullptr ? name : "unknown") + ")";
}

Child::Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), ended_(other.ended_) {}

Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) {
    if (pid_ > 0 && !ended_) leaveDetached(pid_);
    pid_ = std::exchange(other.pid_, -1);
    ended_ = other.ended_;
  }
  return *this;
}

Child::~Child() {
  if (pid_ > 0 && !ended_) leaveDetached(pid_);
}

Result<ExitStatus> Child::wait(CancelToken token) {
  Result<std::optional<ExitStatus>> status = waitFor(-1, std::move(token));
  if (!status) return fail(status.error());
  return **status;
}

Result<std::optional<ExitStatus>> Child::waitFor(std::int64_t timeoutMs, CancelToken token) {
  if (!ended_) {
    if (const auto status = collectNow(pid_)) noteEnd(*status);
  }
  if (ended_ || timeoutMs == 0) return ended_;
  try {
    asio::io_context io;
    ProcessHandle handle(io.get_executor(), pid_);
    error_code waitError;
    handle.async_wait([&](error_code code, int native) {
      waitError = code;
      if (!code) noteEnd(fromNative(native));
      io.stop();
    });
    asio::steady_timer timer(io);
    if (timeoutMs > 0) {
      timer.expires_after(std::chrono::milliseconds(timeoutMs));
      timer.async_wait([&](error_code) { io.stop(); });
    }
    const std::stop_callback onStop(token, [&] { io.stop(); });
    io.run();
    if (!ended_ && waitError)
      return fail(ErrorCode::unavailable, "waiting for a process: " + waitError.message());
  } catch (const std::exception& error) {
    return fail(ErrorCode::unavailable, std::string("waiting for a process: ") + error.what());
  }
  if (!ended_ && token.stop_requested())
    return fail(ErrorCode::canceled, "waiting for a process was stopped");
  return ended_;
}

void Child::noteEnd(const ExitStatus& status) {
  ended_ = status;
  forgetChild(pid_);
}

void Child::signal(int number) {
  if (pid_ > 0 && !ended_) ::kill(pid_, number);
}

void Child::signalGroup(int number) {
  if (pid_ > 0 && !ended_) ::kill(-pid_, number);
}

Result<ExitStatus> Child::terminate(std::int64_t graceMs) {
  signalGroup(SIGTERM);
  Result<std::optional<ExitStatus>> ended = waitFor(graceMs);
  if (!ended) return fail(ended.error());
  if (*ended) return **ended;
  signalGroup(SIGKILL);
  return wait();
}

namespace {

// One running capture; lives on run()'s stack.
class Capture {
 public:
  Capture(Child child, const RunLimits& limits) : child_(std::move(child)), limits_(limits) {}

  Result<Captured> finish(Descriptor out, Descriptor err, Descriptor in, std::string_view input,
                          CancelToken token) {
    read(out_, out, result_.out);
    read(err_, err, result_.err);
    write(in, input);
    handle_.emplace(io_.get_executor(), child_.pid());
    handle_->async_wait([this](error_code code, int native) { onExit(code, native); });
    if (limits_.timeoutMs > 0) {
      timeout_.expires_after(std::chrono::milliseconds(limits_.timeoutMs));
      timeout_.async_wait([this](error_code code) {
        if (!code)
          end({ErrorCode::unavailable, "it did not end within " + std::to_string(limits_.timeoutMs) + " ms"});
      });
    }
    const std::stop_callback onStop(
        token, [this] { asio::post(io_, [this] { end({ErrorCode::canceled, "stopped"}); }); });
    io_.run();
    if (failure_) return fail(*failure_);
    return std::move(result_);
  }

 private:
  struct Reader {
    explicit Reader(asio::io_context& io) : stream(io) {}
    asio::posix::stream_descriptor stream;
    char block[32768];
  };

  void read(Reader& reader, Descriptor& from, std::string& into) {
    if (!from) return;
    reader.stream.assign(from.release());
    more(reader, into);
  }

  void more(Reader& reader, std::string& into) {
    reader.stream.async_read_some(
        asio::buffer(reader.block), [this, &reader, &into](error_code code, std::size_t got) {
          const std::size_t room =
              limits_.outputBytes - std::min<std::uint64_t>(limits_.outputBytes, into.size());
          into.append(reader.block, std::min(got, room));
          result_.truncated = result_.truncated || got > room;
          if (code) {
            reader.stream.close();
            closeIfDone();
          } else {
            more(reader, into);
          }
        });
  }

  void write(Descriptor& to, std::string_view input) {
    if (!to) return;
    in_.assign(to.release());
    asio::async_write(in_, asio::buffer(input.data(), input.size()),
                      [this](error_code, std::size_t) { in_.close(); });
  }

  void onExit(error_code code, int native) {
    exited_ = true;
    timeout_.cancel();
    kill_.cancel();
    if (code) failure_ = Error{ErrorCode::unavailable, "waiting for a process: " + code.message()};
    result_.status = fromNative(native);
    child_.ended(result_.status);
    grace_.expires_after(std::chrono::milliseconds(limits_.graceMs));
    grace_.async_wait([this](error_code late) {
      if (!late) closeAll();
    });
    closeIfDone();
  }

  void end(Error error) {
    if (exited_ || failure_) return;
    failure_ = std::move(error);
    child_.signalGroup(SIGTERM);
    kill_.expires_after(std::chrono::milliseconds(2000));
    kill_.async_wait([this](error_code code) {
      if (!code) child_.signalGroup(SIGKILL);
    });
  }

  void closeIfDone() {
    if (exited_ && !out_.stream.is_open() && !err_.stream.is_open()) closeAll();
  }

  void closeAll() {
    grace_.cancel();
    for (asio::posix::stream_descriptor* stream : {&out_.stream, &err_.stream, &in_}) {
      if (stream->is_open()) stream->close();
    }
  }

  asio::io_context io_;
  std::optional<ProcessHandle> handle_;
  struct OwnedChild : Child {
    explicit OwnedChild(Child child) : Child(std::move(child)) {}
    void ended(const ExitStatus& status) { noteEnd(status); }
  } child_;
  RunLimits limits_;
  Captured result_;
  std::optional<Error> failure_;
  Reader out_{io_};
  Reader err_{io_};
  asio::posix::stream_descriptor in_{io_};
  asio::steady_timer timeout_{io_};
  asio::steady_timer kill_{io_};
  asio::steady_timer grace_{io_};
  bool exited_ = false;
};

}  // namespace

Result<Captured> run(SpawnOptions options, const RunLimits& limits, CancelToken token,
                     std::string_view input) {
  const std::string name = options.argv.empty() ? std::string() : options.argv[0];
  Pipe out;
  Pipe err;
  Pipe in;
  const auto capture = [](Stdio& stdio, Pipe& pipe, bool reads) -> Result<void> {
    Result<Pipe> made = makePipe();
    if (!made) return fail(made.error());
    pipe = std::move(*made);
    stdio = Stdio::descriptor(reads ? pipe.read.get() : pipe.write.get());
    return {};
  };
  Result<void> ready;
  if (options.out.kind == Stdio::Kind::inherit) ready = capture(options.out, out, false);
  if (ready && options.err.kind == Stdio::Kind::inherit) ready = capture(options.err, err, false);
  if (ready && !input.empty()) ready = capture(options.in, in, true);
  if (!ready) return fail(ready.error());

  Result<Child> child = spawn(options);
  if (!child) return fail(child.error());
  out.write.reset();
  err.write.reset();
  in.read.reset();
  try {
    Capture running(std::move(*child), limits);
    Result<Captured> done =
        running.finish(std::move(out.read), std::move(err.read), std::move(in.write), input, token);
    if (!done) return fail(done.error().code, "running " + name + ": " + done.error().message);
    return done;
  } catch (const std::exception& error) {
    return fail(ErrorCode::unavailable, "running " + name + ": " + error.what());
  }
}

}  // namespace footplate::os
