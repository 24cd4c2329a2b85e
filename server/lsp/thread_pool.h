// A few workers and two queues: what a person waits for at the keyboard goes before what may come a moment
// later.
//
// Background work never takes the last worker, so an urgent task starts at once however long the others take.
// Workers are started when first needed. post() from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace footplate::lsp {

enum class Urgency { urgent, background };

class ThreadPool {
 public:
  explicit ThreadPool(std::size_t workers) : limit_(workers) {}
  ~ThreadPool();  // waits for the tasks that run; those still queued are dropped
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  void post(Urgency urgency, std::function<void()> task);
  // Waits until nothing is queued or running; false when the time is over first.
  bool waitIdle(std::chrono::milliseconds time);

 private:
  using Task = std::function<void()>;

  void work();
  bool next(Task& task, bool& background);

  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::deque<Task> urgent_;
  std::deque<Task> background_;
  std::size_t running_ = 0;
  std::size_t runningBackground_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace footplate::lsp
