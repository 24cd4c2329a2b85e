// Slips of the finger.
#pragma once

#include <string_view>

namespace footplate::schema {

// Whether `word` is `name` with one letter lost, added, changed, or two swapped; whatever the case. Asked for
// every key of a document: quick, and right only for such single slips.
bool isSlipOf(std::string_view word, std::string_view name);

}  // namespace footplate::schema
