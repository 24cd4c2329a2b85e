// What other tools, the SDKs and v1 call the keys of these files, and the words that are their values: `env`
// for `environment`, `max_trials` for `max_total_trials`, `float` for `number`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::schema {

// Whether `word` stands for `name` elsewhere. Asked for every key of a document: nothing is copied.
bool isSynonymOf(std::string_view word, std::string_view name);

// Those of `names` that `word` stands for elsewhere, whatever its case and with - or _; the usual one first.
std::vector<std::string> synonymsAmong(std::string_view word, const std::vector<std::string>& names);

// ", which counts for each instance", where `name` counts in another unit than `word` does elsewhere; else
// "".
std::string_view unitNote(std::string_view word, std::string_view name);

// Likewise for words of an enumeration.
std::vector<std::string> valueSynonymsAmong(std::string_view word, const std::vector<std::string>& values);

}  // namespace footplate::schema
