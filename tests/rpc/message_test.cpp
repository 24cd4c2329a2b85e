#include "rpc/message.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using footplate::rpc::Code;
using footplate::rpc::Message;
using footplate::rpc::parseMessage;

TEST_CASE("requests, notifications and responses are told apart") {
  const Message request = parseMessage(R"({"jsonrpc":"2.0","id":7,"method":"m","params":{"a":1}})");
  CHECK(request.kind == Message::Kind::request);
  CHECK(request.id == "7");
  CHECK((*request.params)["a"] == 1);
  const Message text = parseMessage(R"({"jsonrpc":"2.0","id":"x","method":"m"})");
  CHECK(text.id == "\"x\"");
  CHECK(text.params == nullptr);
  CHECK(parseMessage(R"({"jsonrpc":"2.0","method":"m","params":null})").kind == Message::Kind::notification);
  CHECK(parseMessage(R"({"jsonrpc":"2.0","id":1,"result":null})").kind == Message::Kind::response);
  CHECK(parseMessage(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}})").isError);
}

TEST_CASE("what is no message says which error to answer, with its id where there is one") {
  struct Case {
    const char* text;
    Code code;
    const char* id;
  };
  const Case cases[] = {
      {"{", Code::parseError, "null"},
      {"", Code::parseError, "null"},
      {"[]", Code::invalidRequest, "null"},
      {R"([{"jsonrpc":"2.0","id":1,"method":"m"}])", Code::invalidRequest, "null"},
      {"3", Code::invalidRequest, "null"},
      {R"({"id":1,"method":"m"})", Code::invalidRequest, "1"},
      {R"({"jsonrpc":"1.0","id":1,"method":"m"})", Code::invalidRequest, "1"},
      {R"({"jsonrpc":"2.0","id":1,"method":5})", Code::invalidRequest, "1"},
      {R"({"jsonrpc":"2.0","id":{},"method":"m"})", Code::invalidRequest, "null"},
      {R"({"jsonrpc":"2.0","id":null,"method":"m"})", Code::invalidRequest, "null"},
      {R"({"jsonrpc":"2.0","id":2,"method":"m","params":"x"})", Code::invalidRequest, "2"},
      {R"({"jsonrpc":"2.0","id":2})", Code::invalidRequest, "2"},
      {R"({"jsonrpc":"2.0"})", Code::invalidRequest, "null"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const Message message = parseMessage(c.text);
    CHECK(message.kind == Message::Kind::invalid);
    CHECK(message.code == c.code);
    CHECK(message.id == c.id);
    CHECK_FALSE(message.problem.empty());
  }
}

TEST_CASE("nesting without end and bytes that are not UTF-8 are errors, not crashes") {
  CHECK(parseMessage(std::string(1000000, '[')).code == Code::parseError);
  CHECK(parseMessage("{\"jsonrpc\":\"2.0\",\"method\":\"\xFF\"}").code == Code::parseError);
}
