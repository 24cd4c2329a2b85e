// The languages that messages are written in.
#pragma once

#include <string_view>

namespace footplate {

enum class Language { english, chinese };

// By a locale ("zh-cn", "zh_CN.UTF-8", "zh-Hans"); English for every other than Simplified Chinese.
inline Language languageOf(std::string_view locale) {
  const bool chinese = locale.starts_with("zh") || locale.starts_with("ZH");
  const bool traditional =
      locale.find("TW") != std::string_view::npos || locale.find("tw") != std::string_view::npos ||
      locale.find("HK") != std::string_view::npos || locale.find("hk") != std::string_view::npos ||
      locale.find("Hant") != std::string_view::npos || locale.find("hant") != std::string_view::npos;
  return chinese && !traditional ? Language::chinese : Language::english;
}

}  // namespace footplate
