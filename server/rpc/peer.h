// The other side of the connection: answers, notifications and our own requests go out through it.
//
// Params, results and error data are JSON texts. Messages leave whole, one after the other. Any thread.
//
//   peer.notify("runsChanged", R"({"ids":[]})");
//   peer.request("configuration", params, [](const Message& answer) { … });
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "rpc/message.h"
#include "rpc/request_queue.h"

namespace footplate::rpc {

class Peer {
 public:
  // Writes all bytes of one framed message; false when the other side is gone.
  using Write = std::function<bool(std::string_view bytes)>;
  // Called on the thread that read the answer.
  using OnAnswer = std::function<void(const Message& answer)>;

  explicit Peer(Write write) : write_(std::move(write)) {}

  RequestQueue& requests() { return requests_; }

  void notify(std::string_view method, std::string_view params);
  void request(std::string_view method, std::string_view params, OnAnswer onAnswer = nullptr);
  // Hands an answer to the request it belongs to; unknown ones are dropped.
  void receive(const Message& answer);

  // Answers unless the ticket was closed before (canceled): each request gets one answer.
  void reply(const Ticket& ticket, std::string_view result);
  void replyError(const Ticket& ticket, Code code, std::string_view message, std::string_view data = {});
  // Cancels an open request and answers it so.
  void cancel(const std::string& id);
  // An error that answers no open request: id is JSON text, "null" when not known.
  void sendError(std::string_view id, Code code, std::string_view message, std::string_view data = {});

 private:
  void send(std::string_view message);
  void sendParts(std::string_view head, std::string_view body, std::string_view tail);

  Write write_;
  std::mutex writeMutex_;
  RequestQueue requests_;
  std::mutex sentMutex_;
  std::uint64_t lastSent_ = 0;
  std::map<std::string, OnAnswer> sent_;
};

// The duty to answer one request. Moved to where the work is done; if nobody answers, its end answers with an
// internal error, so that no request stays open.
class Responder {
 public:
  Responder(Peer& peer, Ticket ticket) : peer_(&peer), ticket_(std::move(ticket)) {}
  Responder(Responder&& other) noexcept;
  Responder& operator=(Responder&&) = delete;
  ~Responder();

  const CancelToken& token() const { return ticket_.token; }
  void reply(std::string_view result);
  void error(Code code, std::string_view message, std::string_view data = {});

 private:
  Peer* peer_;  // null once answered
  Ticket ticket_;
};

}  // namespace footplate::rpc
