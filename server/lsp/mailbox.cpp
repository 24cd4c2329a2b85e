#include "lsp/mailbox.h"

#include <utility>

#include "lsp/guard.h"

namespace footplate::lsp {

void Mailbox::post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
}

void Mailbox::quit(int code) {
  post([this, code] {
    if (!std::exchange(ended_, true)) code_ = code;
  });
}

int Mailbox::run() {
  while (!ended_) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return !tasks_.empty(); });
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    runGuarded(task);
  }
  return code_;
}

}  // namespace footplate::lsp
