// `binding.`: texts that look like ${{ }} but are none, and $[[ ]] around what is optional.
#include <cctype>
#include <optional>

#include "base/strings.h"
#include "ide/checks/binding_checks.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using schema::Issue;
using yaml::Node;

struct NearMiss {
  Span span;  // with its brackets
  std::string path;
  bool dollar;  // ${inputs.x}: a shell refuses it
};

// Finds {inputs.x}, ${inputs.x}, {{inputs.x}} and $(inputs.x).
class NearMisses {
 public:
  NearMisses(std::string_view text, Offset base) : text_(text), base_(base) {}

  std::optional<NearMiss> next() {
    for (;;) {
      const std::size_t open = text_.find_first_of("{(", at_);
      if (open == std::string_view::npos) return std::nullopt;
      std::size_t name = open;
      while (name < text_.size() && text_[name] == text_[open]) ++name;
      at_ = name;
      if (auto found = read(open, name)) return found;
    }
  }

 private:
  std::optional<NearMiss> read(std::size_t open, std::size_t name) {
    const std::size_t braces = name - open;
    const bool dollar = open > 0 && text_[open - 1] == '$';
    const bool round = text_[open] == '(';  // $(inputs.x): a shell runs a program of that name
    if (round ? braces > 1 || !dollar : braces > 2 || (braces == 2 && dollar)) return std::nullopt;
    while (name < text_.size() && text_[name] == ' ') ++name;
    std::size_t end = name;
    while (end < text_.size() && isNameChar(text_[end])) ++end;
    const std::string_view path = text_.substr(name, end - name);
    if (!path.starts_with("inputs.") && !path.starts_with("outputs.") && !path.starts_with("search_space."))
      return std::nullopt;
    while (end < text_.size() && text_[end] == ' ') ++end;
    for (std::size_t i = 0; i < braces; ++i, ++end) {
      if (end >= text_.size() || text_[end] != (round ? ')' : '}')) return std::nullopt;
    }
    at_ = end;
    const std::size_t begin = open - (dollar ? 1 : 0);
    const std::size_t torn = tornFrom(begin, braces);
    // "${ {…}}" ends with a brace more.
    if (torn + 1 < begin && text_[torn + 1] == '{') at_ = ++end;
    const Span span{base_ + static_cast<Offset>(torn), base_ + static_cast<Offset>(end)};
    return NearMiss{span, std::string(path), dollar && !round};
  }

  // Where "$ {{" or "${ {" begins whose last braces are at `begin`; `begin` for others.
  std::size_t tornFrom(std::size_t begin, std::size_t braces) const {
    std::size_t before = begin;
    while (before > 0 && text_[before - 1] == ' ') --before;
    if (before == begin || text_[begin] != '{') return begin;
    const std::string_view lead = text_.substr(0, before);
    if (braces == 2 && lead.ends_with('$')) return before - 1;
    const bool isSplit = braces == 1 && lead.ends_with("${") && text_.substr(at_).starts_with('}');
    return isSplit ? before - 2 : begin;
  }

  std::string_view text_;
  Offset base_;
  std::size_t at_ = 0;
};

const Port* portNamed(const Unit& unit, std::string_view path) {
  const std::size_t dot = path.find('.');
  const std::string_view group = path.substr(0, dot);
  for (const Unit* up = &unit; up; up = up->holder) {
    const Ports& ports = group == "inputs" ? up->inputs : group == "outputs" ? up->outputs : up->search;
    if (const Port* port = ports.find(path.substr(dot + 1))) return port;
  }
  return nullptr;
}

std::string_view raw(Node scalar) {
  const Span span = scalar.span();
  return std::string_view(scalar.tree()->text()).substr(span.begin, span.size());
}

void checkNearMisses(Node scalar, const Unit& unit, BindingView& view) {
  NearMisses misses(raw(scalar), scalar.span().begin);
  while (const auto miss = misses.next()) {
    const Port* port = portNamed(unit, miss->path);
    if (port) {
      view.meant.insert(port);
    } else {
      for (const Unit* up = &unit; up; up = up->holder) view.doubtful.insert(up);
    }
    const bool fails = miss->dollar && port;
    Issue& issue = view.scope.add(miss->span, fails ? Severity::error : Severity::warning, "binding.braces",
                                  "nothing is filled in here, '${{" + miss->path + "}}' is meant");
    issue.fixes.push_back({"change to '${{" + miss->path + "}}'", {{miss->span, "${{" + miss->path + "}}"}}});
  }
}

// The input that an expression is, when it is one of the unit's own.
const Port* ownInput(const Expression& expression, const Unit& unit) {
  if (expression.path.size() < 2 || expression.path.front().text != "inputs") return nullptr;
  return unit.inputs.find(expression.dotted().substr(std::string_view("inputs.").size()));
}

void checkBlock(const Expression& block, bool holdsBinding, const std::string& text, const RuleScope& scope) {
  if (!block.closed) {
    scope.add({block.span.begin, block.span.begin + 3}, Severity::error, "binding.unclosed",
              "'$[[' is not closed by ']]'");
    return;
  }
  const std::string_view inner = trim(std::string_view(text).substr(block.inner.begin, block.inner.size()));
  const bool name = inner.starts_with("inputs.") && inner.find_first_of(" \t\n") == std::string_view::npos;
  if (holdsBinding || !name) return;
  Issue& issue = scope.add(block.span, Severity::warning, "binding.braces",
                           "nothing is filled in here, '${{" + std::string(inner) + "}}' is meant");
  issue.fixes.push_back({"change to '$[[${{" + std::string(inner) + "}}]]'",
                         {{block.inner, "${{" + std::string(inner) + "}}"}}});
}

// Only components have optional inputs. The words of the option before an input belong into its block; how
// far they reach is for the author to say, so the fix takes the one option that stands right before.
Span optionBefore(const std::string& text, Span expression, Offset from) {
  Offset begin = expression.begin;
  while (begin > from && (text[begin - 1] == ' ' || text[begin - 1] == '=')) --begin;
  Offset word = begin;
  while (word > from && (isNameChar(text[word - 1]))) --word;
  return word < begin && text[word] == '-' ? Span{word, expression.end} : expression;
}

// The brackets around an expression that were meant to be `$[[ ]]`, the opening and the closing ones:
// "[[--x ${{…}}]]", "$[--x ${{…}}]" and "[--x ${{…}}]".
std::optional<std::pair<Span, Span>> wrongBlock(const std::string& text, Span expression, Span scalar) {
  Offset open = expression.begin;
  while (open > scalar.begin && text[open - 1] != '[' && text[open - 1] != ']') --open;
  Offset close = expression.end;
  while (close < scalar.end && text[close] != '[' && text[close] != ']') ++close;
  const Offset behind = open;
  while (open > scalar.begin && text[open - 1] == '[') --open;
  Offset end = close;
  while (end < scalar.end && text[end] == ']') ++end;
  if (open == behind || end == close) return std::nullopt;
  if (open > scalar.begin && text[open - 1] == '$') --open;
  const bool beginsWord =
      open == scalar.begin || std::isspace(static_cast<unsigned char>(text[open - 1])) != 0;
  if (!beginsWord) return std::nullopt;
  return std::pair{Span{open, behind}, Span{close, end}};
}

void checkOptional(const std::vector<Expression>& all, Node scalar, const Unit& unit,
                   const RuleScope& scope) {
  const std::string& text = *scope.document.text;
  bool unclosed = false;  // the block around: that is told, and how far it reaches is not known
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Expression& one = all[i];
    if (one.form == Expression::Form::optional) {
      unclosed = !one.closed;
      const bool holds =
          i + 1 < all.size() && all[i + 1].optionalPart && all[i + 1].span.begin < one.span.end;
      checkBlock(one, holds, text, scope);
      continue;
    }
    if (unclosed && one.optionalPart) continue;
    // A job is given all its inputs; what a step is given may be an optional input of its pipeline.
    const bool isJob = unit.pipeline == nullptr && one.optionalPart;
    const Port* port = (unit.definition || isJob) && one.closed ? ownInput(one, unit) : nullptr;
    if (port == nullptr || port->optional == one.optionalPart) continue;
    const std::string name(port->name);
    if (port->optional) {
      Issue& issue = scope.add(
          one.span, Severity::error, "binding.optional",
          "input '" + name + "' is optional, what is written with it belongs between '$[[' and ']]'");
      const Span block = optionBefore(text, one.span, scalar.span().begin);
      std::pair brackets{Span{block.begin, block.begin}, Span{block.end, block.end}};
      if (const auto wrong = wrongBlock(text, one.span, scalar.span())) brackets = *wrong;
      issue.fixes.push_back(
          {"put it between '$[[' and ']]'", {{brackets.first, "$[["}, {brackets.second, "]]"}}});
    } else {
      scope.add(
          one.span, Severity::warning, "binding.optional",
          "input '" + name + "' always has a value, only optional inputs belong between '$[[' and ']]'");
    }
  }
}

}  // namespace

void checkForms(Node scalar, const std::vector<Expression>& expressions, const Unit& unit,
                std::string_view field, BindingView& view) {
  if (!isOwnCode(field) || field == "input_data") return;
  const std::string_view text = raw(scalar);
  if (text.find_first_of("{(") != std::string_view::npos) checkNearMisses(scalar, unit, view);
  checkOptional(expressions, scalar, unit, view.scope);
}

}  // namespace footplate::ide
