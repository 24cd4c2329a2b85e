#include "runner/environments/python_version.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/strings.h"
#include "runner/environments/requirements.h"

namespace footplate::runner {
namespace {

constexpr std::string_view operators = "=<>!~";

// "3.10.4" -> "3.10": the third number is a repair of the same language.
std::string firstTwo(std::string_view version) {
  const std::vector<std::string> parts = split(version, '.');
  return parts.size() < 2 ? std::string(version) : parts[0] + "." + parts[1];
}

// "3.11.7" begins with "3.11" and with "3", not with "3.1".
bool beginsWith(const std::string& full, std::string_view wanted) {
  const std::vector<std::string> have = split(full, '.');
  const std::vector<std::string> want = split(wanted, '.');
  for (std::size_t at = 0; at < want.size(); ++at) {
    if (want[at] == "*" || want[at].empty()) return true;
    if (at == have.size() || compareVersions(have[at], want[at]) != 0) return false;
  }
  return true;
}

bool matchesOne(const std::string& full, std::string_view condition) {
  condition = trim(condition);
  const std::size_t digits = std::min(condition.find_first_not_of(operators), condition.size());
  const std::string_view sign = condition.substr(0, digits);
  std::string_view number = trim(condition.substr(digits));
  number = number.substr(0, number.find_first_of("= "));  // conda's build behind a second '='
  if (number.empty() || number == "*") return true;
  if (sign.empty() || sign == "=" || sign == "==" || sign == "===") return beginsWith(full, firstTwo(number));
  if (sign == "!=") return !beginsWith(full, number);
  const int order = compareVersions(full, std::string(number));
  if (sign == ">=") return order >= 0;
  if (sign == ">") return order > 0 && !beginsWith(full, number);
  if (sign == "<=") return order <= 0 || beginsWith(full, number);
  if (sign == "<") return order < 0;
  // "~=3.8": 3.8 or later of the same major version.
  return order >= 0 && beginsWith(full, number.substr(0, number.rfind('.')));
}

}  // namespace

bool matchesPython(std::string_view full, std::string_view wanted) {
  const std::string release(full);
  if (trim(wanted).empty()) return true;
  for (const std::string& choice : split(wanted, '|')) {
    const std::vector<std::string> conditions = split(choice, ',');
    if (std::ranges::all_of(conditions, [&](const std::string& one) { return matchesOne(release, one); }))
      return true;
  }
  return false;
}

std::string minorPython(std::string_view wanted) {
  wanted = trim(wanted);
  if (wanted.find_first_of("<>!~|,") != std::string_view::npos) return {};
  const std::size_t digits = wanted.find_first_of("0123456789");
  if (digits == std::string_view::npos) return {};
  const std::string two = firstTwo(wanted.substr(digits, wanted.find_first_of("= ", digits) - digits));
  const std::size_t dot = two.find('.');
  if (dot == std::string::npos || dot + 1 == two.size()) return {};
  return two.find_first_not_of("0123456789.") == std::string::npos ? two : std::string();
}

}  // namespace footplate::runner
