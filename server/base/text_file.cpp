#include "base/text_file.h"

#include <utility>

#include "base/fs.h"

namespace footplate {

TextFile textWithoutMark(std::string bytes) {
  if (!bytes.starts_with(byteOrderMark)) return {std::move(bytes), {}};
  return {bytes.substr(byteOrderMark.size()), byteOrderMark};
}

Result<TextFile> readTextFile(const std::string& path, std::uint64_t limit) {
  auto bytes = readFile(path, limit);
  if (!bytes) return fail(bytes.error());
  return textWithoutMark(std::move(*bytes));
}

}  // namespace footplate
