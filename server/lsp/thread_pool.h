// A few workers and three queues: what a person waits for at the keyboard goes before what may come a moment
// later, and that before what nobody asked for.
//
// Only urgent tasks take the last worker, so one starts at once however long the others take.
// Workers are started when first needed. post() from any thread.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace footplate::lsp {

enum class Urgency { urgent, patient, background };

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
  bool next(Task& task, bool& urgent);
  std::size_t queued() const;

  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::array<std::deque<Task>, 3> queues_;  // by urgency
  std::size_t running_ = 0;
  std::size_t runningUrgent_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace footplate::lsp
