#include "lsp/thread_pool.h"

#include <algorithm>
#include <utility>

#include "lsp/guard.h"

namespace footplate::lsp {

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    urgent_.clear();
    background_.clear();
  }
  wake_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::post(Urgency urgency, Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    (urgency == Urgency::urgent ? urgent_ : background_).push_back(std::move(task));
    const std::size_t wanted = running_ + urgent_.size() + background_.size();
    if (workers_.size() < std::min(limit_, wanted)) workers_.emplace_back([this] { work(); });
  }
  wake_.notify_one();
}

bool ThreadPool::waitIdle(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return idle_.wait_for(lock, time,
                        [this] { return running_ == 0 && urgent_.empty() && background_.empty(); });
}

bool ThreadPool::next(Task& task, bool& background) {
  background = urgent_.empty();
  std::deque<Task>& queue = background ? background_ : urgent_;
  if (queue.empty()) return false;
  if (background && runningBackground_ + 1 >= std::max<std::size_t>(limit_, 2)) return false;
  task = std::move(queue.front());
  queue.pop_front();
  return true;
}

void ThreadPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    Task task;
    bool background = false;
    wake_.wait(lock, [&] { return stopping_ || next(task, background); });
    if (!task) return;
    ++running_;
    if (background) ++runningBackground_;
    lock.unlock();
    runGuarded(task);
    task = nullptr;  // what it holds is let go outside the lock
    lock.lock();
    --running_;
    if (background) --runningBackground_;
    if (running_ == 0) idle_.notify_all();
    wake_.notify_one();
  }
}

}  // namespace footplate::lsp
