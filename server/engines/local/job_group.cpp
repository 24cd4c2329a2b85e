#include "engines/local/job_group.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace footplate::engines {
namespace {

class Group {
 public:
  explicit Group(std::vector<GroupMember> members)
      : members_(std::move(members)), outcomes_(members_.size()) {}

  Result<JobOutcome> run(std::int64_t graceMs, const CancelToken& stop) {
    const std::stop_callback<std::function<void()>> link(stop, [this] { end_.request_stop(); });
    if (auto started = start(); !started) {
      end_.request_stop();
      threads_.clear();
      endRest();
      return fail(started.error());
    }
    std::unique_lock lock(mutex_);
    news_.wait(lock, [this] { return failed_ || working_ == 0 || left_ == 0; });
    if (failed_) news_.wait_for(lock, std::chrono::milliseconds(graceMs), [this] { return left_ == 0; });
    end_.request_stop();
    news_.wait(lock, [this] { return left_ == 0; });
    lock.unlock();
    threads_.clear();
    endRest();
    return outcome(stop);
  }

 private:
  Result<void> start() {
    processes_.reserve(members_.size());
    for (const GroupMember& member : members_) {
      auto process = JobProcess::start(member.options);
      if (!process) return fail(process.error());
      processes_.push_back(std::move(*process));
      const std::size_t at = processes_.size() - 1;
      {
        const std::lock_guard lock(mutex_);
        ++left_;
        if (!member.serves) ++working_;
      }
      threads_.emplace_back([this, at] { wait(at); });
    }
    return {};
  }

  void wait(std::size_t at) {
    auto outcome = processes_[at].wait(end_.get_token());
    const std::lock_guard lock(mutex_);
    --left_;
    if (!members_[at].serves) --working_;
    const bool ours = outcome && (outcome->canceled || outcome->timedOut);
    if (!failed_ && !ours && !(outcome && outcome->status.ok())) failed_ = at;
    outcomes_[at] = std::move(outcome);
    news_.notify_all();
  }

  void endRest() {
    for (JobProcess& process : processes_) process.endRest();
  }

  Result<JobOutcome> outcome(const CancelToken& stop) {
    if (failed_) {
      auto outcome = *outcomes_[*failed_];
      if (outcome) outcome->who = members_[*failed_].name;
      return outcome;
    }
    JobOutcome all;
    for (const auto& each : outcomes_) {
      if (!each || !*each) continue;
      all.timedOut = all.timedOut || (*each)->timedOut;
      if ((*each)->timedOut || ((*each)->canceled && stop.stop_requested())) all.status = (*each)->status;
    }
    all.canceled = !all.timedOut && stop.stop_requested();
    return all;
  }

  std::vector<GroupMember> members_;
  std::vector<JobProcess> processes_;
  CancelSource end_;
  std::mutex mutex_;  // of what follows, but for threads_
  std::condition_variable news_;
  std::vector<std::optional<Result<JobOutcome>>> outcomes_;
  std::optional<std::size_t> failed_;
  std::size_t left_ = 0;     // that have not ended
  std::size_t working_ = 0;  // of those, the ones that do not only serve
  std::vector<std::jthread> threads_;
};

}  // namespace

Result<JobOutcome> runGroup(std::vector<GroupMember> members, std::int64_t graceMs, const CancelToken& stop) {
  return Group(std::move(members)).run(graceMs, stop);
}

}  // namespace footplate::engines
