#include "rpc/dispatcher.h"

#include <utility>

namespace footplate::rpc {

void Dispatcher::onRequest(std::string method, OnRequest handler) {
  requests_[std::move(method)] = std::move(handler);
}

void Dispatcher::onNotification(std::string method, OnNotification handler) {
  notifications_[std::move(method)] = std::move(handler);
}

void Dispatcher::dispatchRequest(const Message& message, Responder responder) const {
  if (gate_) {
    if (const auto refusal = gate_(message)) return responder.error(refusal->code, refusal->message);
  }
  const auto handler = requests_.find(message.method);
  if (handler == requests_.end()) {
    return responder.error(Code::methodNotFound, "the method " + message.method + " is not known here");
  }
  handler->second(message, std::move(responder));
}

void Dispatcher::dispatchNotification(const Message& message) const {
  if (gate_ && gate_(message)) return;
  const auto handler = notifications_.find(message.method);
  if (handler != notifications_.end()) handler->second(message);
}

}  // namespace footplate::rpc
