// Rules of triggers, and of the schedules they belong to.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/times.h"
#include "schema/placeholder.h"
#include "schema/walk.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

// One field of a cron expression, with what may stand in it.
struct CronField {
  std::string_view name;
  int least;
  int most;
  std::string_view words;  // names of the values, three letters each, beginning at `least`
};

constexpr std::array<CronField, 5> cronFields{{
    {"minute", 0, 59, ""},
    {"hour", 0, 23, ""},
    {"day of the month", 1, 31, ""},
    {"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
    {"weekday", 0, 6, "sunmontuewedthufrisat"},
}};

std::optional<int> cronValue(std::string_view text, const CronField& field) {
  if (const auto number = smallNumber(text)) return number;
  const std::size_t at = text.size() == 3 ? field.words.find(toLower(text)) : std::string_view::npos;
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return field.least + static_cast<int>(at / 3);
}

// What is wrong with one part of a field ("*/5", "1-5", "MON"), or nothing.
std::string cronPartFault(std::string_view part, const CronField& field) {
  const std::size_t slash = part.find('/');
  if (slash != std::string_view::npos) {
    const auto step = smallNumber(part.substr(slash + 1));
    if (!step || *step == 0) return "the step behind '/' is a number from 1 on";
    part = part.substr(0, slash);
  }
  if (part == "*") return "";
  const std::size_t dash = part.find('-');
  const auto first = cronValue(part.substr(0, dash), field);
  const auto last = dash == std::string_view::npos ? first : cronValue(part.substr(dash + 1), field);
  if (!first || !last) return "'" + std::string(part) + "' is no " + std::string(field.name);
  for (const int value : {*first, *last}) {
    if (value < field.least || value > field.most)
      return std::to_string(value) + " is no " + std::string(field.name) + ", these go from " +
             std::to_string(field.least) + " to " + std::to_string(field.most) +
             (field.words.starts_with("sun") ? " (0 is Sunday)" : "");
  }
  return *first > *last ? "the range '" + std::string(part) + "' ends before it begins" : "";
}

// Words of a text with their places in it.
struct Word {
  std::string_view text;
  std::size_t at;
};

std::vector<Word> wordsOf(std::string_view text) {
  constexpr std::string_view blanks = " \t\n\r";
  std::vector<Word> words;
  std::size_t at = text.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.push_back({text.substr(at, end - at), at});
    at = text.find_first_not_of(blanks, end);
  }
  return words;
}

// The place of a word in the document; the whole scalar where its text is not written as it is.
Span placeOf(Node scalar, const Word& word, const Document& document) {
  const Span span = scalar.span();
  const std::string_view written = std::string_view(*document.text).substr(span.begin, span.size());
  const std::size_t shift = written.find(scalar.text());
  if (shift == std::string_view::npos) return span;
  const auto begin = static_cast<Offset>(span.begin + shift + word.at);
  return {begin, static_cast<Offset>(begin + word.text.size())};
}

// What the service reads as '*' whatever stands there.
void checkIgnoredField(std::size_t field, Span place, const RuleScope& scope) {
  constexpr std::size_t dayOfMonth = 2;
  constexpr std::size_t month = 3;
  if (field == dayOfMonth)
    scope.add(
        place, Severity::warning, "rule.cron",
        "the service takes no notice of the day of the month and reads '*'; a recurrence has 'month_days'");
  if (field == month)
    scope.add(
        place, Severity::warning, "rule.cron",
        "the service takes no notice of the month and reads '*', and a recurrence has no months either");
}

void checkCron(Node expression, const RuleScope& scope) {
  const Node value = expression.resolved();
  if (!value.isScalar() || !isWritten(value) || schema::isUnfinished(value.text())) return;
  const std::vector<Word> words = wordsOf(value.text());
  if (words.size() != cronFields.size()) {
    scope.add(value.span(), Severity::error, "rule.cron",
              "a cron expression has five fields, this one has " + std::to_string(words.size()) +
                  ": minute, hour, day of the month, month, weekday");
    return;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Span place = placeOf(value, words[i], scope.document);
    std::string fault;
    for (const std::string& part : split(words[i].text, ',')) {
      if (fault.empty()) fault = cronPartFault(part, cronFields[i]);
    }
    if (!fault.empty()) {
      scope.add(place, Severity::error, "rule.cron", fault);
    } else if (words[i].text != "*") {
      checkIgnoredField(i, place, scope);
    }
  }
}

// False where it is told that the value is no time.
bool checkTime(Node time, const RuleScope& scope) {
  const Node value = time.resolved();
  if (!value.isScalar() || !isWritten(value) || schema::isUnfinished(value.text()) ||
      isTime(trim(value.text())))
    return true;
  scope.add(time.span(), Severity::error, "rule.schedule",
            "'" + std::string(value.text()) + "' is no time, one is written like '2030-01-31T06:00:00'");
  return false;
}

// "2030-01-31T06:00:00", with a blank for a 'T', and what is behind it: "Z", "+09:00", parts of a second.
struct WrittenTime {
  std::string time;
  std::string_view rest;
};

// Nothing in `time` where it is written in another way.
WrittenTime timeOf(Node node) {
  constexpr std::size_t date = 10;
  constexpr std::size_t length = 19;
  const std::string_view text = trim(node.resolved().text());
  const bool plain = text.size() >= date && text[4] == '-' && text[7] == '-' &&
                     text.find_first_not_of("0123456789-T: ") >= std::min(text.size(), length) &&
                     text.substr(0, length).find('-', date) == std::string_view::npos;
  if (!plain) return {};
  std::string time(text.substr(0, length));
  if (time.size() > date) time[date] = ' ';  // azure-ai-ml takes both
  return {std::move(time), text.substr(std::min(text.size(), length))};
}

// Times of two offsets are not compared by their digits.
bool isNotAfter(const WrittenTime& last, const WrittenTime& first) {
  return !first.time.empty() && first.time.size() == last.time.size() && first.rest == last.rest &&
         last.time <= first.time;
}

// Time zones by the names that Unix and cron know them by: what people write most, from CLDR's windowsZones.
struct UnixZone {
  std::string_view name;
  std::string_view windows;
};

constexpr UnixZone unixZones[] = {
    {"America/Chicago", "Central Standard Time"},
    {"America/Denver", "Mountain Standard Time"},
    {"America/Los_Angeles", "Pacific Standard Time"},
    {"America/New_York", "Eastern Standard Time"},
    {"America/Sao_Paulo", "E. South America Standard Time"},
    {"America/Toronto", "Eastern Standard Time"},
    {"Asia/Calcutta", "India Standard Time"},
    {"Asia/Dubai", "Arabian Standard Time"},
    {"Asia/Hong_Kong", "China Standard Time"},
    {"Asia/Kolkata", "India Standard Time"},
    {"Asia/Seoul", "Korea Standard Time"},
    {"Asia/Shanghai", "China Standard Time"},
    {"Asia/Singapore", "Singapore Standard Time"},
    {"Asia/Tokyo", "Tokyo Standard Time"},
    {"Australia/Melbourne", "AUS Eastern Standard Time"},
    {"Australia/Sydney", "AUS Eastern Standard Time"},
    {"Etc/UTC", "UTC"},
    {"Europe/Amsterdam", "W. Europe Standard Time"},
    {"Europe/Berlin", "W. Europe Standard Time"},
    {"Europe/Brussels", "Romance Standard Time"},
    {"Europe/Copenhagen", "Romance Standard Time"},
    {"Europe/Dublin", "GMT Standard Time"},
    {"Europe/Helsinki", "FLE Standard Time"},
    {"Europe/Lisbon", "GMT Standard Time"},
    {"Europe/London", "GMT Standard Time"},
    {"Europe/Madrid", "Romance Standard Time"},
    {"Europe/Moscow", "Russian Standard Time"},
    {"Europe/Oslo", "W. Europe Standard Time"},
    {"Europe/Paris", "Romance Standard Time"},
    {"Europe/Rome", "W. Europe Standard Time"},
    {"Europe/Stockholm", "W. Europe Standard Time"},
    {"Europe/Vienna", "W. Europe Standard Time"},
    {"Europe/Warsaw", "Central European Standard Time"},
    {"Europe/Zurich", "W. Europe Standard Time"},
    {"Pacific/Auckland", "New Zealand Standard Time"},
};

// Minutes before or behind UTC of "UTC+1", "UTC-08", "GMT+05:30" and "UTC"; nothing for other names.
std::optional<int> offsetOf(std::string_view name) {
  constexpr std::size_t prefix = 3;
  constexpr int minutesOfHour = 60;
  const std::string_view head = name.substr(0, prefix);
  if (!equalsIgnoreCase(head, "utc") && !equalsIgnoreCase(head, "gmt")) return std::nullopt;
  TimeReader reader(trim(name.substr(prefix)));
  if (reader.isDone()) return 0;
  const int sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0;
  const auto hours = reader.number(2);
  reader.take(":");
  const int minutes = reader.number(2).value_or(0);
  if (sign == 0 || !hours || !reader.isDone()) return std::nullopt;
  return sign * (*hours * minutesOfHour + minutes);
}

// The zone that is meant, or "". An offset is the same one or none: "UTC+1" is no misspelt "UTC+12".
std::string meantZone(const std::string& name, const std::vector<std::string>& known) {
  const auto offset = offsetOf(name);
  const auto other = std::ranges::find_if(
      unixZones, [&](const UnixZone& each) { return equalsIgnoreCase(each.name, name); });
  const std::string windows = other == std::end(unixZones) ? name + " Time" : std::string(other->windows);
  const auto same = std::ranges::find_if(known, [&](const std::string& each) {
    return offset ? offsetOf(each) == offset : equalsIgnoreCase(each, windows);
  });
  if (same != known.end()) return *same;
  return offset ? "" : nearestName(name, known);
}

// The schema's examples are all the names that Azure has.
void checkTimeZone(Node zone, const RuleScope& scope) {
  const std::string name(zone.resolved().text());
  const schema::Schema* schema = scope.document.schema.get();
  if (!zone.resolved().isScalar() || schema == nullptr || schema::isUnfinished(name)) return;
  std::vector<std::string> known;
  for (const schema::SchemaNode* place : schema::schemasAt(zone, *schema)) {
    for (const Node example : place->examples) known.emplace_back(example.text());
  }
  if (known.empty() || name.empty() ||
      std::ranges::any_of(known, [&](const std::string& each) { return equalsIgnoreCase(each, name); }))
    return;
  const std::string near = meantZone(name, known);
  Issue& issue =
      scope.add(zone.span(), Severity::warning, "rule.schedule",
                near.empty() ? "time zones have their Windows names here, for example "
                               "'W. Europe Standard Time', not '" +
                                   name + "'"
                             : "there is no time zone '" + name + "', did you mean '" + near + "'?");
  if (!near.empty() && zone.isScalar())
    issue.fixes.push_back(
        {"change to '" + near + "'", {{zone.span(), zone.isPlain() ? near : '"' + near + '"'}}});
}

void checkTimes(Node trigger, const RuleScope& scope) {
  const Node start = trigger.find("start_time");
  const Node end = trigger.find("end_time");
  const bool startIsTime = checkTime(start, scope);
  const bool areTimes = checkTime(end, scope) && startIsTime;
  if (areTimes && start.resolved().isScalar() && end.resolved().isScalar()) {
    if (isNotAfter(timeOf(end), timeOf(start)))
      scope.add(end.span(), Severity::error, "rule.schedule",
                "'end_time' is not after 'start_time', so it never triggers");
  }
  checkTimeZone(trigger.find("time_zone"), scope);
}

void checkPattern(Node trigger, const RuleScope& scope) {
  const Node schedule = trigger.find("schedule");
  const Node pattern =
      schedule.resolved().isMapping() ? schedule.resolved() : trigger.find("pattern").resolved();
  const std::string frequency = toLower(trigger.find("frequency").resolved().text());
  if (!pattern.isMapping() || frequency.empty()) return;
  if (frequency == "minute" || frequency == "hour") {
    scope.add(keySpan(schedule ? schedule : trigger.find("pattern")), Severity::warning, "rule.schedule",
              "hours and minutes have no effect with 'frequency: " + frequency + "'");
    return;
  }
  const Node days = pattern.find("week_days");
  if (isWritten(days) && frequency == "day")
    scope.add(keySpan(days), Severity::warning, "rule.schedule",
              "'week_days' wants 'frequency: week', with 'day' it has no effect");
  const Node monthDays = pattern.find("month_days");
  if (isWritten(monthDays) && frequency != "month")
    scope.add(keySpan(monthDays), Severity::warning, "rule.schedule",
              "'month_days' wants 'frequency: month', with '" + frequency + "' it has no effect");
}

// A whole job written where only its file can be named: one word for all its keys.
void checkJobInPlace(Node create, const RuleScope& scope) {
  constexpr std::array<std::string_view, 6> bodies{"command", "jobs", "component", "trial", "entry", "task"};
  const bool isWhole =
      create.isMapping() && !create.find("job") &&
      std::ranges::any_of(bodies, [&](std::string_view key) { return static_cast<bool>(create.find(key)); });
  if (!isWhole) return;
  std::erase_if(scope.issues, [&](const Issue& issue) {
    if (issue.code == "schema.missing-key") return issue.span == keySpan(create);
    return issue.code == "schema.unknown-key" && create.span().contains(issue.span.begin);
  });
  scope.add(keySpan(create), Severity::error, "rule.schedule",
            "a schedule starts a job that has a file of its own, 'job: ./FILE.yml' is meant");
}

// What is started: exactly one thing, and a job of the workspace wants its type beside what differs.
void checkForms(Node schedule, const RuleScope& scope) {
  Node first;
  for (std::string_view form : {"create_job", "create_monitor", "import_data"}) {
    const Node value = schedule.find(form);
    if (!value) continue;
    if (first)
      scope.add(
          keySpan(value), Severity::error, "rule.schedule",
          "a schedule starts one thing, and '" + std::string(first.entryKey().text()) + "' is there already");
    else
      first = value;
  }
  const Node create = schedule.find("create_job").resolved();
  checkJobInPlace(create, scope);
  const Node job = create.find("job");
  if (!job || create.find("type") || hasMisspelt(create, "type") || create.size() < 2) return;
  if (job.resolved().text().starts_with("azureml:"))
    scope.add(keySpan(job), Severity::error, "rule.schedule",
              "a job of the workspace that is started with changes wants its 'type': pipeline, command or "
              "spark");
}

// What a job gets in place of its own: it is judged as in the job.
void checkChanges(Node create, const RuleScope& scope) {
  if (!create.isMapping()) return;
  checkEnvironmentValue(create.find("environment"), scope);
  checkDistribution(create, scope);
  checkRunIdentity(create.find("identity"), scope);
  for (const yaml::Entry entry : create.find("inputs").resolved().entries())
    checkValueOrPath(entry.value.resolved(), scope);
}

}  // namespace

void checkTrigger(Node trigger, const RuleScope& scope) {
  const Node value = trigger.resolved();
  if (!value.isMapping()) return;
  checkTimes(value, scope);
  const std::string type = toLower(value.find("type").resolved().text());
  if (type == "cron") checkCron(value.find("expression"), scope);
  if (type == "recurrence") checkPattern(value, scope);
}

void checkSchedule(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  const Node root = document.yaml().root();
  checkTrigger(root.find("trigger"), scope);
  checkForms(root, scope);
  checkChanges(root.find("create_job").resolved(), scope);
  const Node import = root.find("import_data").resolved();
  if (import.isMapping()) checkImportSource(import.find("source"), scope);
}

}  // namespace footplate::ide
