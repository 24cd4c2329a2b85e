// A header block is a run of "Name: value" lines ended by an empty one; lines may end in a lone LF, which
// some hand-written clients send. Only Content-Length counts. Losing the way means: forget everything before
// the next line that starts with "Content-Length:" and go on from there.
#include "rpc/framing.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "base/strings.h"

namespace footplate::rpc {
namespace {

constexpr std::string_view lengthName = "content-length";

bool startsWithLength(std::string_view line) {
  return line.size() > lengthName.size() && equalsIgnoreCase(line.substr(0, lengthName.size()), lengthName);
}

// Where the next line that begins a header starts, or npos. Position 0 counts as a line's start.
std::size_t findHeader(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const bool lineStart = at == from || text[at - 1] == '\n';
    if (lineStart && startsWithLength(text.substr(at))) return at;
    // After a body of a wrong length the header may follow without a line end.
    if (text[at] == 'C' && text.substr(at, 16) == "Content-Length: ") return at;
  }
  return std::string_view::npos;
}

enum class HeaderLine { length, other, bad };

HeaderLine readHeaderLine(std::string_view line, std::size_t& length) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return HeaderLine::bad;
  const auto isNameCharacter = [](char c) { return c == '-' || std::isalnum(static_cast<unsigned char>(c)); };
  if (!std::ranges::all_of(line.substr(0, colon), isNameCharacter)) return HeaderLine::bad;
  if (!equalsIgnoreCase(trim(line.substr(0, colon)), lengthName)) return HeaderLine::other;
  const std::string_view digits = trim(line.substr(colon + 1));
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole && !digits.empty() && length <= FrameReader::maxSkipped ? HeaderLine::length : HeaderLine::bad;
}

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  const std::size_t skipped = std::min(discard_, bytes.size());
  discard_ -= skipped;
  bytes.remove_prefix(skipped);
  if (at_ > 0 && at_ == buffer_.size()) {
    buffer_.clear();
    at_ = 0;
  }
  buffer_.append(bytes);
}

std::optional<Frame> FrameReader::next() {
  while (true) {
    if (body_) {
      if (buffer_.size() - at_ < *body_) {
        if (at_ > 0) buffer_.erase(0, std::exchange(at_, 0));
        return std::nullopt;
      }
      Frame frame;
      frame.text = buffer_.substr(at_, *body_);
      at_ += *body_;
      body_.reset();
      if (buffer_.capacity() > (std::size_t{1} << 20) && at_ == buffer_.size()) {
        std::string().swap(buffer_);  // a large document came: its bytes are not kept
        at_ = 0;
      }
      return frame;
    }
    auto frame = nextHeader();
    if (frame || !body_) return frame;
  }
}

// Reads a whole header block and sets body_; a problem as a Frame, nothing when bytes are missing.
std::optional<Frame> FrameReader::nextHeader() {
  if (lost_) {
    const std::size_t found = findHeader(buffer_, at_);
    if (found == std::string::npos) {
      // A header may have begun at the end of what is here.
      const std::size_t kept = std::min(buffer_.size() - at_, lengthName.size() + 4);
      buffer_.erase(0, buffer_.size() - kept);
      at_ = 0;
      return std::nullopt;
    }
    at_ = found;
    lost_ = false;
  }
  std::optional<std::size_t> length;
  for (std::size_t line = at_;;) {
    const std::size_t end = buffer_.find('\n', line);
    if (end == std::string::npos) {
      return buffer_.size() - at_ > maxHeader ? skipToHeader("the header is too long") : std::nullopt;
    }
    std::string_view text = std::string_view(buffer_).substr(line, end - line);
    if (text.ends_with('\r')) text.remove_suffix(1);
    const std::size_t begin = std::exchange(line, end + 1);
    if (text.empty()) {
      if (begin == at_) {  // blank lines between messages
        at_ = line;
        continue;
      }
      if (!length) return skipToHeader("a header without Content-Length");
      at_ = line;
      break;
    }
    std::size_t value = 0;
    const HeaderLine kind = readHeaderLine(text, value);
    if (kind == HeaderLine::bad) return skipToHeader("a header line that cannot be read");
    if (kind == HeaderLine::length) length = value;
  }
  if (*length > limit_) {
    const std::size_t here = std::min(*length, buffer_.size() - at_);
    at_ += here;
    discard_ = *length - here;
    return Frame{"", "a message of " + std::to_string(*length) + " bytes is too large"};
  }
  body_ = length;
  return std::nullopt;
}

std::optional<Frame> FrameReader::skipToHeader(const char* problem) {
  lost_ = true;
  at_ = std::min(at_ + 1, buffer_.size());
  return Frame{"", problem};
}

std::string frameHead(std::size_t size) {
  return "Content-Length: " + std::to_string(size) + "\r\n\r\n";
}

void appendFrame(std::string& out, std::string_view message) {
  out += frameHead(message.size());
  out += message;
}

}  // namespace footplate::rpc
