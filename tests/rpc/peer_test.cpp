#include "rpc/peer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "rpc/dispatcher.h"
#include "rpc/framing.h"

using namespace footplate::rpc;
using nlohmann::json;

namespace {

// A peer whose messages are kept, read back from their frames.
struct Wire {
  FrameReader reader;
  Peer peer{[this](std::string_view bytes) {
    reader.feed(bytes);
    return true;
  }};

  std::vector<json> sent() {
    std::vector<json> messages;
    while (auto frame = reader.next()) messages.push_back(json::parse(frame->text));
    return messages;
  }
  Responder open(const std::string& id) { return Responder(peer, *peer.requests().open(id)); }
};

}  // namespace

TEST_CASE("a request is answered once, whoever comes first") {
  Wire wire;
  Responder answered = wire.open("1");
  answered.reply("{\"a\":1}");
  answered.error(Code::internalError, "late");
  wire.peer.cancel("1");
  const auto sent = wire.sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0]["result"]["a"] == 1);

  Responder canceled = wire.open("2");
  wire.peer.cancel("2");
  CHECK(canceled.token().stop_requested());
  canceled.reply("null");
  const auto second = wire.sent();
  REQUIRE(second.size() == 1);
  CHECK(second[0]["error"]["code"] == -32800);
}

TEST_CASE("a request nobody answers is answered with an internal error") {
  Wire wire;
  {
    const Responder forgotten = wire.open("\"x\"");
  }
  const auto sent = wire.sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0]["id"] == "x");
  CHECK(sent[0]["error"]["code"] == -32603);
}

TEST_CASE("an answer of a canceled request never meets a newer request of the same id") {
  Wire wire;
  Responder old = wire.open("5");
  wire.peer.cancel("5");
  Responder fresh = wire.open("5");
  CHECK_FALSE(wire.peer.requests().open("5"));
  old.reply("\"old\"");
  fresh.reply("\"new\"");
  const auto sent = wire.sent();
  REQUIRE(sent.size() == 2);
  CHECK(sent[1]["result"] == "new");
}

TEST_CASE("our own requests get their answers; strangers are dropped") {
  Wire wire;
  int answers = 0;
  wire.peer.request("ask", "{}", [&](const Message& answer) { answers += answer.isError ? 0 : 1; });
  const json sent = wire.sent().at(0);
  const Message answer = parseMessage(json{{"jsonrpc", "2.0"}, {"id", sent["id"]}, {"result", 3}}.dump());
  wire.peer.receive(answer);
  wire.peer.receive(answer);
  wire.peer.receive(parseMessage(R"({"jsonrpc":"2.0","id":99,"result":1})"));
  CHECK(answers == 1);
}

TEST_CASE("messages of many threads leave whole") {
  Wire wire;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 200; ++i) wire.peer.notify("n", "{\"text\":\"" + std::string(300, 'x') + "\"}");
      });
    }
  }
  CHECK(wire.sent().size() == 800);
}

TEST_CASE("the dispatcher refuses unknown requests, ignores unknown notifications and asks its gate first") {
  Wire wire;
  Dispatcher dispatcher;
  int calls = 0;
  dispatcher.onRequest(
      "known", [&](const Message&, Responder responder) { responder.reply(std::to_string(++calls)); });
  dispatcher.onNotification("told", [&](const Message&) { ++calls; });
  bool shut = false;
  dispatcher.setGate([&](const Message&) -> std::optional<Refusal> {
    if (!shut) return std::nullopt;
    return Refusal{Code::invalidRequest, "shut"};
  });
  Message message;
  message.method = "known";
  dispatcher.dispatchRequest(message, wire.open("1"));
  message.method = "unknown";
  dispatcher.dispatchRequest(message, wire.open("2"));
  dispatcher.dispatchNotification(message);
  message.method = "told";
  dispatcher.dispatchNotification(message);
  shut = true;
  dispatcher.dispatchNotification(message);
  message.method = "known";
  dispatcher.dispatchRequest(message, wire.open("3"));
  const auto sent = wire.sent();
  REQUIRE(sent.size() == 3);
  CHECK(sent[0]["result"] == 1);
  CHECK(sent[1]["error"]["code"] == -32601);
  CHECK(sent[2]["error"]["code"] == -32600);
  CHECK(calls == 2);
}
