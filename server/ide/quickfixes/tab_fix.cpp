#include "ide/quickfixes/tab_fix.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "schema/validator.h"

namespace footplate::ide {
namespace {

constexpr std::uint32_t linesLookedAt = 200;
constexpr std::size_t longestTried = 16 * 1024;  // bytes read again for each column in a millisecond
constexpr std::ptrdiff_t mostTabs = 8;           // of a document whose columns are tried

using Columns = std::vector<std::size_t>;

void addOnce(Columns& columns, std::size_t column) {
  if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
}

// The column of the entry in a line that begins at `indent`: behind its dashes, none where nothing follows
// them.
std::size_t entryColumn(std::string_view line, std::size_t indent) {
  while (indent < line.size() && line[indent] == '-' &&
         line.substr(indent + 1, 1).find_first_not_of(' ') != 0)
    indent = line.find_first_not_of(' ', indent + 1);
  return indent;
}

class TabFix {
 public:
  TabFix(const Document& document, Span span)
      : document_(document), text_(*document.text), lines_(document.yaml().lines()), span_(span) {}

  std::optional<std::size_t> column() const {
    const Columns open = openColumns();
    Columns wanted;
    for (const std::size_t tab : {2UL, 4UL, 8UL}) {
      const std::size_t width = widthWith(tab);
      if (std::ranges::find(open, width) != open.end()) addOnce(wanted, width);
    }
    for (const std::size_t column : open) addOnce(wanted, column);
    return isLong() ? likeliest(open, wanted) : best(wanted);
  }

 private:
  std::size_t widthWith(std::size_t tab) const {
    std::size_t width = 0;
    for (const char c : text_.substr(span_.begin, span_.size())) width += c == '\t' ? tab : 1;
    return width;
  }

  std::string_view wordsOf(std::uint32_t line) const {
    const Span span = lines_.line(text_, line);
    return text_.substr(span.begin, span.size());
  }

  // A line without its comment and the blanks at its end.
  std::string_view bareWordsOf(std::uint32_t line) const {
    const Span span = lines_.line(text_, line);
    const auto& comments = document_.yaml().comments();
    const auto comment = std::ranges::lower_bound(comments, span.begin, {}, &Span::begin);
    const Offset end = comment == comments.end() ? span.end : std::min(span.end, comment->begin);
    const std::string_view words = text_.substr(span.begin, end - span.begin);
    return words.substr(0, words.find_last_not_of(" \t\r") + 1);
  }

  // What may stand below the nearest line above: below a key without a value, or a dash, a column that is
  // deeper than it, one step or as far as the line below.
  void addDeeper(std::uint32_t line, std::size_t indent, Columns& open) const {
    const std::string_view words = bareWordsOf(line);
    std::size_t entry = entryColumn(words, indent);
    const bool isDash = entry == std::string_view::npos;
    if (!isDash && !words.ends_with(':')) return;
    if (isDash) entry = words.size() - 1;
    open.push_back(entry + 2);
    const std::size_t next = wordsBelow().find_first_not_of(' ');
    if (next != std::string_view::npos && next > entry) addOnce(open, next);
  }

  // First what is deeper than the line above, then every column of the lines above that is still open, the
  // deepest first.
  Columns openColumns() const {
    Columns open;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (std::uint32_t line = lines_.lineOf(span_.begin), i = 0; line > 0 && least > 0 && i < linesLookedAt;
         ++i) {
      const std::string_view words = wordsOf(--line);
      const std::size_t indent = words.find_first_not_of(' ');
      if (indent == std::string_view::npos || words[indent] == '#' || words[indent] == '\t') continue;
      if (open.empty()) addDeeper(line, indent, open);
      const std::size_t entry = entryColumn(words, indent);
      if (entry != indent && entry < least) addOnce(open, entry);
      if (indent < least) addOnce(open, indent);
      least = std::min(least, indent);
    }
    addOnce(open, 0);
    return open;
  }

  // Without trying: what the line below asks for, the deepest column above it for a key whose value it is,
  // else its own.
  std::size_t likeliest(const Columns& open, const Columns& wanted) const {
    const std::string_view below = wordsBelow();
    const std::size_t next = below.find_first_not_of(' ');
    if (next == std::string_view::npos) return wanted.front();
    const bool isOpen = std::ranges::find(open, next) != open.end();
    if (bareWordsOf(lines_.lineOf(span_.begin)).ends_with(':')) {
      if (isOpen && below[next] == '-') return next;
      std::optional<std::size_t> deepest;
      for (const std::size_t column : open) {
        if (column < next && column >= deepest.value_or(0)) deepest = column;
      }
      if (deepest) return *deepest;
    } else if (isOpen) {
      return next;
    }
    const auto inside = std::ranges::find_if(wanted, [&](std::size_t column) { return column >= next; });
    return inside == wanted.end() ? wanted.front() : *inside;
  }

  // The first line below that is not indented with a tab too; nothing behind the last.
  std::string_view wordsBelow() const {
    const std::uint32_t first = lines_.lineOf(span_.begin) + 1;
    const std::uint32_t end = std::min(lines_.lineCount(), first + linesLookedAt);
    for (std::uint32_t line = first; line < end; ++line) {
      const std::string_view words = wordsOf(line);
      const std::size_t indent = words.find_first_not_of(' ');
      if (indent != std::string_view::npos && words[indent] != '#' && words[indent] != '\t') return words;
    }
    return {};
  }

  bool isLong() const {
    return text_.size() > longestTried ||
           std::ranges::count(document_.yaml().problems(), std::string_view("yaml.tab-indentation"),
                              [](const yaml::Problem& problem) { return std::string_view(problem.code); }) >
               mostTabs;
  }

  // Faults of the syntax, then of the structure.
  using Faults = std::pair<std::size_t, std::size_t>;

  static std::size_t errorsOf(const yaml::Tree& tree) {
    return static_cast<std::size_t>(std::ranges::count(
        tree.problems(), Severity::error, [](const yaml::Problem& one) { return one.severity; }));
  }

  Faults faultsAt(std::size_t column) const {
    std::string text(text_);
    text.replace(span_.begin, span_.size(), std::string(column, ' '));
    const auto tree = yaml::parse(std::make_shared<const std::string>(std::move(text)));
    const bool isJudged = document_.schema && document_.parts.empty();
    return {errorsOf(*tree), isJudged ? schema::validate(tree->root(), *document_.schema).size() : 0};
  }

  std::optional<std::size_t> best(const Columns& wanted) const {
    std::optional<std::size_t> found;
    Faults least{errorsOf(document_.yaml()), 0};
    for (const std::size_t column : wanted) {
      const Faults faults = faultsAt(column);
      if (faults >= least) continue;
      least = faults;
      found = column;
    }
    return found;
  }

  const Document& document_;
  std::string_view text_;
  const LineIndex& lines_;
  Span span_;
};

}  // namespace

std::optional<schema::Fix> indentWithSpaces(const Document& document, Span span) {
  const std::string_view bad = std::string_view(*document.text).substr(span.begin, span.size());
  if (bad.find('\t') == std::string_view::npos) return std::nullopt;
  const LineIndex& lines = document.yaml().lines();
  const bool isIndentation = span.begin == lines.lineStart(lines.lineOf(span.begin)) && trim(bad).empty();
  if (!isIndentation)
    return schema::Fix{"indent with spaces", {{span, replaceAll(std::string(bad), "\t", " ")}}};
  const std::optional<std::size_t> column = TabFix(document, span).column();
  if (!column) return std::nullopt;
  return schema::Fix{"indent with spaces", {{span, std::string(*column, ' ')}}};
}

}  // namespace footplate::ide
