#include "lsp/edited_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace footplate::lsp {
namespace {

// A way over more lines than these is not gone line by line.
constexpr std::uint32_t nearLines = 64;

// Of the line that is at `at`: its LF or CR, or the end of the text. One search for each is much faster than
// one for both.
std::size_t endOfLine(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return std::min(text.substr(0, end).find('\r', at), end);
}

// Behind the end of the line that is at `at`; nothing when it is the last one. Lines end with LF, CRLF or a
// lone CR.
std::optional<std::size_t> nextLine(std::string_view text, std::size_t at) {
  const std::size_t end = endOfLine(text, at);
  if (end == text.size()) return std::nullopt;
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

// Where the last line of the text begins.
std::size_t lastLine(std::string_view text) {
  const std::size_t begin = text.rfind('\n') + 1;  // npos + 1 is 0
  const std::size_t cr = text.substr(begin).rfind('\r');
  return cr == std::string_view::npos ? begin : begin + cr + 1;
}

// Where the character is in the line at `begin`; its end for one past it.
std::size_t characterIn(std::string_view text, std::size_t begin, std::uint32_t character,
                        PositionEncoding encoding) {
  const std::string_view line = text.substr(begin, endOfLine(text, begin) - begin);
  return begin + LineIndex(line).offset(line, {0, character}, encoding);
}

}  // namespace

void EditedText::apply(const protocol::TextDocumentContentChangeEvent& change, PositionEncoding encoding) {
  if (!change.range) return reset(change.text);
  const protocol::Position& start = change.range->start;
  const protocol::Position& end = change.range->end;
  goToLine(start.line);
  const std::string_view text = rest();
  // Past the last line there is only the end of the text.
  const std::size_t from = line_ < start.line ? text.size() : characterIn(text, 0, start.character, encoding);
  std::size_t to = from;
  if (end.line >= start.line) {
    std::optional<std::size_t> begin = 0;
    for (std::uint32_t line = line_; begin && line < end.line; ++line) begin = nextLine(text, *begin);
    to = std::max(from, begin ? characterIn(text, *begin, end.character, encoding) : text.size());
  }
  hasCr_ = hasCr_ || change.text.find('\r') != std::string::npos;
  replaceHead(to, std::string(text.substr(0, from)) + change.text);
}

std::string EditedText::take() {
  before_ += rest();
  return std::move(before_);
}

void EditedText::reset(std::string_view text) {
  after_ = text;
  before_.clear();
  at_ = 0;
  line_ = 0;
  hasCr_ = text.find('\r') != std::string_view::npos;
}

// As far as there are lines.
void EditedText::goToLine(std::uint32_t line) {
  if (line_ > line && line_ - line > nearLines) reset(take());
  while (line_ > line) goBack();
  std::size_t begin = 0;
  if (!hasCr_ && line - line_ > nearLines) {
    if (const std::optional<std::size_t> start = startOfLine(rest(), line - line_)) {
      begin = *start;
      line_ = line;
    }
  }
  while (line_ < line) {
    const std::optional<std::size_t> next = nextLine(rest(), begin);
    if (!next) break;
    begin = *next;
    ++line_;
  }
  before_ += rest().substr(0, begin);
  at_ += begin;
}

void EditedText::goBack() {
  const std::size_t end = before_.size() - (before_.ends_with("\r\n") ? 2 : 1);
  const std::string_view earlier = std::string_view(before_).substr(0, end);
  const std::size_t begin = lastLine(earlier);
  replaceHead(0, std::string_view(before_).substr(begin));
  before_.resize(begin);
  --line_;
}

// What follows the pieces' meeting begins with `text` in place of that many bytes.
void EditedText::replaceHead(std::size_t size, std::string_view text) {
  at_ += size;
  if (at_ < text.size()) {
    const std::size_t room = after_.size() + text.size();  // as much again: seldom asked for
    after_.insert(0, room, '\0');
    at_ += room;
  }
  at_ -= text.size();
  std::ranges::copy(text, after_.begin() + static_cast<std::ptrdiff_t>(at_));
  // A CR that ended a line and a new LF behind it are one end.
  if (before_.ends_with('\r') && rest().starts_with('\n')) {
    before_ += '\n';
    ++at_;
  }
}

}  // namespace footplate::lsp
