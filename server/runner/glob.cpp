// A glob is matched name by name: `**` stands for any number of names, the rest for one. Both levels go back
// only to the last star, so the time is bounded by the product of the lengths.
#include "base/strings.h"
#include "runner/ignore_rules.h"

namespace footplate::runner {

namespace {

bool isNamedClass(std::string_view name, unsigned char c) {
  const bool upper = c >= 'A' && c <= 'Z';
  const bool lower = c >= 'a' && c <= 'z';
  const bool digit = c >= '0' && c <= '9';
  if (name == "upper") return upper;
  if (name == "lower") return lower;
  if (name == "alpha") return upper || lower;
  if (name == "digit") return digit;
  if (name == "alnum") return upper || lower || digit;
  if (name == "xdigit") return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  if (name == "space") return c == ' ' || (c >= '\t' && c <= '\r');
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return c < 32 || c == 127;
  if (name == "print") return c >= 32 && c < 127;
  if (name == "graph") return c > 32 && c < 127;
  if (name == "punct") return c > 32 && c < 127 && !(upper || lower || digit);
  return false;
}

// The bracket expression that begins at `at` (on the '['); moves `at` behind it. Unclosed: matches nothing.
bool matchClass(std::string_view glob, std::size_t& at, char text, bool& closed) {
  const auto c = static_cast<unsigned char>(text);
  std::size_t i = at + 1;
  const bool negated = i < glob.size() && (glob[i] == '!' || glob[i] == '^');
  if (negated) ++i;
  bool matched = false;
  closed = false;
  for (bool first = true; i < glob.size(); first = false) {
    if (glob[i] == ']' && !first) {
      closed = true;
      break;
    }
    if (glob.substr(i).starts_with("[:")) {
      const std::size_t end = glob.find(":]", i + 2);
      if (end != std::string_view::npos) {
        matched = matched || isNamedClass(glob.substr(i + 2, end - i - 2), c);
        i = end + 2;
        continue;
      }
    }
    if (glob[i] == '\\' && i + 1 < glob.size()) ++i;
    const auto low = static_cast<unsigned char>(glob[i++]);
    auto high = low;
    if (i + 1 < glob.size() && glob[i] == '-' && glob[i + 1] != ']') {
      ++i;
      if (glob[i] == '\\' && i + 1 < glob.size()) ++i;
      high = static_cast<unsigned char>(glob[i++]);
    }
    matched = matched || (low <= c && c <= high);
  }
  at = closed ? i + 1 : glob.size();
  return closed && matched != negated;
}

// One step: whether glob[g] (no star) takes this character; moves g behind it.
bool matchOne(std::string_view glob, std::size_t& g, char text) {
  switch (glob[g]) {
    case '?':
      ++g;
      return true;
    case '[': {
      bool closed = false;
      return matchClass(glob, g, text, closed);
    }
    case '\\':
      if (g + 1 < glob.size()) ++g;
      [[fallthrough]];
    default:
      return glob[g++] == text;
  }
}

bool matchName(std::string_view glob, std::string_view text) {
  std::size_t g = 0;
  std::size_t t = 0;
  std::size_t starGlob = std::string_view::npos;
  std::size_t starText = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      starGlob = ++g;
      starText = t;
      continue;
    }
    if (g < glob.size() && matchOne(glob, g, text[t])) {
      ++t;
      continue;
    }
    if (starGlob == std::string_view::npos) return false;
    g = starGlob;
    t = ++starText;
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace

bool matchGlob(std::string_view glob, std::string_view text) {
  const std::vector<std::string> globs = split(glob, '/');
  const std::vector<std::string> names = split(text, '/');
  std::size_t g = 0;
  std::size_t n = 0;
  std::size_t starGlob = std::string_view::npos;
  std::size_t starName = 0;
  while (n < names.size()) {
    if (g < globs.size() && globs[g] == "**") {
      // At the end it stands for one name at least: "a/**" is not "a".
      if (g + 1 == globs.size()) return true;
      starGlob = ++g;
      starName = n;
      continue;
    }
    if (g < globs.size() && matchName(globs[g], names[n])) {
      ++g;
      ++n;
      continue;
    }
    if (starGlob == std::string_view::npos) return false;
    g = starGlob;
    n = ++starName;
  }
  return g == globs.size();
}

}  // namespace footplate::runner
