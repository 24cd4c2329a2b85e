// The words generated sources are written in: read and write for the built-in types, lists, maps and members.
// Included by generated sources only (it brings the whole JSON library).
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_text.h"
#include "protocol/json_value.h"

namespace footplate::protocol {

inline bool expected(ReadProblem& problem, const char* what) {
  problem.message = std::string("expected ") + what;
  return false;
}

inline bool read(const nlohmann::json& in, std::string& out, ReadProblem& problem) {
  if (!in.is_string()) return expected(problem, "a string");
  out = in.get_ref<const std::string&>();
  return true;
}
inline bool read(const nlohmann::json& in, bool& out, ReadProblem& problem) {
  if (!in.is_boolean()) return expected(problem, "true or false");
  out = in.get<bool>();
  return true;
}
inline bool read(const nlohmann::json& in, std::int64_t& out, ReadProblem& problem) {
  if (!in.is_number_integer()) return expected(problem, "an integer");
  out = in.get<std::int64_t>();
  return true;
}
inline bool read(const nlohmann::json& in, std::uint32_t& out, ReadProblem& problem) {
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  if (!in.is_number_integer() || in.get<std::int64_t>() < 0) return expected(problem, "an unsigned integer");
  const auto wide = in.get<std::int64_t>();
  out = static_cast<std::uint32_t>(wide > most ? most : wide);
  return true;
}
inline bool read(const nlohmann::json& in, double& out, ReadProblem& problem) {
  if (!in.is_number()) return expected(problem, "a number");
  out = in.get<double>();
  return true;
}
inline bool read(const nlohmann::json& in, RawJson& out, ReadProblem&) {
  out = std::make_shared<const nlohmann::json>(in);
  return true;
}

template <class T>
bool read(const nlohmann::json& in, std::vector<T>& out, ReadProblem& problem) {
  if (!in.is_array()) return expected(problem, "an array");
  out.clear();
  out.reserve(in.size());
  for (const nlohmann::json& item : in) {
    if (!read(item, out.emplace_back(), problem)) {
      const std::string index = "[" + std::to_string(out.size() - 1) + "]";
      problem.path = index + (problem.path.empty() || problem.path[0] == '[' ? "" : ".") + problem.path;
      return false;
    }
  }
  return true;
}

inline void prependMember(ReadProblem& problem, const char* name) {
  const bool glue = problem.path.empty() || problem.path[0] == '[';
  problem.path = name + std::string(glue ? "" : ".") + problem.path;
}

template <class T>
bool read(const nlohmann::json& in, std::map<std::string, T>& out, ReadProblem& problem) {
  if (!in.is_object()) return expected(problem, "an object");
  out.clear();
  for (const auto& [name, item] : in.items()) {
    if (read(item, out[name], problem)) continue;
    prependMember(problem, name.c_str());
    return false;
  }
  return true;
}

template <class T>
bool readMember(const nlohmann::json& in, const char* name, T& out, ReadProblem& problem) {
  const auto found = in.find(name);
  if (found == in.end()) {
    problem.message = "missing";
  } else if (read(*found, out, problem)) {
    return true;
  }
  prependMember(problem, name);
  return false;
}
template <class T>
bool readMember(const nlohmann::json& in, const char* name, std::optional<T>& out, ReadProblem& problem) {
  const auto found = in.find(name);
  if (found == in.end() || found->is_null()) return true;
  if (read(*found, out.emplace(), problem)) return true;
  prependMember(problem, name);
  return false;
}
// Raw members may be absent.
inline bool readMember(const nlohmann::json& in, const char* name, RawJson& out, ReadProblem& problem) {
  const auto found = in.find(name);
  return found == in.end() || read(*found, out, problem);
}

inline void write(std::string& out, const std::string& value) {
  appendJsonString(out, value);
}
inline void write(std::string& out, bool value) {
  out += value ? "true" : "false";
}
inline void write(std::string& out, std::int64_t value) {
  appendJsonNumber(out, value);
}
inline void write(std::string& out, std::uint32_t value) {
  appendJsonNumber(out, std::int64_t{value});
}
inline void write(std::string& out, double value) {
  appendJsonNumber(out, value);
}
inline void write(std::string& out, const RawJson& value) {
  out += value ? value->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) : "null";
}

template <class T>
void write(std::string& out, const std::vector<T>& value) {
  out += '[';
  for (const auto& item : value) {
    if (&item != value.data()) out += ',';
    write(out, item);
  }
  out += ']';
}
template <class T>
void write(std::string& out, const std::map<std::string, T>& value) {
  out += '{';
  bool first = true;
  for (const auto& [name, item] : value) {
    if (!first) out += ',';
    first = false;
    appendJsonString(out, name);
    out += ':';
    write(out, item);
  }
  out += '}';
}

// `key` comes quoted and with its colon: "\"line\":".
template <class T>
void writeMember(std::string& out, std::string_view key, const T& value) {
  if (out.back() != '{') out += ',';
  out += key;
  write(out, value);
}
template <class T>
void writeMember(std::string& out, std::string_view key, const std::optional<T>& value) {
  if (value) writeMember(out, key, *value);
}
inline void writeMember(std::string& out, std::string_view key, const RawJson& value) {
  if (!value) return;
  if (out.back() != '{') out += ',';
  out += key;
  write(out, value);
}
// A member that is always there, null when it has no value.
template <class T>
void writeNullable(std::string& out, std::string_view key, const std::optional<T>& value) {
  if (value) return writeMember(out, key, *value);
  if (out.back() != '{') out += ',';
  out += key;
  out += "null";
}

}  // namespace footplate::protocol
