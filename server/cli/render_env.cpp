#include "cli/render_env.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

std::string sizeOf(const json& bytes) {
  constexpr double megabyte = 1e6;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", bytes.get<double>() / megabyte);
  return text;
}

void addLine(std::string& text, const std::string& name, const std::string& value) {
  constexpr std::size_t width = 14;
  if (!value.empty())
    text += name + std::string(name.size() < width ? width - name.size() : 1, ' ') + printable(value) + "\n";
}

std::string renderOne(const json& environment) {
  std::string text;
  for (const char* name : {"name", "hash", "state", "image", "python", "python_version", "maker", "path",
                           "log", "created", "last_used", "reason"})
    addLine(text, name, textOf(environment.at(name)));
  if (environment.at("bytes").get<std::uint64_t>() > 0)
    addLine(text, "size", sizeOf(environment.at("bytes")));
  for (const json& line : environment.at("requirements")) addLine(text, "package", textOf(line));
  for (const json& change : environment.at("substitutions")) {
    addLine(text, "  instead of",
            textOf(change.at("package")) + textOf(change.at("wanted")) + ": " + textOf(change.at("given")) +
                " (" + textOf(change.at("reason")) + ")");
  }
  for (const json& run : environment.at("runs")) addLine(text, "run", textOf(run.at("id")));
  if (environment.at("state") == "failed") {
    for (const json& line : environment.at("log_tail")) text += "  | " + printable(textOf(line)) + "\n";
  }
  return text;
}

std::string renderTable(const json& environments, const Style& style) {
  TextTable table(
      {{"HASH", true}, {"NAME"}, {"STATE"}, {"PYTHON"}, {"SIZE", false, true}, {"RUNS", false, true}});
  constexpr std::size_t shown = 12;
  for (const json& one : environments) {
    table.add({textOf(one.at("hash")).substr(0, shown), textOf(one.at("name")), textOf(one.at("state")),
               textOf(one.at("python_version")), sizeOf(one.at("bytes")),
               std::to_string(one.at("runs").size())});
  }
  return table.empty() ? "no environments\n" : table.text(style);
}

std::string renderPruned(const json& result) {
  std::string text;
  for (const json& one : result.at("removed"))
    text += textOf(one.at("hash")).substr(0, 12) + "  " + printable(textOf(one.at("name"))) + "  " +
            sizeOf(one.at("bytes")) + "\n";
  for (const json& one : result.at("downloads"))
    text += "download      " + printable(textOf(one.at("address"))) + "  " + sizeOf(one.at("bytes")) + "\n";
  const json& leftovers = result.at("leftovers");
  if (leftovers.at("count").get<std::size_t>() > 0)
    text += "leftovers     " + textOf(leftovers.at("count")) + "  " + sizeOf(leftovers.at("bytes")) + "\n";
  const std::size_t count = result.at("removed").size() + result.at("downloads").size();
  const char* verb = result.at("dry_run").get<bool>() ? " would be removed, " : " removed, ";
  return text + std::to_string(count) + verb + sizeOf(result.at("bytes")) + "\n";
}

}  // namespace

std::string renderEnv(const json& result, const Style& style) {
  if (result.contains("removed")) return renderPruned(result);
  const json& environments = result.at("environments");
  if (environments.empty() || !environments[0].contains("requirements"))
    return renderTable(environments, style);
  std::string text;
  for (const json& one : environments) text += (text.empty() ? "" : "\n") + renderOne(one);
  return text;
}

std::string renderDoctor(const json& result, const Style& style) {
  const auto say = [&](const json& words) { return ide::translate(style.language, textOf(words)); };
  std::string text = "footplate " + textOf(result.at("version")) + "\n";
  for (const json& check : result.at("checks")) {
    const std::string name = check.at("name");
    const std::string state = check.at("state");
    text += (state == "ok"        ? "ok       "
             : state == "missing" ? "lacking  "
                                  : "BROKEN   ") +
            name + std::string(name.size() < 20 ? 20 - name.size() : 1, ' ') + say(check.at("detail")) + "\n";
    if (check.at("cost").is_string()) text += std::string(29, ' ') + say(check.at("cost")) + "\n";
  }
  return text;
}

std::string renderCompletion(const json& result) {
  if (result.contains("script")) return result.at("script");
  std::string text;
  for (const json& word : result.at("words")) text += textOf(word) + "\n";
  return text;
}

}  // namespace footplate::cli
