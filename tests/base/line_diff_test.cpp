#include <catch2/catch.hpp>
#include <random>

#include "base/line_diff.h"

using namespace footplate;

namespace {

// The new text, made of the old one and the changes.
std::string applied(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after,
                    const std::vector<LineChange>& changes) {
  std::string text;
  std::size_t line = 0;
  for (const LineChange& change : changes) {
    for (; line < change.begin; ++line) text += before[line];
    for (std::size_t n = change.newBegin; n < change.newEnd; ++n) text += after[n];
    line = change.end;
  }
  for (; line < before.size(); ++line) text += before[line];
  return text;
}

std::size_t linesChanged(const std::vector<LineChange>& changes) {
  std::size_t count = 0;
  for (const LineChange& change : changes)
    count += (change.end - change.begin) + (change.newEnd - change.newBegin);
  return count;
}

// The fewest lines that any edit script deletes and inserts, by the table of longest common subsequences.
std::size_t fewest(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t x = 1; x <= a.size(); ++x) {
    for (std::size_t y = 1; y <= b.size(); ++y)
      common[x][y] =
          a[x - 1] == b[y - 1] ? common[x - 1][y - 1] + 1 : std::max(common[x - 1][y], common[x][y - 1]);
  }
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

std::string randomText(std::mt19937& random, std::size_t most, unsigned words) {
  std::string text;
  for (std::size_t lines = random() % (most + 1); lines > 0; --lines)
    text += std::string(1, static_cast<char>('a' + random() % words)) + "\n";
  if (random() % 4 == 0 && !text.empty()) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("changes of lines make the new text of the old one, and are as few as can be") {
  std::mt19937 random(7);
  for (unsigned round = 0; round < 4000; ++round) {
    const std::string old = randomText(random, 24, 2 + round % 6);
    const std::string fresh = randomText(random, 24, 2 + round % 6);
    const auto before = splitLines(old);
    const auto after = splitLines(fresh);
    const auto changes = diffLines(before, after);
    REQUIRE(applied(before, after, changes) == fresh);
    REQUIRE(linesChanged(changes) == fewest(before, after));
    for (std::size_t at = 1; at < changes.size(); ++at) {
      REQUIRE(changes[at].begin > changes[at - 1].end);
      REQUIRE(changes[at].newBegin > changes[at - 1].newEnd);
    }
  }
}

TEST_CASE("texts with nothing in common but their words are compared all the same") {
  std::mt19937 random(3);
  std::string old;
  std::string fresh;
  for (int line = 0; line < 60'000; ++line) {
    old += std::to_string(random() % 500) + "\n";
    fresh += std::to_string(random() % 500) + "\n";
  }
  const auto before = splitLines(old);
  const auto after = splitLines(fresh);
  CHECK(applied(before, after, diffLines(before, after)) == fresh);
}

TEST_CASE("a patch has its hunks, its counts, and says where a last line has no end") {
  const TextPatch patch =
      unifiedDiff("a/x", "b/x", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9");
  CHECK(patch.text ==
        "--- a/x\n+++ b/x\n@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n-9\n+9\n"
        "\\ No newline at end of file\n");
  CHECK(patch.inserted == 2);
  CHECK(patch.deleted == 2);
  CHECK(unifiedDiff("/dev/null", "b/x", "", "a\nb\n").text ==
        "--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unifiedDiff("a/x", "/dev/null", "a\n", "").text == "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n");
  CHECK(unifiedDiff("a", "b", "same", "same").text.empty());
}

TEST_CASE("a block that is added behind its like ends with the line that closes it") {
  const std::string old = "f() {\n  one\n}\n\ng() {\n  two\n}\n";
  const std::string fresh = "f() {\n  one\n}\n\nh() {\n  new\n}\n\ng() {\n  two\n}\n";
  const auto before = splitLines(old);
  const auto after = splitLines(fresh);
  CHECK(diffLines(before, after) == std::vector<LineChange>{{4, 4, 4, 8}});
}
