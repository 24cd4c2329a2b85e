#include "ide/quickfixes/tab_fix.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "base/strings.h"
#include "ide/quickfixes/places.h"
#include "schema/validator.h"

namespace footplate::ide {
namespace {

constexpr std::uint32_t linesLookedAt = 200;
constexpr std::size_t longestTried = 16 * 1024;  // bytes read again for each column in a millisecond
constexpr std::size_t mostTabs = 8;              // of a document whose columns are tried line by line
constexpr std::array<std::size_t, 3> tabWidths{2, 4, 8};
constexpr std::size_t usualWidth = tabWidths.front();

using Columns = std::vector<std::size_t>;

void addOnce(Columns& columns, std::size_t column) {
  if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
}

std::size_t widthOf(std::string_view blanks, std::size_t tab) {
  std::size_t width = 0;
  for (const char c : blanks) width += c == '\t' ? tab : 1;
  return width;
}

// What the lines around one that is indented with tabs leave open.
class Surroundings {
 public:
  Surroundings(const Document& document, Span span)
      : document_(document), text_(*document.text), lines_(document.yaml().lines()), span_(span) {}

  // First what is deeper than the line above, then every column of the lines above that is still open, the
  // deepest first.
  Columns openColumns(std::size_t tab) const {
    Columns open;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (std::uint32_t line = lines_.lineOf(span_.begin), i = 0; line > 0 && least > 0 && i < linesLookedAt;
         ++i) {
      const std::string_view words = wordsOf(--line);
      const std::size_t first = words.find_first_not_of(" \t");
      if (first == std::string_view::npos || words[first] == '#') continue;
      const std::size_t indent = widthOf(words.substr(0, first), tab);
      if (open.empty()) addDeeper(line, first, indent, open);
      const std::size_t entry = entryOf(words, first);
      if (entry != first && entry != std::string_view::npos && indent + entry - first < least)
        addOnce(open, indent + entry - first);
      if (indent < least) addOnce(open, indent);
      least = std::min(least, indent);
    }
    addOnce(open, 0);
    return open;
  }

  // Columns the tabs may stand for, then all that are open.
  Columns wantedColumns() const {
    Columns wanted;
    for (const std::size_t tab : tabWidths) {
      const std::size_t width = widthOf(textOf(document_, span_), tab);
      const Columns open = openColumns(tab);
      if (std::ranges::find(open, width) != open.end()) addOnce(wanted, width);
    }
    for (const std::size_t column : openColumns(usualWidth)) addOnce(wanted, column);
    return wanted;
  }

  // Without trying: what the line below asks for, the deepest column above it for a key whose value it is,
  // else its own.
  std::size_t likeliest() const {
    const Columns open = openColumns(usualWidth);
    const Columns wanted = wantedColumns();
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

 private:
  std::string_view wordsOf(std::uint32_t line) const { return textOf(document_, lines_.line(text_, line)); }

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
  void addDeeper(std::uint32_t line, std::size_t first, std::size_t indent, Columns& open) const {
    const std::string_view words = bareWordsOf(line);
    std::size_t entry = entryOf(words, first);
    const bool isDash = entry == std::string_view::npos;
    if (!isDash && !words.ends_with(':')) return;
    if (isDash) entry = words.size() - 1;
    const std::size_t column = indent + entry - first;
    open.push_back(column + 2);
    const std::size_t next = wordsBelow().find_first_not_of(' ');
    if (next != std::string_view::npos && next > column) addOnce(open, next);
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

  const Document& document_;
  std::string_view text_;
  const LineIndex& lines_;
  Span span_;
};

bool isIndentation(const Document& document, Span span) {
  const LineIndex& lines = document.yaml().lines();
  return span.begin == lines.lineStart(lines.lineOf(span.begin)) && trim(textOf(document, span)).empty();
}

std::size_t errorsOf(const yaml::Tree& tree) {
  return static_cast<std::size_t>(std::ranges::count(tree.problems(), Severity::error,
                                                     [](const yaml::Problem& one) { return one.severity; }));
}

// Whether two texts say the same, document by document.
bool sayTheSame(const yaml::Tree& a, const yaml::Tree& b) {
  return std::ranges::equal(a.documents(), b.documents(), [&](yaml::NodeId one, yaml::NodeId other) {
    return sameContent(a.node(one), b.node(other));
  });
}

}  // namespace

std::optional<schema::Fix> TabFixes::at(Span span) {
  const std::string_view bad = textOf(document_, span);
  if (bad.find('\t') == std::string_view::npos) return std::nullopt;
  if (!isIndentation(document_, span))
    return schema::Fix{"indent with spaces", {{span, replaceAll(std::string(bad), "\t", " ")}}};
  const std::optional<Column> found = column(span);
  if (!found) return std::nullopt;
  return schema::Fix{"indent with spaces", {{span, std::string(found->at, ' ')}}, !found->isSure};
}

std::optional<TabFixes::Column> TabFixes::column(Span span) {
  if (isLong()) return Column{Surroundings(document_, span).likeliest()};
  const Trial& width = best(widthTrials());
  const Column byWidth{widthOf(textOf(document_, span), width.column), isOnly(width, widthTrials())};
  const bool isMany = indentations().size() > mostTabs;
  if (width.faults == Faults() || (isMany && width.faults.first == 0)) return byWidth;
  if (isMany) return Column{Surroundings(document_, span).likeliest()};
  if (auto other = tried(span, width)) return other;
  return width.faults < faultsNow() ? std::optional(byWidth) : std::nullopt;
}

// Another column for this line alone, where that is better than tabs of any width.
std::optional<TabFixes::Column> TabFixes::tried(Span span, const Trial& byWidth) const {
  std::vector<Trial> trials;
  for (const std::size_t column : Surroundings(document_, span).wantedColumns()) {
    std::string text(*document_.text);
    text.replace(span.begin, span.size(), std::string(column, ' '));
    trials.push_back(trial(column, std::move(text)));
  }
  const Trial& found = best(trials);
  if (found.faults >= byWidth.faults || found.faults >= faultsNow()) return std::nullopt;
  return Column{found.column, isOnly(found, trials)};
}

// The document with all its tabs of one width, for each width that people use.
const std::vector<TabFixes::Trial>& TabFixes::widthTrials() {
  if (!widthTrials_.empty()) return widthTrials_;
  for (const std::size_t tab : tabWidths) {
    std::string text;
    Offset done = 0;
    for (const Span span : indentations()) {
      text.append(*document_.text, done, span.begin - done);
      text.append(widthOf(textOf(document_, span), tab), ' ');
      done = span.end;
    }
    text.append(*document_.text, done);
    widthTrials_.push_back(trial(tab, std::move(text)));
  }
  return widthTrials_;
}

TabFixes::Trial TabFixes::trial(std::size_t column, std::string text) const {
  auto tree = yaml::parse(std::make_shared<const std::string>(std::move(text)));
  const bool isJudged = document_.schema && document_.parts.empty();
  const Faults faults{errorsOf(*tree),
                      isJudged ? schema::validate(tree->root(), *document_.schema).size() : 0};
  return {column, faults, std::move(tree)};
}

TabFixes::Faults TabFixes::faultsNow() const {
  return {errorsOf(document_.yaml()), 0};
}

bool TabFixes::isLong() const {
  return document_.text->size() > longestTried;
}

// The blanks that are told, in the order of the text.
const std::vector<Span>& TabFixes::indentations() {
  if (indentations_) return *indentations_;
  indentations_.emplace();
  for (const yaml::Problem& problem : document_.yaml().problems()) {
    if (problem.code == "yaml.tab-indentation" && isIndentation(document_, problem.span))
      indentations_->push_back(problem.span);
  }
  return *indentations_;
}

const TabFixes::Trial& TabFixes::best(const std::vector<Trial>& trials) {
  return *std::ranges::min_element(trials, {}, &Trial::faults);
}

// Whether all that are as good say the same.
bool TabFixes::isOnly(const Trial& best, const std::vector<Trial>& trials) {
  return std::ranges::all_of(trials, [&](const Trial& one) {
    return one.faults != best.faults || sayTheSame(*one.tree, *best.tree);
  });
}

}  // namespace footplate::ide
