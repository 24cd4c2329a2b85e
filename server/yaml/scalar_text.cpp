#include "yaml/scalar_text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

namespace footplate::yaml {

namespace {

// Reads a text from the front, piece by piece.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  bool skip(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool skipAny(std::string_view characters) {
    if (text_.empty() || characters.find(text_.front()) == characters.npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  // How many of the characters there were, `most` at the most.
  std::size_t run(std::string_view characters, std::size_t most = SIZE_MAX) {
    std::size_t count = 0;
    while (count < most && skipAny(characters)) ++count;
    return count;
  }
  bool digits(std::size_t least, std::size_t most) { return run("0123456789", most) >= least; }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

constexpr std::string_view digitsAndBars = "0123456789_";

bool oneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string withoutBars(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != '_'; });
  return out;
}

// One or more ":59" groups at the front.
bool skipSexagesimal(Reader& reader) {
  std::size_t groups = 0;
  while (reader.skip(':')) {
    if (reader.run("0123456789", 2) == 0) return false;
    ++groups;
  }
  return groups > 0;
}

// Every group behind a ':' is below 60.
bool groupsBelowSixty(std::string_view text) {
  for (std::size_t colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
    const std::string_view group = text.substr(colon + 1);
    const bool two = group.size() >= 2 && group[1] >= '0' && group[1] <= '9';
    if (two && group[0] > '5') return false;
  }
  return true;
}

std::optional<std::int64_t> parseInteger(std::string_view digits, int base, bool negative) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  const std::uint64_t limit = std::uint64_t{1} << 63;
  if (value > limit || (value == limit && !negative)) return std::nullopt;
  return negative ? static_cast<std::int64_t>(0 - value) : static_cast<std::int64_t>(value);
}

std::optional<double> parseNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    const bool tiny = text.find("e-") != text.npos || text.find("E-") != text.npos;
    value = tiny ? 0.0 : std::numeric_limits<double>::infinity();
    return text.starts_with('-') ? -value : value;
  }
  return error == std::errc() ? std::optional<double>(value) : std::nullopt;
}

std::optional<double> special(std::string_view text) {
  const bool negative = text.starts_with('-');
  std::string_view word = text;
  if (text.starts_with('-') || text.starts_with('+')) word.remove_prefix(1);
  if (oneOf(word, {".inf", ".Inf", ".INF"})) {
    const double infinity = std::numeric_limits<double>::infinity();
    return negative ? -infinity : infinity;
  }
  if (oneOf(text, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

// 1:30:00 counts in sixties.
template <class T>
std::optional<T> sexagesimal(std::string_view text, std::optional<T> (*parse)(std::string_view)) {
  T total = 0;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::optional<T> part = parse(text.substr(0, colon));
    if (!part || total > std::numeric_limits<T>::max() / 60 - 60) return std::nullopt;
    total = total * 60 + *part;
    if (colon == text.npos) return total;
    text.remove_prefix(colon + 1);
  }
}

std::optional<std::int64_t> decimal(std::string_view text) {
  return parseInteger(text, 10, false);
}

}  // namespace

bool isNull12(std::string_view text) {
  return oneOf(text, {"", "~", "null", "Null", "NULL"});
}
bool isNull11(std::string_view text) {
  return isNull12(text);
}

std::optional<bool> boolean12(std::string_view text) {
  if (oneOf(text, {"true", "True", "TRUE"})) return true;
  if (oneOf(text, {"false", "False", "FALSE"})) return false;
  return std::nullopt;
}

std::optional<bool> boolean11(std::string_view text) {
  if (oneOf(text, {"yes", "Yes", "YES", "on", "On", "ON"})) return true;
  if (oneOf(text, {"no", "No", "NO", "off", "Off", "OFF"})) return false;
  return boolean12(text);
}

bool isInteger11(std::string_view text) {
  Reader reader(text);
  reader.skipAny("+-");
  if (reader.skip('0')) {
    if (reader.done()) return true;
    if (reader.skip('b')) return reader.run("01_") > 0 && reader.done();
    if (reader.skip('x')) return reader.run("0123456789abcdefABCDEF_") > 0 && reader.done();
    return reader.run("01234567_") > 0 && reader.done();
  }
  if (!reader.skipAny("123456789")) return false;
  reader.run(digitsAndBars);
  if (reader.done()) return true;
  return skipSexagesimal(reader) && reader.done() && groupsBelowSixty(text);
}

bool isInteger12(std::string_view text) {
  Reader reader(text);
  if (text.starts_with("0o")) return text.size() > 2 && text.find_first_not_of("01234567", 2) == text.npos;
  if (text.starts_with("0x"))
    return text.size() > 2 && text.find_first_not_of("0123456789abcdefABCDEF", 2) == text.npos;
  reader.skipAny("+-");
  return reader.digits(1, SIZE_MAX) && reader.done();
}

// In YAML 1.1 the exponent wants a point before it and a sign: 1.0e+3.
bool isNumber11(std::string_view text) {
  if (special(text)) return true;
  Reader reader(text);
  const auto exponent = [&reader] {
    if (reader.done()) return true;
    return reader.skipAny("eE") && reader.skipAny("+-") && reader.digits(1, SIZE_MAX) && reader.done();
  };
  if (reader.skip('.')) return reader.skipAny("0123456789") && (reader.run(digitsAndBars), exponent());
  reader.skipAny("+-");
  if (!reader.skipAny("0123456789")) return false;
  reader.run(digitsAndBars);
  if (reader.skip('.')) return reader.run(digitsAndBars), exponent();
  if (!skipSexagesimal(reader) || !reader.skip('.')) return false;
  reader.run(digitsAndBars);
  return reader.done() && groupsBelowSixty(text);
}

bool isNumber12(std::string_view text) {
  if (special(text)) return true;
  Reader reader(text);
  reader.skipAny("+-");
  const std::size_t whole = reader.run("0123456789");
  const std::size_t fraction = reader.skip('.') ? reader.run("0123456789") : 0;
  if (whole + fraction == 0) return false;
  if (reader.done()) return true;
  if (!reader.skipAny("eE")) return false;
  reader.skipAny("+-");
  return reader.digits(1, SIZE_MAX) && reader.done();
}

bool isTimestamp11(std::string_view text) {
  Reader reader(text);
  if (!reader.digits(4, 4) || !reader.skip('-')) return false;
  const std::size_t month = reader.run("0123456789", 2);
  if (month == 0 || !reader.skip('-')) return false;
  const std::size_t day = reader.run("0123456789", 2);
  if (day == 0) return false;
  if (reader.done()) return month == 2 && day == 2;
  if (!reader.skipAny("Tt") && reader.run(" \t") == 0) return false;
  if (!reader.digits(1, 2) || !reader.skip(':') || !reader.digits(2, 2) || !reader.skip(':') ||
      !reader.digits(2, 2)) {
    return false;
  }
  if (reader.skip('.')) reader.run("0123456789");
  if (reader.done()) return true;
  reader.run(" \t");
  if (reader.skip('Z')) return reader.done();
  if (!reader.skipAny("+-") || !reader.digits(1, 2)) return false;
  return !reader.skip(':') ? reader.done() : reader.digits(2, 2) && reader.done();
}

std::optional<std::int64_t> integer11(std::string_view text) {
  if (!isInteger11(text)) return std::nullopt;
  const std::string plain = withoutBars(text);
  std::string_view digits = plain;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.find(':') != digits.npos) {
    const auto value = sexagesimal<std::int64_t>(digits, decimal);
    return value && negative ? std::optional<std::int64_t>(-*value) : value;
  }
  if (digits.starts_with("0b")) return parseInteger(digits.substr(2), 2, negative);
  if (digits.starts_with("0x")) return parseInteger(digits.substr(2), 16, negative);
  if (digits.size() > 1 && digits.front() == '0') return parseInteger(digits.substr(1), 8, negative);
  return parseInteger(digits, 10, negative);
}

std::optional<std::int64_t> integer12(std::string_view text) {
  if (!isInteger12(text)) return std::nullopt;
  if (text.starts_with("0o")) return parseInteger(text.substr(2), 8, false);
  if (text.starts_with("0x")) return parseInteger(text.substr(2), 16, false);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  return parseInteger(text, 10, negative);
}

std::optional<double> number11(std::string_view text) {
  if (!isNumber11(text)) return std::nullopt;
  if (const auto value = special(text)) return value;
  const std::string plain = withoutBars(text);
  std::string_view digits = plain;
  if (digits.find(':') == digits.npos) return parseNumber(digits);
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  const auto value = sexagesimal<double>(digits, parseNumber);
  return value && negative ? std::optional<double>(-*value) : value;
}

std::optional<double> number12(std::string_view text) {
  if (!isNumber12(text)) return std::nullopt;
  const auto value = special(text);
  return value ? value : parseNumber(text);
}

}  // namespace footplate::yaml
