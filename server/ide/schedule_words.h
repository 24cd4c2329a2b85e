// When a schedule fires, in words. Pure; any thread.
//
//   cronInWords("15 10 * * MON-FRI", Language::english);  // "at 10:15, Monday to Friday"
#pragma once

#include <string>
#include <string_view>

#include "ide/l10n.h"
#include "yaml/tree.h"

namespace footplate::ide {

// Of the five fields minute, hour, day of month, month, day of week; "" when they are not well-formed.
std::string cronInWords(std::string_view expression, Language language);

// Of a mapping {frequency, interval, schedule: {hours, minutes, week_days, month_days}}; "" when it says too
// little or what is no number.
std::string recurrenceInWords(yaml::Node recurrence, Language language);

}  // namespace footplate::ide
