// The handler only counts and writes a byte to a pipe; a thread reads it and asks to stop, because requesting
// a stop runs callbacks that a signal handler must not run.
#include "os/signals.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <thread>
#include <utility>
#include <vector>

#include "os/pipe.h"

namespace footplate::os {

namespace {

std::atomic<int> caughtSignal{0};
std::atomic<int> caughtCount{0};
std::atomic<int> wakeDescriptor{-1};

void onSignal(int number) {
  const int saved = errno;
  int none = 0;
  caughtSignal.compare_exchange_strong(none, number);
  if (caughtCount.fetch_add(1) >= 2) ::_exit(128 + number);
  const char byte = 's';
  [[maybe_unused]] const ssize_t wrote = ::write(wakeDescriptor.load(), &byte, 1);
  errno = saved;
}

}  // namespace

struct SignalGuard::State {
  CancelSource source;
  Pipe pipe;
  std::vector<std::pair<int, struct sigaction>> former;
  std::thread waiter;
};

SignalGuard::SignalGuard() : SignalGuard({SIGINT, SIGTERM, SIGHUP}) {}

SignalGuard::SignalGuard(std::initializer_list<int> signals) : state_(std::make_unique<State>()) {
  if (Result<Pipe> made = makePipe()) state_->pipe = std::move(*made);
  caughtSignal = 0;
  caughtCount = 0;
  wakeDescriptor = state_->pipe.write.get();
  state_->waiter = std::thread([state = state_.get()] {
    char byte = 0;
    for (;;) {
      const ssize_t got = ::read(state->pipe.read.get(), &byte, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got != 1 || byte == 'q') return;
      state->source.request_stop();
    }
  });
  for (const int number : signals) {
    struct sigaction action{};
    struct sigaction before{};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    if (::sigaction(number, nullptr, &before) != 0) continue;
    // nohup and the like have asked that we do not hear of it.
    if (before.sa_handler == SIG_IGN) continue;
    ::sigaction(number, &action, nullptr);
    state_->former.emplace_back(number, before);
  }
}

SignalGuard::~SignalGuard() {
  for (const auto& [number, before] : state_->former) ::sigaction(number, &before, nullptr);
  const char byte = 'q';
  [[maybe_unused]] const ssize_t wrote = ::write(state_->pipe.write.get(), &byte, 1);
  state_->waiter.join();
  wakeDescriptor = -1;
}

CancelToken SignalGuard::token() const {
  return state_->source.get_token();
}

int SignalGuard::caught() const {
  return caughtSignal.load();
}

// A thread takes the signal by sigwait; the end of the watch is the signal too, sent to that thread alone.
struct SignalWatch::State {
  int signal = 0;
  std::function<void()> onSignal;
  std::atomic<bool> ends{false};
  std::thread waiter;

  void wait() const;
};

namespace {

sigset_t setOf(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  return set;
}

}  // namespace

void SignalWatch::State::wait() const {
  const sigset_t set = setOf(signal);
  int got = 0;
  while (::sigwait(&set, &got) == 0 && !ends) onSignal();
}

void SignalWatch::reserve(int signal) {
  const sigset_t set = setOf(signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

SignalWatch::SignalWatch(int signal, std::function<void()> onSignal) : state_(std::make_unique<State>()) {
  reserve(signal);
  state_->signal = signal;
  state_->onSignal = std::move(onSignal);
  state_->waiter = std::thread([state = state_.get()] { state->wait(); });
}

SignalWatch::~SignalWatch() {
  state_->ends = true;
  ::pthread_kill(state_->waiter.native_handle(), state_->signal);
  state_->waiter.join();
}

void ignoreBrokenPipes() {
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace footplate::os
