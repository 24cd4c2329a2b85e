// What other tools, the SDKs and v1 call the keys of these files: `env` for `environment`, `max_trials` for
// `max_total_trials`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::schema {

// Of `names`, the one that `word` stands for elsewhere, whatever its case and with - or _; "" for none.
std::string synonymAmong(std::string_view word, const std::vector<std::string>& names);

}  // namespace footplate::schema
