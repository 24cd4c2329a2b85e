// A set of bytes that is asked one at a time: a table look-up, where std::string_view::find_first_of()
// searches its words for every byte. For loops over whole documents.
//
//   constexpr CharacterSet breaks("\r\n");
//   breaks.findIn(text);   // the first place of one, npos for none
#pragma once

#include <array>
#include <string_view>

namespace footplate {

class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view members) {
    for (const char c : members) table_[static_cast<unsigned char>(c)] = true;
  }

  constexpr bool has(char c) const { return table_[static_cast<unsigned char>(c)]; }

  constexpr std::size_t findIn(std::string_view text) const {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (has(text[at])) return at;
    }
    return std::string_view::npos;
  }

 private:
  std::array<bool, 256> table_{};
};

}  // namespace footplate
