// Recursive descent over the words: or > and > not > one comparison.
#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "store/run_record.h"
#include "store/where.h"
#include "store/where_fields.h"
#include "store/where_values.h"
#include "store/where_words.h"

namespace footplate::store {

namespace {

using Operator = Comparison::Operator;
using Value = Comparison::Value;
using Kind = WhereWord::Kind;
using Type = Attribute::Type;

// SQLite's own limits lie above these.
constexpr int deepest = 60;
constexpr std::size_t mostComparisons = 250;
constexpr std::size_t mostValues = 5000;

constexpr const char* operatorWords = "=, !=, <, <=, >, >=, LIKE, ILIKE, IN, BETWEEN, IS NULL or IS NOT NULL";

// What is compared: text with text, or something that is a number here.
Type typeOf(const Field& field) {
  switch (field.family) {
    case Field::Family::metric:
      return Type::number;
    case Field::Family::attribute:
      return attributeOf(field).type;
    default:
      return Type::text;
  }
}

std::string shown(const WhereWord& word) {
  return word.kind == Kind::end ? "the end" : "'" + word.text + "'";
}

// MLflow's words for statuses stand for ours.
std::optional<std::vector<RunStatus>> statusesOf(const std::string& word) {
  if (const auto status = parseStatus(word)) return std::vector{*status};
  if (equalsIgnoreCase(word, "FINISHED")) return std::vector{RunStatus::completed};
  if (equalsIgnoreCase(word, "KILLED")) return std::vector{RunStatus::canceled};
  if (equalsIgnoreCase(word, "SCHEDULED")) {
    return std::vector{RunStatus::notStarted, RunStatus::provisioning, RunStatus::preparing,
                       RunStatus::queued};
  }
  return std::nullopt;
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<WhereWord> words, TimeMs now)
      : text_(text), words_(std::move(words)), now_(now) {}

  Result<Where> whole() {
    auto where = any(0);
    if (!where) return where;
    if (peek().kind == Kind::end) return where;
    if (peek().is(Kind::sign, ")")) return problem("there is no '(' for this ')'; leave it out");
    return problem("expected AND or OR before " + shown(peek()));
  }

  Result<std::vector<SortKey>> order(Direction unlessSaid) {
    std::vector<SortKey> keys;
    for (;;) {
      auto field = readField(true);
      if (!field) return fail(field.error());
      SortKey key{std::move(*field), unlessSaid};
      if (takeWord("asc")) {
        key.direction = Direction::ascending;
      } else if (takeWord("desc")) {
        key.direction = Direction::descending;
      }
      if (key.field.family == Field::Family::dataset) return problem("runs are not sorted by datasets");
      keys.push_back(std::move(key));
      if (peek().kind == Kind::end) return keys;
      if (!takeSign(",")) return problem("expected asc, desc or a comma before " + shown(peek()));
    }
  }

  Result<Field> field() {
    auto field = readField(true);
    if (field && peek().kind != Kind::end) return problem("expected nothing after the name");
    return field;
  }

 private:
  const WhereWord& peek(std::size_t ahead = 0) const {
    return words_[std::min(next_ + ahead, words_.size() - 1)];
  }
  bool isWord(std::string_view word, std::size_t ahead = 0) const {
    return peek(ahead).kind == Kind::word && equalsIgnoreCase(peek(ahead).text, word);
  }
  bool takeWord(std::string_view word) {
    if (!isWord(word)) return false;
    ++next_;
    return true;
  }
  bool takeSign(std::string_view sign) {
    if (!peek().is(Kind::sign, sign)) return false;
    ++next_;
    return true;
  }
  tl::unexpected<Error> problemAt(const WhereWord& word, const std::string& what) const {
    return fail(whereProblem(text_, word.begin, what));
  }
  tl::unexpected<Error> problem(const std::string& what) const { return problemAt(peek(), what); }

  // `one` (AND `one`)…, of either joining word.
  template <class One>
  Result<Where> joined(const char* word, Where::Kind kind, One one) {
    auto first = one();
    if (!first || !isWord(word)) return first;
    Where where;
    where.kind = kind;
    where.parts.push_back(std::move(*first));
    while (takeWord(word)) {
      auto more = one();
      if (!more) return more;
      where.parts.push_back(std::move(*more));
    }
    return where;
  }

  Result<Where> any(int depth) {
    return joined("or", Where::Kind::any,
                  [&] { return joined("and", Where::Kind::all, [&] { return negation(depth); }); });
  }

  Result<Where> negation(int depth) {
    if (depth > deepest)
      return problem("the condition is nested too deeply; write it with fewer parentheses");
    if (takeWord("not")) {
      auto inner = negation(depth + 1);
      if (!inner) return inner;
      Where where;
      where.kind = Where::Kind::negation;
      where.parts.push_back(std::move(*inner));
      return where;
    }
    if (!takeSign("(")) return comparison();
    auto inner = any(depth + 1);
    if (!inner) return inner;
    if (!takeSign(")")) return problem("expected ')' or AND or OR before " + shown(peek()));
    return inner;
  }

  Result<Where> comparison() {
    if (++comparisons_ > mostComparisons) {
      return problem("these are more than " + std::to_string(mostComparisons) +
                     " comparisons; use IN (…) for many values of one name");
    }
    auto field = readField(false);
    if (!field) return fail(field.error());
    Where where;
    where.kind = Where::Kind::comparison;
    where.comparison.field = std::move(*field);
    if (auto rest = readOperator(where.comparison); !rest) return fail(rest.error());
    return where;
  }

  // metrics.loss, metrics.`val loss`, metrics."val loss", `run name`, status
  Result<Field> readField(bool bareIsMetric) {
    const WhereWord& word = peek();
    if (word.kind != Kind::word && word.kind != Kind::name) {
      return problem("expected a name such as metrics.loss, params.lr, tags.owner or status before " +
                     shown(word));
    }
    ++next_;
    std::string family;
    std::string name = word.text;
    if (word.kind == Kind::word) {
      const std::size_t dot = word.text.find('.');
      if (dot != std::string::npos) {
        family = word.text.substr(0, dot);
        name = word.text.substr(dot + 1);
      }
      const WhereWord& quoted = peek();
      const bool adjoins = name.empty() && quoted.begin == word.end;
      if (adjoins && (quoted.kind == Kind::name || quoted.kind == Kind::text)) {
        name = quoted.text;
        ++next_;
      }
    }
    auto field = fieldOf(family, name, bareIsMetric);
    if (!field) return problemAt(word, field.error());
    return std::move(*field);
  }

  Result<void> readOperator(Comparison& comparison) {
    constexpr std::pair<std::string_view, Operator> signs[] = {
        {"=", Operator::equal},     {"==", Operator::equal},
        {"!=", Operator::notEqual}, {"<>", Operator::notEqual},
        {"<", Operator::less},      {"<=", Operator::lessOrEqual},
        {">", Operator::greater},   {">=", Operator::greaterOrEqual},
    };
    for (const auto& [sign, op] : signs) {
      if (!takeSign(sign)) continue;
      comparison.op = op;
      return readValue(comparison);
    }
    if (takeWord("is")) {
      comparison.op = Operator::isNull;
      comparison.negated = takeWord("not");
      if (takeWord("null")) return {};
      return problem("expected NULL or NOT NULL after IS; compare with a value by =");
    }
    comparison.negated = takeWord("not");
    if (isWord("like") || isWord("ilike")) {
      if (typeOf(comparison.field) != Type::text && typeOf(comparison.field) != Type::status) {
        return problem("LIKE compares text and " + comparison.field.name +
                       " is a number; use <, > or BETWEEN");
      }
      comparison.op = isWord("like") ? Operator::like : Operator::ilike;
      ++next_;
      return readValue(comparison);
    }
    if (takeWord("in")) return readList(comparison);
    if (takeWord("between")) {
      comparison.op = Operator::between;
      if (auto low = readValue(comparison); !low) return low;
      if (!takeWord("and")) return problem("expected AND between the two values of BETWEEN");
      return readValue(comparison);
    }
    return problem(std::string("expected ") + operatorWords + " before " + shown(peek()));
  }

  Result<void> readList(Comparison& comparison) {
    comparison.op = Operator::in;
    if (!takeSign("(")) return problem("expected '(' after IN: IN ('a', 'b')");
    do {
      if (comparison.values.size() == mostValues) return problem("IN takes at most 5000 values");
      if (auto value = readValue(comparison); !value) return value;
    } while (takeSign(","));
    if (!takeSign(")")) return problem("expected ',' or ')' in the list of IN before " + shown(peek()));
    return {};
  }

  Result<void> readValue(Comparison& comparison) {
    const WhereWord& word = peek();
    if (word.kind != Kind::word && word.kind != Kind::text) {
      return problem("expected a value before " + shown(word) + "; a text with blanks stands in quotes");
    }
    ++next_;
    Value value{word.text, word.kind == Kind::text, readNumber(word.text)};
    if (comparison.op == Operator::like || comparison.op == Operator::ilike) {
      comparison.values.push_back(std::move(value));
      return {};
    }
    return typed(comparison, word, std::move(value));
  }

  Result<void> typed(Comparison& comparison, const WhereWord& word, Value value) {
    const std::string& name = comparison.field.name;
    switch (typeOf(comparison.field)) {
      case Type::text:
        break;
      case Type::number:
        if (!value.number)
          return problemAt(word, name + " is compared with a number, not with " + shown(word));
        break;
      case Type::duration:
        value.number = readDuration(word.text);
        if (!value.number)
          return problemAt(word, shown(word) + " is no duration; write seconds, or 90s, 5m, 1h30m, 2d");
        break;
      case Type::time:
        if (const auto moment = readMoment(word.text, now_)) {
          value.number = static_cast<double>(*moment);
          break;
        }
        return problemAt(word, shown(word) +
                                   " is no time; write '2026-11-23', '2026-11-23 10:02', "
                                   "'-2d', today or milliseconds since 1970");
      case Type::flag:
        if (value.number || equalsIgnoreCase(value.text, "true") || equalsIgnoreCase(value.text, "false")) {
          value.number = value.number ? *value.number : equalsIgnoreCase(value.text, "true") ? 1 : 0;
          break;
        }
        return problemAt(word, name + " is true or false, not " + shown(word));
      case Type::status:
        return typedStatus(comparison, word);
    }
    comparison.values.push_back(std::move(value));
    return {};
  }

  // One word may stand for several of our statuses; then = becomes IN.
  Result<void> typedStatus(Comparison& comparison, const WhereWord& word) {
    const auto statuses = statusesOf(word.text);
    if (!statuses) {
      return problemAt(word, shown(word) +
                                 " is no status; there are NotStarted, Provisioning, Preparing, Queued, "
                                 "Running, Finalizing, Completed, Failed, CancelRequested, Canceled and "
                                 "NotResponding");
    }
    if (statuses->size() > 1 && comparison.op != Operator::in) {
      if (comparison.op != Operator::equal && comparison.op != Operator::notEqual)
        return problemAt(word, shown(word) + " stands for several statuses; use =, != or IN");
      comparison.negated = comparison.op == Operator::notEqual;
      comparison.op = Operator::in;
    }
    for (const RunStatus status : *statuses)
      comparison.values.push_back({statusName(status), true, std::nullopt});
    return {};
  }

  std::string_view text_;
  std::vector<WhereWord> words_;
  TimeMs now_;
  std::size_t next_ = 0;
  std::size_t comparisons_ = 0;
};

// Reads `text` by one of the parser's ways in.
template <class Read>
auto reading(std::string_view text, TimeMs now, Read read) -> decltype(read(std::declval<Parser&>())) {
  auto words = cutWhere(text);
  if (!words) return fail(words.error());
  Parser parser(text, std::move(*words), now);
  return read(parser);
}

}  // namespace

Result<Where> parseWhere(std::string_view text, TimeMs now) {
  if (trim(text).empty()) return Where{};
  return reading(text, now, [](Parser& parser) { return parser.whole(); });
}

Result<std::vector<SortKey>> parseOrder(std::string_view text, Direction unlessSaid) {
  if (trim(text).empty()) return std::vector<SortKey>();
  return reading(text, 0, [&](Parser& parser) { return parser.order(unlessSaid); });
}

Result<Field> parseField(std::string_view text) {
  return reading(text, 0, [](Parser& parser) { return parser.field(); });
}

Where bothOf(Where a, Where b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  Where both;
  both.kind = Where::Kind::all;
  for (Where* one : {&a, &b}) {
    if (one->kind == Where::Kind::all) {
      std::move(one->parts.begin(), one->parts.end(), std::back_inserter(both.parts));
    } else {
      both.parts.push_back(std::move(*one));
    }
  }
  return both;
}

Where equals(Field field, std::string value) {
  Where where;
  where.kind = Where::Kind::comparison;
  where.comparison.field = std::move(field);
  where.comparison.values.push_back({std::move(value), true, std::nullopt});
  return where;
}

}  // namespace footplate::store
