// ECMAScript's regular expressions to instructions, by recursive descent. A quantifier repeats the code of
// its operand: the operand is read again from the source as often as it takes.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "schema/pattern_program.h"

namespace footplate::schema {
namespace {

using Program = Pattern::Program;
using Op = Program::Op;

constexpr std::size_t maxInstructions = 4000;
// Operands that are read: nested quantifiers read theirs again and again, ((a*)*)* eight times.
constexpr std::size_t mostAtoms = 20'000;
constexpr int maxDepth = 100;

class PatternCompiler {
 public:
  explicit PatternCompiler(std::string_view source) : source_(source) {}

  std::shared_ptr<const Program> run() {
    alternatives();
    if (failed_ || at_ != source_.size()) return nullptr;
    emit(Op::match);
    return failed_ ? nullptr : std::make_shared<const Program>(std::move(program_));
  }

 private:
  struct Count {
    std::uint32_t least = 1;
    std::optional<std::uint32_t> most = 1;
    bool lazy = false;
  };

  bool more() const { return at_ < source_.size() && !failed_; }
  char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }
  bool take(char c) {
    if (!more() || source_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (source_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  std::uint32_t here() const { return static_cast<std::uint32_t>(program_.code.size()); }
  std::uint32_t emit(Op op, std::uint32_t x = 0, std::uint32_t y = 0) {
    if (program_.code.size() >= maxInstructions) failed_ = true;
    if (!failed_) program_.code.push_back({op, x, y});
    return here() - (failed_ ? 0 : 1);
  }
  Program::Instruction& code(std::uint32_t index) {
    return index < program_.code.size() ? program_.code[index] : spare_;
  }

  // a|b|c: a split before each alternative but the last, a jump to the end after each.
  void alternatives() {
    if (++depth_ > maxDepth) failed_ = true;
    std::vector<std::uint32_t> jumps;
    while (!failed_) {
      const std::size_t begin = at_;
      const bool another = skipsToBar();
      at_ = begin;
      const std::uint32_t split = another ? emit(Op::split) : 0;
      if (another) code(split).x = here();
      sequence();
      if (!another) break;
      if (!take('|')) failed_ = true;
      jumps.push_back(emit(Op::jump));
      code(split).y = here();
    }
    for (std::uint32_t jump : jumps) code(jump).x = here();
    --depth_;
  }

  // Whether a "|" of this group follows; reads over nested groups, classes and escapes.
  bool skipsToBar() {
    int depth = 0;
    bool inClass = false;
    for (; at_ < source_.size(); ++at_) {
      const char c = source_[at_];
      if (c == '\\') {
        ++at_;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth < 0) {
        return false;
      } else if (c == '|' && depth == 0) {
        return true;
      }
    }
    return false;
  }

  void sequence() {
    while (more() && peek() != '|' && peek() != ')') term();
  }

  void term() {
    const std::size_t begin = at_;
    const std::uint32_t start = here();
    atom();
    if (failed_) return;
    const std::size_t after = at_;
    const Count count = quantifier();
    if (count.least == 1 && count.most == 1U) return;
    const std::size_t rest = at_;
    program_.code.resize(start);
    repeat(begin, count);
    if (after > rest) failed_ = true;
    at_ = rest;
  }

  void again(std::size_t begin) {
    at_ = begin;
    atom();
  }

  void repeat(std::size_t begin, const Count& count) {
    for (std::uint32_t i = 0; i < count.least && !failed_; ++i) again(begin);
    if (!count.most) {
      const std::uint32_t split = emit(Op::split);
      again(begin);
      emit(Op::jump, split);
      setSplit(split, count.lazy);
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = count.least; i < *count.most && !failed_; ++i) {
      splits.push_back(emit(Op::split));
      again(begin);
    }
    for (std::uint32_t split : splits) setSplit(split, count.lazy);
  }

  // The body stands right after the split, the way on is here.
  void setSplit(std::uint32_t split, bool lazy) {
    code(split).x = lazy ? here() : split + 1;
    code(split).y = lazy ? split + 1 : here();
  }

  Count quantifier() {
    Count count;
    if (take('*')) {
      count = {0, std::nullopt, false};
    } else if (take('+')) {
      count = {1, std::nullopt, false};
    } else if (take('?')) {
      count = {0, 1, false};
    } else if (peek() == '{') {
      if (!braces(count)) return count;
    } else {
      return count;
    }
    count.lazy = take('?');
    return count;
  }

  // {2} {2,} {2,5}; anything else is a literal brace, left for the next atom.
  bool braces(Count& count) {
    const std::size_t begin = at_++;
    const std::optional<std::uint32_t> least = number();
    std::optional<std::uint32_t> most = least;
    if (least && take(',')) most = peek() == '}' ? std::nullopt : number();
    if (!least || !take('}')) {
      at_ = begin;
      return false;
    }
    if (*least > maxInstructions || (most && (*most > maxInstructions || *most < *least))) failed_ = true;
    count = {*least, most, false};
    return true;
  }

  std::optional<std::uint32_t> number() {
    std::optional<std::uint32_t> value;
    while (peek() >= '0' && peek() <= '9' && value.value_or(0) < 100000) {
      value = value.value_or(0) * 10 + static_cast<std::uint32_t>(source_[at_++] - '0');
    }
    return value;
  }

  void atom() {
    if (++atoms_ > mostAtoms) failed_ = true;
    if (failed_) return;
    switch (peek()) {
      case '^':
        ++at_;
        emit(Op::begin);
        return;
      case '$':
        ++at_;
        emit(Op::end);
        return;
      case '.':
        ++at_;
        emit(Op::any);
        return;
      case '(':
        group();
        return;
      case '[':
        characterClass();
        return;
      case '\\':
        escape();
        return;
      case '*':
      case '+':
      case '?':
        failed_ = true;
        return;
      default:
        emit(Op::character, codePoint());
    }
  }

  std::uint32_t codePoint() {
    char32_t c = 0;
    at_ += utf8Length(source_, static_cast<Offset>(at_), &c);
    return static_cast<std::uint32_t>(c);
  }

  void group() {
    ++at_;
    std::uint32_t ahead = 0;
    bool isAhead = false;
    if (take("?:")) {
    } else if (take("?=") || take("?!")) {
      ahead = emit(source_[at_ - 1] == '=' ? Op::ahead : Op::notAhead);
      isAhead = true;
    } else if (take("?<")) {
      if (peek() == '=' || peek() == '!') failed_ = true;
      while (more() && peek() != '>') ++at_;
      if (!take('>')) failed_ = true;
    } else if (peek() == '?') {
      failed_ = true;
    }
    if (failed_) return;
    alternatives();
    if (!take(')')) failed_ = true;
    if (isAhead) {
      emit(Op::match);
      code(ahead).x = here();
    }
  }

  void emitSet(CharacterSet set) {
    program_.sets.push_back(std::move(set));
    emit(Op::set, static_cast<std::uint32_t>(program_.sets.size() - 1));
  }

  void escape() {
    ++at_;
    if (take('b')) return void(emit(Op::boundary));
    if (take('B')) return void(emit(Op::notBoundary));
    CharacterSet set;
    if (std::optional<char32_t> c = escaped(set)) {
      emit(Op::character, static_cast<std::uint32_t>(*c));
    } else if (!failed_) {
      emitSet(std::move(set));
    }
  }

  // After the backslash: the one character meant, or nothing and the class added to `set`.
  std::optional<char32_t> escaped(CharacterSet& set) {
    const char c = peek();
    if (at_ >= source_.size()) failed_ = true;
    ++at_;
    switch (c) {
      case 'd':
        set.add('0', '9');
        return std::nullopt;
      case 'w':
        addWord(set);
        return std::nullopt;
      case 's':
        addSpace(set);
        return std::nullopt;
      case 'D':
        addAllBut(set, [](CharacterSet& s) { s.add('0', '9'); });
        return std::nullopt;
      case 'W':
        addAllBut(set, addWord);
        return std::nullopt;
      case 'S':
        addAllBut(set, addSpace);
        return std::nullopt;
      case 'n':
        return U'\n';
      case 'r':
        return U'\r';
      case 't':
        return U'\t';
      case 'f':
        return U'\f';
      case 'v':
        return U'\v';
      case '0':
        return U'\0';
      case 'x':
        return hex(2);
      case 'u':
        return hex(4);
      case 'c':
        return static_cast<char32_t>(source_[std::min(at_++, source_.size() - 1)] & 0x1f);
      default:
        break;
    }
    if ((c >= '1' && c <= '9') || c == 'k' || c == 'p' || c == 'P') failed_ = true;
    if (failed_) return std::nullopt;
    --at_;
    return static_cast<char32_t>(codePoint());
  }

  std::optional<char32_t> hex(int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'                     ? c - '0'
                        : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                 : -1;
      if (digit < 0) failed_ = true;
      value = value * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    return failed_ ? std::nullopt : std::optional(value);
  }

  static void addWord(CharacterSet& set) {
    set.add('a', 'z');
    set.add('A', 'Z');
    set.add('0', '9');
    set.add('_', '_');
  }
  static void addSpace(CharacterSet& set) {
    set.add('\t', '\r');
    for (char32_t c : {U' ', U'\u00a0', U'\u2028', U'\u2029', U'\ufeff', U'\u3000'}) set.add(c, c);
  }
  template <class Add>
  static void addAllBut(CharacterSet& set, Add add) {
    CharacterSet excluded;
    add(excluded);
    std::sort(excluded.ranges.begin(), excluded.ranges.end());
    char32_t next = 0;
    for (auto [from, to] : excluded.ranges) {
      if (from > next) set.add(next, from - 1);
      next = to + 1;
    }
    set.add(next, 0x10ffff);
  }

  void characterClass() {
    ++at_;
    CharacterSet set;
    set.negated = take('^');
    while (more() && peek() != ']') {
      const std::optional<char32_t> from = classCharacter(set);
      if (peek() == '-' && at_ + 1 < source_.size() && source_[at_ + 1] != ']' && from) {
        ++at_;
        const std::optional<char32_t> to = classCharacter(set);
        if (!to || *to < *from) {
          failed_ = true;
        } else {
          set.add(*from, *to);
        }
      } else if (from) {
        set.add(*from, *from);
      }
    }
    if (!take(']')) failed_ = true;
    emitSet(std::move(set));
  }

  std::optional<char32_t> classCharacter(CharacterSet& set) {
    if (peek() != '\\') return static_cast<char32_t>(codePoint());
    ++at_;
    if (take('b')) return U'\b';
    return escaped(set);
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::size_t atoms_ = 0;
  bool failed_ = false;
  Program program_;
  Program::Instruction spare_;
};

}  // namespace

std::shared_ptr<const Pattern::Program> compilePattern(std::string_view source) {
  return PatternCompiler(source).run();
}

}  // namespace footplate::schema
