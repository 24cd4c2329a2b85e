// Command lines as a migration takes them apart and puts them together.
#include <algorithm>

#include "base/strings.h"
#include "ide/migration/migrate_parts.h"

namespace footplate::ide {
namespace {

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::string_view operators = ";|&<>()\n";

// "-x" and "--x", but no number below zero.
bool isFlag(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !isDigit(word[1]) && word[1] != '.';
}

class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  std::vector<ShellPiece> run() {
    while (at_ < line_.size()) {
      if (continues()) {
        at_ += 2;
      } else if (isBlank(line_[at_])) {
        lineEnds_ = lineEnds_ || line_[at_] == '\n';
        ++at_;
      } else {
        piece();
      }
    }
    return std::move(pieces_);
  }

 private:
  // A backslash at the end of a line.
  bool continues() const { return line_.substr(at_, 2) == "\\\n"; }

  void piece() {
    ShellPiece one;
    one.begin = at_;
    one.beginsLine = lineEnds_;
    lineEnds_ = false;
    while (at_ < line_.size() && !isBlank(line_[at_]) && !continues()) part(one);
    one.end = at_;
    pieces_.push_back(std::move(one));
  }

  void part(ShellPiece& one) {
    const char c = line_[at_];
    if (line_.substr(at_, 3) == "${{") {  // with the blanks that may stand in it
      const std::size_t end = std::min(line_.find("}}", at_), line_.size() - 2) + 2;
      one.text += line_.substr(at_, end - at_);
      at_ = end;
    } else if (c == '\'' || c == '"') {
      quoted(one, c);
    } else {
      if (c == '\\' && at_ + 1 < line_.size()) ++at_;
      if (c != '\\' && operators.find(c) != std::string_view::npos) one.isPlain = false;
      one.text += line_[at_];
      ++at_;
    }
  }

  void quoted(ShellPiece& one, char quote) {
    for (++at_; at_ < line_.size() && line_[at_] != quote; ++at_) {
      if (quote == '"' && line_[at_] == '\\' && at_ + 1 < line_.size()) ++at_;
      one.text += line_[at_];
    }
    if (at_ < line_.size()) ++at_;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  bool lineEnds_ = false;
  std::vector<ShellPiece> pieces_;
};

}  // namespace

std::string shellWord(const std::string& word) {
  const auto plain = [](char c) {
    return isAssetName({&c, 1}) || std::string_view("/:=@%+,").find(c) != std::string_view::npos;
  };
  const std::string bare = replaceAll(replaceAll(word, "${{", ""), "}}", "");
  if (!bare.empty() && std::ranges::all_of(bare, plain)) return word;
  return shellQuote(word);
}

std::vector<ShellPiece> shellPieces(std::string_view line) {
  return LineReader(line).run();
}

bool holdsSeveralCommands(std::string_view line) {
  return std::ranges::any_of(shellPieces(line), [](const ShellPiece& piece) {
    const std::string text = replaceAll(replaceAll(piece.text, ">&", ""), "&>", "");
    return piece.beginsLine || (!piece.isPlain && text.find_first_of(";|&") != std::string::npos);
  });
}

std::vector<bool> keptWithout(const std::vector<ShellPiece>& pieces, const std::vector<std::string>& flags) {
  std::vector<bool> kept(pieces.size(), true);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    const std::string& word = pieces[at].text;
    const std::size_t equals = std::min(word.find('='), word.size());
    if (!pieces[at].isPlain || std::ranges::find(flags, word.substr(0, equals)) == flags.end()) continue;
    std::size_t end = at + 1;
    const auto isValue = [](const ShellPiece& piece) { return piece.isPlain && !isFlag(piece.text); };
    while (equals == word.size() && end < pieces.size() && isValue(pieces[end])) ++end;
    // Where several words follow nobody knows which are its values: it stays, and the one behind it counts.
    if (end - at > 2) continue;
    for (std::size_t gone = at; gone < end; ++gone) kept[gone] = false;
  }
  return kept;
}

std::string lineWithout(const std::string& line, const std::vector<std::string>& flags) {
  const std::vector<ShellPiece> pieces = shellPieces(line);
  const std::vector<bool> kept = keptWithout(pieces, flags);
  std::string text = line;
  for (std::size_t at = pieces.size(); at-- > 0;) {
    if (kept[at]) continue;
    std::size_t begin = pieces[at].begin;
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
    text.erase(begin, pieces[at].end - begin);
  }
  return text;
}

std::string behindVariables(const std::vector<std::string>& variables, const std::string& command,
                            bool isWritten) {
  if (variables.empty()) return command;
  return (isWritten ? "export " : "") + join(variables, " ") + (isWritten ? "; " : " ") + command;
}

}  // namespace footplate::ide
