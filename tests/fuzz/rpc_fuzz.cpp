// Any bytes on the wire: no crash, the stream goes on, and every request is answered exactly once.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "rpc/dispatcher.h"
#include "rpc/framing.h"
#include "rpc/message.h"
#include "rpc/peer.h"

namespace {

using namespace footplate;

void require(bool holds) {
  if (!holds) std::abort();
}

void take(rpc::Peer& peer, const rpc::Dispatcher& dispatcher, const std::string& text, int& owed) {
  const rpc::Message message = rpc::parseMessage(text);
  switch (message.kind) {
    case rpc::Message::Kind::invalid:
      ++owed;
      return peer.sendError(message.id, message.code, message.problem);
    case rpc::Message::Kind::response:
      return peer.receive(message);
    case rpc::Message::Kind::notification:
      return dispatcher.dispatchNotification(message);
    case rpc::Message::Kind::request:
      break;
  }
  ++owed;
  auto ticket = peer.requests().open(message.id);
  require(ticket.has_value());
  dispatcher.dispatchRequest(message, rpc::Responder(peer, std::move(*ticket)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  int answers = 0;
  int owed = 0;
  rpc::Peer peer([&](std::string_view bytes) {
    ++answers;
    rpc::FrameReader reader;
    reader.feed(bytes);
    const auto frame = reader.next();
    require(frame && frame->problem.empty());
    return true;
  });
  rpc::Dispatcher dispatcher;
  dispatcher.onRequest("a", [](const rpc::Message& message, rpc::Responder responder) {
    responder.reply(message.params ? "1" : "null");
  });
  dispatcher.onRequest("left", [](const rpc::Message&, rpc::Responder) {});
  dispatcher.onNotification("a", [](const rpc::Message&) {});

  rpc::FrameReader reader(std::size_t{1} << 16);
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t step = size == 0 ? 1 : 1 + data[0] % 64;  // the wire cuts where it likes
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    reader.feed(std::string_view(bytes).substr(at, step));
    while (const auto frame = reader.next()) {
      if (frame->problem.empty()) take(peer, dispatcher, frame->text, owed);
    }
  }
  require(answers == owed);
  return 0;
}
