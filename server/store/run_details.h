// The fields of a run that are not searched, as one JSON text.
#pragma once

#include <string>
#include <string_view>

#include "store/run_record.h"

namespace footplate::store {

// `previous` is the text stored before: what a newer version has put there beside our fields stays.
std::string detailsToJson(const Run& run, std::string_view previous);
// Fields of a wrong type are left empty: a damaged text never hides a run.
void detailsFromJson(std::string_view text, Run& run);

}  // namespace footplate::store
