#include "store/run_slices.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <type_traits>

#include "base/strings.h"

namespace footplate::store {

namespace {

using Operator = Comparison::Operator;

constexpr std::size_t mostSlices = 48;

bool mentions(const Where& where, std::string_view attribute) {
  if (where.kind == Where::Kind::comparison) {
    const Field& field = where.comparison.field;
    return field.family == Field::Family::attribute && field.name == attribute;
  }
  return std::any_of(where.parts.begin(), where.parts.end(),
                     [&](const Where& part) { return mentions(part, attribute); });
}

// " AND `column` IN (?,…)"; nothing for no values.
template <class T, class ToText>
Sql isAnyOf(const char* column, const std::vector<T>& values, ToText toText) {
  Sql sql;
  if (values.empty()) return sql;
  sql.add(" AND ").add(column).add(values.size() == 1 ? "=" : " IN (");
  for (std::size_t at = 0; at < values.size(); ++at) {
    if (at > 0) sql.add(",");
    sql.value(toText(values[at]));
  }
  return sql.add(values.size() == 1 ? "" : ")");
}

// A value's letter and text: n, i12, d0.5, s6162 (hexadecimal).
std::string shown(const Sql::Bind& value) {
  char text[64];
  if (std::holds_alternative<std::monostate>(value)) return "n";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return "i" + std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&value)) {
    std::snprintf(text, sizeof text, "d%.17g", *number);
    return text;
  }
  std::string hex = "s";
  for (const char c : std::get<std::string>(value)) {
    std::snprintf(text, sizeof text, "%02x", static_cast<unsigned char>(c));
    hex += text;
  }
  return hex;
}

template <class T>
T readAll(std::string_view text, int base = 10) {
  T value{};
  std::from_chars_result got{};
  if constexpr (std::is_floating_point_v<T>) {
    got = std::from_chars(text.data(), text.data() + text.size(), value);
  } else {
    got = std::from_chars(text.data(), text.data() + text.size(), value, base);
  }
  if (text.empty() || got.ec != std::errc() || got.ptr != text.data() + text.size()) throw badCursor();
  return value;
}

Sql::Bind readShown(std::string_view word) {
  const char kind = word.empty() ? ' ' : word[0];
  const std::string_view rest = word.empty() ? word : word.substr(1);
  if (kind == 'n' && rest.empty()) return std::monostate{};
  if (kind == 'i') return readAll<std::int64_t>(rest);
  if (kind == 'd') return readAll<double>(rest);
  if (kind != 's' || rest.size() % 2 != 0) throw badCursor();
  std::string text;
  for (std::size_t at = 0; at < rest.size(); at += 2)
    text += static_cast<char>(readAll<unsigned char>(rest.substr(at, 2), 16));
  return text;
}

}  // namespace

RunQuery::RunQuery(const RunFilter& filter, TimeMs now)
    : experiments_(filter.experiments),
      status_(filter.status),
      parent_(filter.parent),
      anyLevel_(filter.children || mentions(filter.where, "parent")),
      archived_(filter.archived || mentions(filter.where, "archived")),
      where_(filter.where),
      order_(filter.order),
      now_(now) {
  if (!filter.experiment.empty()) experiments_ = {filter.experiment};
  takeOut(where_);
}

// Only what must hold may be taken out: the condition itself, or a part of its outermost AND.
void RunQuery::takeOut(Where& where) {
  if (where.kind == Where::Kind::comparison && takeOne(where.comparison)) where = Where{};
  if (where.kind != Where::Kind::all) return;
  std::erase_if(where.parts, [&](const Where& part) {
    return part.kind == Where::Kind::comparison && takeOne(part.comparison);
  });
  if (where.parts.empty()) where = Where{};
}

bool RunQuery::takeOne(const Comparison& comparison) {
  const bool isChoice = comparison.op == Operator::equal || comparison.op == Operator::in;
  if (!isChoice || comparison.negated || comparison.field.family != Field::Family::attribute) return false;
  if (comparison.field.name == "experiment" && experiments_.empty()) {
    for (const Comparison::Value& value : comparison.values) experiments_.push_back(value.text);
    return true;
  }
  if (comparison.field.name == "parent" && parent_.empty() && comparison.values.size() == 1) {
    parent_ = comparison.values[0].text;
    return !parent_.empty();
  }
  if (comparison.field.name != "status" || !status_.empty()) return false;
  for (const Comparison::Value& value : comparison.values) {
    if (const auto status = parseStatus(value.text)) status_.push_back(*status);
  }
  return true;
}

bool RunQuery::isByTime() const {
  return order_.empty() ||
         (order_.size() == 1 && order_[0].field == Field{Field::Family::attribute, "created"});
}

bool RunQuery::isOldestFirst() const {
  return !order_.empty() && order_[0].direction == Direction::ascending;
}

bool RunQuery::isByOneMetric() const {
  return order_.size() == 1 && order_[0].field.family == Field::Family::metric;
}

bool RunQuery::isOfOneExperiment() const {
  return experiments_.size() == 1 && status_.empty() && parent_.empty() && anyLevel_;
}

std::vector<Slice> RunQuery::slices() const {
  const std::size_t count =
      std::max<std::size_t>(experiments_.size(), 1) * std::max<std::size_t>(status_.size(), 1);
  if (count > mostSlices) return {wholeSlice()};
  std::vector<Slice> all;
  for (std::size_t e = 0; e < std::max<std::size_t>(experiments_.size(), 1); ++e) {
    for (std::size_t s = 0; s < std::max<std::size_t>(status_.size(), 1); ++s) {
      Slice slice;
      if (!experiments_.empty()) slice.experiments = {experiments_[e]};
      if (!status_.empty()) slice.status = {status_[s]};
      all.push_back(std::move(slice));
    }
  }
  return all;
}

Sql RunQuery::conditions(const Slice& slice) const {
  return whereSql(where_, now_).add(" AND ").add(sliceConditions(slice));
}

Sql RunQuery::sliceConditions(const Slice& slice) const {
  Sql sql{"1", {}};
  if (!parent_.empty() || !anyLevel_) sql.add(" AND r.parent=").value(parent_);
  sql.add(
      isAnyOf("r.experiment", slice.experiments, [](const std::string& name) { return Sql::Bind(name); }));
  sql.add(isAnyOf("r.status", slice.status, [](RunStatus status) { return Sql::Bind(statusName(status)); }));
  if (!archived_) sql.add(" AND r.archived=0");
  return sql;
}

std::optional<Cursor> readCursor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::vector<std::string> words = split(text, '_');
  if (words[0].size() != 1 || words.size() > 200) throw badCursor();
  Cursor cursor{words[0][0], {}};
  for (std::size_t at = 1; at < words.size(); ++at) cursor.values.push_back(readShown(words[at]));
  return cursor;
}

std::string writeCursor(char kind, const std::vector<Sql::Bind>& values) {
  std::string text(1, kind);
  for (const Sql::Bind& value : values) text += "_" + shown(value);
  return text;
}

StoreFailure badCursor() {
  return {{ErrorCode::usage,
           "listing runs: the cursor is none of a list in this order; leave it out to begin anew"}};
}

}  // namespace footplate::store
