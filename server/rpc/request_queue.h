// The requests that came and are not answered yet: whoever closes an id answers it, and an id is closed once.
//
// A request may end on a worker while another thread cancels it; the one that finds it open wins. Tickets
// carry a serial, so that a late answer never meets a newer request of the same id. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/cancel.h"

namespace footplate::rpc {

struct Ticket {
  std::string id;
  std::uint64_t serial = 0;
  CancelToken token;
};

class RequestQueue {
 public:
  // Opens an id; nothing when a request of that id is open already.
  std::optional<Ticket> open(const std::string& id);
  // Closes the ticket; true when the caller is the one to answer.
  bool close(const Ticket& ticket);
  // Stops the request's work and closes it; true when it was open and the caller is to answer.
  bool cancel(const std::string& id);
  // Stops the work of all; their answers may still come.
  void stopAll();

 private:
  struct Entry {
    std::uint64_t serial = 0;
    CancelSource source;
  };

  mutable std::mutex mutex_;
  std::uint64_t lastSerial_ = 0;
  std::map<std::string, Entry> entries_;
};

}  // namespace footplate::rpc
