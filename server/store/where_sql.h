// Conditions and orders as SQL on the row `r` of runs, with every value a parameter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "store/where.h"

namespace footplate::store {

class Statement;

// A piece of SQL and what its `?` stand for, in order.
struct Sql {
  using Bind = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate: NULL
  std::string text;
  std::vector<Bind> binds;

  Sql& add(std::string_view more) {
    text += more;
    return *this;
  }
  Sql& add(const Sql& more);
  // A value's place.
  Sql& value(Bind bind);
  void bindTo(Statement& statement) const;
};

// An expression that is true for the runs meant (NULL counts as false); "1" for every run.
Sql whereSql(const Where& where, TimeMs now);

// The columns that order by `key`, runs without it last, numbers before texts.
struct SortColumn {
  Sql expression;
  bool ascending = true;
};
std::vector<SortColumn> sortColumns(const SortKey& key, TimeMs now);

}  // namespace footplate::store
