// Which runs are meant, and in what order: `--where` and `--sort`, and MLflow's search filters, which are a
// part of the same language. docs/where.md has the grammar for people.
//
//   auto where = parseWhere("metrics.accuracy > 0.9 and not tags.owner = 'ada' and created > '-2d'");
//   auto order = parseOrder("metrics.accuracy desc, created", Direction::ascending);
//   store.list({.where = *where, .order = *order});
//
// Plain values, usable from any thread. A text that cannot be read is a `usage` error that names the column
// (counted in characters from 1), what stands there and what to write.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace footplate::store {

// What is compared or sorted by.
struct Field {
  enum class Family { metric, param, tag, dataset, attribute };
  Family family = Family::attribute;
  std::string name;  // of an attribute its first name, whatever alias was written

  bool operator==(const Field&) const = default;
};

struct Comparison {
  enum class Operator {
    equal,
    notEqual,
    less,
    lessOrEqual,
    greater,
    greaterOrEqual,
    like,     // % any text, _ one character; case counts
    ilike,    // the same, whatever the case
    in,       // any of the values
    between,  // two values, both included
    isNull,   // the run has no such metric, parameter, tag or value
  };
  struct Value {
    std::string text;
    bool quoted = false;           // then a text is meant, even one of digits
    std::optional<double> number;  // what it is as a number; times are milliseconds, durations seconds
  };

  Field field;
  Operator op = Operator::equal;
  bool negated = false;  // NOT LIKE, NOT IN, NOT BETWEEN, IS NOT NULL
  std::vector<Value> values;
};

// A tree of comparisons. A run without the named metric, parameter, tag or value fulfils no comparison with
// it but IS NULL; NOT turns that round.
struct Where {
  enum class Kind { everything, comparison, all, any, negation };
  Kind kind = Kind::everything;
  Comparison comparison;
  std::vector<Where> parts;  // of all and any two or more, of negation one

  bool empty() const { return kind == Kind::everything; }
};

// Blank text means every run. Times relative to the present are resolved against `now`.
Result<Where> parseWhere(std::string_view text, TimeMs now = nowMs());
// Both must hold.
Where bothOf(Where a, Where b);
// `family`.`name` = `value` as text.
Where equals(Field field, std::string value);

enum class Direction { ascending, descending };

struct SortKey {
  Field field;
  Direction direction = Direction::descending;
  bool operator==(const SortKey&) const = default;
};

// "metrics.loss asc, created": keys by importance, `unlessSaid` where no direction stands. A name alone is an
// attribute, else a metric.
Result<std::vector<SortKey>> parseOrder(std::string_view text, Direction unlessSaid);

// One field as it is written in both: "metrics.`val loss`", "status"; a name alone is an attribute, else a
// metric.
Result<Field> parseField(std::string_view text);

}  // namespace footplate::store
