// What can be folded away, as whole lines: keys with what is below them, items, texts, brackets, comments,
// documents of a stream. Linear; any thread.
//
//   for (const Fold& fold : folding(document)) hide(fold.first + 1, fold.last);
#pragma once

#include <cstdint>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

struct Fold {
  enum class Kind { content, comment, region };
  std::uint32_t first = 0;  // stays on the screen
  std::uint32_t last = 0;
  Kind kind = Kind::content;
};

// By their first line, at most one a line, the outer of two that begin together. Of more than `limit` the
// outermost are kept.
std::vector<Fold> folding(const Document& document, std::size_t limit = SIZE_MAX);

}  // namespace footplate::ide
