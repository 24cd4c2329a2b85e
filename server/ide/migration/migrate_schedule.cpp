// A v1 schedule as a schedule of the pipeline that lies beside it.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

using Pipeline = std::shared_ptr<const Document>;

class ScheduleWriter {
 public:
  explicit ScheduleWriter(const MigrationScope& scope)
      : scope_(scope), root_(scope.find(scope.root, "Schedule")) {}

  std::string run() {
    std::string name = scope_.text(root_, "name");
    if (name.empty()) name = scope_.stem;
    std::string text = schemaHead("schedule") + "name: " + portName(name) + "\n";
    if (const std::string words = scope_.text(root_, "description"); !words.empty())
      text += "description: " + yamlText(words) + "\n";
    text += "trigger:\n" + indented(trigger(), 2) + job();
    for (const char* key : {"wait_for_provisioning", "wait_timeout"}) scope_.find(root_, key);
    scope_.noteUnread(scope_.root);
    return text;
  }

 private:
  std::string trigger() const {
    const Node given = scope_.find(root_, "recurrence");
    if (!given.isMapping()) return watched();
    const std::string frequency = scope_.word(given, "frequency");
    const bool known = isOneOf(frequency, {"minute", "hour", "day", "week", "month"});
    if (!known) scope_.note("'recurrence.frequency' says no unit of time: a day stands in its place");
    const auto interval = yaml::asInteger(scope_.find(given, "interval")).value_or(1);
    std::string text = "type: recurrence\nfrequency: " + (known ? frequency : "day") +
                       "\ninterval: " + std::to_string(std::max<std::int64_t>(interval, 1)) + "\n";
    text += pattern(given, known ? frequency : "day");
    for (const char* key : {"start_time", "time_zone"}) {
      if (const std::string said = scope_.text(given, key); !said.empty())
        text += std::string(key) + ": " + yamlText(said) + "\n";
    }
    return text;
  }

  // A number or list of numbers as v2 writes it.
  std::string numbers(const char* key, Node given) const {
    std::string text;
    for (const Node item : given.items()) text += (text.empty() ? "" : ", ") + yamlScalar(item);
    if (given.isScalar()) text = yamlScalar(given);
    return text.empty() ? "" : "  " + std::string(key) + ": [" + text + "]\n";
  }

  std::string pattern(Node given, const std::string& frequency) const {
    const std::string time = scope_.text(given, "time_of_day");
    std::string hours = numbers("hours", scope_.find(given, "hours"));
    std::string minutes = numbers("minutes", scope_.find(given, "minutes"));
    if (const std::size_t colon = time.find(':'); colon != std::string::npos) {
      hours = "  hours: [" + std::to_string(std::atoi(time.c_str())) + "]\n";
      minutes = "  minutes: [" + std::to_string(std::atoi(time.c_str() + colon + 1)) + "]\n";
    }
    std::string days;
    const Node weekDays = scope_.find(given, "week_days");
    scope_.readWhole(weekDays);
    for (const Node item : weekDays.items())
      days += (days.empty() ? "" : ", ") + toLower(item.resolved().text());
    if (weekDays.isScalar()) days = toLower(weekDays.text());
    if (hours.empty() && minutes.empty() && days.empty()) return {};
    if (isOneOf(frequency, {"minute", "hour"})) {
      scope_.note("hours, minutes and days are left out: an interval of the " + frequency + " takes none");
      return {};
    }
    if (hours.empty()) hours = "  hours: [0]\n";
    if (minutes.empty()) minutes = "  minutes: [0]\n";
    if (!days.empty() && frequency != "week") {
      scope_.note("'week_days' is left out: only an interval of weeks takes it");
      days.clear();
    }
    return "schedule:\n" + hours + minutes + (days.empty() ? "" : "  week_days: [" + days + "]\n");
  }

  // v1 could wait for changes of a datastore.
  std::string watched() const {
    const auto minutes = yaml::asInteger(scope_.find(root_, "polling_interval")).value_or(5);
    if (!scope_.text(root_, "datastore_name").empty()) {
      scope_.note("a datastore cannot be watched: the schedule runs every " + std::to_string(minutes) +
                  " minutes whether it has changed or not");
    } else {
      scope_.note("there is no 'recurrence': a guess stands in its place");
    }
    return "type: recurrence\nfrequency: minute\ninterval: " +
           std::to_string(std::max<std::int64_t>(minutes, 1)) + "\n";
  }

  // The pipelines beside the schedule: those of v2 first, then those of v1 that are not migrated yet.
  std::vector<Pipeline> pipelines() const {
    std::vector<Pipeline> found;
    std::vector<Pipeline> old;
    const std::string folder = scope_.document.folder();
    for (const FolderEntry& entry : scope_.workspace.list(folder)) {
      const std::string extension = fileExtension(entry.name);
      if (entry.isFolder || (extension != ".yml" && extension != ".yaml")) continue;
      const Pipeline other = scope_.workspace.document(joinPath(folder, entry.name));
      if (other && other->kind == "pipelineJob") found.push_back(other);
      if (other && other->kind == "v1pipeline") old.push_back(other);
    }
    std::erase_if(old, [&](const Pipeline& one) {
      const std::string path = joinPath(scope_.folder, migratedStem(*one, scope_.folder) + ".yml");
      return std::ranges::any_of(found, [&](const Pipeline& made) { return made->path == path; });
    });
    found.insert(found.end(), old.begin(), old.end());
    return found;
  }

  // The parameters of the schedule that a pipeline does not have.
  std::vector<std::string> missingIn(const Document& pipeline, Node given) const {
    std::vector<std::string> missing;
    const bool old = pipeline.kind == "v1pipeline";
    const Node root = pipeline.yaml().root();
    const Node known =
        (old ? v1Find(v1Find(root, "pipeline"), "parameters") : root.find("inputs")).resolved();
    for (yaml::Entry entry : given.entries()) {
      std::string name(entry.key.text());
      if (!known.find(old ? name : portName(name))) missing.push_back(std::move(name));
    }
    return missing;
  }

  // v1 names the pipeline on the command line: the one that fits the parameters best is meant, most likely.
  Pipeline likeliest(Node given) const {
    const std::vector<Pipeline> all = pipelines();
    if (all.empty()) return nullptr;
    const auto best =
        std::ranges::min_element(all, {}, [&](const Pipeline& one) { return missingIn(*one, given).size(); });
    const std::string name = fileName((*best)->path);
    if (all.size() > 1)
      scope_.note("v1 names the pipeline on the command line only: of " + std::to_string(all.size()) +
                  " that are here '" + name + "' is a guess");
    for (const std::string& parameter : missingIn(**best, given))
      scope_.note("'pipeline_parameters." + parameter + "': '" + name + "' has no such parameter");
    return *best;
  }

  // A pipeline of v1 is migrated along.
  std::string fileOf(const Document& pipeline) const {
    if (pipeline.kind != "v1pipeline") return scope_.shown(pipeline.path);
    const std::string stem = migratedStem(pipeline, scope_.folder);
    const Migration made = migrate(pipeline, scope_.workspace, scope_.folder, stem);
    for (const MigratedFile& file : made.files) scope_.addFile(file.name, file.text);
    for (const std::string& note : made.notes) scope_.note("'" + fileName(pipeline.path) + "': " + note);
    return "./" + stem + ".yml";
  }

  std::string job() const {
    const Node given = scope_.find(root_, "pipeline_parameters");
    scope_.readWhole(given);
    const Pipeline pipeline = likeliest(given);
    if (!pipeline)
      scope_.note("v1 names the pipeline on the command line only: write its file in 'create_job'");
    const std::string file = pipeline ? fileOf(*pipeline) : "azureml:pipeline:1";
    if (given.size() == 0 && scope_.text(root_, "continue_on_step_failure").empty())
      return "create_job: " + yamlText(file) + "\n";
    std::string text = "create_job:\n  type: pipeline\n  job: " + yamlText(file) + "\n";
    if (yaml::asBoolean(scope_.find(root_, "continue_on_step_failure")) == true)
      text += "  settings:\n    continue_on_step_failure: true\n";
    std::string inputs;
    for (yaml::Entry entry : given.entries()) {
      const Node value = entry.value.resolved();
      if (value.isScalar()) inputs += "    " + portName(entry.key.text()) + ": " + yamlScalar(value) + "\n";
    }
    return inputs.empty() ? text : text + "  inputs:\n" + inputs;
  }

  const MigrationScope& scope_;
  Node root_;
};

}  // namespace

std::string migrateSchedule(const MigrationScope& scope) {
  return ScheduleWriter(scope).run();
}

}  // namespace footplate::ide
