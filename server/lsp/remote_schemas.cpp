#include "lsp/remote_schemas.h"

#include <chrono>
#include <filesystem>
#include <utility>

#include "base/fs.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/path.h"
#include "os/http_client.h"

namespace footplate::lsp {
namespace {

namespace fsys = std::filesystem;

constexpr std::uint64_t largest = UINT64_C(8) << 20;
constexpr std::int64_t longestMs = 20'000;
constexpr std::chrono::hours fresh{24};
constexpr std::size_t mostEntries = 500;

bool isFresh(const std::string& path) {
  std::error_code error;
  const auto written = fsys::last_write_time(path, error);
  return !error && fsys::file_time_type::clock::now() - written < fresh;
}

}  // namespace

bool isWebAddress(const std::string& location) {
  return location.starts_with("https://") || location.starts_with("http://");
}

void RemoteSchemas::allow(bool allowed) {
  if (allowed_.exchange(allowed) || !allowed) return;
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [](const auto& entry) { return !entry.second.problem.empty(); });
}

RemoteSchemas::Text RemoteSchemas::text(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto known = entries_.find(address);
  if (known != entries_.end() && known->second.text) return known->second.text;
  if (!allowed_ || (known == entries_.end() && entries_.size() >= mostEntries)) return nullptr;
  Entry& entry = entries_[address];
  if (std::exchange(entry.wanted, true)) return nullptr;
  queue_.push_back(address);
  if (!worker_.joinable()) worker_ = std::jthread([this](const CancelToken& token) { work(token); });
  wake_.notify_one();
  return nullptr;
}

std::string RemoteSchemas::problem(const std::string& address) const {
  const std::lock_guard lock(mutex_);
  const auto known = entries_.find(address);
  if (known != entries_.end() && known->second.text) return "";
  if (!allowed_) {
    return "schemas of the web are not fetched; trust the workspace and switch on 'footplate.fetchSchemas' "
           "for that";
  }
  return known == entries_.end() ? "" : known->second.problem;
}

void RemoteSchemas::work(const CancelToken& token) {
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, token, [this] { return !queue_.empty(); })) {
    const std::string address = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    Result<std::string> text = fetch(address, token);
    lock.lock();
    Entry& entry = entries_[address];
    if (text) {
      entry.text = std::make_shared<const std::string>(std::move(*text));
    } else {
      entry.problem = "cannot fetch the schema: " + text.error().message;
    }
    lock.unlock();
    if (!token.stop_requested()) arrived_();
    lock.lock();
  }
}

Result<std::string> RemoteSchemas::fetch(const std::string& address, const CancelToken& token) const {
  const std::string path = joinPath(joinPath(cacheFolder_, "schemas"), sha256(address) + ".json");
  if (isFresh(path)) {
    if (auto kept = readFile(path, largest)) return kept;
  }
  os::HttpOptions options;
  options.timeoutMs = longestMs;
  options.stallMs = longestMs / 2;
  options.limit = largest;
  Result<void> done = makeFolder(parentPath(path));
  if (done) done = os::download(address, path, options, token);
  auto kept = readFile(path, largest);
  if (kept && !done) logWarn("keeping the older schema of " + address + ": " + done.error().message);
  if (kept) return kept;
  return fail(done ? kept.error() : done.error());
}

}  // namespace footplate::lsp
