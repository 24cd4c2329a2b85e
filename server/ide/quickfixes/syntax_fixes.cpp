#include "ide/quickfixes/syntax_fixes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ide/quickfixes/places.h"
#include "ide/quickfixes/tab_fix.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using schema::Fix;

class SyntaxFix {
 public:
  SyntaxFix(const Document& document, Span span)
      : document_(document), text_(*document.text), lines_(document.yaml().lines()), span_(span) {}

  std::optional<Fix> insertAfter(const char* title) const {
    return Fix{title, {Edit{{span_.end, span_.end}, " "}}};
  }
  std::optional<Fix> insertBefore(const char* title) const {
    return Fix{title, {Edit{{span_.begin, span_.begin}, " "}}};
  }
  std::optional<Fix> remove(const char* title, bool withBlanks) const {
    Span span = span_;
    while (withBlanks && span.end < text_.size() && text_[span.end] == ' ') ++span.end;
    return Fix{title, {Edit{span, ""}}};
  }

  // Right behind what comes before, above comments.
  std::optional<Fix> comma() const {
    const std::vector<Span>& comments = document_.yaml().comments();
    Offset at = span_.begin;
    while (at > 0) {
      const auto after = std::ranges::lower_bound(comments, at, {}, &Span::begin);
      if (after != comments.begin() && std::prev(after)->end == at) {
        at = std::prev(after)->begin;
      } else if (std::string_view(" \t\r\n").find(text_[at - 1]) != std::string_view::npos) {
        --at;
      } else {
        break;
      }
    }
    return Fix{"put a ',' between them", {Edit{{at, at}, ","}}};
  }

  // The rest of the line from the value on, in double quotes; nothing where it goes on below.
  std::optional<Fix> quoteFrom(Offset begin) const {
    if (goesOnBelow(begin)) return std::nullopt;
    const Span line = lines_.line(text_, lines_.lineOf(begin));
    std::string_view value = text_.substr(begin, line.end - begin);
    value = value.substr(0, value.find(" #"));
    while (value.ends_with(' ') || value.ends_with('\r')) value.remove_suffix(1);
    if (value.empty() || value.find_first_of("\"\\\t") != std::string_view::npos) return std::nullopt;
    const Span span{begin, begin + static_cast<Offset>(value.size())};
    return Fix{"put it in quotes", {Edit{span, '"' + std::string(value) + '"'}}};
  }

  // "key: a: b": what stands behind the first colon.
  std::optional<Fix> quoteValueOfLine() const {
    const Span line = lines_.line(text_, lines_.lineOf(span_.begin));
    const std::size_t colon = text_.find(": ", line.begin);
    if (insideFlow()) return std::nullopt;
    if (colon == std::string_view::npos || colon >= span_.begin) return std::nullopt;
    const std::size_t value = text_.find_first_not_of(' ', colon + 1);
    if (value == std::string_view::npos || value > span_.begin) return std::nullopt;
    if (std::string_view("'[{|>&*!-?").find(text_[value]) != std::string_view::npos) return std::nullopt;
    if (text_.substr(value).starts_with("azureml:")) return closeGap(static_cast<Offset>(value));
    // "count: 1: b" is a slip of the finger, no text.
    const std::string_view first = text_.substr(value, text_.find(':', value) - value);
    if (yaml::typeOfText(first) != yaml::ScalarType::string) return std::nullopt;
    return quoteFrom(static_cast<Offset>(value));
  }

  // A '*' that is no alias: "* * * * *", "*/5 * * * *", "*.csv". One alone is an alias half typed as well.
  std::optional<Fix> quoteStar() const {
    if (insideFlow()) return std::nullopt;
    auto fix = quoteFrom(span_.begin);
    if (fix) fix->isChoice = fix->edits.front().span.size() <= 1;
    return fix;
  }

  // "*/5 * * * *": no anchor begins with a '/'.
  bool isSchedule() const { return text_.substr(span_.begin).starts_with("*/"); }

  std::optional<Fix> quoteReserved() const { return insideFlow() ? std::nullopt : quoteFrom(span_.begin); }

  // An expression that is a whole item between brackets.
  std::optional<Fix> quoteExpression() const {
    const char before = span_.begin > 0 ? text_[span_.begin - 1] : '\0';
    const char after = span_.end < text_.size() ? text_[span_.end] : '\0';
    if (std::string_view(" ,[{").find(before) == std::string_view::npos) return std::nullopt;
    if (std::string_view(" ,]}\r\n").find(after) == std::string_view::npos) return std::nullopt;
    const std::string expression(text_.substr(span_.begin, span_.size()));
    if (!expression.starts_with('$') || expression.find('"') != std::string::npos) return std::nullopt;
    return Fix{"put it in quotes", {Edit{span_, '"' + expression + '"'}}};
  }

 private:
  // "azureml: NAME": no text holds that. Behind "azureml:NAME:" a version is missing, which nobody knows
  // here.
  std::optional<Fix> closeGap(Offset value) const {
    const Offset begin = value + static_cast<Offset>(std::string_view("azureml:").size());
    const std::size_t end = text_.find_first_not_of(' ', begin);
    if (end == begin || end == std::string_view::npos || begin <= span_.begin) return std::nullopt;
    return Fix{"remove the blank", {Edit{{begin, static_cast<Offset>(end)}, ""}}};
  }

  // Whether the next line that says something belongs to the value, too: it is deeper than the entry of this
  // line, or as deep as the value where that has the line to itself.
  bool goesOnBelow(Offset value) const {
    const std::uint32_t number = lines_.lineOf(value);
    const std::string_view words = textOf(document_, lines_.line(text_, number));
    const std::size_t entry = entryOf(words, words.find_first_not_of(' '));
    const std::size_t least = value - lines_.lineStart(number) == entry ? entry : entry + 1;
    for (std::uint32_t next = number + 1; next < lines_.lineCount(); ++next) {
      const std::string_view below = textOf(document_, lines_.line(text_, next));
      const std::size_t indent = below.find_first_not_of(" \t\r");
      if (indent != std::string_view::npos && below[indent] != '#') return indent >= least;
    }
    return false;
  }

  bool insideFlow() const {
    for (yaml::Node node = document_.yaml().nodeAt(span_.begin); node; node = node.parent()) {
      if (node.flow()) return true;
    }
    return false;
  }

  const Document& document_;
  std::string_view text_;
  const LineIndex& lines_;
  Span span_;
};

std::optional<Fix> fixOf(const Document& document, Span span, std::string_view code) {
  const SyntaxFix fix(document, span);
  if (code == "yaml.missing-space") return fix.insertAfter("put a space behind the ':'");
  if (code == "yaml.comment-space") return fix.insertBefore("put a space before the '#'");
  if (code == "yaml.flow-comma") return fix.remove("remove the comma", false);
  if (code == "yaml.dash-in-flow") return fix.remove("remove the '-'", true);
  if (code == "yaml.missing-comma") return fix.comma();
  if (code == "yaml.reserved-character") return fix.quoteReserved();
  if (code == "yaml.lone-alias") return fix.quoteStar();
  if (code == "yaml.undefined-alias" && fix.isSchedule()) return fix.quoteStar();
  if (code == "yaml.nested-colon") return fix.quoteValueOfLine();
  if (code == "yaml.expression-in-flow") return fix.quoteExpression();
  return std::nullopt;
}

}  // namespace

void addSyntaxFixes(const Document& document, std::span<schema::Issue> issues) {
  TabFixes tabs(document);
  for (schema::Issue& issue : issues) {
    auto fix =
        issue.code == "yaml.tab-indentation" ? tabs.at(issue.span) : fixOf(document, issue.span, issue.code);
    if (fix) issue.fixes.push_back(std::move(*fix));
  }
}

}  // namespace footplate::ide
