// The languages that messages are shown in.
#pragma once

#include <string_view>

namespace footplate {

enum class Language { english, chinese };

// Of a locale as editors and POSIX name it ("zh-cn", "zh_CN.UTF-8", "zh-Hans"); English for every other than
// Simplified Chinese.
Language languageOf(std::string_view locale);

}  // namespace footplate
