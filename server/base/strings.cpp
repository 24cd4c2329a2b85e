#include "base/strings.h"

#include <algorithm>

namespace footplate {

namespace {

constexpr std::size_t mostEdits = 3;  // between a name and the one that was meant
constexpr std::size_t notNear = 1000;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char folded(char c) {
  return c == '-' ? '_' : lower(c);
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += separator;
    text += parts[i];
  }
  return text;
}

std::string toLower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equalsIgnoreCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

std::string foldedName(std::string_view name) {
  std::string out(name);
  std::ranges::transform(out, out.begin(), folded);
  return out;
}

bool isSameFolded(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, folded, folded);
}

std::string replaceAll(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// Only cells within `limit` of the diagonal can be part of so few edits: the time is that of the text, not of
// its square.
std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  const std::size_t tooMany = limit + 1;
  std::vector<std::size_t> before(b.size() + 1, tooMany);  // the row for two letters of `a` less
  std::vector<std::size_t> above(b.size() + 1, tooMany);
  std::vector<std::size_t> row(b.size() + 1, tooMany);
  for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    const std::size_t first = i > limit ? i - limit : 0;
    const std::size_t last = std::min(b.size(), i + limit);
    // The row held another one before: what stood beside the band is no part of this one.
    if (first > 0) row[first - 1] = tooMany;
    if (last < b.size()) row[last + 1] = tooMany;
    if (first == 0) row[0] = i;
    for (std::size_t j = std::max<std::size_t>(first, 1); j <= last; ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0U : 1U)});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return std::min(row[b.size()], tooMany);
}

namespace {

std::size_t nearLimit(std::string_view word) {
  return std::clamp<std::size_t>(word.size() / 3, 1, mostEdits);
}

std::string digitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

std::vector<std::string> wordsOfName(std::string_view stem) {
  std::string parted(stem);
  std::ranges::replace_if(parted, [](char c) { return c == '_' || c == '.' || c == ' '; }, '-');
  return split(parted, '-');
}

// How far two stems are apart, or `notNear`.
std::size_t stemDistance(std::string_view a, std::string_view b) {
  if (digitsOf(a) != digitsOf(b)) return notNear;
  const std::vector<std::string> words = wordsOfName(a);
  const std::vector<std::string> others = wordsOfName(b);
  if (words.size() != others.size()) {
    const std::size_t limit = std::clamp<std::size_t>(a.size() / 6, 1, mostEdits);
    const std::size_t distance = editDistance(a, b, limit);
    return distance <= limit && distance < a.size() ? distance : notNear;
  }
  std::size_t sum = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t limit = nearLimit(words[i]);
    const std::size_t distance = editDistance(words[i], others[i], limit);
    // "train_a" and "train_b" are two names, "train_t" is "train_it" with a letter lost.
    if (distance > limit || (distance > 0 && distance >= std::max(words[i].size(), others[i].size())))
      return notNear;
    sum += distance;
  }
  return sum;
}

struct NameParts {
  std::string_view stem, extension;
};

NameParts partsOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

// "yml" and "ymal" are "yaml" mistyped, "py" is not.
std::size_t extensionDistance(std::string_view a, std::string_view b) {
  const std::size_t distance = editDistance(a, b, 2);
  return distance == 0 || (distance < a.size() && distance < b.size() && distance <= 2) ? distance : notNear;
}

}  // namespace

std::string nearestName(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() < 2) return {};
  const std::size_t limit = nearLimit(word);
  std::string best;
  std::size_t bestDistance = limit + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = editDistance(word, candidate, limit);
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = candidate;
  }
  return best;
}

std::string nearestFileName(std::string_view name, const std::vector<std::string>& candidates) {
  const NameParts wanted = partsOf(name);
  std::string best;
  std::size_t bestDistance = notNear;
  for (const std::string& candidate : candidates) {
    const NameParts parts = partsOf(candidate);
    const std::size_t distance =
        stemDistance(wanted.stem, parts.stem) + extensionDistance(wanted.extension, parts.extension);
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = candidate;
  }
  return best;
}

std::string shellQuote(std::string_view word) {
  return "'" + replaceAll(std::string(word), "'", "'\\''") + "'";
}

}  // namespace footplate
