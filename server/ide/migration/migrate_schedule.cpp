// A v1 schedule as a schedule of the pipeline that lies beside it.
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "ide/times.h"
#include "schema/schema_set.h"
#include "schema/walk.h"
#include "yaml/scalar.h"
#include "yaml/tree.h"

namespace footplate::ide {
namespace {

using yaml::Node;

using Pipeline = std::shared_ptr<const Document>;

// A time of the day, and whether it is said for sure.
struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  bool isSure = true;
};

// Of "15:30", at a place of a text.
std::optional<TimeOfDay> clockAt(std::string_view text, std::size_t begin) {
  TimeReader reader(text.substr(begin));
  const auto hour = reader.number(2);
  const bool parted = reader.take(":");
  const auto minute = reader.number(2);
  if (!hour || !parted || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return TimeOfDay{*hour, *minute, text.find_first_of("Zz+-", begin) == std::string_view::npos};
}

// Of "2020-06-01T15:30:00"; with an offset behind it the hour may be one of another zone.
std::optional<TimeOfDay> timeOf(std::string_view text) {
  const std::size_t at = text.find_first_of("T ");
  if (at == std::string_view::npos) return std::nullopt;
  return clockAt(text, std::min(text.find_first_not_of("T ", at), text.size()));
}

std::string lettersOf(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (isLetter(c) || isDigit(c)) letters += c;
  }
  return toLower(letters);
}

// v1's SDK calls time zones by their Windows names without blanks: GreenwichStandardTime. The schema of today
// has all of these names. "" for none.
std::string windowsZone(std::string_view name) {
  const auto schema = schema::schemaOfKind("schedule");
  if (!schema) return {};
  const auto tree =
      yaml::parse(std::make_shared<const std::string>("trigger:\n  type: recurrence\n  time_zone: UTC\n"));
  for (const schema::SchemaNode* place :
       schema::schemasAt(tree->root().find("trigger").find("time_zone"), *schema)) {
    for (const Node example : place->examples) {
      if (lettersOf(example.text()) == lettersOf(name)) return std::string(example.text());
    }
  }
  return {};
}

// What a list says, or a text with commas.
std::vector<std::string> wordsOf(Node given) {
  std::vector<std::string> words;
  if (given.isScalar()) {
    for (const std::string& word : split(given.text(), ',')) words.emplace_back(trim(word));
  }
  for (const Node item : given.items()) words.emplace_back(trim(item.resolved().text()));
  return words;
}

// The type of a pipeline's parameter, of v1 or as an input of v2.
std::string typeOfParameter(Node parameter) {
  const Node usual = parameter.isMapping() ? v1Find(parameter, "default") : parameter;
  const std::string said = literalType(v1Word(parameter, "type"));
  const std::string type = said.empty() ? literalType(usual) : said;
  // Where the default is of no such type, the parameter became a text.
  const bool isText = usual.isScalar() && !isOfType(usual.text(), type);
  return isText ? "string" : type;
}

class ScheduleWriter {
 public:
  explicit ScheduleWriter(const MigrationScope& scope)
      : scope_(scope), root_(scope.find(scope.root, "Schedule")) {}

  std::string run() {
    std::string name = scope_.text(root_, "name");
    if (name.empty()) name = scope_.stem;
    std::string text = schemaHead("schedule") + "name: " + portName(name) + "\n";
    if (portName(name) != name) text += "display_name: " + yamlText(name) + "\n";
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
    const auto interval = scope_.count(given, "interval").value_or(1);
    std::string text = "type: recurrence\nfrequency: " + (known ? frequency : "day") +
                       "\ninterval: " + std::to_string(std::max<std::int64_t>(interval, 1)) + "\n";
    text += pattern(given, known ? frequency : "day");
    return text + startTime(scope_.text(given, "start_time")) + timeZone(scope_.text(given, "time_zone"));
  }

  // A day alone begins at midnight.
  std::string startTime(const std::string& said) const {
    if (said.empty()) return {};
    for (const char* end : {"", "T00:00:00"}) {
      if (isTime(said + end)) return "start_time: " + yamlText(said + end) + "\n";
    }
    scope_.note("'start_time: " + said + "' is no time: it is left out");
    return {};
  }

  std::string timeZone(const std::string& said) const {
    if (said.empty()) return {};
    const std::string known = windowsZone(said);
    if (known.empty()) scope_.note("'time_zone: " + said + "' is no Windows name of a time zone");
    return "time_zone: " + yamlText(known.empty() ? said : known) + "\n";
  }

  // A number or list of numbers as v2 writes it; `end`: the first that is too large.
  std::string numbers(const std::string& key, Node given, std::int64_t end) const {
    std::string text;
    scope_.readWhole(given);
    for (const std::string& word : wordsOf(given)) {
      const auto number = smallNumber(word);
      if (number && *number < end) {
        text += (text.empty() ? "" : ", ") + std::to_string(*number);
      } else {
        scope_.note("'" + key + ": " + word + "' is no time of the day: it is left out");
      }
    }
    return text.empty() ? "" : "  " + key + ": [" + text + "]\n";
  }

  std::string weekDays(Node given) const {
    scope_.readWhole(given);
    std::string days;
    for (const std::string& word : wordsOf(given)) {
      const std::string day = toLower(word);
      if (isOneOf(day, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})) {
        days += (days.empty() ? "" : ", ") + day;
      } else {
        scope_.note("'week_days: " + word + "' is no day of the week: it is left out");
      }
    }
    return days;
  }

  std::string pattern(Node given, const std::string& frequency) const {
    const std::string time = scope_.text(given, "time_of_day");
    std::string hours = numbers("hours", scope_.find(given, "hours"), 24);
    std::string minutes = numbers("minutes", scope_.find(given, "minutes"), 60);
    if (const auto clock = clockAt(time, 0)) {
      hours = "  hours: [" + std::to_string(clock->hour) + "]\n";
      minutes = "  minutes: [" + std::to_string(clock->minute) + "]\n";
    } else if (!time.empty()) {
      scope_.note("'time_of_day: " + time + "' is no time of the day: it is left out");
    }
    std::string days = weekDays(scope_.find(given, "week_days"));
    if (hours.empty() && minutes.empty() && days.empty()) return {};
    if (isOneOf(frequency, {"minute", "hour"})) {
      scope_.note("hours, minutes and days are left out: an interval of the " + frequency + " takes none");
      return {};
    }
    if (!days.empty() && frequency != "week") {
      scope_.note("'week_days' is left out: only an interval of weeks takes it");
      days.clear();
      if (hours.empty() && minutes.empty()) return {};
    }
    fillIn(given, hours, minutes);
    return "schedule:\n" + hours + minutes + (days.empty() ? "" : "  week_days: [" + days + "]\n");
  }

  // The time of the day of `start_time` counts where hours and minutes are not said.
  void fillIn(Node given, std::string& hours, std::string& minutes) const {
    if (!hours.empty() && !minutes.empty()) return;
    const auto start = timeOf(scope_.text(given, "start_time"));
    const bool isSure = start && start->isSure && hours.empty() && minutes.empty();
    const TimeOfDay time = start.value_or(TimeOfDay{});
    std::string missing;
    if (hours.empty()) {
      hours = "  hours: [" + std::to_string(time.hour) + "]\n";
      missing = "hours: " + std::to_string(time.hour);
    }
    if (minutes.empty()) {
      minutes = "  minutes: [" + std::to_string(time.minute) + "]\n";
      missing += (missing.empty() ? "" : ", ") + ("minutes: " + std::to_string(time.minute));
    }
    if (!isSure)
      scope_.note("'recurrence' does not say all of the time of the day: '" + missing + "' is a guess");
  }

  // v1 could wait for changes of a datastore.
  std::string watched() const {
    const auto minutes = scope_.count(root_, "polling_interval").value_or(5);
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
    // What was migrated before lies where the new files go.
    std::set<std::string> folders{scope_.document.folder(), scope_.folder};
    for (const std::string& folder : folders) {
      for (const FolderEntry& entry : scope_.workspace.list(folder)) {
        const std::string extension = fileExtension(entry.name);
        if (entry.isFolder || (extension != ".yml" && extension != ".yaml")) continue;
        const Pipeline other = scope_.workspace.document(joinPath(folder, entry.name));
        if (other && other->kind == "pipelineJob") found.push_back(other);
        if (other && other->kind == "v1pipeline" && folder == scope_.document.folder()) old.push_back(other);
      }
    }
    std::erase_if(old, [&](const Pipeline& one) {
      const std::string path = joinPath(scope_.folder, migratedStem(*one, scope_.folder) + ".yml");
      return std::ranges::any_of(found, [&](const Pipeline& made) { return made->path == path; });
    });
    found.insert(found.end(), old.begin(), old.end());
    return found;
  }

  // What a pipeline says of a parameter; no node where it has none of that name.
  static Node parameterOf(const Document& pipeline, std::string_view name) {
    const Node root = pipeline.yaml().root();
    if (pipeline.kind != "v1pipeline") return root.find("inputs").resolved().find(portName(name)).resolved();
    return v1Find(v1Find(root, "pipeline"), "parameters").find(name);
  }

  // The parameters of the schedule that a pipeline does not have.
  static std::vector<std::string> missingIn(const Document& pipeline, Node given) {
    std::vector<std::string> missing;
    for (yaml::Entry entry : mergedEntries(given)) {
      if (!parameterOf(pipeline, entry.key.text())) missing.emplace_back(entry.key.text());
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
      scope_.note("'pipeline_parameters." + parameter + "': '" + name +
                  "' has no such parameter, it is left out");
    return *best;
  }

  // A pipeline of v1 is migrated along.
  std::string fileOf(const Document& pipeline) const {
    if (pipeline.kind != "v1pipeline") return scope_.shown(pipeline.path);
    const std::string usual = migratedStem(pipeline, scope_.folder);
    std::string stem = usual;
    Migration made = migrate(pipeline, scope_.workspace, scope_.folder, stem);
    for (std::size_t number = 2; hasNameOf(made); ++number) {
      stem = usual + "-" + std::to_string(number);
      made = migrate(pipeline, scope_.workspace, scope_.folder, stem);
    }
    for (const MigratedFile& file : made.files) scope_.addFile(file.name, file.text);
    for (const std::string& note : made.notes) scope_.note("'" + fileName(pipeline.path) + "': " + note);
    return "./" + stem + ".yml";
  }

  // Whether the first file has the name of one that is there: a schedule `a.yml` may lie beside a pipeline
  // `a.yaml`.
  bool hasNameOf(const Migration& made) const {
    return std::ranges::any_of(scope_.made.files, [&](const MigratedFile& file) {
      return equalsIgnoreCase(file.name, made.files.front().name);
    });
  }

  std::string job() const {
    const Node given = scope_.find(root_, "pipeline_parameters");
    scope_.readWhole(given);
    const Pipeline pipeline = likeliest(given);
    if (!pipeline)
      scope_.note("v1 names the pipeline on the command line only: write its file in 'create_job'");
    // A file that has yet to be written, so that the check of today says so.
    const std::string file = pipeline ? fileOf(*pipeline) : "./" + scope_.stem + "-pipeline.yml";
    const std::string inputLines = inputs(given, pipeline.get());
    const bool goesOn = truth(scope_.find(root_, "continue_on_step_failure")) == true;
    if (inputLines.empty() && !goesOn) return "create_job: " + yamlText(file) + "\n";
    return "create_job:\n  type: pipeline\n  job: " + yamlText(file) + "\n" +
           (goesOn ? "  settings:\n    continue_on_step_failure: true\n" : "") + inputLines;
  }

  // What a parameter is called in v2: two of v1 may become one name. `pipeline` may be null.
  static std::string inputName(std::string_view parameter, const Document* pipeline) {
    std::set<std::string> taken;
    const bool isOld = pipeline != nullptr && pipeline->kind == "v1pipeline";
    const Node root = isOld ? pipeline->yaml().root() : Node();
    for (yaml::Entry entry : mergedEntries(v1Find(v1Find(root, "pipeline"), "parameters"))) {
      const std::string name =
          freeName(portName(entry.key.text()), [&](const std::string& one) { return taken.contains(one); });
      taken.insert(name);
      if (entry.key.text() == parameter) return name;
    }
    return portName(parameter);
  }

  // `pipeline` may be null.
  std::string inputs(Node given, const Document* pipeline) const {
    std::string text;
    std::set<std::string> taken;
    for (yaml::Entry entry : scope_.entries(given, "pipeline_parameters")) {
      const Node value = entry.value.resolved();
      const Node parameter = pipeline == nullptr ? Node() : parameterOf(*pipeline, entry.key.text());
      if (pipeline != nullptr && !parameter) continue;
      const std::string input = inputName(entry.key.text(), pipeline);
      if (!taken.insert(input).second) {
        scope_.note("'pipeline_parameters." + std::string(entry.key.text()) +
                    "' is left out: there is another of that name");
        continue;
      }
      const std::string name = "    " + input + ":";
      if (const auto said = literal(value, parameter.resolved())) {
        text += name + " " + *said + "\n";
      } else if (const std::string store = scope_.text(value, "datastore"); !store.empty()) {
        const std::string path = datastorePath(store, scope_.text(value, "path_on_datastore"));
        text += name + "\n      type: uri_folder\n      path: " + yamlText(path) + "\n";
      } else {
        scope_.note("'pipeline_parameters." + std::string(entry.key.text()) +
                    "' has no counterpart: it is left out");
      }
    }
    return text.empty() ? "" : "  inputs:\n" + text;
  }

  // v1 sent all of them as texts: "5" may be meant for a number. Nothing for what the parameter cannot be.
  static std::optional<std::string> literal(Node value, Node parameter) {
    if (!value.isScalar() || yaml::typeOf(value) == yaml::ScalarType::null_) return std::nullopt;
    if (!parameter) return yamlScalar(value);
    const std::string said = v1Word(parameter, "type");
    if (said.starts_with("datapath") || said.starts_with("uri_")) return std::nullopt;
    const std::string type = typeOfParameter(parameter);
    if (!isOfType(value.text(), type)) return std::nullopt;
    return type == "string" ? yamlText(value.text()) : numberText(value.text());
  }

  const MigrationScope& scope_;
  Node root_;
};

}  // namespace

std::string migrateSchedule(const MigrationScope& scope) {
  return ScheduleWriter(scope).run();
}

}  // namespace footplate::ide
