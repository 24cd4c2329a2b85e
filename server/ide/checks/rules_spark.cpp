// Rules of Spark jobs, in files of their own and as steps of a pipeline.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/strings.h"
#include "ide/checks/lost_keys.h"
#include "ide/checks/rule_parts.h"
#include "schema/expressions.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Entry;
using yaml::Node;

// A setting by Spark's name and by the one the SDK knows, too.
struct Setting {
  std::string_view name;
  std::string_view alias;
};

constexpr std::array<Setting, 4> always{{{"spark.driver.cores", "driver_cores"},
                                         {"spark.driver.memory", "driver_memory"},
                                         {"spark.executor.cores", "executor_cores"},
                                         {"spark.executor.memory", "executor_memory"}}};
constexpr Setting instances{"spark.executor.instances", "executor_instances"};
constexpr Setting dynamic{"spark.dynamicAllocation.enabled", "dynamic_allocation_enabled"};
constexpr Setting fewest{"spark.dynamicAllocation.minExecutors", "dynamic_allocation_min_executors"};
constexpr Setting most{"spark.dynamicAllocation.maxExecutors", "dynamic_allocation_max_executors"};

constexpr std::array<std::string_view, 5> sizes{"standard_e4s_v3", "standard_e8s_v3", "standard_e16s_v3",
                                                "standard_e32s_v3", "standard_e64s_v3"};

class ConfCheck {
 public:
  ConfCheck(Node spark, const RuleScope& scope)
      : spark_(spark), conf_(spark.find("conf").resolved()), scope_(scope) {}

  void run() {
    if (conf_ && !conf_.isMapping()) return;
    if (!conf_ && hasMisspelt(spark_, "conf")) return;
    for (const Setting& setting : always) want(setting);
    const Node enabled = get(dynamic);
    if (enabled && schema::hasBinding(enabled.text())) return;
    if (isDynamic()) {
      want(fewest);
      want(most);
      checkDynamic();
    } else {
      want(instances);
      for (const Setting& setting : {fewest, most}) forbid(setting);
    }
    tellMissing();
  }

  // What a component lacks its step may give.
  void runOnComponent() const {
    if (conf_.isMapping() && isDynamic()) checkDynamic();
  }

 private:
  Node get(const Setting& setting) const {
    const Node value = conf_.find(setting.name);
    return (value ? value : conf_.find(setting.alias)).resolved();
  }

  // `true`, `yes`, `on` and the text 'true'.
  bool isDynamic() const {
    const Node enabled = get(dynamic);
    return yaml::asBoolean(enabled).value_or(equalsIgnoreCase(enabled.text(), "true"));
  }

  void want(const Setting& setting) {
    if (get(setting) || hasMisspelt(conf_, setting.name) || hasMisspelt(conf_, setting.alias)) return;
    missing_.emplace_back(setting.name);
  }

  void forbid(const Setting& setting) const {
    const Node value = get(setting);
    if (!value) return;
    scope_.add(keySpan(value), Severity::error, "rule.spark-conf",
               "'" + std::string(setting.name) + "' has a meaning only with '" + std::string(dynamic.name) +
                   ": true'");
  }

  void checkDynamic() const {
    const auto low = yaml::asInteger(get(fewest));
    const auto high = yaml::asInteger(get(most));
    if (!low || !high) return;
    if (*low > *high) {
      scope_.add(get(most).span(), Severity::error, "rule.spark-conf",
                 "'" + std::string(most.name) + "' must not be less than '" + std::string(fewest.name) +
                     "', which is " + std::to_string(*low));
      return;
    }
    const auto count = yaml::asInteger(get(instances));
    if (!count || (*count >= *low && *count <= *high)) return;
    scope_.add(get(instances).span(), Severity::error, "rule.spark-conf",
               "'" + std::string(instances.name) + "' must lie between " + std::to_string(*low) + " and " +
                   std::to_string(*high) + ", the fewest and the most executors");
  }

  void tellMissing() const {
    // Where the entry is missing as well, that is told first.
    if (missing_.empty() || (!conf_ && !spark_.find("entry"))) return;
    Node place = conf_ ? conf_ : spark_.find("entry");
    if (!place.entryKey()) place = spark_;
    schema::Issue& issue =
        scope_.add(keySpan(place), Severity::error, "rule.spark-conf",
                   "'conf' lacks '" + join(missing_, "', '") + "'" +
                       (missing_.size() == 1 ? ", which is" : ", which are") + " needed here");
    issue.names = missing_;
  }

  Node spark_;
  Node conf_;
  const RuleScope& scope_;
  std::vector<std::string> missing_;
};

void checkMachines(Node spark, const RuleScope& scope) {
  const Node compute = spark.find("compute");
  const Node resources = spark.find("resources");
  if (isWritten(compute) && isWritten(resources)) {
    scope.add(keySpan(resources), Severity::error, "rule.spark-machines",
              "a Spark job has either 'compute', an attached pool, or 'resources', not both");
  }
  const Node size = resources.resolved().find("instance_type").resolved();
  const std::string word = toLower(size.text());
  const bool known =
      word.empty() || schema::hasBinding(word) || std::find(sizes.begin(), sizes.end(), word) != sizes.end();
  if (!known) {
    scope.add(size.span(), Severity::warning, "rule.spark-machines",
              "serverless Spark runs on Standard_E4s_v3, E8s, E16s, E32s and E64s_v3 only");
  }
}

// "2.4" and the like; what is newer than this program is let through.
void checkRuntime(Node resources, const RuleScope& scope) {
  const Node version = resources.find("runtime_version").resolved();
  const std::string_view text = version.text();
  const bool isOld = text.size() >= 3 && text[0] >= '0' && text[0] < '3' && text[1] == '.';
  if (isOld)
    scope.add(version.span(), Severity::warning, "rule.spark-machines",
              "serverless Spark begins with version 3");
}

// Spark gets addresses, nothing is mounted or copied.
void checkModes(Node ports, const RuleScope& scope) {
  for (Entry entry : ports.resolved().entries()) {
    const Node mode = entry.value.resolved().find("mode").resolved();
    const std::string word = toLower(mode.text());
    if (!mode || word.empty() || word == "direct" || schema::hasBinding(word)) continue;
    Issue& issue = scope.add(mode.span(), Severity::error, "rule.spark-mode",
                             "Spark gets addresses, nothing is mounted: 'mode' must be 'direct'");
    issue.fixes.push_back({"change to 'direct'", {{mode.span(), "direct"}}});
  }
}

void wantModes(Node ports, const RuleScope& scope) {
  for (Entry entry : ports.resolved().entries()) {
    const Node port = entry.value.resolved();
    const bool data = port.isMapping() && (port.find("path") || port.find("type"));
    if (!data || port.find("mode") || port.find("value") || hasMisspelt(port, "mode")) continue;
    // What the pipeline gives has its mode there.
    if (schema::hasBinding(port.find("path").resolved().text())) continue;
    scope.add(entry.key.span(), Severity::error, "rule.spark-mode",
              "'" + std::string(entry.key.text()) +
                  "' needs 'mode: direct': Spark gets addresses, nothing is mounted");
  }
}

void checkEntry(Node entry, const RuleScope& scope) {
  if (lacksSpace(entry, {"file", "class_name"})) {
    std::erase_if(scope.issues, [&](const Issue& issue) { return issue.span == entry.span(); });
    return tellLostSpace(entry, Severity::error, scope);
  }
  const Node name = entry.resolved().find("class_name");
  if (!name) return;
  scope.add(keySpan(name), Severity::error, "rule.spark-entry",
            "the service runs Python files only, give 'file' in place of 'class_name'");
}

}  // namespace

void checkSparkBody(Node spark, const RuleScope& scope) {
  checkMachines(spark, scope);
  checkRuntime(spark.find("resources").resolved(), scope);
  checkModes(spark.find("inputs"), scope);
  checkModes(spark.find("outputs"), scope);
  if (!spark.find("component")) {
    wantModes(spark.find("inputs"), scope);
    wantModes(spark.find("outputs"), scope);
  }
  checkEntry(spark.find("entry"), scope);
  if (isWritten(spark.find("environment"))) checkEnvironmentValue(spark.find("environment"), scope);
  // A Spark job's settings are its variables: "spark.executorEnv.DB_PASSWORD".
  checkSecretVariables(spark.find("conf"), scope);
  // A component brings its own settings.
  if (!spark.find("component")) ConfCheck(spark, scope).run();
}

void checkSparkSettings(Node component, const RuleScope& scope) {
  if (component.isMapping()) ConfCheck(component, scope).runOnComponent();
}

void checkSparkComponent(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  checkSparkSettings(document.yaml().root(), {document, workspace, issues});
}

void checkSparkJob(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node job = document.yaml().root();
  if (!job.isMapping()) return;
  checkSparkBody(job, scope);
  checkJobPorts(job, scope);
  checkRunIdentity(job.find("identity"), scope);
  const bool placed = job.find("compute") || job.find("resources") || hasMisspelt(job, "compute") ||
                      hasMisspelt(job, "resources");
  if (placed || !job.find("entry")) return;
  scope.add(keySpan(job.find("entry")), Severity::error, "rule.spark-machines",
            "a Spark job needs 'compute', an attached pool, or 'resources'");
}

}  // namespace footplate::ide
