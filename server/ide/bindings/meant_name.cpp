#include "ide/bindings/meant_name.h"

#include <algorithm>

#include "base/strings.h"
#include "schema/slip.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostShown = 6;
constexpr std::size_t leastShared = 4;     // letters of a word that tells names apart
constexpr std::size_t mostCompared = 200;  // by their words, which is slow

// The only name for which `fits`, or "".
std::string onlyOne(const std::vector<std::string>& names, const auto& fits) {
  std::string found;
  for (const std::string& name : names) {
    if (!fits(name) || name == found) continue;
    if (!found.empty()) return {};
    found = name;
  }
  return found;
}

std::string_view lastWord(std::string_view name) {
  return name.substr(name.find_last_of("_-") + 1);
}

// "learning_rate_schedule" for "lr_schedule": no other name is one of a schedule.
std::string ofTheSameEnd(std::string_view written, const std::vector<std::string>& names) {
  const std::string_view end = lastWord(written);
  // Half of all ports end so.
  const bool isCommon =
      isOneOf(toLower(end), {"input", "output", "inputs", "outputs", "data", "dataset", "path", "file",
                             "folder", "model", "rate", "name", "size", "type"});
  if (end.size() < leastShared || isCommon) return {};
  return onlyOne(names, [&](const std::string& name) { return isSameFolded(lastWord(name), end); });
}

}  // namespace

MeantName meantName(std::string_view written, const std::vector<std::string>& names) {
  // What is written is there itself where a step gives it to a component that lacks it.
  if (written.empty() || std::ranges::find(names, written) != names.end()) return {};
  if (std::string same = onlyOne(names, [&](const std::string& name) { return isSameFolded(name, written); });
      !same.empty())
    return {std::move(same), true};
  if (std::string near = nearestName(written, names); !near.empty()) return {std::move(near), true};
  if (names.size() > mostCompared) return {};
  if (std::string fuller = schema::fullerName(written, names); !fuller.empty())
    return {std::move(fuller), false};
  const std::vector<std::string> itself{std::string(written)};
  const auto isPart = [&](const std::string& name) {
    return name.size() < written.size() && !schema::fullerName(name, itself).empty();
  };
  if (std::string part = onlyOne(names, isPart); !part.empty()) return {std::move(part), false};
  return {ofTheSameEnd(written, names), false};
}

std::string thereAre(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (shown.size() > mostShown) break;
    if (std::ranges::find(shown, name) == shown.end()) shown.push_back(name);
  }
  if (shown.empty()) return {};
  if (shown.size() == 1) return ", there is only '" + shown.front() + "'";
  const bool more = shown.size() > mostShown;
  if (more) shown.resize(mostShown);
  for (std::string& name : shown) name = "'" + name + "'";
  return ", there are " + join(shown, ", ") + (more ? ", …" : "");
}

}  // namespace footplate::ide
