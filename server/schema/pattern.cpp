// Depth-first search over (instruction, position), each pair visited once: what failed there before fails
// again, whichever way led there. So the time is bounded by instructions × positions. A lookahead is a search
// of its own at each place; all share one budget.
#include "schema/pattern.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "schema/pattern_program.h"

namespace footplate::schema {
namespace {

using Program = Pattern::Program;
using Op = Program::Op;

// A larger search is not made, or not ended: the text counts as matching.
constexpr std::size_t maxStates = 8U << 20U;

// What a whole search may still cost, in visits of states.
struct Budget {
  std::size_t left = maxStates;
  bool spend(std::size_t visits) {
    left -= std::min(left, visits);
    return left > 0;
  }
};

bool isWord(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// One bit a state; no memory of its own for the short texts that patterns mostly meet.
class Visited {
 public:
  explicit Visited(std::size_t size) {
    if (size > inlineWords * 64) more_.resize(size / 64 + 1);
  }
  // Whether it is the first visit.
  bool enter(std::size_t state) {
    std::uint64_t& word = more_.empty() ? few_[state / 64] : more_[state / 64];
    const std::uint64_t bit = std::uint64_t{1} << (state % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    return true;
  }

 private:
  static constexpr std::size_t inlineWords = 32;
  std::array<std::uint64_t, inlineWords> few_{};
  std::vector<std::uint64_t> more_;
};

template <class Text>
class Search {
 public:
  Search(const Program& program, Text text, Budget& budget)
      : program_(program), text_(text), budget_(budget), visited_(program.code.size() * (text.size() + 1)) {
    constexpr std::size_t statesAWord = 64;
    budget_.spend(program.code.size() * (text.size() + 1) / statesAWord);
    pending_.reserve(64);
  }

  bool anywhere() {
    const std::size_t last = program_.code.front().op == Op::begin ? 0 : text_.size();
    for (std::size_t start = 0; start <= last; ++start) {
      if (from(0, start) || budget_.left == 0) return true;
    }
    return false;
  }

 private:
  struct State {
    std::uint32_t pc;
    std::size_t at;
  };

  bool from(std::uint32_t pc, std::size_t at) {
    const std::size_t base = pending_.size();
    pending_.push_back({pc, at});
    while (pending_.size() > base && budget_.spend(1)) {
      const State state = pending_.back();
      pending_.pop_back();
      const std::size_t key = state.pc * (text_.size() + 1) + state.at;
      if (visited_.enter(key) && step(state)) {
        pending_.resize(base);
        return true;
      }
    }
    pending_.resize(base);
    return false;
  }

  // Pushes what follows; true for a match.
  bool step(const State& state) {
    const Program::Instruction& in = program_.code[state.pc];
    const std::size_t at = state.at;
    const auto on = [&](bool goes, std::size_t to) {
      if (goes) pending_.push_back({state.pc + 1, to});
    };
    const bool left = at < text_.size();
    switch (in.op) {
      case Op::match:
        return true;
      case Op::character:
        on(left && point(at) == in.x, at + 1);
        break;
      case Op::set:
        on(left && program_.sets[in.x].has(point(at)), at + 1);
        break;
      case Op::any:
        on(left && point(at) != '\n' && point(at) != '\r', at + 1);
        break;
      case Op::begin:
        on(at == 0, at);
        break;
      case Op::end:
        on(!left, at);
        break;
      case Op::boundary:
        on(atBoundary(at), at);
        break;
      case Op::notBoundary:
        on(!atBoundary(at), at);
        break;
      case Op::jump:
        pending_.push_back({in.x, at});
        break;
      case Op::split:
        pending_.push_back({in.y, at});
        pending_.push_back({in.x, at});
        break;
      case Op::ahead:
      case Op::notAhead:
        if (Search(program_, text_, budget_).from(state.pc + 1, at) == (in.op == Op::ahead))
          pending_.push_back({in.x, at});
        break;
    }
    return false;
  }

  char32_t point(std::size_t at) const { return static_cast<char32_t>(text_[at]); }

  bool atBoundary(std::size_t at) const {
    const bool before = at > 0 && isWord(point(at - 1));
    const bool after = at < text_.size() && isWord(point(at));
    return before != after;
  }

  const Program& program_;
  Text text_;
  Budget& budget_;
  Visited visited_;
  std::vector<State> pending_;
};

}  // namespace

bool CharacterSet::has(char32_t c) const {
  const bool found = std::any_of(ranges.begin(), ranges.end(),
                                 [c](const auto& range) { return range.first <= c && c <= range.second; });
  return found != negated;
}

Pattern::Pattern(std::string_view source) : source_(source), program_(compilePattern(source)) {}

bool Pattern::search(std::string_view text) const {
  if (!program_) return true;
  Budget budget;
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    if (program_->code.size() * (text.size() + 1) > maxStates) return true;
    return Search<std::string_view>(*program_, text, budget).anywhere();
  }
  std::u32string points;
  points.reserve(text.size());
  for (Offset at = 0; at < text.size();) {
    char32_t c = 0;
    at += utf8Length(text, at, &c);
    points.push_back(c);
  }
  if (program_->code.size() * (points.size() + 1) > maxStates) return true;
  return Search<std::u32string_view>(*program_, points, budget).anywhere();
}

}  // namespace footplate::schema
