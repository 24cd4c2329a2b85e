#include "ide/codes.h"

#include <algorithm>
#include <unordered_map>

namespace footplate::ide {
namespace {

#define CODE(name, severity, meaning) {name, Severity::severity, meaning},
constexpr Code codes[] = {
#include "ide/codes.def"
};
#undef CODE

}  // namespace

std::span<const Code> allCodes() {
  return codes;
}

const Code* findCode(std::string_view name) {
  static const auto byName = [] {
    std::unordered_map<std::string_view, const Code*> map;
    for (const Code& code : codes) map.emplace(code.name, &code);
    return map;
  }();
  const auto found = byName.find(name);
  return found == byName.end() ? nullptr : found->second;
}

bool isFamily(std::string_view name) {
  return std::ranges::any_of(codes, [&](const Code& code) { return code.family() == name; });
}

}  // namespace footplate::ide
