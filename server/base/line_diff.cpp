// Lines become numbers; those that only one side has cannot be matched and are set aside. What is left is
// halved at the middle of its shortest edit script again and again, so that nothing but two rows of furthest
// points is kept. A search that goes on for too long takes the best point it has.
#include "base/line_diff.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>

namespace footplate {

namespace {

using Index = std::int64_t;
using Symbols = std::vector<std::uint32_t>;

constexpr Index leastEffort = 256;  // steps that every search may take

struct Region {
  Index begin = 0, end = 0;        // of the old text
  Index newBegin = 0, newEnd = 0;  // of the new one
};

struct Point {
  Index x = 0, y = 0;
};

// The middle of a shortest edit script, searched from both corners at once. Diagonal d holds the points with
// x - y = d.
class MiddleSearch {
 public:
  MiddleSearch(const Symbols& a, const Symbols& b)
      : a_(a),
        b_(b),
        shift_(static_cast<Index>(b.size()) + 1),
        forward_(a.size() + b.size() + 3),
        backward_(forward_.size()),
        most_(std::max(leastEffort, static_cast<Index>(std::sqrt(forward_.size())))) {}

  // Of a region whose first lines differ and whose last lines differ; never one of its corners.
  Point find(const Region& region) {
    region_ = region;
    low_ = region.begin - region.newEnd;
    high_ = region.end - region.newBegin;
    const Index top = region.begin - region.newBegin;
    const Index bottom = region.end - region.newEnd;
    const bool isOdd = ((top - bottom) & 1) != 0;
    Band ahead{top, top};
    Band back{bottom, bottom};
    forward(top) = region.begin;
    backward(bottom) = region.end;
    for (Index cost = 1;; ++cost) {
      if (goForward(ahead, back, isOdd)) return meeting_;
      if (goBackward(back, ahead, !isOdd)) return meeting_;
      if (cost >= most_) return furthest(ahead);
    }
  }

 private:
  struct Band {
    Index from, to;
    bool holds(Index d) const { return from <= d && d <= to; }
  };

  Index& forward(Index d) { return forward_[static_cast<std::size_t>(d + shift_)]; }
  Index& backward(Index d) { return backward_[static_cast<std::size_t>(d + shift_)]; }
  bool same(Index x, Index y) const {
    return a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)];
  }

  // One diagonal more on each side, where there is one.
  void widen(Band& band, std::vector<Index>& row, Index outside) const {
    const auto set = [&](Index d) { row[static_cast<std::size_t>(d + shift_)] = outside; };
    if (band.from > low_) {
      set(--band.from - 1);
    } else {
      ++band.from;
    }
    if (band.to < high_) {
      set(++band.to + 1);
    } else {
      --band.to;
    }
  }

  bool goForward(Band& ahead, const Band& back, bool mayMeet) {
    widen(ahead, forward_, -1);
    for (Index d = ahead.to; d >= ahead.from; d -= 2) {
      Index x = std::max(forward(d - 1) + 1, forward(d + 1));
      while (x < region_.end && x - d < region_.newEnd && same(x, x - d)) ++x;
      forward(d) = x;
      if (mayMeet && back.holds(d) && backward(d) <= x) return meet({x, x - d});
    }
    return false;
  }

  bool goBackward(Band& back, const Band& ahead, bool mayMeet) {
    widen(back, backward_, std::numeric_limits<Index>::max() / 2);
    for (Index d = back.to; d >= back.from; d -= 2) {
      Index x = std::min(backward(d - 1), backward(d + 1) - 1);
      while (x > region_.begin && x - d > region_.newBegin && same(x - 1, x - d - 1)) --x;
      backward(d) = x;
      if (mayMeet && ahead.holds(d) && x <= forward(d)) return meet({x, x - d});
    }
    return false;
  }

  bool meet(Point point) {
    meeting_ = point;
    return true;
  }

  Point furthest(const Band& ahead) {
    Point best{region_.begin, region_.newBegin};
    for (Index d = ahead.to; d >= ahead.from; d -= 2) {
      Point point{std::min(forward(d), region_.end), 0};
      point.y = point.x - d;
      if (point.y > region_.newEnd) point = {region_.newEnd + d, region_.newEnd};
      if (point.y >= region_.newBegin && point.x + point.y > best.x + best.y) best = point;
    }
    return best;
  }

  const Symbols& a_;
  const Symbols& b_;
  Index shift_;
  std::vector<Index> forward_;   // by diagonal: the furthest x reached from the beginning
  std::vector<Index> backward_;  // and from the end
  Index most_;
  Region region_;
  Index low_ = 0, high_ = 0;  // diagonals of the region
  Point meeting_;
};

// The lines of one side that are compared, and what became of all.
struct Side {
  explicit Side(std::size_t lines) : isChanged(lines, 0) {}
  Symbols symbols;                  // of the lines that both sides have
  std::vector<std::size_t> places;  // where those are
  std::vector<char> isChanged;      // by line

  void mark(Index from, Index to) {
    for (; from < to; ++from) isChanged[places[static_cast<std::size_t>(from)]] = 1;
  }
};

void fill(Side& side, const std::vector<std::string_view>& lines,
          const std::unordered_map<std::string_view, std::uint32_t>& common) {
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const auto found = common.find(lines[line]);
    side.isChanged[line] = found == common.end() ? 1 : 0;
    if (found == common.end()) continue;
    side.symbols.push_back(found->second);
    side.places.push_back(line);
  }
}

// Numbers for the lines that are on both sides.
std::unordered_map<std::string_view, std::uint32_t> commonLines(const std::vector<std::string_view>& before,
                                                                const std::vector<std::string_view>& after) {
  std::unordered_map<std::string_view, std::uint32_t> old;
  for (const std::string_view line : before) old.try_emplace(line, static_cast<std::uint32_t>(old.size()));
  std::unordered_map<std::string_view, std::uint32_t> common;
  for (const std::string_view line : after) {
    if (const auto found = old.find(line); found != old.end()) common.insert(*found);
  }
  return common;
}

void compare(Side& a, Side& b) {
  MiddleSearch search(a.symbols, b.symbols);
  std::vector<Region> open{
      {0, static_cast<Index>(a.symbols.size()), 0, static_cast<Index>(b.symbols.size())}};
  const auto same = [&](Index x, Index y) {
    return a.symbols[static_cast<std::size_t>(x)] == b.symbols[static_cast<std::size_t>(y)];
  };
  while (!open.empty()) {
    Region region = open.back();
    open.pop_back();
    while (region.begin < region.end && region.newBegin < region.newEnd &&
           same(region.begin, region.newBegin)) {
      ++region.begin;
      ++region.newBegin;
    }
    while (region.begin < region.end && region.newBegin < region.newEnd &&
           same(region.end - 1, region.newEnd - 1)) {
      --region.end;
      --region.newEnd;
    }
    if (region.begin == region.end || region.newBegin == region.newEnd) {
      a.mark(region.begin, region.end);
      b.mark(region.newBegin, region.newEnd);
      continue;
    }
    const Point middle = search.find(region);
    open.push_back({region.begin, middle.x, region.newBegin, middle.y});
    open.push_back({middle.x, region.end, middle.y, region.newEnd});
  }
}

// A block of added or deleted lines that could as well stand further down does: it then ends behind the
// closing line that it shares with the block before, where a reader expects it.
void slideDown(std::vector<LineChange>& changes, const std::vector<std::string_view>& before,
               const std::vector<std::string_view>& after) {
  for (std::size_t at = changes.size(); at-- > 0;) {
    LineChange& change = changes[at];
    const bool isLast = at + 1 == changes.size();
    // One unchanged line stays between two changes.
    const std::size_t end = isLast ? before.size() : changes[at + 1].begin - 1;
    const std::size_t newEnd = isLast ? after.size() : changes[at + 1].newBegin - 1;
    const bool isAdded = change.begin == change.end;
    if (!isAdded && change.newBegin != change.newEnd) continue;
    while (change.end < end && change.newEnd < newEnd &&
           (isAdded ? after[change.newBegin] == after[change.newEnd]
                    : before[change.begin] == before[change.end])) {
      ++change.begin;
      ++change.end;
      ++change.newBegin;
      ++change.newEnd;
    }
  }
}

std::string place(std::size_t begin, std::size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

void add(std::string& text, char sign, std::string_view line) {
  text += sign;
  text += line;
  if (!line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
}

}  // namespace

std::vector<std::string_view> splitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::vector<LineChange> diffLines(const std::vector<std::string_view>& before,
                                  const std::vector<std::string_view>& after) {
  Side a(before.size());
  Side b(after.size());
  const auto common = commonLines(before, after);
  fill(a, before, common);
  fill(b, after, common);
  compare(a, b);
  std::vector<LineChange> changes;
  for (std::size_t x = 0, y = 0; x < before.size() || y < after.size(); ++x, ++y) {
    LineChange change{x, x, y, y};
    while (change.end < before.size() && a.isChanged[change.end]) ++change.end;
    while (change.newEnd < after.size() && b.isChanged[change.newEnd]) ++change.newEnd;
    x = change.end;
    y = change.newEnd;
    if (change.begin < change.end || change.newBegin < change.newEnd) changes.push_back(change);
  }
  slideDown(changes, before, after);
  return changes;
}

TextPatch unifiedDiff(const std::string& oldName, const std::string& newName, std::string_view before,
                      std::string_view after) {
  constexpr std::size_t context = 3;
  const auto old = splitLines(before);
  const auto fresh = splitLines(after);
  const auto changes = diffLines(old, fresh);
  TextPatch patch;
  if (changes.empty()) return patch;
  patch.text = "--- " + oldName + "\n+++ " + newName + "\n";
  for (std::size_t first = 0, behind = 0; first < changes.size(); first = behind) {
    // Changes whose contexts touch share a hunk.
    behind = first + 1;
    while (behind < changes.size() && changes[behind].begin <= changes[behind - 1].end + 2 * context)
      ++behind;
    const std::size_t lead = std::min(changes[first].begin, context);
    std::size_t line = changes[first].begin - lead;
    const std::size_t end = std::min(old.size(), changes[behind - 1].end + context);
    const std::size_t newBegin = changes[first].newBegin - lead;
    const std::size_t newEnd = changes[behind - 1].newEnd + (end - changes[behind - 1].end);
    patch.text += "@@ -" + place(line, end - line) + " +" + place(newBegin, newEnd - newBegin) + " @@\n";
    for (std::size_t at = first; at < behind; ++at) {
      const LineChange& change = changes[at];
      for (; line < change.begin; ++line) add(patch.text, ' ', old[line]);
      for (; line < change.end; ++line) add(patch.text, '-', old[line]);
      for (std::size_t n = change.newBegin; n < change.newEnd; ++n) add(patch.text, '+', fresh[n]);
      patch.deleted += change.end - change.begin;
      patch.inserted += change.newEnd - change.newBegin;
    }
    for (; line < end; ++line) add(patch.text, ' ', old[line]);
  }
  return patch;
}

}  // namespace footplate
