#include "rpc/framing.h"

#include <catch2/catch.hpp>
#include <vector>

using footplate::rpc::appendFrame;
using footplate::rpc::Frame;
using footplate::rpc::FrameReader;

namespace {

std::string framed(std::string_view text) {
  std::string out;
  appendFrame(out, text);
  return out;
}

std::vector<Frame> all(FrameReader& reader) {
  std::vector<Frame> frames;
  while (auto frame = reader.next()) frames.push_back(std::move(*frame));
  return frames;
}

}  // namespace

TEST_CASE("a message comes out as it went in, however its bytes arrive") {
  const std::string bytes = framed("{\"a\":1}") + framed("") + framed("{\"\xC3\xA9\":2}");
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    FrameReader reader;
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      reader.feed(std::string_view(bytes).substr(at, step));
      for (const Frame& frame : all(reader)) {
        REQUIRE(frame.problem.empty());
        texts.push_back(frame.text);
      }
    }
    REQUIRE(texts == std::vector<std::string>{"{\"a\":1}", "", "{\"\xC3\xA9\":2}"});
  }
}

TEST_CASE("header names in any case, other headers and lone line feeds are fine") {
  FrameReader reader;
  reader.feed("content-LENGTH:2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}");
  reader.feed("Content-Length: 2\n\n[]\r\n\r\nContent-Length: 1\r\n\r\n7");
  const auto frames = all(reader);
  REQUIRE(frames.size() == 3);
  CHECK(frames[0].text == "{}");
  CHECK(frames[1].text == "[]");
  CHECK(frames[2].text == "7");
}

TEST_CASE("a broken header is told once and the next message is read") {
  const char* broken = GENERATE("Content-Length: abc\r\n\r\n{}", "Content-Length: -5\r\n\r\n",
                                "nonsense\r\n\r\n", "Content-Type: x\r\n\r\n{}", "{\"jsonrpc\":\"2.0\"}\n",
                                "Content-Length: 99999999999999999999999\r\n\r\n",
                                "Content-Length: 18446744073709551615\r\n\r\n",
                                "Content-Length: 4294967297\r\n\r\n{}", "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  FrameReader reader;
  reader.feed(broken);
  reader.feed(framed("{\"id\":1}"));
  const auto frames = all(reader);
  REQUIRE(frames.size() == 2);
  CHECK_FALSE(frames[0].problem.empty());
  CHECK(frames[1].text == "{\"id\":1}");
}

TEST_CASE("a length that is too short loses one message, not the stream") {
  FrameReader reader;
  reader.feed("Content-Length: 3\r\n\r\n{\"a\":1}" + framed("{}"));
  const auto frames = all(reader);
  REQUIRE(frames.size() == 3);
  CHECK(frames[0].text == "{\"a");
  CHECK_FALSE(frames[1].problem.empty());
  CHECK(frames[2].text == "{}");
}

TEST_CASE("a message larger than the limit is skipped, its bytes never kept") {
  FrameReader reader(100);
  reader.feed("Content-Length: 1000\r\n\r\n");
  REQUIRE_FALSE(reader.next()->problem.empty());
  for (int i = 0; i < 10; ++i) reader.feed(std::string(100, 'x'));
  REQUIRE_FALSE(reader.next());
  reader.feed(framed("{}"));
  CHECK(reader.next()->text == "{}");
}

TEST_CASE("a header that never ends is a problem") {
  FrameReader reader;
  reader.feed(std::string(FrameReader::maxHeader + 10, 'x'));
  REQUIRE_FALSE(reader.next()->problem.empty());
  CHECK_FALSE(reader.next());
  reader.feed("\r\n" + framed("1"));
  CHECK(reader.next()->text == "1");
}
