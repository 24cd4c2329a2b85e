#include "runner/tracking/mlflow_experiment_filter.h"

#include <algorithm>

#include "base/strings.h"
#include "runner/tracking/mlflow_json.h"

namespace footplate::runner {
namespace {

using mlflow::Problem;

// SQL's LIKE, `%` and `_`: going back is only ever to the last `%`, so the time is bounded by the product of
// the lengths.
bool isLike(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;
  std::size_t starAt = 0;
  while (at < text.size()) {
    if (in < pattern.size() && pattern[in] == '%') {
      star = in++;
      starAt = at;
    } else if (in < pattern.size() && (pattern[in] == '_' || pattern[in] == text[at])) {
      ++in;
      ++at;
    } else if (star != std::string_view::npos) {
      in = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  return pattern.substr(in).find_first_not_of('%') == std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(trim(text)) {}

  bool atEnd() const { return text_.empty(); }

  // A word, an operator, or a text in quotes without them.
  std::string next() {
    if (text_.empty()) fail();
    const char first = text_.front();
    if (first == '\'' || first == '"' || first == '`') {
      const std::size_t end = text_.find(first, 1);
      if (end == std::string_view::npos) fail();
      return take(end + 1).substr(1, end - 1);
    }
    constexpr std::string_view signs = "=!<>";
    const bool isSign = signs.find(first) != std::string_view::npos;
    const std::size_t end = isSign ? text_.find_first_not_of(signs) : text_.find_first_of(" \t\n=!<>'\"");
    return take(std::min(end, text_.size()));
  }

  [[noreturn]] static void fail() {
    throw Problem(
        400, "INVALID_PARAMETER_VALUE",
        "experiments are searched by their name alone: write name = 'X', name != 'X', name LIKE 'X%' "
        "or name ILIKE 'x%', several joined by AND");
  }

 private:
  std::string take(std::size_t count) {
    std::string taken(text_.substr(0, count));
    text_ = trim(text_.substr(count));
    return taken;
  }

  std::string_view text_;
};

}  // namespace

ExperimentFilter::ExperimentFilter(std::string_view text) {
  for (Reader reader(text); !reader.atEnd();) {
    if (!all_.empty() && toLower(reader.next()) != "and") Reader::fail();
    std::string key = toLower(reader.next());
    for (const std::string_view family : {"attribute.", "attributes.", "attr."}) {
      if (key.starts_with(family)) key.erase(0, family.size());
    }
    const std::string op = toLower(reader.next());
    if (key != "name" || !isOneOf(op, {"=", "!=", "like", "ilike"})) Reader::fail();
    all_.push_back({op, reader.next()});
  }
}

bool ExperimentFilter::takes(std::string_view name) const {
  return std::ranges::all_of(all_, [&](const Condition& condition) {
    if (condition.op == "like") return isLike(name, condition.value);
    if (condition.op == "ilike") return isLike(toLower(name), toLower(condition.value));
    return (condition.op == "=") == (name == condition.value);
  });
}

}  // namespace footplate::runner
