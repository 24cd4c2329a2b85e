#include "cli/render_validate.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace footplate::cli {

using nlohmann::json;

namespace {

std::string painted(std::string_view text, const char* code, bool color) {
  if (!color) return std::string(text);
  return std::string("\033[") + code + "m" + std::string(text) + "\033[0m";
}

const char* severityColor(const std::string& severity) {
  if (severity == "error") return "31";
  return severity == "warning" ? "33" : "36";
}

std::string plural(std::size_t count, const char* word) {
  return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

std::string line(const json& file, const json& issue, const std::string& verdict) {
  const json& start = issue.at("range").at("start");
  return file.at("path").get<std::string>() + ":" + std::to_string(start.at("line").get<int>() + 1) + ":" +
         std::to_string(start.at("character").get<int>() + 1) + ": " + verdict + " " +
         issue.at("code").get<std::string>() + ": " + issue.at("message").get<std::string>();
}

}  // namespace

std::string renderValidate(const json& result, bool color) {
  std::string text;
  std::size_t errors = 0;
  std::size_t others = 0;
  std::size_t repairs = 0;
  bool planned = false;
  for (const json& file : result.at("files")) {
    planned |= file.contains("diff");
    for (const json& repair : file.value("fixed", json::array())) {
      const std::string verdict = painted(file.contains("diff") ? "would fix" : "fixed", "32", color);
      text += line(file, repair, verdict) + " (" + repair.at("title").get<std::string>() + ")\n";
      ++repairs;
    }
    for (const json& issue : file.at("diagnostics")) {
      const std::string severity = issue.at("severity");
      ++(severity == "error" ? errors : others);
      text += line(file, issue, painted(severity, severityColor(severity), color)) + "\n";
    }
  }
  text += plural(result.at("files").size(), "file");
  if (repairs > 0) text += ", " + std::to_string(repairs) + (planned ? " to fix" : " fixed");
  if (errors + others == 0) return text + (repairs > 0 && planned ? "\n" : ", nothing to say\n");
  text += ", " + plural(errors, "error");
  return text + (others > 0 ? ", " + plural(others, "remark") : "") + "\n";
}

std::string productOfValidate(const json& result) {
  std::string text;
  for (const json& file : result.at("files")) {
    text += file.value("diff", std::string());
    text += file.value("text", std::string());
  }
  return text;
}

}  // namespace footplate::cli
