#include "ide/schedule_words.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <vector>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostTimes = 6;  // more are told by their rule

constexpr std::string_view days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                     "thursday", "friday", "saturday"};
constexpr std::string_view months[] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};

// One field of a cron expression: what it was written as, and the numbers it means.
struct Field {
  std::vector<int> values;
  bool all = false;    // "*"
  bool range = false;  // "1-5"
  int step = 0;        // "*/15"
};

std::optional<int> numberOf(std::string_view word) {
  int value = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (problem != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

class FieldReader {
 public:
  FieldReader(int least, int most, std::span<const std::string_view> names, int firstName)
      : least_(least), most_(most), names_(names), firstName_(firstName) {}

  std::optional<Field> read(std::string_view text) const {
    Field field;
    for (const std::string& part : split(text, ',')) {
      if (!add(part, field)) return std::nullopt;
    }
    std::ranges::sort(field.values);
    field.values.erase(std::ranges::unique(field.values).begin(), field.values.end());
    if (field.values.empty()) return std::nullopt;
    field.all = text == "*" || field.values.size() == static_cast<std::size_t>(most_ - least_ + 1);
    field.range = text.find(',') == std::string_view::npos && text.find('-') != std::string_view::npos &&
                  text.find('/') == std::string_view::npos && field.values.size() > 2;
    if (text.starts_with("*/") && !field.all) field.step = numberOf(text.substr(2)).value_or(0);
    return field;
  }

 private:
  bool add(std::string_view part, Field& field) const {
    int step = 1;
    if (const std::size_t slash = part.find('/'); slash != std::string_view::npos) {
      step = numberOf(part.substr(slash + 1)).value_or(0);
      part = part.substr(0, slash);
      if (step < 1) return false;
      if (part != "*" && part.find('-') == std::string_view::npos) return addFrom(part, step, field);
    }
    if (part == "*") return addAll(least_, most_, step, field);
    const std::size_t dash = part.find('-');
    const auto first = valueOf(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : valueOf(part.substr(dash + 1));
    return first && last && addAll(*first, *last, step, field);
  }

  bool addFrom(std::string_view first, int step, Field& field) const {
    const auto from = valueOf(first);
    return from && addAll(*from, most_, step, field);
  }

  bool addAll(int first, int last, int step, Field& field) const {
    if (first < least_ || last > most_ + (isDayOfWeek() ? 1 : 0) || first > last) return false;
    for (int value = first; value <= last; value += step)
      field.values.push_back(isDayOfWeek() ? value % 7 : value);
    return true;
  }

  bool isDayOfWeek() const { return most_ == 6; }

  std::optional<int> valueOf(std::string_view word) const {
    if (const auto number = numberOf(word)) return number;
    if (word.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (equalsIgnoreCase(word, names_[i]) || equalsIgnoreCase(word, names_[i].substr(0, 3)))
        return firstName_ + static_cast<int>(i);
    }
    return std::nullopt;
  }

  int least_;
  int most_;
  std::span<const std::string_view> names_;
  int firstName_;
};

// Words of one language; each sentence is put together here.
class Words {
 public:
  explicit Words(Language language) : chinese_(language == Language::zhCn) {}

  bool chinese() const { return chinese_; }
  const char* pick(const char* english, const char* chinese) const { return chinese_ ? chinese : english; }

  // "a", "a and b", "a, b and c"
  std::string list(const std::vector<std::string>& words) const {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool last = i > 0 && i + 1 == words.size();
      if (i > 0) text += chinese_ ? (last ? "和" : "、") : (last ? " and " : ", ");
      text += words[i];
    }
    return text;
  }

  std::string numbers(const std::vector<int>& values) const {
    std::vector<std::string> words;
    for (const int value : values) words.push_back(std::to_string(value));
    return list(words);
  }

  std::string day(int number) const {
    constexpr const char* chinese[] = {"日", "一", "二", "三", "四", "五", "六"};
    const auto at = static_cast<std::size_t>(number);
    return chinese_ ? std::string("周") + chinese[at] : capital(days[at]);
  }

  std::string month(int number) const {
    return chinese_ ? std::to_string(number) + " 月" : capital(months[static_cast<std::size_t>(number - 1)]);
  }

  std::string weekDays(const Field& field) const {
    if (field.range) return day(field.values.front()) + pick(" to ", "至") + day(field.values.back());
    std::vector<std::string> words;
    for (const int value : field.values) words.push_back(day(value));
    return (chinese_ ? "每" : "on ") + list(words);
  }

 private:
  static std::string capital(std::string_view word) {
    std::string text(word);
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  bool chinese_;
};

std::string clock(int hour, int minute) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(hour) + ":" + two(minute);
}

struct Cron {
  Field minute, hour, monthDay, month, weekDay;
};

std::optional<Cron> readCron(std::string_view expression) {
  std::vector<std::string> parts;
  for (const std::string& part : split(replaceAll(std::string(expression), "\t", " "), ' ')) {
    if (!part.empty()) parts.push_back(part);
  }
  if (parts.size() != 5) return std::nullopt;
  const auto minute = FieldReader(0, 59, {}, 0).read(parts[0]);
  const auto hour = FieldReader(0, 23, {}, 0).read(parts[1]);
  const auto monthDay = FieldReader(1, 31, {}, 0).read(parts[2]);
  const auto month = FieldReader(1, 12, months, 1).read(parts[3]);
  const auto weekDay = FieldReader(0, 6, days, 0).read(parts[4]);
  if (!minute || !hour || !monthDay || !month || !weekDay) return std::nullopt;
  return Cron{*minute, *hour, *monthDay, *month, *weekDay};
}

std::vector<std::string> times(const std::vector<int>& hours, const std::vector<int>& minutes) {
  std::vector<std::string> all;
  for (const int hour : hours) {
    for (const int minute : minutes) all.push_back(clock(hour, minute));
  }
  return all;
}

// "at 10:15", "every 15 minutes"; `exact` for times of the clock.
std::string timeOf(const Cron& cron, const Words& words, bool& exact) {
  const Field& minute = cron.minute;
  const Field& hour = cron.hour;
  exact = !hour.all && hour.step == 0 && minute.values.size() * hour.values.size() <= mostTimes;
  if (exact) return words.pick("at ", "") + words.list(times(hour.values, minute.values));
  const bool one = minute.values.size() == 1;
  const int first = minute.values.front();
  std::string text;
  if (minute.all) {
    text = words.pick("every minute", "每分钟");
  } else if (minute.step > 0) {
    text = words.chinese() ? "每 " + std::to_string(minute.step) + " 分钟"
                           : "every " + std::to_string(minute.step) + " minutes";
  } else if (one && hour.step > 0) {
    text = words.chinese() ? "每 " + std::to_string(hour.step) + " 小时"
                           : "every " + std::to_string(hour.step) + " hours";
    if (first > 0)
      text +=
          words.chinese() ? "的第 " + std::to_string(first) + " 分钟" : " at minute " + std::to_string(first);
    return text;
  } else if (one && first == 0) {
    text = words.pick("every hour", "每小时");
  } else {
    text = words.chinese() ? "每小时的第 " + words.numbers(minute.values) + " 分钟"
                           : "every hour at minute " + words.numbers(minute.values);
  }
  if (hour.all) return text;
  if (hour.range) {
    const std::string from = clock(hour.values.front(), 0);
    const std::string to = clock(hour.values.back(), minute.values.back());
    return words.chinese() ? from + " 至 " + to + " " + text : text + " from " + from + " to " + to;
  }
  return words.chinese() ? words.numbers(hour.values) + " 点 " + text
                         : text + " in the hours " + words.numbers(hour.values);
}

// "on Monday", "on day 1 of the month"; "" for every day.
std::string dayOf(const Cron& cron, const Words& words) {
  std::string text;
  if (!cron.monthDay.all) {
    text = words.chinese() ? "每月 " + words.numbers(cron.monthDay.values) + " 日"
                           : "on day " + words.numbers(cron.monthDay.values) + " of the month";
  }
  if (!cron.weekDay.all) {
    if (!text.empty()) text += words.pick(" or ", "或");
    text += words.weekDays(cron.weekDay);
  }
  return text;
}

std::string monthOf(const Cron& cron, const Words& words) {
  if (cron.month.all) return {};
  std::vector<std::string> names;
  for (const int month : cron.month.values) names.push_back(words.month(month));
  return words.pick("in ", "") + words.list(names);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::vector<std::string> some;
  std::ranges::copy_if(parts, std::back_inserter(some),
                       [](const std::string& part) { return !part.empty(); });
  return join(some, separator);
}

// The whole numbers of a node: one, or a list of them; nothing when it holds something else.
std::optional<std::vector<int>> numbersOf(yaml::Node node, int least, int most) {
  std::vector<yaml::Node> nodes;
  if (node.isScalar()) nodes.push_back(node);
  for (const yaml::Node item : node.items()) nodes.push_back(item.resolved());
  std::vector<int> numbers;
  for (const yaml::Node one : nodes) {
    const auto number = yaml::asInteger(one);
    if (!number || *number < least || *number > most) return std::nullopt;
    numbers.push_back(static_cast<int>(*number));
  }
  return numbers;
}

std::vector<int> weekDaysOf(yaml::Node node) {
  std::vector<std::string_view> names;
  if (node.isScalar()) names.push_back(node.text());
  for (const yaml::Node item : node.items()) names.push_back(item.resolved().text());
  std::vector<int> numbers;
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < std::size(days); ++i) {
      if (equalsIgnoreCase(name, days[i])) numbers.push_back(static_cast<int>(i));
    }
  }
  return numbers;
}

// "every 2 weeks"
std::string everyOf(std::string_view frequency, std::int64_t interval, const Words& words) {
  constexpr std::pair<std::string_view, const char*> units[] = {
      {"minute", "分钟"}, {"hour", "小时"}, {"day", "天"}, {"week", "周"}, {"month", "个月"}};
  for (const auto& [name, chinese] : units) {
    if (!equalsIgnoreCase(frequency, name)) continue;
    const bool one = interval == 1;
    if (!words.chinese())
      return "every " + (one ? std::string(name) : std::to_string(interval) + " " + std::string(name) + "s");
    if (one) return std::string("每") + (name == "month" ? "月" : chinese);
    return "每 " + std::to_string(interval) + " " + chinese;
  }
  return {};
}

}  // namespace

std::string cronInWords(std::string_view expression, Language language) {
  const auto cron = readCron(expression);
  if (!cron) return {};
  const Words words(language);
  bool exact = false;
  const std::string time = timeOf(*cron, words, exact);
  std::string day = dayOf(*cron, words);
  if (day.empty() && exact) day = words.pick("every day", "每天");
  const std::string month = monthOf(*cron, words);
  if (words.chinese()) return joined({month, day, time}, " ");
  return joined({time, day, month}, exact && day == "every day" ? " " : ", ");
}

std::string recurrenceInWords(yaml::Node recurrence, Language language) {
  const Words words(language);
  const auto interval = yaml::asInteger(recurrence.find("interval").resolved()).value_or(1);
  const std::string every = everyOf(recurrence.find("frequency").resolved().text(), interval, words);
  if (every.empty() || interval < 1) return {};
  const yaml::Node named = recurrence.find("schedule").resolved();
  const yaml::Node schedule = named ? named : recurrence.find("pattern").resolved();
  const auto hours = numbersOf(schedule.find("hours").resolved(), 0, 23);
  const auto minutes = numbersOf(schedule.find("minutes").resolved(), 0, 59);
  const auto monthDays = numbersOf(schedule.find("month_days").resolved(), 1, 31);
  if (!hours || !minutes || !monthDays) return {};
  Field weekDays;
  weekDays.values = weekDaysOf(schedule.find("week_days").resolved());
  std::string day;
  if (!weekDays.values.empty()) day = words.weekDays(weekDays);
  if (!monthDays->empty())
    day += words.chinese() ? words.numbers(*monthDays) + " 日" : "on day " + words.numbers(*monthDays);
  std::string time;
  const std::vector<int> onTheHour{0};
  const auto all = times(*hours, minutes->empty() ? onTheHour : *minutes);
  if (!all.empty() && all.size() <= mostTimes) time = words.pick("at ", "") + words.list(all);
  return joined({every, day, time}, " ");
}

}  // namespace footplate::ide
