#include "planner/machine_size.h"

#include <array>
#include <charconv>
#include <string>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::planner {

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;

// The old families number their sizes instead of saying the cores.
struct NumberedSize {
  std::string_view name;  // without "standard_"
  double cpus;
  double memory;  // GiB
};

constexpr std::array<NumberedSize, 34> numbered{{
    {"d1_v2", 1, 3.5},      {"d2_v2", 2, 7},
    {"d3_v2", 4, 14},       {"d4_v2", 8, 28},
    {"d5_v2", 16, 56},      {"d11_v2", 2, 14},
    {"d12_v2", 4, 28},      {"d13_v2", 8, 56},
    {"d14_v2", 16, 112},    {"d15_v2", 20, 140},
    {"d1", 1, 3.5},         {"d2", 2, 7},
    {"d3", 4, 14},          {"d4", 8, 28},
    {"d11", 2, 14},         {"d12", 4, 28},
    {"d13", 8, 56},         {"d14", 16, 112},
    {"a1_v2", 1, 2},        {"a2_v2", 2, 4},
    {"a4_v2", 4, 8},        {"a8_v2", 8, 16},
    {"a2m_v2", 2, 16},      {"a4m_v2", 4, 32},
    {"nc6", 6, 56},         {"nc12", 12, 112},
    {"nc24", 24, 224},      {"nc6s_v3", 6, 112},
    {"nc12s_v3", 12, 224},  {"nc24s_v3", 24, 448},
    {"nc24rs_v3", 24, 448}, {"nd40rs_v2", 40, 672},
    {"nc4as_t4_v3", 4, 28}, {"nc24ads_a100_v4", 24, 220},
}};

// The newer ones say their cores: GiB for each of them.
constexpr std::array<std::pair<std::string_view, double>, 4> families{
    {{"d", 4}, {"e", 8}, {"f", 2}, {"b", 4}}};

// "ds3_v2" is "d3_v2" with faster disks.
std::string plainName(std::string name) {
  if (name.starts_with("ds")) name.erase(1, 1);
  return name;
}

}  // namespace

std::optional<MachineSize> machineSize(std::string_view text) {
  std::string name = toLower(text);
  if (!name.starts_with("standard_")) return std::nullopt;
  name = plainName(name.substr(9));
  for (const NumberedSize& row : numbered) {
    if (row.name == name) return MachineSize{row.cpus, static_cast<std::int64_t>(row.memory * gib)};
  }
  for (const auto& [family, memory] : families) {
    if (!name.starts_with(family) || name.size() < 2) continue;
    int cpus = 0;
    const auto [end, error] = std::from_chars(name.data() + family.size(), name.data() + name.size(), cpus);
    if (error != std::errc() || cpus <= 0 || name.find("_v") == std::string::npos) return std::nullopt;
    return MachineSize{static_cast<double>(cpus), static_cast<std::int64_t>(cpus * memory * gib)};
  }
  return std::nullopt;
}

Result<void> checkAmounts(yaml::Node amounts, const std::string& path) {
  const auto good = [&](std::string_view key, yaml::Node value) {
    if (key == "memory") return byteCount(value.text()) > 0;
    if (key == "cpus") return yaml::asNumber(value).value_or(0) > 0;
    return yaml::asInteger(value).value_or(-1) >= 0;
  };
  for (const std::string_view key :
       {"min_instances", "max_instances", "idle_time_before_scale_down", "gpus", "cpus", "memory"}) {
    const yaml::Node value = amounts.find(key).resolved();
    if (!value || value.isNull() || good(key, value)) continue;
    const auto line = value.tree()->lines().lineOf(value.span().begin) + 1;
    return fail(ErrorCode::invalid, "reading " + path + ":" + std::to_string(line) + ": " + std::string(key) +
                                        " is '" + std::string(value.text()) + "'; write " +
                                        (key == "memory" ? "a size such as 512m or 2g" : "a number"));
  }
  return {};
}

std::int64_t byteCount(std::string_view text) {
  text = trim(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number <= 0) return 0;
  const std::string unit = toLower(text.substr(static_cast<std::size_t>(end - text.data())));
  if (unit == "b" || unit.empty()) return number;
  if (unit == "k") return number << 10;
  if (unit == "m") return number << 20;
  return unit == "g" ? number << 30 : 0;
}

}  // namespace footplate::planner
