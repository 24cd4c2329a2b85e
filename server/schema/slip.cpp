#include "schema/slip.h"

#include <algorithm>

#include "base/strings.h"

namespace footplate::schema {
namespace {

bool sameLetters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && equalsIgnoreCase(a, b);
}

}  // namespace

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
