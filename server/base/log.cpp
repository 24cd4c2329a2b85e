#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "base/mask.h"

namespace footplate {

namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("footplate", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    made->set_level(spdlog::level::warn);
    return made;
  }();
  return *instance;
}

void write(spdlog::level::level_enum level, std::string_view message) {
  if (logger().should_log(level)) logger().log(level, spdlog::string_view_t(maskSecrets(message)));
}

}  // namespace

void setLogLevel(LogLevel level) {
  constexpr spdlog::level::level_enum levels[] = {spdlog::level::err, spdlog::level::warn,
                                                  spdlog::level::info, spdlog::level::debug};
  logger().set_level(levels[static_cast<int>(level)]);
}

bool setLogLevel(std::string_view word) {
  constexpr std::string_view words[] = {"error", "warn", "info", "debug"};
  for (int i = 0; i < 4; ++i) {
    if (words[i] != word) continue;
    setLogLevel(static_cast<LogLevel>(i));
    return true;
  }
  return false;
}

void logError(std::string_view message) {
  write(spdlog::level::err, message);
}
void logWarn(std::string_view message) {
  write(spdlog::level::warn, message);
}
void logInfo(std::string_view message) {
  write(spdlog::level::info, message);
}
void logDebug(std::string_view message) {
  write(spdlog::level::debug, message);
}

}  // namespace footplate
