// A condition's text cut into words, with the column of each.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace footplate::store {

struct WhereWord {
  enum class Kind { word, text, name, sign, end };  // word: bare; text: in ' or "; name: in `
  Kind kind = Kind::end;
  std::string text;  // without quotes; a sign is = == != <> < <= > >= ( ) or ,
  std::size_t begin = 0;
  std::size_t end = 0;

  bool is(Kind wanted, std::string_view wantedText) const { return kind == wanted && text == wantedText; }
};

// The words, ending with one of Kind::end. A quote inside quotes is written twice.
Result<std::vector<WhereWord>> cutWhere(std::string_view text);

// The error of every reader here: where in `text` (byte offset `at`), what is wrong and what to write.
Error whereProblem(std::string_view text, std::size_t at, const std::string& what);

}  // namespace footplate::store
