#include "store/metric_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/json_text.h"
#include "os/descriptor.h"

namespace footplate::store {

using nlohmann::json;

namespace {

// As nlohmann's object would be written (keys sorted), without making one for each of a million points.
void addText(std::string& out, const MetricPoint& point) {
  out += "{\"name\":";
  appendJsonString(out, point.name);
  out += ",\"step\":";
  appendJsonNumber(out, point.step);
  out += ",\"time\":";
  appendJsonNumber(out, static_cast<std::int64_t>(point.time));
  out += ",\"value\":";
  if (std::isfinite(point.value)) {
    appendJsonNumber(out, point.value);
  } else {
    out += std::isnan(point.value) ? "\"NaN\"" : point.value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  }
  out += "}\n";
}

double valueFromJson(const json& value) {
  if (value.is_number()) return value.get<double>();
  const std::string word = value.is_string() ? value.get<std::string>() : std::string();
  if (word == "Infinity") return std::numeric_limits<double>::infinity();
  if (word == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::numeric_limits<double>::quiet_NaN();
}

void addLine(std::string_view line, const std::string& wanted, std::string_view mark,
             std::map<std::string, std::vector<MetricPoint>>& into) {
  if (line.find(mark) == std::string_view::npos) return;  // other metrics' lines need no parser
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object() || !object.contains("value")) return;
  MetricPoint point;
  point.name = object.value("name", json()).is_string() ? object["name"].get<std::string>() : std::string();
  if (point.name.empty() || (!wanted.empty() && point.name != wanted)) return;
  point.value = valueFromJson(object["value"]);
  const auto number = [&](const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<std::int64_t>() : std::int64_t{0};
  };
  point.step = number("step");
  point.time = number("time");
  into[point.name].push_back(std::move(point));
}

}  // namespace

Result<void> MetricFile::append(const std::vector<MetricPoint>& points) const {
  std::string text;
  for (const MetricPoint& point : points) addText(text, point);
  const os::Descriptor file(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!file) return fail(ErrorCode::unavailable, "opening " + path_ + ": " + systemMessage(errno));
  // A line cut by a power failure must not swallow the next one.
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  char last = '\n';
  if (size > 0 && ::pread(file.get(), &last, 1, size - 1) == 1 && last != '\n') text.insert(0, "\n");
  if (const int code = writeAll(file.get(), text); code != 0)
    return fail(ErrorCode::unavailable, "writing " + path_ + ": " + systemMessage(code));
  return {};
}

Result<std::map<std::string, std::vector<MetricPoint>>> MetricFile::read(const std::string& name) const {
  std::map<std::string, std::vector<MetricPoint>> result;
  const os::Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) return result;
  if (!file) return fail(ErrorCode::unavailable, "opening " + path_ + ": " + systemMessage(errno));
  std::string mark;  // the name as `append` writes it
  if (!name.empty()) appendJsonString(mark, name);
  std::string rest;
  std::vector<char> block(std::size_t{1} << 20);
  for (;;) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorCode::unavailable, "reading " + path_ + ": " + systemMessage(errno));
    if (got == 0) return result;
    rest.append(block.data(), static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = rest.find('\n', begin)) != std::string::npos; begin = end + 1) {
      addLine(std::string_view(rest).substr(begin, end - begin), name, mark, result);
    }
    rest.erase(0, begin);
  }
}

}  // namespace footplate::store
