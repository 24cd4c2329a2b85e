#include "store/where_sql.h"

#include <cmath>
#include <optional>
#include <utility>

#include "store/database.h"
#include "store/where_fields.h"

namespace footplate::store {

namespace {

using Family = Field::Family;
using Operator = Comparison::Operator;
using Value = Comparison::Value;
using Type = Attribute::Type;

// Tags of MLflow that are facts of ours; its other ones lie with the properties.
constexpr std::pair<std::string_view, std::string_view> mlflowTags[] = {
    {"mlflow.parentRunId", "parent"},
    {"mlflow.runName", "display_name"},
    {"mlflow.note.content", "description"},
};

const char* sign(Operator op) {
  switch (op) {
    case Operator::notEqual:
      return "<>";
    case Operator::less:
      return "<";
    case Operator::lessOrEqual:
      return "<=";
    case Operator::greater:
      return ">";
    case Operator::greaterOrEqual:
      return ">=";
    default:
      return "=";
  }
}

std::string_view attributeOfTag(const Field& field) {
  if (field.family != Family::tag) return {};
  for (const auto& [tag, attribute] : mlflowTags) {
    if (field.name == tag) return attribute;
  }
  return {};
}

Sql attributeOperand(const Attribute& attribute, TimeMs now) {
  Sql operand;
  if (attribute.type == Type::duration) {
    operand.text = attribute.sql;
    operand.binds.emplace_back(now);
  } else {
    operand.text = attribute.emptyIsMissing ? std::string("nullif(") + attribute.sql + ",'')" : attribute.sql;
  }
  return operand;
}

// The field's value of run r, NULL where it has none.
Sql operandOf(const Field& field, TimeMs now) {
  Sql operand;
  const auto lookUp = [&](const char* table, const char* column) {
    operand.add("(SELECT w.").add(column).add(" FROM ").add(table).add(" w WHERE w.run=r.seq AND w.name=");
    operand.value(field.name).add(")");
  };
  switch (field.family) {
    case Family::metric:
      lookUp("metrics", "last");
      return operand;
    case Family::param:
      operand.add("coalesce(");
      lookUp("params", "value");
      operand.add(",");
      lookUp("literals", "value");
      operand.add(")");
      return operand;
    case Family::tag:
      if (const std::string_view own = attributeOfTag(field); !own.empty())
        return attributeOperand(*findAttribute(own), now);
      if (!field.name.starts_with("mlflow.")) {
        lookUp("tags", "value");
        return operand;
      }
      operand.add("coalesce(");
      lookUp("tags", "value");
      operand.add(
          ",(SELECT p.value FROM details d,json_each(d.json,'$.properties') p WHERE d.run=r.seq AND p.key=");
      operand.value(field.name).add("))");
      return operand;
    default:
      return attributeOperand(attributeOf(field), now);
  }
}

// What stands on the left of a comparison.
struct Operand {
  Sql sql;
  bool isNumber = false;       // a number in the database
  bool mayHoldNumber = false;  // a text that is compared as a number where it is one
};

Operand operandFor(const Field& field, TimeMs now) {
  Operand operand{operandOf(field, now), field.family == Family::metric, false};
  operand.mayHoldNumber =
      field.family == Family::param || (field.family == Family::tag && attributeOfTag(field).empty());
  if (field.family == Family::attribute) {
    const Type type = attributeOf(field).type;
    operand.isNumber = type != Type::text && type != Type::status;
  }
  return operand;
}

Sql::Bind numberOf(const Value& value) {
  const double number = value.number.value_or(0);
  if (std::abs(number) < 9e15 && number == std::floor(number)) return static_cast<std::int64_t>(number);
  return number;
}

Sql called(const char* function, const Sql& operand) {
  Sql sql{function, {}};
  return sql.add("(").add(operand).add(")");
}

// Whether a value that is written as a number means one, and not its digits.
bool meansNumber(const Operand& operand, const Value& value, bool equality) {
  return operand.isNumber || (operand.mayHoldNumber && value.number && !(equality && value.quoted));
}

Sql compared(const Operand& operand, Operator op, const Value& value) {
  const bool equality = op == Operator::equal || op == Operator::notEqual;
  Sql sql;
  if (operand.isNumber) {
    sql.add(operand.sql).add(sign(op)).value(numberOf(value));
  } else if (meansNumber(operand, value, equality)) {
    sql.add(called(equality ? "footplate_value" : "footplate_number", operand.sql));
    sql.add(sign(op)).value(value.number.value_or(0));
  } else {
    sql.add(operand.sql).add(sign(op)).value(value.text);
  }
  return sql;
}

Sql listed(const Operand& operand, const std::vector<Value>& values) {
  Sql texts;
  Sql numbers;
  for (const Value& value : values) {
    const bool asNumber = meansNumber(operand, value, true);
    Sql& list = asNumber ? numbers : texts;
    if (!list.text.empty()) list.add(",");
    list.value(asNumber ? numberOf(value) : Sql::Bind(value.text));
  }
  Sql sql{"(", {}};
  if (!texts.text.empty()) sql.add(operand.sql).add(" IN (").add(texts).add(")");
  if (!texts.text.empty() && !numbers.text.empty()) sql.add(" OR ");
  if (!numbers.text.empty()) {
    sql.add(operand.isNumber ? operand.sql : called("footplate_value", operand.sql));
    sql.add(" IN (").add(numbers).add(")");
  }
  return sql.add(")");
}

Sql positive(const Operand& operand, const Comparison& comparison) {
  const std::vector<Value>& values = comparison.values;
  switch (comparison.op) {
    case Operator::isNull:
      return Sql(operand.sql).add(" IS NULL");
    case Operator::like:
    case Operator::ilike: {
      Sql sql{"footplate_like(", {}};
      sql.add(operand.sql).add(",").value(values.at(0).text);
      return sql.add(comparison.op == Operator::like ? ",0)" : ",1)");
    }
    case Operator::in:
      return listed(operand, values);
    case Operator::between: {
      Sql sql{"(", {}};
      sql.add(compared(operand, Operator::greaterOrEqual, values.at(0))).add(" AND ");
      return sql.add(compared(operand, Operator::lessOrEqual, values.at(1))).add(")");
    }
    default:
      return compared(operand, comparison.op, values.at(0));
  }
}

// A metric may be there without a number: NaN is kept as NULL.
std::optional<Sql> metricSql(const Comparison& comparison) {
  if (comparison.field.family != Family::metric) return std::nullopt;
  const bool isNan = !comparison.values.empty() && std::isnan(comparison.values[0].number.value_or(0));
  if (comparison.op != Operator::isNull && !isNan) return std::nullopt;
  Sql sql{comparison.op == Operator::isNull ? "NOT " : "", {}};
  sql.add("EXISTS(SELECT 1 FROM metrics w WHERE w.run=r.seq AND w.name=").value(comparison.field.name);
  switch (comparison.op) {
    case Operator::isNull:
      return sql.add(")");
    case Operator::equal:
      return sql.add(" AND w.last IS NULL)");
    case Operator::notEqual:
      return sql.add(" AND w.last IS NOT NULL)");
    default:
      return Sql{"0", {}};  // NaN has no order
  }
}

// Any of the data sets that the run has read.
Sql datasetSql(const Comparison& comparison) {
  Sql member{"json_extract(e.value,'$." + comparison.field.name + "')", {}};
  Sql sql{"EXISTS(SELECT 1 FROM details d,json_each(d.json,'$.datasets') e WHERE d.run=r.seq", {}};
  if (comparison.op == Operator::isNull) return Sql{"NOT ", {}}.add(sql).add(")");
  return sql.add(" AND ").add(positive({std::move(member)}, comparison)).add(")");
}

Sql comparisonSql(const Comparison& comparison, TimeMs now) {
  Sql sql{comparison.negated ? "NOT " : "", {}};
  if (comparison.field.family == Family::dataset) return sql.add(datasetSql(comparison));
  if (const auto ofMetric = metricSql(comparison)) return sql.add(*ofMetric);
  return sql.add(positive(operandFor(comparison.field, now), comparison));
}

}  // namespace

Sql& Sql::add(const Sql& more) {
  text += more.text;
  binds.insert(binds.end(), more.binds.begin(), more.binds.end());
  return *this;
}

Sql& Sql::value(Bind bind) {
  text += '?';
  binds.push_back(std::move(bind));
  return *this;
}

void Sql::bindTo(Statement& statement) const {
  for (const Bind& bind : binds) {
    if (const auto* words = std::get_if<std::string>(&bind)) {
      statement.bind(std::string_view(*words));
    } else if (const auto* real = std::get_if<double>(&bind)) {
      statement.bind(*real);
    } else if (const auto* whole = std::get_if<std::int64_t>(&bind)) {
      statement.bind(*whole);
    } else {
      statement.bindNull();
    }
  }
}

Sql whereSql(const Where& where, TimeMs now) {
  switch (where.kind) {
    case Where::Kind::everything:
      return {"1", {}};
    case Where::Kind::comparison:
      return comparisonSql(where.comparison, now);
    case Where::Kind::negation: {
      Sql sql{"NOT coalesce(", {}};
      return sql.add(whereSql(where.parts.at(0), now)).add(",0)");
    }
    default:
      break;
  }
  Sql sql{"(", {}};
  for (std::size_t at = 0; at < where.parts.size(); ++at) {
    if (at > 0) sql.add(where.kind == Where::Kind::all ? " AND " : " OR ");
    sql.add(whereSql(where.parts[at], now));
  }
  return sql.add(")");
}

std::vector<SortColumn> sortColumns(const SortKey& key, TimeMs now) {
  const bool ascending = key.direction == Direction::ascending;
  const Sql operand = operandOf(key.field, now);
  std::vector<SortColumn> columns;
  columns.push_back({Sql(operand).add(" IS NULL"), true});
  if (operandFor(key.field, now).mayHoldNumber) {
    const Sql number = called("footplate_number", operand);
    columns.push_back({Sql(number).add(" IS NULL"), true});
    columns.push_back({number, ascending});
  }
  columns.push_back({operand, ascending});
  return columns;
}

}  // namespace footplate::store
