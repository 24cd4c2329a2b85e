// From a method's name to its handler. Filled at start, then read by one thread.
//
// Requests of unknown methods are answered so; unknown notifications are ignored. A gate may refuse a method
// before its handler is asked (the connection's life cycle).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "rpc/message.h"
#include "rpc/peer.h"

namespace footplate::rpc {

struct Refusal {
  Code code = Code::invalidRequest;
  std::string message;
};

class Dispatcher {
 public:
  using OnRequest = std::function<void(const Message& message, Responder responder)>;
  using OnNotification = std::function<void(const Message& message)>;
  // Refusing a notification means ignoring it.
  using Gate = std::function<std::optional<Refusal>(const Message& message)>;

  void onRequest(std::string method, OnRequest handler);
  void onNotification(std::string method, OnNotification handler);
  void setGate(Gate gate) { gate_ = std::move(gate); }

  void dispatchRequest(const Message& message, Responder responder) const;
  void dispatchNotification(const Message& message) const;

 private:
  Gate gate_;
  std::map<std::string, OnRequest, std::less<>> requests_;
  std::map<std::string, OnNotification, std::less<>> notifications_;
};

}  // namespace footplate::rpc
