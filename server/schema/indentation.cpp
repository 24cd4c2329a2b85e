#include "schema/indentation.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "schema/messages.h"
#include "schema/validator.h"
#include "schema/walk.h"

namespace footplate::schema {
namespace {

constexpr std::size_t mostSuspects = 10;  // lines
constexpr std::size_t mostEnds = 8;       // of runs that begin with one of them
constexpr int blank = -1;
constexpr std::string_view missingValue = "schema.missing-value";

bool isFault(const Issue& issue) {
  return issue.severity == Severity::error || issue.severity == Severity::warning;
}

// Told by the reader of lines that fit no column.
bool isOfColumn(std::string_view code) {
  return isOneOf(code, {"yaml.bad-indentation", "yaml.stray-dash", "yaml.missing-dash"});
}

bool isOfKey(std::string_view code) {
  return code == "schema.unknown-key" || code == missingValue;
}

// The lines of a text as an eye sees them.
class Outline {
 public:
  explicit Outline(const yaml::Tree& tree) : text_(tree.text()), lines_(tree.lines()) {
    for (std::uint32_t i = 0; i < lines_.lineCount(); ++i) indents_.push_back(indentOf(words(i)));
    findStep();
  }

  std::uint32_t count() const { return lines_.lineCount(); }
  int indent(std::uint32_t line) const { return indents_[line]; }
  std::string_view words(std::uint32_t line) const {
    const Span span = lines_.line(text_, line);
    return text_.substr(span.begin, span.size());
  }
  // A key or an item rather than text that goes on.
  bool isEntry(std::uint32_t line) const {
    return trim(words(line)).starts_with("-") || words(line).find(':') != std::string_view::npos;
  }
  // A key whose value stands in the lines below, if anywhere.
  bool isHead(std::uint32_t line) const {
    const std::string_view whole = words(line);
    return trim(whole.substr(0, whole.find(" #"))).ends_with(":");
  }
  std::optional<std::uint32_t> before(std::uint32_t line) const {
    while (line > 0) {
      if (indent(--line) != blank) return line;
    }
    return std::nullopt;
  }
  std::optional<std::uint32_t> after(std::uint32_t line) const {
    while (++line < count()) {
      if (indent(line) != blank) return line;
    }
    return std::nullopt;
  }
  // The line above that is less deep than the column.
  std::optional<std::uint32_t> headOf(std::uint32_t line, int column) const {
    auto at = before(line);
    while (at && indent(*at) >= column) at = before(*at);
    return at;
  }
  // The last line that stands at least so deep, all between being so, too.
  std::uint32_t lastOfRun(std::uint32_t line, int least) const {
    std::uint32_t last = line;
    for (std::optional<std::uint32_t> at = after(line); at && indent(*at) >= least; at = after(*at))
      last = *at;
    return last;
  }
  int step() const { return step_; }

 private:
  // Of comments none: they belong to what stands below them.
  static int indentOf(std::string_view line) {
    const std::size_t at = line.find_first_not_of(' ');
    if (at == std::string_view::npos || line[at] == '#' || line[at] == '\r') return blank;
    return static_cast<int>(at);
  }

  // Columns of a level: what most keys have their values indented by.
  void findStep() {
    std::map<int, int> counts;
    int above = blank;  // column of the line above, where that is a key over others
    for (std::uint32_t i = 0; i < count(); ++i) {
      if (indent(i) == blank) continue;
      if (above != blank && indent(i) > above) ++counts[indent(i) - above];
      above = isHead(i) ? indent(i) : blank;
    }
    for (const auto& [columns, times] : counts) {
      if (!counts.contains(step_) || times > counts[step_]) step_ = columns;
    }
  }

  std::string_view text_;
  const LineIndex& lines_;
  std::vector<int> indents_;
  int step_ = 2;
};

class ShiftSearch {
 public:
  ShiftSearch(const yaml::Tree& tree, const Schema& schema, const std::vector<Issue>& issues,
              ShiftBudget& budget)
      : tree_(tree), schema_(schema), issues_(issues), budget_(budget), outline_(tree) {
    faults_ = faultsOf(tree);
  }

  std::optional<LineShift> run() {
    for (const std::uint32_t line : suspects()) tryLine(line);
    return best_;
  }

 private:
  using Fault = std::pair<std::uint32_t, std::string>;
  // The less, the better.
  using Rank = std::tuple<std::size_t, bool, int, std::uint32_t, int, std::uint32_t>;

  // Whether an issue may come from lines that are out of their column: told by the reader, or of a key over
  // other lines that nothing else explains.
  bool isRagged(const Issue& issue) const {
    return isOfColumn(issue.code) && outline_.isEntry(tree_.lines().lineOf(issue.span.begin));
  }
  bool isSign(const Issue& issue) const {
    if (isRagged(issue)) return true;
    const std::uint32_t line = tree_.lines().lineOf(issue.span.begin);
    if (!isOfKey(issue.code) || !issue.fixes.empty() || !outline_.isHead(line)) return false;
    // A key without a value is mostly being typed; it has lost it where the lines below are wrong, too.
    const auto below = outline_.after(line);
    return issue.code != missingValue || (below && hasFault(*below));
  }

  bool hasFault(std::uint32_t line) const {
    return std::ranges::any_of(faults_, [&](const Fault& fault) { return fault.first == line; });
  }

  std::vector<std::uint32_t> suspects() {
    std::set<std::uint32_t> signs;
    for (const Issue& issue : issues_) {
      if (!isFault(issue) || !isSign(issue)) continue;
      isRagged_ = isRagged_ || isRagged(issue);
      signs.insert(tree_.lines().lineOf(issue.span.begin));
    }
    std::vector<std::uint32_t> lines;
    const auto add = [&](std::optional<std::uint32_t> line) {
      if (!line || outline_.indent(*line) == blank || !outline_.isEntry(*line)) return;
      // A line in its column that nothing is said of may stay.
      if (!isRagged_ && !hasFault(*line)) return;
      if (std::ranges::find(lines, *line) == lines.end() && lines.size() < mostSuspects)
        lines.push_back(*line);
    };
    for (const std::uint32_t line : signs) {
      add(line);
      const auto above = outline_.before(line);
      add(above);
      if (above) add(outline_.headOf(*above, outline_.indent(*above)));
      add(outline_.after(line));
    }
    return lines;
  }

  // Columns that keys and items have around the line.
  std::set<int> columnsFor(std::uint32_t line) const {
    std::set<int> columns;
    int outer = -1;
    for (auto at = outline_.before(line); at; at = outline_.before(*at)) {
      const int indent = outline_.indent(*at);
      if (outer == -1 && outline_.isHead(*at)) columns.insert(indent + outline_.step());
      if (outer != -1 && indent >= outer) continue;
      columns.insert(outer = indent);
      if (indent == 0) break;
    }
    if (const auto below = outline_.after(line)) {
      columns.insert(outline_.indent(*below));
      columns.insert(outline_.indent(*below) - outline_.step());
    }
    std::erase_if(columns, [&](int column) { return column < 0 || column == outline_.indent(line); });
    return columns;
  }

  void tryLine(std::uint32_t line) {
    const int indent = outline_.indent(line);
    std::set<std::uint32_t> lasts{line, outline_.lastOfRun(line, indent + 1)};
    if (isRagged_) lasts.insert(outline_.lastOfRun(line, indent));
    addEnds(line, lasts);
    for (const int column : columnsFor(line)) {
      for (const std::uint32_t last : lasts) tryShift({line, last, column - indent});
    }
  }

  // What follows a block that is too far left reads as part of it: the block may end before each of its keys.
  void addEnds(std::uint32_t line, std::set<std::uint32_t>& lasts) const {
    const auto child = outline_.after(line);
    if (!child || outline_.indent(*child) <= outline_.indent(line)) return;
    std::uint32_t last = *child;
    const std::size_t most = lasts.size() + mostEnds;
    for (auto at = outline_.after(last); at && lasts.size() < most; at = outline_.after(*at)) {
      if (outline_.indent(*at) < outline_.indent(*child)) break;
      if (outline_.indent(*at) == outline_.indent(*child)) lasts.insert(last);
      last = *at;
    }
  }

  // How far the first line, and the line below a key, are from where they stand as a rule; nothing for a key
  // that has no value.
  std::optional<int> offStep(const LineShift& shift) const {
    const int column = outline_.indent(shift.first) + shift.columns;
    const auto head = outline_.headOf(shift.first, column);
    const bool isItem = trim(outline_.words(shift.first)).starts_with("-");
    const int off = head && !isItem ? std::abs(column - outline_.indent(*head) - outline_.step()) : 0;
    if (!outline_.isHead(shift.first)) return off;
    const auto below = outline_.after(shift.first);
    if (!below) return std::nullopt;
    const int under = outline_.indent(*below) + (*below <= shift.last ? shift.columns : 0);
    if (under <= column) return std::nullopt;
    return off + std::abs(under - column - outline_.step());
  }

  // Whether a line begins a key or an item, and no text goes on in it.
  static bool beginsEntry(const yaml::Tree& tree, std::uint32_t line) {
    const Span span = tree.lines().line(tree.text(), line);
    const std::string_view words = std::string_view(tree.text()).substr(span.begin, span.size());
    const std::size_t at = words.find_first_not_of("- ");
    const Offset begin = span.begin + static_cast<Offset>(std::min(at, words.size()));
    return at == std::string_view::npos || tree.nodeAt(begin).span().begin == begin;
  }

  void tryShift(const LineShift& shift) {
    const std::optional<int> off = offStep(shift);
    if (!off) return;
    if (budget_.trials == 0 || budget_.bytes < tree_.text().size()) return;
    --budget_.trials;
    budget_.bytes -= tree_.text().size();
    const std::shared_ptr<const yaml::Tree> made =
        yaml::parse(std::make_shared<const std::string>(shifted(tree_, shift)));
    const auto below = outline_.after(shift.last);
    if (!beginsEntry(*made, shift.first) ||
        (below && outline_.isEntry(*below) && !beginsEntry(*made, *below)))
      return;
    std::size_t left = 0;
    for (const Fault& fault : faultsOf(*made)) {
      if ((fault.first >= shift.first && fault.first <= shift.last) || !faults_.contains(fault)) return;
      ++left;
    }
    if (left >= faults_.size()) return;
    const Offset at = made->lines().lineStart(shift.first) +
                      static_cast<Offset>(outline_.indent(shift.first) + shift.columns);
    const yaml::Node node = made->nodeAt(at);
    if (schemasAt(node, schema_).empty() && !isRagged_) return;  // anything may stand there
    const Places around = schemasAt(node.parent(), schema_);
    const bool isFree = findProperty(around, node.text()) == nullptr;
    const Rank rank{left, isFree, *off, shift.last - shift.first, std::abs(shift.columns), shift.first};
    if (best_ && rank >= rank_) return;
    best_ = shift;
    rank_ = rank;
  }

  std::multiset<Fault> faultsOf(const yaml::Tree& tree) const {
    std::multiset<Fault> faults;
    for (const yaml::Problem& problem : tree.problems()) {
      if (problem.severity == Severity::error || problem.severity == Severity::warning)
        faults.emplace(tree.lines().lineOf(problem.span.begin), problem.code);
    }
    for (const Issue& issue : validate(tree.root(), schema_)) {
      if (isFault(issue)) faults.emplace(tree.lines().lineOf(issue.span.begin), issue.code);
    }
    return faults;
  }

  const yaml::Tree& tree_;
  const Schema& schema_;
  const std::vector<Issue>& issues_;
  ShiftBudget& budget_;
  Outline outline_;
  std::multiset<Fault> faults_;
  bool isRagged_ = false;  // the reader met a line that fits no column above
  std::optional<LineShift> best_;
  Rank rank_;
};

// Whether a line is just being typed, a word without its colon or an item without its words: what is wrong
// around it comes from there.
bool isBeingTyped(const yaml::Tree& tree) {
  const LineIndex& lines = tree.lines();
  const auto wordsAt = [&](std::uint32_t line) {
    const Span span = lines.line(tree.text(), line);
    const std::string_view words = std::string_view(tree.text()).substr(span.begin, span.size());
    return trim(words.substr(0, words.find(" #")));
  };
  const auto isBareWord = [&](const yaml::Problem& problem) {
    if (!isOneOf(problem.code, {"yaml.missing-colon", "yaml.stray-text"})) return false;
    const std::string_view words = wordsAt(lines.lineOf(problem.span.begin));
    return words.find(':') == std::string_view::npos && !words.starts_with("- ");
  };
  if (std::ranges::any_of(tree.problems(), isBareWord)) return true;
  for (std::uint32_t line = 0; line < lines.lineCount(); ++line) {
    if (wordsAt(line) == "-") return true;
  }
  return false;
}

std::string columnsOf(std::int32_t columns) {
  return std::to_string(std::abs(columns)) + (std::abs(columns) == 1 ? " column" : " columns");
}

}  // namespace

std::optional<LineShift> findShift(const yaml::Tree& tree, const Schema& schema,
                                   const std::vector<Issue>& issues, ShiftBudget& budget) {
  const bool mayShift = std::ranges::any_of(issues, [](const Issue& issue) {
    return isFault(issue) && (isOfColumn(issue.code) || isOfKey(issue.code));
  });
  if (!mayShift || tree.documents().size() != 1 || isBeingTyped(tree)) return std::nullopt;
  return ShiftSearch(tree, schema, issues, budget).run();
}

std::string shifted(const yaml::Tree& tree, const LineShift& shift) {
  const std::string& text = tree.text();
  const LineIndex& lines = tree.lines();
  std::string made = text.substr(0, lines.lineStart(shift.first));
  for (std::uint32_t i = shift.first; i <= shift.last; ++i) {
    const std::string line = text.substr(lines.lineStart(i), lines.lineStart(i + 1) - lines.lineStart(i));
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    const bool isEmpty = trim(line).empty();
    if (shift.columns > 0 && !isEmpty) made += std::string(static_cast<std::size_t>(shift.columns), ' ');
    const std::size_t less = shift.columns < 0 && !isEmpty ? static_cast<std::size_t>(-shift.columns) : 0;
    made += line.substr(std::min(less, blanks));
  }
  return made + text.substr(lines.lineStart(shift.last + 1));
}

Offset placeBefore(const yaml::Tree& tree, const LineShift& shift, const LineIndex& lines, Offset at) {
  const std::uint32_t line = lines.lineOf(at);
  std::int64_t column = at - lines.lineStart(line);
  const Span whole = tree.lines().line(tree.text(), line);
  const bool moved = line >= shift.first && line <= shift.last;
  if (moved) column = std::max<std::int64_t>(column - shift.columns, 0);
  return std::min(whole.begin + static_cast<Offset>(column), static_cast<Offset>(tree.text().size()));
}

Issue shiftIssue(const yaml::Tree& tree, const LineShift& shift, Severity severity) {
  const LineIndex& lines = tree.lines();
  const Span line = lines.line(tree.text(), shift.first);
  const std::string_view words = std::string_view(tree.text()).substr(line.begin, line.size());
  const std::size_t begin = std::min(words.find_first_not_of(' '), words.size());
  const std::string_view entry = trim(words.substr(0, words.find(" #")));
  const std::size_t end = begin + std::min(entry.find(':'), entry.size());
  const std::string name = quoted(words.substr(begin, end - begin));
  const std::string far = columnsOf(shift.columns);
  const bool isOne = shift.first == shift.last;
  Issue issue;
  issue.span = {line.begin + static_cast<Offset>(begin), line.begin + static_cast<Offset>(end)};
  issue.severity = severity;
  issue.code = "yaml.bad-indentation";
  issue.message = (isOne ? name + " stands " : name + " and the lines below it stand ") + far +
                  (shift.columns < 0 ? " too deep" : " too far left");
  Fix fix{"move " + (isOne ? std::string("it") : std::to_string(shift.last - shift.first + 1) + " lines") +
              " " + far + (shift.columns < 0 ? " to the left" : " to the right"),
          {},
          true};
  for (std::uint32_t i = shift.first; i <= shift.last; ++i) {
    const Span each = lines.line(tree.text(), i);
    const std::string_view text = std::string_view(tree.text()).substr(each.begin, each.size());
    if (trim(text).empty()) continue;
    const auto blanks = static_cast<Offset>(text.find_first_not_of(' '));
    if (shift.columns > 0) {
      fix.edits.push_back(
          {{each.begin, each.begin}, std::string(static_cast<std::size_t>(shift.columns), ' ')});
    } else {
      fix.edits.push_back(
          {{each.begin, each.begin + std::min(blanks, static_cast<Offset>(-shift.columns))}, ""});
    }
  }
  issue.fixes.push_back(std::move(fix));
  return issue;
}

}  // namespace footplate::schema
