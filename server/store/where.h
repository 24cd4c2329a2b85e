// `--where` as SQL, and how two values compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/run_store.h"

namespace footplate::store {

class Statement;

// As numbers where both are; else as text. <0, 0, >0.
int compareValues(std::string_view a, std::string_view b);

// " AND …" on the table alias r, one piece a condition; bindWhere binds its parameters in the same order.
std::string whereSql(const std::vector<Condition>& conditions);
void bindWhere(Statement& statement, const std::vector<Condition>& conditions);

}  // namespace footplate::store
