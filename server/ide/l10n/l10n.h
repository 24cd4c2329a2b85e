// Messages in the language of the reader.
//
// Everything is composed in English, anywhere in the program, and translated where it is shown: a text is
// matched against the templates of a catalog (l10n_zh_cn*.def), its parts are put into the translation. A
// text without a row stays English; tests/ide/l10n_test.cpp and tests/tidy/test_l10n.py name it. Pure; any
// thread.
//
//   translate(Language::chinese, "unknown key 'lr2', did you mean 'lr'?")   // "未知的键 'lr2'，是否想写
//   'lr'？"
#pragma once

#include <string>
#include <string_view>

#include "base/language.h"

namespace footplate::ide {

// The text itself where the catalog has no row for it.
std::string translate(Language language, std::string_view text);
// Whether the catalog has one.
bool hasTranslation(Language language, std::string_view text);

// Markdown, line by line: headings and labels; descriptions stay as they are.
std::string translateLines(Language language, std::string_view markdown);

}  // namespace footplate::ide
