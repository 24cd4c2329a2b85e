// The forms of plain scalars in YAML 1.1 as PyYAML reads them and in YAML 1.2; for the files of yaml/ only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace footplate::yaml {

bool isNull11(std::string_view text);  // ~ null Null NULL and nothing at all
bool isNull12(std::string_view text);

std::optional<bool> boolean11(std::string_view text);  // on, off, yes, no besides true, false
std::optional<bool> boolean12(std::string_view text);

// Whether the text has the form; the value may still be out of range.
bool isInteger11(std::string_view text);  // 0b1, 010, 0x1F, 1_000, 1:30
bool isInteger12(std::string_view text);  // 10, 0o10, 0x1F
bool isNumber11(std::string_view text);   // 1.5, 1.e+3, .5, 1:30.5, .inf; not 1e3
bool isNumber12(std::string_view text);   // 1.5, 1e3, .5, .inf
bool isTimestamp11(std::string_view text);

std::optional<std::int64_t> integer11(std::string_view text);
std::optional<std::int64_t> integer12(std::string_view text);
std::optional<double> number11(std::string_view text);
std::optional<double> number12(std::string_view text);

}  // namespace footplate::yaml
