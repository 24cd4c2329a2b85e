#include "lsp/thread_pool.h"

#include <algorithm>
#include <utility>

#include "lsp/guard.h"

namespace footplate::lsp {

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (std::deque<Task>& queue : queues_) queue.clear();
  }
  wake_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::post(Urgency urgency, Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    queues_[static_cast<std::size_t>(urgency)].push_back(std::move(task));
    if (workers_.size() < std::min(limit_, running_ + queued())) workers_.emplace_back([this] { work(); });
  }
  wake_.notify_one();
}

bool ThreadPool::waitIdle(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return idle_.wait_for(lock, time, [this] { return running_ == 0 && queued() == 0; });
}

std::size_t ThreadPool::queued() const {
  std::size_t count = 0;
  for (const std::deque<Task>& queue : queues_) count += queue.size();
  return count;
}

bool ThreadPool::next(Task& task, bool& urgent) {
  const auto queue = std::ranges::find_if(queues_, [](const auto& each) { return !each.empty(); });
  if (queue == queues_.end()) return false;
  urgent = queue == queues_.begin();
  if (!urgent && running_ - runningUrgent_ + 1 >= std::max<std::size_t>(limit_, 2)) return false;
  task = std::move(queue->front());
  queue->pop_front();
  return true;
}

void ThreadPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    Task task;
    bool urgent = false;
    wake_.wait(lock, [&] { return stopping_ || next(task, urgent); });
    if (!task) return;
    ++running_;
    if (urgent) ++runningUrgent_;
    lock.unlock();
    runGuarded(task);
    task = nullptr;  // what it holds is let go outside the lock
    lock.lock();
    --running_;
    if (urgent) --runningUrgent_;
    if (running_ == 0) idle_.notify_all();
    wake_.notify_one();
  }
}

}  // namespace footplate::lsp
