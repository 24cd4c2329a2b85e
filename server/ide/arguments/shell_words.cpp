#include "ide/arguments/shell_words.h"

#include "base/path.h"

namespace footplate::ide {
namespace {

using yaml::Node;
using yaml::Style;

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// How many bytes of a double-quoted scalar write one character.
std::size_t escapeLength(std::string_view raw, std::size_t at) {
  const char kind = at + 1 < raw.size() ? raw[at + 1] : ' ';
  if (kind == 'x') return 4;
  if (kind == 'u') return 6;
  return kind == 'U' ? 10 : 2;
}

// A backslash at the end of a line of a double-quoted scalar.
bool joinsLines(std::string_view raw, std::size_t at) {
  return raw.substr(at, 2) == "\\\n" || raw.substr(at, 3) == "\\\r\n";
}

// Where each byte of a scalar's text stands in the document; one more for its end. Empty when the two do not
// go together.
std::vector<Offset> placesOf(Node scalar) {
  const Span span = scalar.span();
  const std::string_view raw = std::string_view(scalar.tree()->text()).substr(span.begin, span.size());
  const std::string_view text = scalar.text();
  const Style style = scalar.style();
  std::size_t at = style == Style::singleQuoted || style == Style::doubleQuoted ? 1 : 0;
  if (style == Style::literal || style == Style::folded) at = std::min(raw.find('\n'), raw.size());
  std::vector<Offset> places;
  places.reserve(text.size() + 1);
  for (const char c : text) {
    if (isBlank(c)) {
      places.push_back(span.begin + static_cast<Offset>(at));
      if (at < raw.size() && raw[at] == c && c != '\n') ++at;
      continue;
    }
    while (at < raw.size() && (isBlank(raw[at]) || (style == Style::doubleQuoted && joinsLines(raw, at))))
      ++at;
    if (at >= raw.size()) return {};
    places.push_back(span.begin + static_cast<Offset>(at));
    if (style == Style::doubleQuoted && raw[at] == '\\') {
      at += escapeLength(raw, at);
    } else {
      if (raw[at] != c) return {};
      at += style == Style::singleQuoted && c == '\'' ? 2 : 1;
    }
  }
  places.push_back(span.begin + static_cast<Offset>(std::min(at, raw.size())));
  return places;
}

class ShellReader {
 public:
  ShellReader(std::string_view text, std::vector<Offset> places) : text_(text), places_(std::move(places)) {}

  ShellText run() {
    while (at_ < text_.size() && !stopped_) step();
    endCommand();
    if (!quotesKnown_) made_.openQuote = {};
    return std::move(made_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool next(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  void step() {
    const char c = peek();
    if (next("\\\n")) {
      at_ += 2;
    } else if (c == '\n' || c == ';' || c == '|' || c == '&') {
      if (next("&>")) return redirection();
      endCommand();
      onlyLineEnds_ = onlyLineEnds_ && c == '\n';
      ++at_;
    } else if (isBlank(c)) {
      ++at_;
    } else if (c == '#') {
      const std::size_t begin = at_;
      while (at_ < text_.size() && peek() != '\n') ++at_;
      made_.comments.push_back({places_[begin], places_[at_ - 1] + 1});
    } else if (c == '(' || c == ')') {
      subshell(c == '(');
    } else if (c == '<' || c == '>') {
      redirection();
    } else if (next("$[[") || (optional_ && next("]]"))) {
      optional_ = c == '$';
      at_ += optional_ ? 3 : 2;
    } else {
      word();
    }
  }

  void subshell(bool opens) {
    endCommand();
    onlyLineEnds_ = false;
    ++at_;
    if (opens) {
      outer_.push_back({folder_, folderKnown_});
    } else if (!outer_.empty()) {
      folder_ = outer_.back().first;
      folderKnown_ = outer_.back().second;
      outer_.pop_back();
    }
  }

  // ">> file", "2>&1", "&> file"; the rest of a text with a here-document is not read.
  void redirection() {
    if (next("<<")) {
      stopped_ = true;
      return;
    }
    while (peek() == '>' || peek() == '<' || peek() == '&') ++at_;
    while (peek() == ' ' || peek() == '\t') ++at_;
    if (at_ < text_.size() && !isBlank(peek())) {
      word();
      if (!current_.words.empty()) current_.words.pop_back();
    }
  }

  void put(char c) {
    word_.text += c;
    word_.places.push_back(places_[at_]);
    ++at_;
  }
  void somethingPutIn() { word_.literal = std::min(word_.literal, word_.text.size()); }

  void word() {
    word_ = {};
    word_.literal = std::string::npos;
    word_.optional = optional_;
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const char c = peek();
      if (isBlank(c) || c == ';' || c == '|' || c == '&' || c == '(' || c == ')' || c == '<' || c == '>')
        break;
      if ((optional_ && next("]]")) || next("$[[") || next("\\\n")) break;
      wordPart(c);
    }
    if (at_ == begin) put(peek());
    // The number before ">" belongs to it.
    const bool descriptor = (peek() == '>' || peek() == '<') && (word_.text == "1" || word_.text == "2");
    if (descriptor) return;
    word_.literal = std::min(word_.literal, word_.text.size());
    word_.span = {places_[begin], places_[at_ - 1] + 1};
    current_.words.push_back(std::move(word_));
  }

  void wordPart(char c) {
    if (next("${{")) {
      binding();
    } else if (c == '\'') {
      singleQuoted();
    } else if (c == '"') {
      doubleQuoted();
    } else if (c == '\\' && at_ + 1 < text_.size()) {
      ++at_;
      put(peek());
    } else if (c == '$' || c == '`') {
      substitution();
    } else {
      if (c == '*' || c == '?' || c == '[' || c == '{' || (c == '~' && word_.text.empty())) somethingPutIn();
      put(c);
    }
  }

  void binding() {
    somethingPutIn();
    const std::size_t end = std::min(text_.find("}}", at_), text_.size());
    while (at_ < std::min(end + 2, text_.size())) put(peek());
  }

  void singleQuoted() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && peek() != '\'') next("${{") ? binding() : put(peek());
    closeQuote(begin);
  }

  void closeQuote(std::size_t begin) {
    if (at_ < text_.size()) {
      ++at_;
      return;
    }
    made_.openQuote = {places_[begin], places_[begin + 1]};
    word_.literal = 0;  // what bash would have made of it is not known
  }

  void doubleQuoted() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && peek() != '"') {
      if (next("${{")) {
        binding();
      } else if (peek() == '\\' && (peek(1) == '"' || peek(1) == '\\' || peek(1) == '$')) {
        ++at_;
        put(peek());
      } else {
        if (peek() == '$' || peek() == '`') somethingPutIn();
        if (peek() == '`' || next("$(")) quotesKnown_ = false;
        put(peek());
      }
    }
    closeQuote(begin);
  }

  // $NAME, ${NAME}, $(command), `command`
  void substitution() {
    somethingPutIn();
    const char close = peek() == '`' ? '`' : peek(1) == '(' ? ')' : peek(1) == '{' ? '}' : '\0';
    if (peek(1) == '\'') quotesKnown_ = false;
    put(peek());
    if (close == '\0') return;
    std::size_t open = 0;
    while (at_ < text_.size() && peek() != '\n') {
      const char c = peek();
      put(c);
      if (c == '\'' || c == '"' || c == '\\') quotesKnown_ = false;
      if (c == '(' && close == ')') ++open;
      if (c == close && (close != ')' || --open == 0)) return;
    }
  }

  void endCommand() {
    if (current_.words.empty()) return;
    current_.folder = folder_;
    current_.folderKnown = folderKnown_;
    const ShellWord& first = current_.words.front();
    if (first.text == "cd" || first.text == "pushd") {
      folderKnown_ = folderKnown_ && first.text == "cd" && current_.words.size() == 2 &&
                     current_.words[1].isLiteral() && current_.words[1].text != "-";
      if (folderKnown_) folder_ = joinPath(folder_, current_.words[1].text);
    }
    if (first.text == "popd") folderKnown_ = false;
    // Between parentheses stand the items of an array, too.
    current_.newLine = onlyLineEnds_ && outer_.empty() && !made_.commands.empty();
    onlyLineEnds_ = true;
    made_.commands.push_back(std::move(current_));
    current_ = {};
  }

  std::string_view text_;
  std::vector<Offset> places_;
  std::size_t at_ = 0;
  bool optional_ = false;
  bool stopped_ = false;
  bool quotesKnown_ = true;   // nothing was met in which quotes are counted anew
  bool onlyLineEnds_ = true;  // since the last command
  ShellWord word_;
  ShellCommand current_;
  std::string folder_;
  bool folderKnown_ = true;
  std::vector<std::pair<std::string, bool>> outer_;
  ShellText made_;
};

}  // namespace

Span ShellWord::part(std::size_t from, std::size_t to) const {
  if (from >= to || to > places.size()) return span;
  return {places[from], places[to - 1] + 1};
}

ShellText shellText(Node scalar) {
  if (!scalar.isScalar()) return {};
  std::vector<Offset> places = placesOf(scalar);
  if (places.empty()) return {};
  return ShellReader(scalar.text(), std::move(places)).run();
}

std::vector<ShellCommand> shellCommands(Node scalar) {
  return std::move(shellText(scalar).commands);
}

ShellWord wholeWord(Node scalar) {
  ShellWord word;
  word.text = scalar.text();
  word.span = scalar.span();
  word.places = placesOf(scalar);
  if (!word.places.empty()) word.places.pop_back();
  word.literal = std::min(word.text.find('$'), word.text.size());
  return word;
}

}  // namespace footplate::ide
