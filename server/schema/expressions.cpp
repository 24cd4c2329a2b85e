#include "schema/expressions.h"

#include "base/strings.h"

namespace footplate::schema {
namespace {

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Where `text` stands in the document: the raw characters of a scalar, quotes and all. An expression has
// none of the characters that quoting changes, so reading the raw text finds the same ones.
std::string_view rawText(yaml::Node scalar) {
  const Span span = scalar.span();
  return std::string_view(scalar.tree()->text()).substr(span.begin, span.size());
}

class Scanner {
 public:
  Scanner(std::string_view text, Offset base) : text_(text), base_(base) {}

  std::vector<Expression> run() {
    scan(0, text_.size(), false);
    return std::move(found_);
  }

 private:
  Offset place(std::size_t at) const { return base_ + static_cast<Offset>(at); }

  void scan(std::size_t at, std::size_t end, bool optionalPart) {
    while (at + 3 <= end) {
      if (text_[at] != '$') {
        ++at;
        continue;
      }
      const std::string_view three = text_.substr(at, 3);
      if (three == "${{") {
        at = binding(at, end, optionalPart);
      } else if (three == "$[[" && !optionalPart) {
        at = optional(at, end);
      } else {
        ++at;
      }
    }
  }

  std::size_t binding(std::size_t begin, std::size_t end, bool optionalPart) {
    Expression e;
    e.optionalPart = optionalPart;
    const std::size_t close = text_.substr(0, end).find("}}", begin + 3);
    const std::size_t next = text_.substr(0, end).find("${{", begin + 3);
    e.closed = close != std::string_view::npos && (next == std::string_view::npos || close < next);
    std::size_t stop = e.closed ? close : begin + 3;
    if (!e.closed) {
      std::size_t word = stop;
      while (word < end && text_[word] == ' ') ++word;
      if (word < end && isLetter(text_[word])) stop = word;
      while (stop < end && !isBlank(text_[stop]) && text_[stop] != '"' && text_[stop] != '\'' &&
             text_[stop] != '}')
        ++stop;
    }
    e.inner = {place(begin + 3), place(stop)};
    e.span = {place(begin), place(e.closed ? stop + 2 : stop)};
    parts(e, begin + 3, stop);
    found_.push_back(std::move(e));
    return closedEnd(stop);
  }

  std::size_t closedEnd(std::size_t stop) const { return found_.back().closed ? stop + 2 : stop; }

  void parts(Expression& e, std::size_t begin, std::size_t end) const {
    while (begin < end && isBlank(text_[begin])) ++begin;
    while (end > begin && isBlank(text_[end - 1])) --end;
    std::size_t from = begin;
    e.path.reserve(5);  // parent.jobs.STEP.outputs.NAME
    for (std::size_t at = begin; at <= end; ++at) {
      if (at < end && text_[at] != '.') continue;
      e.path.push_back({std::string(text_.substr(from, at - from)), {place(from), place(at)}});
      from = at + 1;
    }
  }

  std::size_t optional(std::size_t begin, std::size_t end) {
    Expression e;
    e.form = Expression::Form::optional;
    const std::size_t close = text_.substr(0, end).find("]]", begin + 3);
    e.closed = close != std::string_view::npos;
    const std::size_t stop = e.closed ? close : end;
    e.inner = {place(begin + 3), place(stop)};
    e.span = {place(begin), place(e.closed ? stop + 2 : stop)};
    found_.push_back(e);
    scan(begin + 3, stop, true);
    return e.closed ? stop + 2 : stop;
  }

  std::string_view text_;
  Offset base_;
  std::vector<Expression> found_;
};

}  // namespace

std::string Expression::dotted() const {
  std::vector<std::string> words;
  for (const ExpressionPart& part : path) words.push_back(part.text);
  return join(words, ".");
}

std::vector<Expression> findExpressionsIn(std::string_view text, Offset base) {
  if (text.find("${{") == std::string_view::npos && text.find("$[[") == std::string_view::npos) return {};
  return Scanner(text, base).run();
}

std::vector<Expression> findExpressions(yaml::Node scalar) {
  if (!scalar.isScalar()) return {};
  return findExpressionsIn(rawText(scalar), scalar.span().begin);
}

bool hasBinding(std::string_view text) {
  const std::size_t open = text.find("${{");
  return open != std::string_view::npos && text.find("}}", open + 3) != std::string_view::npos;
}

bool isBinding(std::string_view text) {
  text = trim(text);
  return text.starts_with("${{") && text.size() >= 5 && text.find("}}") == text.size() - 2;
}

}  // namespace footplate::schema
