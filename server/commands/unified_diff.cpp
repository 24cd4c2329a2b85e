#include "commands/unified_diff.h"

#include <algorithm>
#include <string_view>

#include "ide/code_action.h"

namespace footplate::commands {

namespace {

using schema::Edit;

constexpr std::size_t context = 3;

// Lines with their ends.
std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// Lines [begin, end) of the text become `after`.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string after;
};

class Differ {
 public:
  Differ(const std::string& before, const std::vector<Edit>& edits)
      : before_(before), lines_(linesOf(before)) {
    for (const std::string_view line : lines_)
      starts_.push_back(static_cast<Offset>(line.data() - before.data()));
    starts_.push_back(static_cast<Offset>(before.size()));
    for (std::size_t i = 0; i < edits.size();) i = addChange(edits, i);
  }

  std::string text() {
    std::string out;
    for (std::size_t i = 0; i < changes_.size();) {
      std::size_t last = i;
      while (last + 1 < changes_.size() && changes_[last + 1].begin <= changes_[last].end + 2 * context)
        ++last;
      out += hunk(i, last);
      i = last + 1;
    }
    return out;
  }

 private:
  std::size_t lineOf(Offset at) const {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end() - 1, at) -
                                    starts_.begin()) -
           1;
  }

  // Edits that touch the same lines are one change; gives the index of the first edit behind it.
  std::size_t addChange(const std::vector<Edit>& edits, std::size_t first) {
    if (lines_.empty()) {
      changes_.push_back({0, 0, ide::applyEdits(before_, edits)});
      return edits.size();
    }
    Change change{lineOf(edits[first].span.begin), 0, {}};
    std::vector<Edit> own;
    std::size_t i = first;
    for (; i < edits.size() && (own.empty() || lineOf(edits[i].span.begin) < change.end); ++i) {
      own.push_back(edits[i]);
      change.end = std::max(change.end, lineOf(edits[i].span.end) + 1);
    }
    const Offset from = starts_[change.begin];
    for (Edit& edit : own) edit.span = {edit.span.begin - from, edit.span.end - from};
    change.after = ide::applyEdits(std::string_view(before_).substr(from, starts_[change.end] - from), own);
    changes_.push_back(trimmed(std::move(change)));
    return i;
  }

  // Without the lines that stay.
  Change trimmed(Change change) const {
    const std::string after = change.after;
    std::vector<std::string_view> lines = linesOf(after);
    std::size_t head = 0;
    while (change.begin < change.end && head < lines.size() && lines_[change.begin] == lines[head]) {
      ++change.begin;
      ++head;
    }
    while (change.end > change.begin && lines.size() > head && lines_[change.end - 1] == lines.back()) {
      --change.end;
      lines.pop_back();
    }
    change.after.clear();
    for (std::size_t i = head; i < lines.size(); ++i) change.after += lines[i];
    return change;
  }

  static void add(std::string& out, char sign, std::string_view line) {
    out += sign;
    out += line;
    if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }

  static std::string place(std::size_t begin, std::size_t count) {
    return std::to_string(count == 0 ? begin : begin + 1) + (count == 1 ? "" : "," + std::to_string(count));
  }

  std::string hunk(std::size_t first, std::size_t last) {
    const std::size_t begin = changes_[first].begin - std::min(changes_[first].begin, context);
    const std::size_t end = std::min(lines_.size(), changes_[last].end + context);
    std::string body;
    std::size_t line = begin;
    std::size_t count = end - begin;
    for (std::size_t i = first; i <= last; ++i) {
      for (; line < changes_[i].begin; ++line) add(body, ' ', lines_[line]);
      for (; line < changes_[i].end; ++line, --count) add(body, '-', lines_[line]);
      for (const std::string_view added : linesOf(changes_[i].after)) {
        add(body, '+', added);
        ++count;
      }
    }
    for (; line < end; ++line) add(body, ' ', lines_[line]);
    const std::string head =
        "@@ -" + place(begin, end - begin) + " +" + place(begin + shift_, count) + " @@\n";
    shift_ += count - (end - begin);
    return head + body;
  }

  const std::string& before_;
  std::vector<std::string_view> lines_;
  std::vector<Offset> starts_;  // of the lines, and the end of the text
  std::vector<Change> changes_;
  std::size_t shift_ = 0;  // lines that the hunks before added (wraps around where they took some)
};

}  // namespace

std::string unifiedDiff(const std::string& path, const std::string& before, const std::vector<Edit>& edits) {
  return "--- " + path + "\n+++ " + path + "\n" + Differ(before, edits).text();
}

}  // namespace footplate::commands
