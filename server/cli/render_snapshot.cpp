// What would be sent of a job's code: how much, the largest files, what is left out and why.
#include <nlohmann/json.hpp>

#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

constexpr std::size_t mostLeftOut = 50;

std::string placeOf(const json& one) {
  if (one.at("rule").is_null())
    return one.at("is_folder") ? "no file in it is sent" : "neither file nor link";
  return textOf(one.at("rule_file")) + ":" + std::to_string(one.at("rule_line").get<int>()) + ": " +
         textOf(one.at("rule"));
}

std::string filesTable(const json& files, const Style& style) {
  TextTable table({{"SIZE", true, true}, {"PATH"}});
  for (const json& file : files) {
    const bool isLink = file.at("kind") == "link";
    table.add({byteSize(file.at("bytes").get<std::uint64_t>()),
               textOf(file.at("path")) + (isLink ? " (link)" : "")});
  }
  return table.text(style);
}

std::string snapshotText(const json& snapshot, bool all, const Style& style) {
  std::string places = printable(textOf(snapshot.at("code")));
  for (const json& include : snapshot.at("includes"))
    places += (places.empty() ? "" : " + ") + printable(textOf(include));
  std::string text = places + ": " + plural(snapshot.at("file_count").get<std::size_t>(), "file") + ", " +
                     byteSize(snapshot.at("bytes").get<std::uint64_t>()) + "\n";
  for (const json& warning : snapshot.at("warnings"))
    text += painted("warning: ", "33", style) + printable(textOf(warning)) + "\n";
  const json& files = snapshot.at(all ? "files" : "largest");
  if (!files.empty()) text += "\n" + filesTable(files, style);
  const json& leftOut = snapshot.at("left_out");
  if (leftOut.empty()) return text;
  TextTable table({{"LEFT OUT"}, {"BY"}});
  const std::size_t shown = all ? leftOut.size() : std::min(leftOut.size(), mostLeftOut);
  for (std::size_t at = 0; at < shown; ++at) {
    const json& one = leftOut[at];
    table.add({textOf(one.at("path")) + (one.at("is_folder").get<bool>() ? "/" : ""), placeOf(one)});
  }
  text += "\n" + table.text(style);
  const auto count = snapshot.at("left_out_count").get<std::size_t>();
  if (count > shown) text += "and " + std::to_string(count - shown) + " more\n";
  return text;
}

}  // namespace

std::string renderSnapshot(const json& result, const json& parameters, const Style& style) {
  std::string text;
  for (const json& snapshot : result.at("snapshots"))
    text += (text.empty() ? "" : "\n") + snapshotText(snapshot, parameters.value("all", false), style);
  return text.empty() ? ide::translate(style.language, "no code is sent") + "\n" : text;
}

}  // namespace footplate::cli
