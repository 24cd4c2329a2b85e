#include "runner/run_end.h"

#include <nlohmann/json.hpp>

#include "base/fs.h"

namespace footplate::runner {

using nlohmann::json;

namespace {

json errorJson(const store::RunError& error) {
  json frames = json::array();
  for (const store::TracebackFrame& frame : error.traceback)
    frames.push_back({{"file", frame.file}, {"line", frame.line}, {"function", frame.function}});
  return {{"code", error.code}, {"message", error.message}, {"log_tail", error.logTail}, {"traceback", frames}};
}

store::RunError readError(const json& value) {
  store::RunError error{value.at("code").get<std::string>(), value.at("message").get<std::string>(),
                        value.value("log_tail", std::vector<std::string>()),
                        {}};
  for (const json& frame : value.value("traceback", json::array()))
    error.traceback.push_back({frame.at("file"), frame.at("line"), frame.at("function")});
  return error;
}

}  // namespace

Result<void> writeEnd(const store::RunFolder& folder, const RunEnd& end) {
  json text = {{"status", store::statusName(end.status)}, {"ended", end.ended}};
  if (end.exitCode) text["exit_code"] = *end.exitCode;
  if (end.signal) text["signal"] = *end.signal;
  if (end.error) text["error"] = errorJson(*end.error);
  return writeFileAtomic(folder.end(), text.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
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
