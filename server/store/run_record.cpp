#include "store/run_record.h"

#include <array>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"

namespace footplate::store {

namespace {

constexpr std::array<std::pair<RunStatus, const char*>, 11> statusNames{{
    {RunStatus::notStarted, "NotStarted"},
    {RunStatus::provisioning, "Provisioning"},
    {RunStatus::preparing, "Preparing"},
    {RunStatus::queued, "Queued"},
    {RunStatus::running, "Running"},
    {RunStatus::finalizing, "Finalizing"},
    {RunStatus::completed, "Completed"},
    {RunStatus::failed, "Failed"},
    {RunStatus::cancelRequested, "CancelRequested"},
    {RunStatus::canceled, "Canceled"},
    {RunStatus::notResponding, "NotResponding"},
}};

// Phases in their order; those of one number may alternate.
int rank(RunStatus status) {
  switch (status) {
    case RunStatus::notStarted:
      return 0;
    case RunStatus::provisioning:
    case RunStatus::preparing:
    case RunStatus::queued:
      return 1;
    case RunStatus::running:
      return 2;
    case RunStatus::finalizing:
      return 3;
    default:
      return 4;
  }
}

constexpr std::array adjectives{
    "amber",   "ancient", "ardent", "autumn",  "brave",    "bright", "bronze", "calm",   "clever", "coral",
    "crimson", "crisp",   "dapper", "deep",    "early",    "eager",  "fair",   "fancy",  "gentle", "golden",
    "green",   "hardy",   "honest", "ivory",   "jolly",    "keen",   "kind",   "lively", "lucid",  "mellow",
    "merry",   "misty",   "noble",  "olive",   "patient",  "plucky", "proud",  "quick",  "quiet",  "rapid",
    "rustic",  "sandy",   "serene", "sharp",   "silver",   "smooth", "snowy",  "sober",  "spry",   "steady",
    "sunny",   "swift",   "teal",   "tidy",    "tranquil", "upbeat", "velvet", "vivid",  "warm",   "wise",
    "witty",   "young",   "zesty",  "zealous",
};
constexpr std::array nouns{
    "acorn",   "anchor",  "apple",  "badger",  "beacon",  "birch",  "bridge",  "canyon",  "cedar",  "cloud",
    "comet",   "crane",   "delta",  "dolphin", "eagle",   "ember",  "falcon",  "feather", "fern",   "forest",
    "garden",  "glacier", "harbor", "heron",   "island",  "ivy",    "juniper", "kettle",  "lagoon", "lantern",
    "lemon",   "lotus",   "maple",  "meadow",  "monsoon", "nutmeg", "ocean",   "orchid",  "otter",  "pearl",
    "pebble",  "pepper",  "pine",   "planet",  "quartz",  "raven",  "reef",    "river",   "rocket", "saddle",
    "sparrow", "spruce",  "stone",  "summit",  "thistle", "tiger",  "tulip",   "valley",  "walnut", "willow",
    "window",  "yarrow",  "zebra",  "zephyr",
};

}  // namespace

const char* statusName(RunStatus status) {
  for (const auto& [value, name] : statusNames) {
    if (value == status) return name;
  }
  return "NotResponding";
}

std::optional<RunStatus> parseStatus(std::string_view word) {
  for (const auto& [value, name] : statusNames) {
    if (equalsIgnoreCase(word, name)) return value;
  }
  return std::nullopt;
}

bool isTerminal(RunStatus status) {
  return status == RunStatus::completed || status == RunStatus::failed || status == RunStatus::canceled;
}

bool mayFollow(RunStatus from, RunStatus to) {
  if (from == to) return true;
  if (isTerminal(from)) return false;
  if (isTerminal(to) || to == RunStatus::notResponding) return true;
  if (from == RunStatus::notResponding || to == RunStatus::cancelRequested) return true;
  if (from == RunStatus::cancelRequested) return false;
  return rank(from) <= rank(to);
}

void enterPhase(Run& run, std::string_view name, TimeMs now) {
  if (!run.phases.empty() && !run.phases.back().ended) {
    if (run.phases.back().name == name) return;
    run.phases.back().ended = now;
  }
  if (!name.empty()) run.phases.push_back({std::string(name), now, std::nullopt});
}

bool isValidRunId(std::string_view id) {
  const auto alphanumeric = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  if (id.empty() || id.size() > 255 || !alphanumeric(id[0])) return false;
  for (const char c : id) {
    if (!alphanumeric(c) && c != '_' && c != '-') return false;
  }
  return true;
}

std::string makeRunId(TimeMs now) {
  // Crockford's alphabet: no letter is taken for a digit, and text order is number order.
  constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
  const std::string random = randomHex(8);
  const std::uint64_t bits = std::stoull(random, nullptr, 16);
  std::string suffix(12, '0');
  std::uint64_t value = (static_cast<std::uint64_t>(now) << 15) | (bits & 0x7fff);
  for (std::size_t at = suffix.size(); at-- > 0; value >>= 5) suffix[at] = digits[value & 31];
  return std::string(adjectives[(bits >> 16) % adjectives.size()]) + "-" +
         nouns[(bits >> 32) % nouns.size()] + "-" + suffix;
}

}  // namespace footplate::store
