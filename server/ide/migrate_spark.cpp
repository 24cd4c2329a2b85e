// PySpark runs as Spark jobs.
#include <array>
#include <utility>

#include "ide/migrate_parts.h"
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

void addPackages(Node spark, std::string& conf) {
  std::string packages;
  for (Node one : v1Find(spark, "packages").items()) {
    one = one.resolved();
    const std::string name = v1Text(one, "artifact");
    if (name.empty()) continue;
    packages +=
        (packages.empty() ? "" : ",") + v1Text(one, "group") + ":" + name + ":" + v1Text(one, "version");
  }
  std::string repositories;
  for (const Node one : v1Find(spark, "repositories").items())
    repositories += (repositories.empty() ? "" : ",") + std::string(one.resolved().text());
  if (!packages.empty()) conf += "  spark.jars.packages: " + yamlText(packages) + "\n";
  if (!packages.empty() && !repositories.empty())
    conf += "  spark.jars.repositories: " + yamlText(repositories) + "\n";
}

std::string confOf(const MigrationScope& scope) {
  const Node given = v1Find(v1Find(scope.root, "spark"), "configuration");
  const bool dynamic = yaml::asBoolean(v1Find(given, "spark.dynamicAllocation.enabled")).value_or(false);
  std::string conf;
  bool guessed = false;
  for (const auto& [key, value] : needed) {
    if (v1Find(given, key) || (dynamic && key == "spark.executor.instances")) continue;
    conf += "  " + std::string(key) + ": " + std::string(value) + "\n";
    guessed = true;
  }
  if (guessed)
    scope.note("'conf': every Spark job names its cores, memory and executors, small ones stand there");
  if (given.isMapping()) conf += yamlBlock(given, 2);
  addPackages(v1Find(v1Find(scope.root, "environment"), "spark"), conf);
  return conf;
}

}  // namespace

std::string migrateSpark(const MigrationScope& scope, const std::string& arguments) {
  std::string script = v1Text(scope.root, "script");
  if (script.empty()) {
    script = "main.py";
    scope.note("no 'script' says what to run: 'main.py' stands in its place");
  }
  std::string text = "entry:\n  file: " + yamlText(script) + "\n";
  if (!arguments.empty()) text += "args: " + yamlText(arguments) + "\n";
  if (v1Find(v1Find(scope.root, "hdi"), "yarnDeployMode"))
    scope.note("'hdi.yarnDeployMode' has no counterpart: the driver runs on the cluster");
  return text + "conf:\n" + confOf(scope);
}

}  // namespace footplate::ide
