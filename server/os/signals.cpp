// The handler only counts and writes a byte to a pipe; a thread reads it and asks to stop, because requesting
// a stop runs callbacks that a signal handler must not run.
#include "os/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <thread>
#include <utility>
#include <vector>

#include "os/descriptor.h"

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
  Descriptor read;
  Descriptor write;
  std::vector<std::pair<int, struct sigaction>> former;
  std::thread waiter;
};

SignalGuard::SignalGuard() : SignalGuard({SIGINT, SIGTERM, SIGHUP}) {}

SignalGuard::SignalGuard(std::initializer_list<int> signals) : state_(std::make_unique<State>()) {
  std::array<int, 2> fds{-1, -1};
  if (::pipe2(fds.data(), O_CLOEXEC) == 0) {
    state_->read = Descriptor(fds[0]);
    state_->write = Descriptor(fds[1]);
  }
  caughtSignal = 0;
  caughtCount = 0;
  wakeDescriptor = fds[1];
  state_->waiter = std::thread([state = state_.get()] {
    char byte = 0;
    for (;;) {
      const ssize_t got = ::read(state->read.get(), &byte, 1);
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
  [[maybe_unused]] const ssize_t wrote = ::write(state_->write.get(), &byte, 1);
  state_->waiter.join();
  wakeDescriptor = -1;
}

CancelToken SignalGuard::token() const {
  return state_->source.get_token();
}

int SignalGuard::caught() const {
  return caughtSignal.load();
}

struct SignalWatch::State {
  std::function<void()> onSignal;
  Descriptor signals;
  Descriptor end;
  std::thread waiter;

  void wait() const {
    std::array<pollfd, 2> ready{{{signals.get(), POLLIN, 0}, {end.get(), POLLIN, 0}}};
    for (;;) {
      if (::poll(ready.data(), ready.size(), -1) < 0 && errno != EINTR) return;
      if (ready[1].revents != 0) return;
      signalfd_siginfo info{};
      if (ready[0].revents != 0 && ::read(signals.get(), &info, sizeof info) == sizeof info) onSignal();
    }
  }
};

namespace {

sigset_t setOf(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  return set;
}

}  // namespace

void SignalWatch::reserve(int signal) {
  const sigset_t set = setOf(signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

SignalWatch::SignalWatch(int signal, std::function<void()> onSignal) : state_(std::make_unique<State>()) {
  reserve(signal);
  const sigset_t set = setOf(signal);
  state_->onSignal = std::move(onSignal);
  state_->signals = Descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  state_->end = Descriptor(::eventfd(0, EFD_CLOEXEC));
  state_->waiter = std::thread([state = state_.get()] { state->wait(); });
}

SignalWatch::~SignalWatch() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t wrote = ::write(state_->end.get(), &one, sizeof one);
  state_->waiter.join();
}

void ignoreBrokenPipes() {
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace footplate::os
