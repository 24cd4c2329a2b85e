// Small words on text that the standard library lacks.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace footplate {

// ASCII, whatever the locale.
constexpr bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);  // "a,,b" -> "a", "", "b"
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string toLower(std::string_view text);  // ASCII
bool equalsIgnoreCase(std::string_view a, std::string_view b);
bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words);
bool isOneOf(std::string_view word, const auto& words) {
  for (const std::string_view each : words) {
    if (each == word) return true;
  }
  return false;
}
// A name whatever its case and its dashes: "Learning-Rate" -> "learning_rate". ASCII.
std::string foldedName(std::string_view name);
bool isSameFolded(std::string_view a, std::string_view b);
std::string replaceAll(std::string text, std::string_view from, std::string_view to);

// Edits between two words (Damerau-Levenshtein, case ignored), or limit + 1 when there are more than `limit`.
std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit);
// The candidate a person most likely meant by `word`, or "" when none is near (a third of its length, 1
// to 3).
std::string nearestName(std::string_view word, const std::vector<std::string>& candidates);

// The file or asset that was most likely meant by `name`, or "": word by word between '_', '-' and '.', a
// third of each; other digits are another file (step1.yml, step2.yml), and so is another extension (but yml
// and yaml).
std::string nearestFileName(std::string_view name, const std::vector<std::string>& candidates);

// "word" in single quotes of a POSIX shell, as bash reads back: it's -> 'it'\''s'.
std::string shellQuote(std::string_view word);

}  // namespace footplate
