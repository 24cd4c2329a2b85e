// Files of text. A byte order mark is no part of the text: no editor shows it or counts it as a column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace footplate {

inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

struct TextFile {
  std::string text;       // without the mark
  std::string_view mark;  // byteOrderMark or nothing; before the text on the disk
};

// As readFile: notFound, invalid when larger than `limit` bytes, unavailable else.
Result<TextFile> readTextFile(const std::string& path, std::uint64_t limit = UINT64_C(1) << 30);

// The text apart from its mark.
TextFile textWithoutMark(std::string bytes);

}  // namespace footplate
