// Grammar: condition { "and" condition }; condition: field operator value; field: metrics.NAME | params.NAME
// | tags.NAME | ATTRIBUTE, where a NAME with other characters than letters, digits, '_', '-', '.', '/' stands
// in backquotes; operator: = == != < <= > >= like; value: a word, or a text in single or double quotes.
#include "store/where.h"

#include <cctype>
#include <charconv>
#include <optional>

#include "base/strings.h"
#include "store/database.h"

namespace footplate::store {

namespace {

using Field = Condition::Field;
using Operator = Condition::Operator;

std::optional<double> asNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::string_view attributes[] = {"id",      "experiment",   "status", "kind",
                                           "compute", "display_name", "parent"};

bool isWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '/' ||
         c == '@' || c == ':' || c == '+' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

class WhereReader {
 public:
  explicit WhereReader(std::string_view text) : text_(text) {}

  Result<std::vector<Condition>> read() {
    std::vector<Condition> conditions;
    for (;;) {
      Result<Condition> condition = readCondition();
      if (!condition) return fail(condition.error());
      conditions.push_back(std::move(*condition));
      skipSpace();
      if (at_ == text_.size()) return conditions;
      if (toLower(readWord()) != "and") return fail(problem("expected 'and' between two conditions"));
    }
  }

 private:
  Error problem(const std::string& what) const {
    return {ErrorCode::usage, "reading the condition '" + std::string(text_) + "': " + what +
                                  " at character " + std::to_string(at_ + 1)};
  }

  void skipSpace() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }

  std::string readWord() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && isWordCharacter(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::optional<std::string> readQuoted(char quote) {
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return std::nullopt;
    std::string value(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return value;
  }

  Result<Condition> readCondition() {
    skipSpace();
    Condition condition;
    if (auto field = readField(condition); !field) return fail(field.error());
    skipSpace();
    if (!readOperator(condition.op)) return fail(problem("expected =, !=, <, <=, >, >= or like"));
    skipSpace();
    const bool quoted = at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '"');
    std::optional<std::string> value = quoted ? readQuoted(text_[at_]) : std::optional(readWord());
    if (!value) return fail(problem("the quoted text has no end"));
    if (!quoted && value->empty()) return fail(problem("expected a value"));
    condition.value = std::move(*value);
    if (condition.field == Field::metric && !asNumber(condition.value)) {
      return fail(problem("a metric is compared with a number, not with '" + condition.value + "',"));
    }
    return condition;
  }

  Result<void> readField(Condition& condition) {
    std::string name = readWord();
    if (name.empty())
      return fail(problem("expected a field such as metrics.loss, params.lr, tags.owner or status"));
    const std::size_t dot = name.find('.');
    const std::string family = name.substr(0, dot);
    if (dot != std::string::npos) {
      condition.name = name.substr(dot + 1);
      if (condition.name.empty() && at_ < text_.size() && text_[at_] == '`') {
        condition.name = readQuoted('`').value_or(std::string());
      }
    }
    const bool named = !condition.name.empty();
    if (named && (family == "metrics" || family == "metric")) {
      condition.field = Field::metric;
    } else if (named && (family == "params" || family == "param" || family == "parameters")) {
      condition.field = Field::param;
    } else if (named && (family == "tags" || family == "tag")) {
      condition.field = Field::tag;
    } else {
      condition.field = Field::attribute;
      condition.name = named && family == "attributes" ? condition.name : name;
      for (const std::string_view attribute : attributes) {
        if (attribute == condition.name) return {};
      }
      return fail(problem("'" + name +
                          "' is no field; there are metrics.NAME, params.NAME, tags.NAME, id, experiment, " +
                          "status, kind, compute, display_name and parent;"));
    }
    return {};
  }

  bool readOperator(Operator& op) {
    constexpr std::pair<std::string_view, Operator> operators[] = {
        {"==", Operator::equal},          {"!=", Operator::notEqual}, {"<=", Operator::lessOrEqual},
        {">=", Operator::greaterOrEqual}, {"=", Operator::equal},     {"<", Operator::less},
        {">", Operator::greater},
    };
    for (const auto& [sign, value] : operators) {
      if (text_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        op = value;
        return true;
      }
    }
    op = Operator::like;
    return toLower(readWord()) == "like";
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

const char* operatorSql(Operator op) {
  switch (op) {
    case Operator::equal:
      return "=";
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
    case Operator::like:
      return "LIKE";
  }
  return "=";
}

std::string comparison(const std::string& column, Operator op) {
  if (op == Operator::like) return column + " LIKE ?";
  return "footplate_compare(" + column + ",?)" + operatorSql(op) + "0";
}

}  // namespace

Result<std::vector<Condition>> parseWhere(std::string_view text) {
  if (trim(text).empty()) return std::vector<Condition>();
  return WhereReader(text).read();
}

int compareValues(std::string_view a, std::string_view b) {
  const std::optional<double> left = asNumber(a);
  const std::optional<double> right = asNumber(b);
  if (left && right) return *left < *right ? -1 : *left > *right ? 1 : 0;
  return a.compare(b);
}

std::string whereSql(const std::vector<Condition>& conditions) {
  std::string sql;
  for (const Condition& condition : conditions) {
    switch (condition.field) {
      case Field::metric:
        sql += " AND EXISTS(SELECT 1 FROM metrics w WHERE w.run=r.seq AND w.name=? AND w.last ";
        sql += std::string(operatorSql(condition.op)) + " ?)";
        break;
      case Field::param:
        sql += " AND EXISTS(SELECT 1 FROM params w WHERE w.run=r.seq AND w.name=? AND " +
               comparison("w.value", condition.op) + ")";
        break;
      case Field::tag:
        sql += " AND EXISTS(SELECT 1 FROM tags w WHERE w.run=r.seq AND w.name=? AND " +
               comparison("w.value", condition.op) + ")";
        break;
      case Field::attribute:
        // The name is one of `attributes`, which are the columns' names.
        sql += " AND " + comparison("r." + condition.name, condition.op);
        break;
    }
  }
  return sql;
}

void bindWhere(Statement& statement, const std::vector<Condition>& conditions) {
  for (const Condition& condition : conditions) {
    if (condition.field != Field::attribute) statement.bind(condition.name);
    if (condition.field == Field::metric) {
      statement.bind(asNumber(condition.value).value_or(0));
    } else if (condition.field == Field::attribute && condition.name == "status") {
      const std::optional<RunStatus> status = parseStatus(condition.value);
      statement.bind(status ? statusName(*status) : std::string_view(condition.value));
    } else {
      statement.bind(condition.value);
    }
  }
}

}  // namespace footplate::store
