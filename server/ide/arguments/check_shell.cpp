#include "ide/arguments/check_shell.h"

#include <algorithm>
#include <optional>

#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/shell_words.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using schema::Fix;
using schema::Issue;
using yaml::Entry;
using yaml::Node;
using yaml::Style;

constexpr unsigned deepest = 12;

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

Span spanOf(const ShellCommand& command) {
  return {command.words.front().span.begin, command.words.back().span.end};
}

bool startsPython(const ShellCommand& command) {
  return std::ranges::any_of(command.words, [](const ShellWord& word) {
    return word.text.ends_with(".py") || fileName(word.text).starts_with("python");
  });
}

// A flag where bash looks for a program, on a line below the command it was written for.
bool isStray(const ShellCommand& command) {
  const ShellWord& word = command.words.front();
  const std::size_t name = std::min(word.text.find_first_not_of('-'), word.text.size());
  return command.newLine && (name == 1 || name == 2) && word.literal > name && isLetter(word.text[name]);
}

class ShellCheck {
 public:
  ShellCheck(const Document& document, std::vector<Issue>& issues)
      : document_(document), text_(*document.text), issues_(issues) {}

  std::vector<Span> run() {
    visit(document_.yaml().root(), 0);
    return std::move(cut_);
  }

 private:
  void visit(Node owner, unsigned depth) {
    if (!owner.isMapping() || depth > deepest) return;
    const Node command = owner.find("command").resolved();
    // The service's own contract wants a word in the command of a job and of a trial.
    const bool isWanted =
        (depth == 0 && document_.kind == "commandJob") || (depth == 1 && document_.kind == "sweepJob");
    if (command.isScalar() && !command.isNull()) one(command, owner, isWanted);
    for (std::string_view key : {"trial", "component", "create_job"})
      visit(owner.find(key).resolved(), depth + 1);
    for (Entry step : owner.find("jobs").resolved().entries()) visit(step.value.resolved(), depth + 1);
  }

  void one(Node command, Node owner, bool isWanted) {
    const std::string_view words = command.text();
    if (trim(words).empty()) {
      issues_.push_back({command.span(),
                         isWanted ? Severity::error : Severity::warning,
                         "schema.length",
                         "the command is empty, so there is nothing to run",
                         {}});
      return;
    }
    if (words.find_first_of("\n#'\"") == std::string_view::npos) return;
    const ShellText shell = shellText(command);
    strayLines(command, owner, shell);
    for (const Span comment : shell.comments) lostInComment(comment, shell);
    if (shell.openQuote.empty()) return;
    if (!shell.commands.empty()) cut_.push_back(spanOf(shell.commands.back()));
    // An expression that is not closed takes the end of the quote with it, and is told.
    const std::size_t binding = words.rfind("${{");
    if (binding != std::string_view::npos && words.find("}}", binding) == std::string_view::npos) return;
    const char quote = text_[shell.openQuote.end - 1];  // behind what escapes it in YAML
    add(shell.openQuote, std::string("the quote ") + quote + " is never closed, so bash runs nothing");
  }

  Issue& add(Span span, std::string message) {
    return issues_.emplace_back(Issue{span, Severity::warning, "args.shell", std::move(message), {}});
  }

  // "python train.py" and "--lr 0.1" below it, in a block that keeps its lines.
  void strayLines(Node command, Node owner, const ShellText& shell) {
    const std::vector<ShellCommand>& all = shell.commands;
    for (std::size_t at = 1; at < all.size(); ++at) {
      if (!isStray(all[at]) || !startsPython(all[at - 1])) continue;
      // Paragraphs of a folded text are meant to be apart, whatever bash makes of them.
      if (command.style() == Style::folded && followsEmptyLine(all[at])) continue;
      std::size_t end = at + 1;
      while (end < all.size() && isStray(all[end])) ++end;
      cut_.push_back(spanOf(all[at - 1]));
      const ShellWord& word = all[at].words.front();
      Issue& issue = add(word.span, "bash takes each line for a command of its own, so '" + word.text +
                                        "' does not reach the script");
      const bool isAll = at == 1 && end == all.size() && shell.comments.empty();
      if (auto fix = isAll ? fold(command) : std::nullopt) {
        issue.fixes.push_back(std::move(*fix));
      } else if (command.style() == Style::literal && !isComponent(owner)) {
        if (auto joined = join(all, at, end)) issue.fixes.push_back(std::move(*joined));
      }
      at = end;
    }
  }

  bool followsEmptyLine(const ShellCommand& command) const {
    const Offset word = command.words.front().span.begin;
    const std::size_t before = text_.find_last_not_of(" \t\r\n", word - 1);
    return std::count(text_.begin() + static_cast<std::ptrdiff_t>(before), text_.begin() + word, '\n') > 1;
  }

  // The service refuses a command of a component with a backslash at the end of a line.
  bool isComponent(Node owner) const {
    return document_.kind.ends_with("Component") ||
           (owner.entryKey() && owner.entryKey().text() == "component");
  }

  // A folded block joins lines that are indented alike.
  std::optional<Fix> fold(Node command) const {
    const std::string_view words = trim(command.text());
    const bool keeps = words.find("\n\n") != std::string_view::npos ||
                       words.find("\n ") != std::string_view::npos ||
                       words.find('\\') != std::string_view::npos;
    if (command.style() != Style::literal || keeps) return {};
    const Span span = command.span();
    const std::string_view header = std::string_view(text_).substr(span.begin, 3);
    if (!header.starts_with('|') || header.find_first_of("0123456789") != std::string_view::npos) return {};
    const std::size_t length = header[1] == '-' || header[1] == '+' ? 2 : 1;
    return Fix{"fold the lines into one by '>-'",
               {Edit{{span.begin, span.begin + static_cast<Offset>(length)}, ">-"}}};
  }

  // Backslashes at the ends of the lines before those in [begin, end).
  std::optional<Fix> join(const std::vector<ShellCommand>& all, std::size_t begin, std::size_t end) const {
    Fix fix{"end the lines above with a backslash", {}};
    for (std::size_t at = begin; at < end; ++at) {
      const Offset from = all[at - 1].words.back().span.end;
      std::size_t to = from;
      while (to < text_.size() && isBlank(text_[to])) ++to;
      if (from > 0 && (text_[from - 1] == '\\' || isBlank(text_[from - 1])))
        return {};  // "\ " is a blank, kept
      if (to >= text_.size() || text_[to] != '\n') return {};
      if (to > from && text_[to - 1] == '\r') --to;
      fix.edits.push_back({{from, static_cast<Offset>(to)}, " \\"});
    }
    return fix;
  }

  // A comment that goes on in the lines below, which were folded into its own.
  void lostInComment(Span comment, const ShellText& shell) {
    const std::string_view all = std::string_view(text_).substr(comment.begin, comment.size());
    const std::size_t lineEnd = all.find('\n');
    if (lineEnd == std::string_view::npos) return;
    std::string_view lost = all.substr(lineEnd);
    while (!lost.empty()) {
      lost.remove_prefix(std::min(lost.find_first_not_of(" \t\r\n"), lost.size()));
      if (!lost.starts_with('#')) break;
      lost.remove_prefix(std::min(lost.find('\n'), lost.size()));
    }
    if (lost.empty()) return;
    const auto before = std::ranges::find_if(shell.commands, [&](const ShellCommand& command) {
      return command.words.back().span.end <= comment.begin && spanOf(command).end + 1 >= comment.begin;
    });
    if (before != shell.commands.end()) cut_.push_back(spanOf(*before));
    const Span line{comment.begin, comment.begin + static_cast<Offset>(trim(all.substr(0, lineEnd)).size())};
    const std::string first(lost.substr(0, lost.find_first_of(" \t\r\n")));
    Issue& issue =
        add(line, "the lines are folded into one, so '#' hides all from '" + first + "' on from bash");
    issue.fixes.push_back({"take the comment away", {Edit{withBlanks(line), ""}}});
  }

  // The comment with the blanks before it; the whole line when there is nothing else in it, for an empty line
  // would part the folded ones.
  Span withBlanks(Span comment) const {
    Offset begin = comment.begin;
    while (begin > 0 && isBlank(text_[begin - 1])) --begin;
    const bool isLine = begin == 0 || text_[begin - 1] == '\n';
    const std::size_t end = text_.find('\n', comment.end);
    return {begin, isLine ? static_cast<Offset>(end + 1) : comment.end};
  }

  const Document& document_;
  const std::string& text_;
  std::vector<Issue>& issues_;
  std::vector<Span> cut_;
};

bool hasCommands(std::string_view kind) {
  return isOneOf(
      kind, {"commandJob", "sweepJob", "pipelineJob", "commandComponent", "pipelineComponent", "schedule"});
}

}  // namespace

std::vector<Span> checkShell(const Document& document, std::vector<Issue>& issues) {
  return hasCommands(document.kind) ? ShellCheck(document, issues).run() : std::vector<Span>();
}

}  // namespace footplate::ide
