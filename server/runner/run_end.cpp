#include "runner/run_end.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/file_system.h"
#include "base/fs.h"

namespace footplate::runner {

using nlohmann::json;

namespace {

json errorJson(const store::RunError& error) {
  json frames = json::array();
  for (const store::TracebackFrame& frame : error.traceback)
    frames.push_back({{"file", frame.file}, {"line", frame.line}, {"function", frame.function}});
  return {
      {"code", error.code}, {"message", error.message}, {"log_tail", error.logTail}, {"traceback", frames}};
}

store::RunError readError(const json& value) {
  store::RunError error{value.at("code").get<std::string>(),
                        value.at("message").get<std::string>(),
                        value.value("log_tail", std::vector<std::string>()),
                        {}};
  for (const json& frame : value.value("traceback", json::array()))
    error.traceback.push_back({frame.at("file"), frame.at("line"), frame.at("function")});
  return error;
}

constexpr std::size_t endRoom = 4096;
constexpr std::size_t longestKept = 500;  // of the error's message, which JSON may make six times as long

std::string textOf(const RunEnd& end) {
  json text = {{"status", store::statusName(end.status)}, {"ended", end.ended}};
  if (end.exitCode) text["exit_code"] = *end.exitCode;
  if (end.signal) text["signal"] = *end.signal;
  if (end.error) text["error"] = errorJson(*end.error);
  return text.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string roomOf(const store::RunFolder& folder) {
  return folder.end() + ".room";
}

// Written over what is there, so that no further block is needed; blanks behind JSON mean nothing.
Result<void> writeIntoRoom(const store::RunFolder& folder, std::string text) {
  const std::string room = roomOf(folder);
  const int fd = ::open(room.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return fail(ErrorCode::unavailable, "writing " + folder.end() + ": " + systemMessage(errno));
  if (text.size() < endRoom) text.insert(text.size() - 1, endRoom - text.size(), ' ');
  int problem = writeAll(fd, text);
  if (problem == 0 && !syncToDisk(fd)) problem = errno;
  ::close(fd);
  if (problem == 0 && ::rename(room.c_str(), folder.end().c_str()) != 0) problem = errno;
  if (problem == 0) return {};
  return fail(ErrorCode::unavailable, "writing " + folder.end() + ": " + systemMessage(problem));
}

}  // namespace

void reserveEnd(const store::RunFolder& folder) {
  const int fd = ::open(roomOf(folder).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return;
  static_cast<void>(writeAll(fd, std::string(endRoom, ' ')));
  ::close(fd);
}

Result<void> writeEnd(const store::RunFolder& folder, const RunEnd& end) {
  auto written = writeFileAtomic(folder.end(), textOf(end));
  if (!written) {
    RunEnd shortened = end;
    if (shortened.error) {
      shortened.error->message.resize(std::min(shortened.error->message.size(), longestKept));
      shortened.error->logTail.clear();
      shortened.error->traceback.clear();
    }
    written = writeIntoRoom(folder, textOf(shortened));
  }
  if (written) releaseEnd(folder);
  return written;
}

void releaseEnd(const store::RunFolder& folder) {
  ::unlink(roomOf(folder).c_str());
}

std::optional<RunEnd> readEnd(const store::RunFolder& folder) {
  auto text = readFile(folder.end(), 1 << 20);
  if (!text) return std::nullopt;
  try {
    json value = json::parse(*text);
    auto status = store::parseStatus(value.at("status").get<std::string>());
    if (!status || !store::isTerminal(*status)) return std::nullopt;
    RunEnd end;
    end.status = *status;
    end.ended = value.at("ended").get<TimeMs>();
    if (value.contains("exit_code")) end.exitCode = value["exit_code"].get<int>();
    if (value.contains("signal")) end.signal = value["signal"].get<int>();
    if (value.contains("error")) {
      end.error = readError(value["error"]);
    }
    return end;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Result<store::Run> applyEnd(store::RunStore& store, const std::string& id, const RunEnd& end) {
  return store.update(id, [&](store::Run& run) -> Result<void> {
    run.status = end.status;
    run.exitCode = end.exitCode;
    run.signal = end.signal;
    run.error = end.error;
    run.ended = end.ended;
    store::enterPhase(run, "", end.ended);
    return {};
  });
}

}  // namespace footplate::runner
