// Lines that stand some columns too deep or too far left: which ones, found by trying.
//
// One slip of the indentation makes many faults, since all that follows belongs to another mapping. A shift
// is believed only when the document that it makes has fewer faults, none that was not there and none in the
// lines that moved. Pure; any thread. Texts of many kilobytes are tried less, or not at all.
//
//   if (auto shift = findShift(tree, schema, issues, budget)) better = shifted(tree, *shift);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/issue.h"
#include "schema/schema.h"

namespace footplate::schema {

struct LineShift {
  std::uint32_t first = 0;
  std::uint32_t last = 0;    // line of the run, itself part of it
  std::int32_t columns = 0;  // that the lines get in front, or lose where negative
  bool operator==(const LineShift&) const = default;
};

// What may be spent on trials, in all searches of one answer together.
struct ShiftBudget {
  std::size_t bytes = 100'000;  // that are read
  int trials = 80;
};

// `issues`: the faults of the tree and of the schema.
std::optional<LineShift> findShift(const yaml::Tree& tree, const Schema& schema,
                                   const std::vector<Issue>& issues, ShiftBudget& budget);

std::string shifted(const yaml::Tree& tree, const LineShift& shift);
// A place of the shifted text, whose lines are `lines`, in the text of the tree.
Offset placeBefore(const yaml::Tree& tree, const LineShift& shift, const LineIndex& lines, Offset at);

// What to tell in place of the faults that the shift ends.
Issue shiftIssue(const yaml::Tree& tree, const LineShift& shift, Severity severity);

}  // namespace footplate::schema
