#include "store/run_details.h"

#include <nlohmann/json.hpp>

namespace footplate::store {

using nlohmann::json;

namespace {

std::string textOf(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> numberOf(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

// The objects of an array member; nothing where it is missing or something else.
template <class Each>
void forObjects(const json& object, const char* key, Each each) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return;
  for (const json& item : *found) {
    if (item.is_object()) each(item);
  }
}

template <class T, class ToJson>
json arrayOf(const std::vector<T>& items, ToJson toJson) {
  json result = json::array();
  for (const T& item : items) result.push_back(toJson(item));
  return result;
}

json environmentToJson(const RunEnvironment& environment) {
  return {
      {"name", environment.name},
      {"hash", environment.hash},
      {"how", environment.how},
      {"python", environment.python},
      {"substitutions", arrayOf(environment.substitutions, [](const Substitution& one) -> json {
         return {
             {"package", one.package}, {"wanted", one.wanted}, {"given", one.given}, {"reason", one.reason}};
       })}};
}

RunEnvironment environmentFromJson(const json& object) {
  RunEnvironment environment{
      textOf(object, "name"), textOf(object, "hash"), textOf(object, "how"), textOf(object, "python"), {}};
  forObjects(object, "substitutions", [&](const json& one) {
    environment.substitutions.push_back(
        {textOf(one, "package"), textOf(one, "wanted"), textOf(one, "given"), textOf(one, "reason")});
  });
  return environment;
}

json errorToJson(const RunError& error) {
  json object = {{"code", error.code}, {"message", error.message}};
  if (!error.logTail.empty()) object["log_tail"] = error.logTail;
  if (!error.traceback.empty()) {
    object["traceback"] = arrayOf(error.traceback, [](const TracebackFrame& frame) -> json {
      return {{"file", frame.file}, {"line", frame.line}, {"function", frame.function}};
    });
  }
  return object;
}

RunError errorFromJson(const json& object) {
  RunError error{textOf(object, "code"), textOf(object, "message"), {}, {}};
  if (const auto lines = object.find("log_tail"); lines != object.end() && lines->is_array()) {
    for (const json& line : *lines) {
      if (line.is_string()) error.logTail.push_back(line.get<std::string>());
    }
  }
  forObjects(object, "traceback", [&](const json& frame) {
    error.traceback.push_back({textOf(frame, "file"), static_cast<int>(numberOf(frame, "line").value_or(0)),
                               textOf(frame, "function")});
  });
  return error;
}

json snapshotToJson(const SnapshotInfo& snapshot) {
  return {{"hash", snapshot.hash}, {"files", snapshot.files}, {"bytes", snapshot.bytes}};
}

json phaseToJson(const Phase& phase) {
  json object = {{"name", phase.name}, {"began", phase.began}};
  if (phase.ended) object["ended"] = *phase.ended;
  return object;
}

}  // namespace

std::string detailsToJson(const Run& run, std::string_view previous) {
  json object = json::parse(previous, nullptr, false);
  if (!object.is_object()) object = json::object();
  // What is empty is left out: most runs have little of all this, and lists read many of them.
  const auto set = [&](const char* key, json value) {
    if (value.empty() || value == "") {
      object.erase(key);
    } else {
      object[key] = std::move(value);
    }
  };
  set("inputs", arrayOf(run.inputs, [](const RunInput& input) -> json {
        return {{"name", input.name},
                {"type", input.type},
                {"value", input.value},
                {"mode", input.mode},
                {"path", input.path}};
      }));
  set("outputs", arrayOf(run.outputs, [](const RunOutput& output) -> json {
        return {{"name", output.name}, {"type", output.type}, {"path", output.path}, {"asset", output.asset}};
      }));
  set("datasets", arrayOf(run.datasets, [](const RunDataset& one) -> json {
        return {{"name", one.name},
                {"digest", one.digest},
                {"source_type", one.sourceType},
                {"source", one.source},
                {"context", one.context}};
      }));
  set("phases", arrayOf(run.phases, phaseToJson));
  set("environment", run.environment ? environmentToJson(*run.environment) : json());
  set("snapshot", run.snapshot ? snapshotToJson(*run.snapshot) : json());
  set("exit_code", run.exitCode ? json(*run.exitCode) : json());
  set("signal", run.signal ? json(*run.signal) : json());
  set("error", run.error ? errorToJson(*run.error) : json());
  set("handle", run.handle);
  set("engine", run.engine);
  set("properties", run.properties);
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

void detailsFromJson(std::string_view text, Run& run) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) return;
  forObjects(object, "inputs", [&](const json& one) {
    run.inputs.push_back({textOf(one, "name"), textOf(one, "type"), textOf(one, "value"), textOf(one, "mode"),
                          textOf(one, "path")});
  });
  forObjects(object, "outputs", [&](const json& one) {
    run.outputs.push_back(
        {textOf(one, "name"), textOf(one, "type"), textOf(one, "path"), textOf(one, "asset")});
  });
  forObjects(object, "datasets", [&](const json& one) {
    run.datasets.push_back({textOf(one, "name"), textOf(one, "digest"), textOf(one, "source_type"),
                            textOf(one, "source"), textOf(one, "context")});
  });
  forObjects(object, "phases", [&](const json& one) {
    run.phases.push_back({textOf(one, "name"), numberOf(one, "began").value_or(0), numberOf(one, "ended")});
  });
  const auto member = [&](const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? &*found : nullptr;
  };
  if (const json* environment = member("environment")) run.environment = environmentFromJson(*environment);
  if (const json* snapshot = member("snapshot")) {
    run.snapshot = SnapshotInfo{textOf(*snapshot, "hash"), numberOf(*snapshot, "files").value_or(0),
                                numberOf(*snapshot, "bytes").value_or(0)};
  }
  if (const json* error = member("error")) run.error = errorFromJson(*error);
  if (const auto code = numberOf(object, "exit_code")) run.exitCode = static_cast<int>(*code);
  if (const auto number = numberOf(object, "signal")) run.signal = static_cast<int>(*number);
  run.handle = textOf(object, "handle");
  run.engine = textOf(object, "engine");
  if (const json* properties = member("properties")) {
    for (const auto& [name, value] : properties->items()) {
      if (value.is_string()) run.properties[name] = value.get<std::string>();
    }
  }
}

}  // namespace footplate::store
