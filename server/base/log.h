// The program's own log, for people who look into it: one line a message, on stderr. Never stdout.
// Thread-safe. The level comes from --log-level or FOOTPLATE_LOG (error|warn|info|debug), default warn.
#pragma once

#include <string_view>

namespace footplate {

enum class LogLevel { error, warn, info, debug };

void setLogLevel(LogLevel level);
// Sets the level by its word; false when the word is none.
bool setLogLevel(std::string_view word);

void logError(std::string_view message);
void logWarn(std::string_view message);
void logInfo(std::string_view message);
void logDebug(std::string_view message);

}  // namespace footplate
