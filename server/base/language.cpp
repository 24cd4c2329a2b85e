#include "base/language.h"

#include <string>

#include "base/strings.h"

namespace footplate {

Language languageOf(std::string_view locale) {
  const std::string lower = replaceAll(toLower(locale.substr(0, locale.find('.'))), "_", "-");
  const bool traditional =
      lower.starts_with("zh-tw") || lower.starts_with("zh-hk") || lower.starts_with("zh-hant");
  return (lower == "zh" || lower.starts_with("zh-")) && !traditional ? Language::chinese : Language::english;
}

}  // namespace footplate
