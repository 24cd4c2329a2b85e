// What the owning thread has to do next: messages read, results of workers, file events, in one queue.
//
// post() from any thread; run() on the owning thread until quit() was called and everything before it is
// done.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace footplate::lsp {

class Mailbox {
 public:
  void post(std::function<void()> task);
  // Ends run() after the tasks posted before; the first call decides the code.
  void quit(int code);
  int run();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool ended_ = false;
  int code_ = 0;
};

}  // namespace footplate::lsp
