#include "store/metric_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "os/descriptor.h"

namespace footplate::store {

using nlohmann::json;

namespace {

json valueToJson(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

double valueFromJson(const json& value) {
  if (value.is_number()) return value.get<double>();
  const std::string word = value.is_string() ? value.get<std::string>() : std::string();
  if (word == "Infinity") return std::numeric_limits<double>::infinity();
  if (word == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::numeric_limits<double>::quiet_NaN();
}

void addLine(std::string_view line, const std::string& wanted,
             std::map<std::string, std::vector<MetricPoint>>& into) {
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
  for (const MetricPoint& point : points) {
    const json object = {{"name", point.name},
                         {"step", point.step},
                         {"time", point.time},
                         {"value", valueToJson(point.value)}};
    text += object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  }
  const os::Descriptor file(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!file) return fail(ErrorCode::unavailable, "opening " + path_ + ": " + systemMessage(errno));
  // A line cut by a power failure must not swallow the next one.
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  char last = '\n';
  if (size > 0 && ::pread(file.get(), &last, 1, size - 1) == 1 && last != '\n') text.insert(0, "\n");
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t wrote = ::write(file.get(), rest.data(), rest.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return fail(ErrorCode::unavailable, "writing " + path_ + ": " + systemMessage(errno));
    rest.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<std::map<std::string, std::vector<MetricPoint>>> MetricFile::read(const std::string& name) const {
  std::map<std::string, std::vector<MetricPoint>> result;
  const Result<std::string> text = readFile(path_, UINT64_C(4) << 30);
  if (!text && text.error().code == ErrorCode::notFound) return result;
  if (!text) return fail(text.error());
  std::string_view rest = *text;
  for (;;) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return result;
    addLine(rest.substr(0, end), name, result);
    rest.remove_prefix(end + 1);
  }
}

}  // namespace footplate::store
