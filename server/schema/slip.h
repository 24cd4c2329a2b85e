// Slips of the finger.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::schema {

// Whether `word` is `name` with one letter lost, added, changed, or two swapped; whatever the case. Asked for
// every key of a document: quick, and right only for such single slips.
bool isSlipOf(std::string_view word, std::string_view name);

// Whether `name` is nearer to `word` than all other `names`: "mix_instances" may be either of two.
bool isNearest(std::string_view word, std::string_view name, const std::vector<std::string>& names);

// The name of which `word` is a part that tells it from all others, or "": "max" of "max_value", "deployment"
// of "deployment_name", "max_concurrent" of "max_concurrent_trials", "int" of "integer".
std::string fullerName(std::string_view word, const std::vector<std::string>& names);

}  // namespace footplate::schema
