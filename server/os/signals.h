// Ctrl-C as a stop request. One guard at a time, in main's thread; the token may be used from any thread.
//
//   SignalGuard guard;                       // SIGINT, SIGTERM, SIGHUP from here on
//   auto result = command.run(params, guard.token());
//   if (guard.caught()) return 130;
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>

#include "base/cancel.h"

namespace footplate::os {

class SignalGuard {
 public:
  SignalGuard();
  explicit SignalGuard(std::initializer_list<int> signals);
  ~SignalGuard();  // the former handlers are back
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

  CancelToken token() const;
  int caught() const;  // the first signal, 0 while none came. A third one ends the program at once.

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Calls `onSignal` on a thread of its own each time the signal has come (several may count as one). Children
// of spawn() have the signal as usual.
class SignalWatch {
 public:
  // Before any other thread is made: from then on the signal waits for a watch instead of ending the program.
  static void reserve(int signal);

  SignalWatch(int signal, std::function<void()> onSignal);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A closed pipe or socket becomes an error of write, not the end of the program.
void ignoreBrokenPipes();

}  // namespace footplate::os
