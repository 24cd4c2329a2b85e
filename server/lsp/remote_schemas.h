// Schemas on the web: fetched by a thread of their own, one after the other, and only when the user allowed
// it.
//
// text() never waits: what is not there yet is null, and `arrived` is called (on that thread) when something
// came. What was fetched is kept in the user's cache folder for a day; where the web cannot be reached,
// longer. At most 8 MB and 20 seconds a file. Any thread.
//
//   RemoteSchemas remote(store::userCacheFolder(), [&] { mailbox.post(judgeAgain); });
//   remote.allow(trusted && settings.fetchSchemas);
//   auto text = remote.text("https://example.org/training.json");  // null at first
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/cancel.h"
#include "base/result.h"

namespace footplate::lsp {

class RemoteSchemas {
 public:
  using Text = std::shared_ptr<const std::string>;

  RemoteSchemas(std::string cacheFolder, std::function<void()> arrived)
      : cacheFolder_(std::move(cacheFolder)), arrived_(std::move(arrived)) {}

  // Allowing it (again) tries what failed once more.
  void allow(bool allowed);
  Text text(const std::string& address);
  // Why there is no text, in one sentence; "" while there is, or it is on its way.
  std::string problem(const std::string& address) const;

 private:
  struct Entry {
    Text text;
    std::string problem;
    bool wanted = false;
  };

  void work(const CancelToken& token);
  Result<std::string> fetch(const std::string& address, const CancelToken& token) const;

  const std::string cacheFolder_;
  const std::function<void()> arrived_;
  std::atomic<bool> allowed_ = false;
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::map<std::string, Entry> entries_;
  std::deque<std::string> queue_;
  std::jthread worker_;  // the last member: it ends before the others go
};

// Whether a location is an address of the web.
bool isWebAddress(const std::string& location);

}  // namespace footplate::lsp
