#include "ide/arguments/near_flag.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "base/strings.h"

namespace footplate::ide {
namespace {

using python::Argument;
using python::Arguments;

std::string_view withoutDashes(std::string_view flag) {
  return flag.substr(std::min(flag.find_first_not_of('-'), flag.size()));
}

std::string comparable(std::string_view flag) {
  return toLower(replaceAll(std::string(withoutDashes(flag)), "-", "_"));
}

// What "--no-" stands before, "" for flags without it.
std::string denied(std::string_view flag) {
  const std::string name = comparable(flag);
  return name.starts_with("no_") ? name.substr(3) : "";
}

bool areOpposite(std::string_view a, std::string_view b) {
  return denied(a) == comparable(b) || denied(b) == comparable(a);
}

// "-C" for "--C", "-lr" for "--lr": one dash too many or too few.
std::string byDashes(std::string_view name, const Arguments& arguments) {
  for (const Argument& argument : arguments.all) {
    for (const std::string& flag : argument.flags) {
      if (withoutDashes(flag) == withoutDashes(name)) return flag;
    }
  }
  return {};
}

// The flag that switches off what a "--no-…" denies, "" where there is none; nothing when it denies no flag
// of the script.
std::optional<std::string> byDenial(std::string_view name, const Arguments& arguments) {
  const std::string denies = denied(name);
  if (denies.empty()) return {};
  for (const Argument& argument : arguments.all) {
    const auto is = [&](const std::string& flag) { return comparable(flag) == denies; };
    if (std::ranges::none_of(argument.flags, is)) continue;
    const auto off =
        std::ranges::find_if(argument.flags, [&](const std::string& flag) { return denied(flag) == denies; });
    if (off != argument.flags.end()) return *off;
    return argument.offFlags.empty() ? "" : argument.offFlags.front();
  }
  return {};
}

}  // namespace

std::string nearestFlag(const GivenFlag& given, const Arguments& arguments) {
  if (!given.meant.empty()) return given.meant;
  if (std::string flag = byDashes(given.name, arguments); !flag.empty()) return flag;
  if (auto flag = byDenial(given.name, arguments)) return *flag;
  std::vector<std::string> names;
  for (const Argument& argument : arguments.all) {
    std::ranges::copy_if(argument.flags, std::back_inserter(names),
                         [&](const std::string& flag) { return !areOpposite(flag, given.name); });
  }
  std::string near = nearestName(given.name, names);
  // Of a single letter nothing is near but the same one.
  const bool isLetter = withoutDashes(given.name).size() == 1;
  return isLetter && !equalsIgnoreCase(near, given.name) ? "" : near;
}

}  // namespace footplate::ide
