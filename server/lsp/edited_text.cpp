#include "lsp/edited_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace footplate::lsp {
namespace {

// Behind the end of the line that is at `at`; nothing when it is the last one. Lines end with LF, CRLF or a
// lone CR.
std::optional<std::size_t> nextLine(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of("\r\n", at);
  if (end == std::string_view::npos) return std::nullopt;
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

// Where the character is in the line at `begin`; its end for one past it.
std::size_t characterIn(std::string_view text, std::size_t begin, std::uint32_t character,
                        PositionEncoding encoding) {
  const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  const std::string_view line = text.substr(begin, end - begin);
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
  replaceHead(to, std::string(text.substr(0, from)) + change.text);
}

std::string EditedText::take() {
  before_ += rest();
  return std::move(before_);
}

void EditedText::reset(std::string_view text) {
  before_.clear();
  after_ = text;
  at_ = 0;
  line_ = 0;
}

// As far as there are lines.
void EditedText::goToLine(std::uint32_t line) {
  while (line_ > line) goBack();
  std::size_t begin = 0;
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
  const std::size_t begin = earlier.find_last_of("\r\n") + 1;  // npos + 1 is 0
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
