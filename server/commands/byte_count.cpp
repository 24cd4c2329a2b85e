#include "commands/byte_count.h"

#include <charconv>
#include <string>

#include "base/strings.h"

namespace footplate::commands {

Result<std::uint64_t> readByteCount(std::string_view text) {
  const auto wrong = [&] {
    return fail(ErrorCode::usage, "'" + std::string(text) + "' is no size; write 5GB, 300MB or 512KiB");
  };
  const std::string lower = toLower(trim(text));
  double count = 0;
  const auto [end, code] =
      std::from_chars(lower.data(), lower.data() + lower.size(), count, std::chars_format::fixed);
  if (code != std::errc() || count < 0) return wrong();
  std::string_view unit =
      trim(std::string_view(end, static_cast<std::size_t>(lower.data() + lower.size() - end)));
  if (unit.ends_with('b')) unit.remove_suffix(1);
  const double step = unit.ends_with('i') ? 1024 : 1000;
  if (unit.ends_with('i')) unit.remove_suffix(1);
  constexpr std::string_view letters = "kmgtp";
  if (unit.size() > 1 || (unit.size() == 1 && letters.find(unit[0]) == std::string_view::npos))
    return wrong();
  if (unit.empty() && step == 1024) return wrong();
  const std::size_t power = unit.empty() ? 0 : letters.find(unit[0]) + 1;
  for (std::size_t times = 0; times < power; ++times) count *= step;
  if (count > 9e18) return wrong();
  return static_cast<std::uint64_t>(count);
}

}  // namespace footplate::commands
