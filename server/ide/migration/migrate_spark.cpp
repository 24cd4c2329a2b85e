// PySpark runs as Spark jobs.
#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "ide/migration/migrate_parts.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::string_view instances = "spark.executor.instances";
constexpr std::string_view fewest = "spark.dynamicAllocation.minExecutors";
constexpr std::string_view most = "spark.dynamicAllocation.maxExecutors";
constexpr std::string_view dynamic = "spark.dynamicAllocation.enabled";

// What every Spark job has to say, small.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> needed{{
    {"spark.driver.cores", "1"},
    {"spark.driver.memory", "2g"},
    {"spark.executor.cores", "2"},
    {"spark.executor.memory", "2g"},
    {instances, "2"},
}};

// Coordinates and addresses that stand beside each other, each once.
class CommaList {
 public:
  void add(std::string_view text) {
    for (const std::string& each : split(text, ',')) {
      std::string one(trim(each));
      if (!one.empty() && std::ranges::find(items_, one) == items_.end()) items_.push_back(std::move(one));
    }
  }
  bool empty() const { return items_.empty(); }
  std::string text() const { return join(items_, ","); }

 private:
  std::vector<std::string> items_;
};

std::optional<std::int64_t> numberIn(std::string_view text) {
  constexpr std::size_t mostDigits = 9;
  text = trim(text);
  if (text.empty() || text.size() > mostDigits ||
      text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  return std::stoll(std::string(text));
}

class ConfWriter {
 public:
  explicit ConfWriter(const MigrationScope& scope)
      : scope_(scope), given_(scope.find(scope.find(scope.root, "spark"), "configuration")) {
    scope.readWhole(given_);
    isDynamic_ = truth(given_.find(dynamic).resolved()) == true;
  }

  SparkConfiguration run() {
    usual();
    for (yaml::Entry entry : scope_.entries(given_, "spark.configuration")) setting(entry);
    executors();
    packages();
    return std::move(made_);
  }

 private:
  std::string text(std::string_view key) const {
    const Node value = given_.find(key).resolved();
    return value.isScalar() ? std::string(trim(value.text())) : std::string();
  }

  void put(std::string_view key, const std::string& value) {
    if (made_.names.emplace(key).second)
      made_.lines += "  " + yamlText(key) + ":" + (value.empty() ? "" : " " + value) + "\n";
  }

  void usual() {
    bool guessed = false;
    for (const auto& [key, value] : needed) {
      if (!text(key).empty() || (isDynamic_ && key == instances)) continue;
      put(key, std::string(value));
      guessed = true;
    }
    if (guessed)
      scope_.note("'conf': every Spark job names its cores, memory and executors, small ones stand there");
  }

  void setting(yaml::Entry entry) {
    const std::string_view key = entry.key.text();
    const Node value = entry.value.resolved();
    // Those that others add to, and those that need each other, come later.
    if (isOneOf(key, {fewest, most, dynamic, "spark.jars.packages", "spark.jars.repositories"})) return;
    if (isDynamic_ && key == instances && value.isScalar()) return;
    if (!value.isScalar()) {
      if (value.isNull()) return;
      scope_.note("'spark.configuration." + std::string(key) + "' has no counterpart: it is left out");
    } else if (isOneOf(key, {"spark.driver.memory", "spark.executor.memory"})) {
      put(key, memory(key, value));
    } else if (isOneOf(key, {"spark.driver.cores", "spark.executor.cores", instances})) {
      put(key, count(key, value));
    } else {
      put(key, yamlScalar(value));
    }
  }

  // A bare number is one of megabytes.
  std::string memory(std::string_view key, Node value) const {
    std::string size = sizeWord(value.text(), 'm');
    if (size.ends_with('b')) size = std::to_string(std::max<std::int64_t>(std::stoll(size) / 1024, 1)) + "k";
    if (!size.empty()) return size;
    scope_.note(said(key, value.text()) + " is no size: 2g stands in its place");
    return "2g";
  }

  std::string count(std::string_view key, Node value) const {
    const auto number = numberIn(value.text());
    if (number && *number > 0) return std::to_string(*number);
    const auto usual = std::ranges::find(needed, key, [](const auto& each) { return each.first; });
    scope_.note(said(key, value.text()) + " is no count: " + std::string(usual->second) +
                " stands in its place");
    return std::string(usual->second);
  }

  static std::string said(std::string_view key, std::string_view value) {
    return "'spark.configuration." + std::string(key) + ": " + std::string(value) + "'";
  }

  // v2 takes both ends with dynamic allocation, and none without it.
  void executors() {
    if (!text(dynamic).empty()) put(dynamic, isDynamic_ ? "true" : "false");
    const auto low = numberIn(text(fewest));
    const auto high = numberIn(text(most));
    if (!isDynamic_) {
      for (const std::string_view key : {fewest, most}) {
        if (!text(key).empty())
          scope_.note("'spark.configuration." + std::string(key) + "' has no counterpart: it is left out");
      }
      return;
    }
    constexpr std::int64_t usualCount = 2;
    const std::int64_t first = std::max<std::int64_t>(low.value_or(1), 1);
    const auto usual = numberIn(text(instances));
    const std::int64_t last = std::max(first, high.value_or(usual.value_or(usualCount)));
    put(fewest, std::to_string(first));
    put(most, std::to_string(last));
    if (low != first || high != last)
      scope_.note("'conf': dynamic allocation says its fewest and most executors, " + std::to_string(first) +
                  " and " + std::to_string(last) + " stand there");
    if (text(instances).empty()) return;
    const std::string number = std::to_string(std::clamp(usual.value_or(first), first, last));
    put(instances, number);
    if (number != text(instances))
      scope_.note(said(instances, text(instances)) + " is now " + number +
                  ", within the fewest and most executors");
  }

  void packages() {
    const Node spark = scope_.find(scope_.find(scope_.root, "environment"), "spark");
    CommaList packages;
    packages.add(text("spark.jars.packages"));
    for (Node one : scope_.find(spark, "packages").items()) {
      one = one.resolved();
      const std::string name = scope_.text(one, "artifact");
      if (!name.empty()) {
        packages.add(scope_.text(one, "group") + ":" + name + ":" + scope_.text(one, "version"));
      } else if (one.isScalar()) {  // "group:artifact:version"
        packages.add(one.text());
      } else if (one.size() > 0) {
        scope_.note("'environment.spark.packages': what has no 'artifact' is left out");
      }
    }
    CommaList repositories;
    repositories.add(text("spark.jars.repositories"));
    for (const Node one : scope_.find(spark, "repositories").items()) repositories.add(one.resolved().text());
    if (!packages.empty()) put("spark.jars.packages", yamlText(packages.text()));
    if (!packages.empty() && !repositories.empty())
      put("spark.jars.repositories", yamlText(repositories.text()));
  }

  const MigrationScope& scope_;
  Node given_;
  bool isDynamic_ = false;
  SparkConfiguration made_;
};

}  // namespace

SparkConfiguration sparkConfiguration(const MigrationScope& scope) {
  return ConfWriter(scope).run();
}

}  // namespace footplate::ide
