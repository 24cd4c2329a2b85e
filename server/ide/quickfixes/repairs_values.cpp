// Values that contradict one another: each may be made to fit the other.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"
#include "ide/quickfixes/entry_edits.h"
#include "ide/quickfixes/places.h"
#include "ide/quickfixes/repairs.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

struct Pair {
  std::string_view low;
  std::string_view high;
};

constexpr std::array<Pair, 4> limits{{{"max_concurrent_trials", "max_total_trials"},
                                      {"trial_timeout", "timeout"},
                                      {"max_concurrent_trials", "max_trials"},
                                      {"trial_timeout_minutes", "timeout_minutes"}}};
constexpr std::array<Pair, 3> ends{
    {{"min_value", "max_value"}, {"min_instances", "max_instances"}, {"min", "max"}}};

void offerValue(Node scalar, const std::string& value, std::vector<CodeAction>& found) {
  if (scalar.isScalar() && scalar.text() != value)
    offer(found, "change to '" + value + "'", scalarChanged(scalar, value));
}

bool isEven(std::string_view line, char quote) {
  return std::ranges::count(line, quote) % 2 == 0;
}

// Lines of a command that go on at a backslash, joined as YAML joins them; "" where one ends without it, or
// within quotes, where the blanks of the next one count.
std::string foldedCommand(std::string_view text, std::size_t indent) {
  std::string folded;
  std::vector<std::string> lines = split(text, '\n');
  while (!lines.empty() && trim(lines.back()).empty()) lines.pop_back();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = trim(lines[i]);
    const bool goesOn = line.ends_with('\\');
    if (goesOn == (i + 1 == lines.size()) || !isEven(line, '"') || !isEven(line, '\'')) return {};
    if (goesOn) line = trim(line.substr(0, line.size() - 1));
    if (line.empty()) return {};
    folded += "\n" + std::string(indent, ' ') + std::string(line);
  }
  return folded;
}

}  // namespace

void repairGridSize(const RepairPlace& place, std::vector<CodeAction>& found) {
  constexpr double mostTrials = 1000;  // what the service runs at most
  const Node sweep = place.node.parent().parent();
  const std::optional<double> size = gridSize(sweep.find("search_space"));
  if (!size || *size > mostTrials || place.node.isKey()) return;
  offerValue(place.node, std::to_string(std::lround(*size)), found);
}

void repairLimits(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node small = place.node;
  for (const Pair& pair : limits) {
    const Node large = small.parent().find(pair.high);
    const auto most = yaml::asInteger(large);
    if (small.entryKey().text() != pair.low || large.parent() != small.parent() || !most) continue;
    if (yaml::asInteger(small).value_or(0) <= *most) continue;
    offerValue(small, std::string(large.text()), found);
    offer(found, "change '" + std::string(pair.high) + "' to '" + std::string(small.text()) + "'",
          scalarChanged(large, small.text()));
  }
}

void repairEnds(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node high = place.node;
  for (const Pair& pair : ends) {
    const Node low = high.parent().find(pair.low);
    if (high.entryKey().text() != pair.high || low.parent() != high.parent()) continue;
    const auto least = readNumber(low);
    const auto most = readNumber(high);
    if (!least || !most || *least <= *most) continue;
    offer(found, "exchange '" + std::string(pair.low) + "' and '" + std::string(pair.high) + "'",
          exchanged(place.document(), low, high));
  }
}

void repairDistribution(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node node = place.node;
  if (node.isKey())
    return offer(found, "remove '" + std::string(node.text()) + "'", entryRemoved(place.document(), node));
  const Node job = node.parent().parent();
  if (node.entryKey().text() != "worker_count" || !job.isMapping()) return;
  const Node nodes = job.find("resources").resolved().find("instance_count").resolved();
  if (!nodes || nodes.isScalar()) offerValue(node, nodes ? std::string(nodes.text()) : "1", found);
  if (mayBeShared(nodes, place.issue.span.begin)) return;
  const std::string title = "change 'instance_count' to '" + std::string(node.text()) + "'";
  if (nodes.isScalar()) return offer(found, title, scalarChanged(nodes, node.text()));
  offer(found, title,
        entriesAddedIn(place.document(), job, "resources", {{"instance_count", std::string(node.text())}}));
}

void repairSchedule(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  if (!key.isKey()) return;
  const bool isOfWeek = key.text() == "week_days";
  if (!isOfWeek && key.text() != "month_days") return;
  const Node frequency = key.parent().parent().find("frequency");
  const std::string wanted = isOfWeek ? "week" : "month";
  if (frequency.isScalar() && !mayBeShared(frequency, place.issue.span.begin))
    offer(found, "change to 'frequency: " + wanted + "'", scalarChanged(frequency, wanted));
  offer(found, "remove '" + std::string(key.text()) + "'", entryRemoved(place.document(), key));
}

void repairContinuation(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node command = place.node;
  if (command.isKey() || command.style() != yaml::Style::literal || !command.entryKey()) return;
  const std::string_view raw = textOf(place.document(), command.span());
  const std::size_t header = raw.find('\n');
  if (header == std::string_view::npos || raw.substr(0, header).find('#') != std::string_view::npos) return;
  const std::string folded = foldedCommand(raw.substr(header + 1), command.entryKey().indent() + 2);
  if (folded.empty()) return;
  std::string_view rest = raw;  // the line end below the last line stays
  while (rest.ends_with('\n') || rest.ends_with('\r') || rest.ends_with(' ')) rest.remove_suffix(1);
  const Offset begin = command.span().begin;
  offer(found, "fold the command by '>-'",
        std::vector<schema::Edit>{{{begin, begin + static_cast<Offset>(rest.size())}, ">-" + folded}});
}

}  // namespace footplate::ide
