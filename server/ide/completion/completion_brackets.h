// Keys in quotes between braces.
#pragma once

#include "ide/place.h"

namespace footplate::ide {

// Whether the cursor is in a key in double quotes that has no colon yet, {"na"}: writeInBrackets() takes the
// quotes along, so that colon and value come behind them.
bool isQuotedWhole(const Place& place);

}  // namespace footplate::ide
