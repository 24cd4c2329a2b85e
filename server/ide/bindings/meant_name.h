// Which of the names that are there a person means by one that is not.
//
//   meantName("c", {"C", "kernel"});             // "C"
//   meantName("model", {"model_output", "lr"});  // "model_output"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::ide {

struct MeantName {
  std::string name;     // "" where none is near
  bool isSlip = false;  // misspelt, and not only made of the same words

  explicit operator bool() const { return !name.empty(); }
};

MeantName meantName(std::string_view written, const std::vector<std::string>& names);

// What there is, for a name that is near to none of them: ", there are 'a', 'b'", or "".
std::string thereAre(const std::vector<std::string>& names);

}  // namespace footplate::ide
