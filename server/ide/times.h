// Times as a trigger has them: which texts azure-ai-ml reads as one. Pure; any thread.
//
//   isTime("2030-01-31T06:00:00");  // true, and so are "2030-1-31 6:00" and "…06:00:00.5+09:00"
//   isTime("2030-01-31");           // false: a day alone
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace footplate::ide {

// A number of at most four digits and nothing else.
std::optional<int> smallNumber(std::string_view text);

// Reads a text from its beginning on.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : text_(text) {}

  bool isDone() const { return text_.empty(); }
  // A number of at most so many digits.
  std::optional<int> number(std::size_t most);
  // One of these signs.
  bool take(std::string_view signs);
  bool takeNumber(std::size_t most, int largest);

 private:
  std::string_view text_;
};

// One digit will do for a month; seconds and the zone may be left out.
bool isTime(std::string_view text);

}  // namespace footplate::ide
