// PySpark runs as Spark jobs.
#include <array>
#include <utility>

#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// What every Spark job has to say, small.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> needed{{
    {"spark.driver.cores", "1"},
    {"spark.driver.memory", "2g"},
    {"spark.executor.cores", "2"},
    {"spark.executor.memory", "2g"},
    {"spark.executor.instances", "2"},
}};

void addPackages(const MigrationScope& scope, Node spark, std::string& conf) {
  std::string packages;
  for (Node one : scope.find(spark, "packages").items()) {
    one = one.resolved();
    const std::string name = scope.text(one, "artifact");
    if (name.empty()) continue;
    packages += (packages.empty() ? "" : ",") + scope.text(one, "group") + ":" + name + ":" +
                scope.text(one, "version");
  }
  std::string repositories;
  for (const Node one : scope.find(spark, "repositories").items())
    repositories += (repositories.empty() ? "" : ",") + std::string(one.resolved().text());
  if (!packages.empty()) conf += "  spark.jars.packages: " + yamlText(packages) + "\n";
  if (!packages.empty() && !repositories.empty())
    conf += "  spark.jars.repositories: " + yamlText(repositories) + "\n";
}

std::string confOf(const MigrationScope& scope) {
  const Node given = scope.find(scope.find(scope.root, "spark"), "configuration");
  scope.readWhole(given);
  const bool dynamic = yaml::asBoolean(scope.find(given, "spark.dynamicAllocation.enabled")).value_or(false);
  std::string conf;
  bool guessed = false;
  for (const auto& [key, value] : needed) {
    if (scope.find(given, key) || (dynamic && key == "spark.executor.instances")) continue;
    conf += "  " + std::string(key) + ": " + std::string(value) + "\n";
    guessed = true;
  }
  if (guessed)
    scope.note("'conf': every Spark job names its cores, memory and executors, small ones stand there");
  if (given.isMapping()) conf += yamlBlock(given, 2);
  addPackages(scope, scope.find(scope.find(scope.root, "environment"), "spark"), conf);
  return conf;
}

}  // namespace

std::string sparkConfiguration(const MigrationScope& scope) {
  return confOf(scope);
}

}  // namespace footplate::ide
