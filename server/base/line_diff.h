// Which lines of two texts differ: Myers' algorithm in linear memory, with a bound on the time.
//
// Lines are compared whole, their ends included. Where two texts have little in common the answer is still
// right, but no longer the shortest. Pure, any thread.
//
//   const auto before = splitLines(old), after = splitLines(new);
//   for (const LineChange& change : diffLines(before, after)) …
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace footplate {

// Lines with their ends; the last may have none.
std::vector<std::string_view> splitLines(std::string_view text);

// Lines [begin, end) of the old text became lines [newBegin, newEnd) of the new one; one of the two may be
// empty.
struct LineChange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t newBegin = 0;
  std::size_t newEnd = 0;
  bool operator==(const LineChange&) const = default;
};

// In order, with unchanged lines between any two.
std::vector<LineChange> diffLines(const std::vector<std::string_view>& before,
                                  const std::vector<std::string_view>& after);

// A patch that `patch` and `git apply` take, with three lines of context.
struct TextPatch {
  std::string text;  // "" where nothing differs
  std::size_t inserted = 0;
  std::size_t deleted = 0;
};
// The names stand behind --- and +++ ("a/train.py", "/dev/null").
TextPatch unifiedDiff(const std::string& oldName, const std::string& newName, std::string_view before,
                      std::string_view after);

}  // namespace footplate
