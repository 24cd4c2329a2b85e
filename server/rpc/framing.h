// Bytes to message texts and back: "Content-Length: N\r\n\r\n" and N bytes.
//
// What is not a header is skipped up to the next line that begins one, and told once as a problem: the stream
// goes on. One thread.
//
//   FrameReader reader;
//   reader.feed(bytes);
//   while (auto frame = reader.next()) …
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace footplate::rpc {

struct Frame {
  std::string text;     // the message, when there is no problem
  std::string problem;  // "" or what was wrong with the bytes that were skipped
};

class FrameReader {
 public:
  static constexpr std::size_t maxMessage = std::size_t{256} << 20;
  static constexpr std::size_t maxHeader = std::size_t{16} << 10;
  // No editor sends as much: such a length is a slip, and who skips that many bytes never hears again.
  static constexpr std::uint64_t maxSkipped = std::uint64_t{4} << 30;

  explicit FrameReader(std::size_t limit = maxMessage) : limit_(limit) {}

  void feed(std::string_view bytes);
  // The next complete message or problem; nothing until more bytes come.
  std::optional<Frame> next();

 private:
  std::optional<Frame> nextHeader();
  std::optional<Frame> skipToHeader(const char* problem);

  std::size_t limit_;
  std::string buffer_;
  std::size_t at_ = 0;               // what of buffer_ is used up
  std::optional<std::size_t> body_;  // bytes of the message whose header was read
  std::size_t discard_ = 0;          // bytes of a too large message still to skip
  bool lost_ = false;                // between messages, looking for a header
};

// Appends the framed message to `out`.
void appendFrame(std::string& out, std::string_view message);
// What stands before a message of that many bytes.
std::string frameHead(std::size_t size);

}  // namespace footplate::rpc
