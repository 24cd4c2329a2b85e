#include "schema/slip.h"

#include <algorithm>

#include "base/strings.h"

namespace footplate::schema {
namespace {

bool sameLetters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && equalsIgnoreCase(a, b);
}

constexpr std::size_t leastPart = 3;  // letters that say which word is meant
constexpr std::size_t noPart = SIZE_MAX;

// How much of `name` is left beside `word`, whose words begin words of it in the same order; noPart when they
// do not. What begins with the first word comes before all others.
std::size_t beside(const std::vector<std::string>& word, const std::string& name) {
  constexpr std::size_t later = 100;
  const std::vector<std::string> parts = split(toLower(name), '_');
  std::size_t found = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < parts.size() && found < word.size(); ++i) {
    const bool same = parts[i] == word[found];
    if (!same && (word[found].size() < leastPart || !parts[i].starts_with(word[found]))) continue;
    if (found == 0) first = i;
    ++found;
  }
  return found < word.size() ? noPart : parts.size() - word.size() + (first > 0 ? later : 0);
}

}  // namespace

std::string fullerName(std::string_view word, const std::vector<std::string>& names) {
  if (word.size() < leastPart) return {};
  const std::vector<std::string> words = split(replaceAll(toLower(word), "-", "_"), '_');
  std::size_t least = noPart;
  std::string best;
  for (const std::string& name : names) {
    const std::size_t rest = beside(words, name);
    if (rest == noPart || rest > least) continue;
    best = rest == least && name != best ? "" : name;
    least = rest;
  }
  return best;
}

bool isNearest(std::string_view word, std::string_view name, const std::vector<std::string>& names) {
  const std::size_t distance = editDistance(word, name, name.size());
  return std::ranges::none_of(names, [&](const std::string& other) {
    return other != name && editDistance(word, other, distance) <= distance;
  });
}

bool isSlipOf(std::string_view word, std::string_view name) {
  const std::size_t shorter = std::min(word.size(), name.size());
  if (std::max(word.size(), name.size()) - shorter > 1) return false;
  std::size_t at = 0;
  while (at < shorter && sameLetters(word.substr(at, 1), name.substr(at, 1))) ++at;
  if (word.size() != name.size()) {
    const bool longer = word.size() > name.size();
    return sameLetters(word.substr(at + (longer ? 1 : 0)), name.substr(at + (longer ? 0 : 1)));
  }
  if (at == shorter || sameLetters(word.substr(at + 1), name.substr(at + 1))) return true;
  const bool swapped = at + 1 < shorter && sameLetters(word.substr(at, 1), name.substr(at + 1, 1)) &&
                       sameLetters(word.substr(at + 1, 1), name.substr(at, 1));
  return swapped && sameLetters(word.substr(at + 2), name.substr(at + 2));
}

}  // namespace footplate::schema
