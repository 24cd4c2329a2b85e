#include "rpc/request_queue.h"

#include <vector>

namespace footplate::rpc {

std::optional<Ticket> RequestQueue::open(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto [entry, isNew] = entries_.try_emplace(id);
  if (!isNew) return std::nullopt;
  entry->second.serial = ++lastSerial_;
  return Ticket{id, lastSerial_, entry->second.source.get_token()};
}

bool RequestQueue::close(const Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(ticket.id);
  if (found == entries_.end() || found->second.serial != ticket.serial) return false;
  entries_.erase(found);
  return true;
}

bool RequestQueue::cancel(const std::string& id) {
  std::optional<CancelSource> source;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return false;
    source = found->second.source;
    entries_.erase(found);
  }
  source->request_stop();  // outside the lock: stop callbacks run here
  return true;
}

void RequestQueue::stopAll() {
  std::vector<CancelSource> sources;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [id, entry] : entries_) sources.push_back(entry.source);
  }
  for (CancelSource& source : sources) source.request_stop();
}

}  // namespace footplate::rpc
