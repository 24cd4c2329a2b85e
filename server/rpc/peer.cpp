#include "rpc/peer.h"

#include <utility>

#include "base/json_text.h"
#include "base/log.h"
#include "rpc/framing.h"

namespace footplate::rpc {
namespace {

std::string callText(std::string_view id, std::string_view method, std::string_view params) {
  std::string out = R"({"jsonrpc":"2.0",)";
  if (!id.empty()) {
    out += R"("id":)";
    out += id;
    out += ',';
  }
  out += R"("method":)";
  appendJsonString(out, method);
  if (!params.empty()) {
    out += R"(,"params":)";
    out += params;
  }
  out += '}';
  return out;
}

}  // namespace

void Peer::send(std::string_view message) {
  std::string framed;
  framed.reserve(message.size() + 40);
  appendFrame(framed, message);
  const std::lock_guard lock(writeMutex_);
  if (!write_(framed)) logDebug("a message could not be written: the other side is gone");
}

void Peer::notify(std::string_view method, std::string_view params) {
  send(callText({}, method, params));
}

void Peer::request(std::string_view method, std::string_view params, OnAnswer onAnswer) {
  std::string id;
  {
    const std::lock_guard lock(sentMutex_);
    id = "\"s" + std::to_string(++lastSent_) + '"';
    sent_.emplace(id, std::move(onAnswer));
  }
  send(callText(id, method, params));
}

void Peer::receive(const Message& answer) {
  OnAnswer onAnswer;
  {
    const std::lock_guard lock(sentMutex_);
    const auto found = sent_.find(answer.id);
    if (found == sent_.end()) return;
    onAnswer = std::move(found->second);
    sent_.erase(found);
  }
  if (onAnswer) onAnswer(answer);
}

void Peer::reply(const Ticket& ticket, std::string_view result) {
  constexpr std::size_t large = std::size_t{64} << 10;
  if (!requests_.close(ticket)) return;
  std::string out = R"({"jsonrpc":"2.0","id":)";
  out += ticket.id;
  out += R"(,"result":)";
  if (result.size() >= large) return sendParts(out, result, "}");
  out += result;
  out += '}';
  send(out);
}

// A large message is written piece by piece rather than copied together.
void Peer::sendParts(std::string_view head, std::string_view body, std::string_view tail) {
  std::string first = frameHead(head.size() + body.size() + tail.size());
  first += head;
  const std::lock_guard lock(writeMutex_);
  if (!write_(first) || !write_(body) || !write_(tail))
    logDebug("a message could not be written: the other side is gone");
}

void Peer::replyError(const Ticket& ticket, Code code, std::string_view message, std::string_view data) {
  if (requests_.close(ticket)) sendError(ticket.id, code, message, data);
}

void Peer::cancel(const std::string& id) {
  if (requests_.cancel(id)) sendError(id, Code::canceled, "the request was canceled");
}

void Peer::sendError(std::string_view id, Code code, std::string_view message, std::string_view data) {
  std::string out = R"({"jsonrpc":"2.0","id":)";
  out += id;
  out += R"(,"error":{"code":)";
  appendJsonNumber(out, std::int64_t{static_cast<int>(code)});
  out += R"(,"message":)";
  appendJsonString(out, message);
  if (!data.empty()) {
    out += R"(,"data":)";
    out += data;
  }
  out += "}}";
  send(out);
}

Responder::Responder(Responder&& other) noexcept
    : peer_(std::exchange(other.peer_, nullptr)), ticket_(std::move(other.ticket_)) {}

Responder::~Responder() {
  if (peer_) error(Code::internalError, "the request was left without an answer");
}

void Responder::reply(std::string_view result) {
  if (Peer* peer = std::exchange(peer_, nullptr)) peer->reply(ticket_, result);
}

void Responder::error(Code code, std::string_view message, std::string_view data) {
  if (Peer* peer = std::exchange(peer_, nullptr)) peer->replyError(ticket_, code, message, data);
}

}  // namespace footplate::rpc
