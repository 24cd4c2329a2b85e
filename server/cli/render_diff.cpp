// What differs between two runs: values in tables, texts as patches.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/render_runs.h"
#include "cli/text_table.h"
#include "ide/l10n/l10n.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

constexpr const char* bold = "1";
constexpr std::size_t barWidth = 40;

const char* colorOf(std::string_view line) {
  if (line.starts_with("--- ") || line.starts_with("+++ ")) return bold;
  if (line.starts_with("@@")) return "36";
  if (line.starts_with('+')) return "32";
  if (line.starts_with('-')) return "31";
  return nullptr;
}

// Each line made printable, tabs kept.
std::string patchText(const std::string& patch, const Style& style) {
  std::string text;
  std::vector<std::string> lines = split(patch, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (const std::string& line : lines) {
    std::vector<std::string> pieces = split(line, '\t');
    for (std::string& piece : pieces) piece = printable(piece);
    const std::string shown = join(pieces, "\t");
    const char* color = colorOf(line);
    text += (color ? painted(shown, color, style) : shown) + "\n";
  }
  return text;
}

const char* statusColorOf(std::string_view status) {
  return status == "added" ? "32" : status == "removed" ? "31" : "33";
}

std::string sizesOf(const json& file) {
  const auto size = [](const json& bytes) { return byteSize(bytes.get<std::uint64_t>()); };
  const json& old = file.at("old_bytes");
  const json& fresh = file.at("new_bytes");
  if (old.is_null() || fresh.is_null()) return size(old.is_null() ? fresh : old);
  return size(old) + " -> " + size(fresh);
}

// What is not told by the text: kinds, targets of links, why there is no text.
std::string remarkOn(const json& file) {
  std::vector<std::string> remarks;
  const json& old = file.at("old_kind");
  const json& fresh = file.at("new_kind");
  if (old.is_string() && fresh.is_string() && old != fresh)
    remarks.push_back(textOf(old) + " -> " + textOf(fresh));
  if (old == "link" || fresh == "link") {
    const std::string from = textOf(file.at("old_link"));
    const std::string to = textOf(file.at("new_link"));
    remarks.push_back("link to " + (from.empty() || to.empty() || from == to ? from.empty() ? to : from
                                                                             : from + " -> " + to));
  }
  if (const std::string why = textOf(file.at("omitted")); !why.empty()) {
    remarks.push_back((why == "limit" ? "not shown" : why) + ", " + sizesOf(file));
  }
  return join(remarks, "; ");
}

// "+3 -1", with a bar of its size.
std::string countsOf(const json& file, const Style& style) {
  if (!file.at("inserted").is_number()) return "";
  const auto inserted = file.at("inserted").get<std::size_t>();
  const auto deleted = file.at("deleted").get<std::size_t>();
  const std::size_t total = inserted + deleted;
  if (total == 0) return "";
  const auto share = [&](std::size_t count) {
    if (total <= barWidth) return count;
    return count == 0 ? 0 : std::max<std::size_t>(1, count * barWidth / total);
  };
  std::string text = "+" + std::to_string(inserted) + " -" + std::to_string(deleted) + " ";
  if (inserted > 0) text += painted(std::string(share(inserted), '+'), "32", style);
  if (deleted > 0) text += painted(std::string(share(deleted), '-'), "31", style);
  return text;
}

std::string fileLine(const json& file, const Style& style) {
  const std::string status = file.at("status");
  const std::string word = ide::translate(style.language, status);
  std::string line = "  " + painted(word, statusColorOf(status), style) +
                     std::string(displayWidth(word) < 8 ? 8 - displayWidth(word) : 0, ' ') + " ";
  if (file.at("old_path").is_string()) line += printable(textOf(file.at("old_path"))) + " -> ";
  line += printable(textOf(file.at("path")));
  if (const std::string counts = countsOf(file, style); !counts.empty()) line += "  " + counts;
  if (const std::string remark = remarkOn(file); !remark.empty()) line += "  (" + printable(remark) + ")";
  return line + "\n";
}

std::string heading(const std::string& words, const Style& style) {
  return "\n" + painted(ide::translate(style.language, words), bold, style) + "\n";
}

std::string codeText(const json& code, const Style& style) {
  if (code.is_null() || code.at("files").empty()) return "";
  std::string counts;
  for (const char* name : {"changed", "added", "removed", "renamed"}) {
    const auto count = code.at(name).get<std::size_t>();
    if (count == 0) continue;
    counts +=
        (counts.empty() ? "" : ", ") + std::to_string(count) + " " + ide::translate(style.language, name);
  }
  std::string text =
      "\n" + painted(ide::translate(style.language, "code"), bold, style) + "  " + counts + "\n";
  for (const json& file : code.at("files")) text += fileLine(file, style);
  if (const auto more = code.at("left_out").get<std::size_t>(); more > 0)
    text += "  " + ide::translate(style.language, "and " + plural(more, "file") + " more") + "\n";
  for (const json& file : code.at("files")) {
    if (file.at("diff").is_string()) text += "\n" + patchText(file.at("diff"), style);
  }
  return text;
}

std::string valueText(const json& value) {
  return value.is_null() ? "-" : value.is_number_float() ? shortNumber(value) : textOf(value);
}

std::string rowsText(const json& rows, const Style& style) {
  if (rows.empty()) return "";
  TextTable table({{"", true}, {"", true}, {"OLD"}, {"NEW"}});
  std::string group;
  for (const json& row : rows) {
    const std::string own = replaceAll(textOf(row.at("group")), "_", " ");
    const bool isStatus = row.at("name") == "status";
    const auto cell = [&](const json& value) {
      const std::string text = valueText(value);
      return Cell(text, isStatus ? statusColor(text) : row.at("differs") ? "33" : nullptr);
    };
    table.add({own == group ? std::string() : ide::translate(style.language, own), textOf(row.at("name")),
               cell(row.at("old")), cell(row.at("new"))});
    group = own;
  }
  return "\n" + table.text(style);
}

std::string partText(const json& part, bool withPatches, const Style& style) {
  std::string text = rowsText(part.at("rows"), style);
  for (const char* name : {"command", "environment"}) {
    if (part.at(name).is_null()) continue;
    text += heading(withPatches ? name : std::string(name) + ": differs", style);
    if (withPatches) text += patchText(part.at(name), style);
  }
  return text + codeText(part.at("code"), style);
}

std::string namesOf(const json& code) {
  std::string text;
  if (code.is_null()) return text;
  for (const json& file : code.at("files")) text += printable(textOf(file.at("path"))) + "\n";
  return text;
}

std::string sideText(const json& side, const Style& style) {
  if (side.at("run").is_null()) return ide::translate(style.language, textOf(side.at("label")));
  const std::string status = side.at("run").at("status");
  return textOf(side.at("label")) + " (" + painted(status, statusColor(status), style) + ", " +
         textOf(side.at("run").at("created")).substr(0, 19) + ")";
}

}  // namespace

std::string renderDiff(const json& result, const json& parameters, const Style& style) {
  if (parameters.value("name_only", false)) {
    std::string text = namesOf(result.at("code"));
    for (const json& step : result.at("steps")) text += namesOf(step.at("code"));
    return text;
  }
  const bool withPatches = !parameters.value("stat", false);
  std::string text = sideText(result.at("old"), style) + " -> " + sideText(result.at("new"), style) + "\n";
  for (const char* side : {"old", "new"}) {
    if (const json& note = result.at(side).at("note"); note.is_string())
      text += printable(ide::translate(style.language, textOf(note))) + "\n";
  }
  text += partText(result, withPatches, style);
  for (const char* list : {"steps_removed", "steps_added"}) {
    for (const json& name : result.at(list)) {
      const bool isAdded = std::string_view(list) == "steps_added";
      text += heading((isAdded ? "step added: " : "step removed: ") + textOf(name), style);
    }
  }
  for (const json& step : result.at("steps"))
    text += heading("step " + textOf(step.at("name")), style) + partText(step, withPatches, style);
  if (!result.at("differs")) {
    const bool areRuns = result.at("old").at("run").is_object() && result.at("new").at("run").is_object();
    text += "\n" +
            ide::translate(style.language, areRuns ? "no difference but the outcome" : "no difference") +
            "\n";
  }
  return text;
}

}  // namespace footplate::cli
