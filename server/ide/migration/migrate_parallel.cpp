#include "ide/migration/migrate_parallel.h"

#include <algorithm>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {

using yaml::Node;

namespace {

// "10", "10KB" and "10 KB" as v2 takes them; "" for anything else.
std::string batchSize(const std::string& said) {
  std::string size = replaceAll(said, " ", "");
  const std::size_t digits = std::min(size.find_first_not_of("0123456789"), size.size());
  const bool isKnown = isOneOf(toLower(size.substr(digits)), {"", "kb", "mb", "gb"});
  return digits > 0 && isKnown ? size : "";
}

}  // namespace

ParallelSettings::ParallelSettings(const MigrationScope& step, const std::shared_ptr<const Document>& file,
                                   const std::string& about) {
  const auto inner = scopeOf(step, file, about);
  if (!inner) return;
  scope_.emplace(*inner);
  scope_->source = step.source;
  // What the SDK saves stands below one key.
  if (const Node below = scope_->find(scope_->root, "parallel_run_config"); below.isMapping())
    scope_->root = below;
}

Node ParallelSettings::find(std::string_view key) const {
  return scope_ ? scope_->find(scope_->root, key) : Node();
}

std::string ParallelSettings::text(std::string_view key) const {
  const Node value = find(key);
  return value.isScalar() ? std::string(trim(value.text())) : std::string();
}

std::string ParallelSettings::target() const {
  const std::string name = text("compute_target_name");
  return name.empty() ? text("compute_target") : name;
}

// `least` and `most`: what v2 takes, 0 for no most.
std::string ParallelSettings::number(std::string_view key, const std::string& said, std::int64_t least,
                                     std::int64_t most) const {
  const auto given = wholeNumber(find(key));
  if (!given) {
    if (const std::string word = text(key); !word.empty())
      scope_->note("'" + std::string(key) + ": " + word + "' is no whole number: it is left out");
    return {};
  }
  if (*given < least) {
    scope_->note("'" + std::string(key) + ": " + std::to_string(*given) +
                 "' is too small or too large: it is left out");
    return {};
  }
  if (most > 0 && *given > most)
    scope_->note("'" + std::string(key) + ": " + std::to_string(*given) + "' is now " + std::to_string(most) +
                 ", the most that v2 takes");
  return said + ": " + std::to_string(most > 0 ? std::min(*given, most) : *given) + "\n";
}

// Partition keys, else the size of a mini batch: v1 takes ten files where none is said.
std::string ParallelSettings::cut() const {
  const std::string said = text("mini_batch_size");
  const std::string size = batchSize(said);
  if (size.empty() && !said.empty())
    scope_->note("'mini_batch_size: " + said + "' is no size: it is left out");
  const Node keys = find("partition_keys");
  std::string lines;
  const auto add = [&](Node key) { lines += "  - " + yamlText(key.text()) + "\n"; };
  for (const Node item : keys.items()) add(item.resolved());
  if (keys.isScalar() && !trim(keys.text()).empty()) add(keys);
  if (size.empty() && !lines.empty()) {
    scope_->readWhole(keys);
    return "partition_keys:\n" + lines;
  }
  return "mini_batch_size: " + yamlText(size.empty() ? "10" : size) + "\n";
}

std::string ParallelSettings::variables() const {
  constexpr const char* key = "environment_variables";
  const Node given = find(key);
  if (!scope_) return {};
  scope_->readWhole(given);
  std::string text;
  for (yaml::Entry entry : scope_->entries(given, key)) {
    if (const auto value = scope_->variable(entry, key))
      text += "  " + yamlText(entry.key.text()) + ": " + yamlText(*value) + "\n";
  }
  return text.empty() ? "" : std::string(key) + ":\n" + text;
}

std::string ParallelSettings::lines() const {
  std::string made = cut();
  made += number("error_threshold", "error_threshold", -1);
  made += number("allowed_failed_count", "mini_batch_error_threshold", -1);
  made += number("process_count_per_node", "max_concurrency_per_instance", 1);
  const std::string level = text("logging_level");
  if (isOneOf(toLower(level), {"info", "warning", "debug"})) {
    made += "logging_level: " + level + "\n";
  } else if (!level.empty()) {
    scope_->note("'logging_level: " + level + "' has no counterpart: it is left out");
  }
  constexpr std::int64_t mostSeconds = 259'200;
  const std::string retries = number("run_max_try", "  max_retries", 0) +
                              number("run_invocation_timeout", "  timeout", 1, mostSeconds);
  if (!retries.empty()) made += "retry_settings:\n" + retries;
  return made + variables();
}

std::int64_t ParallelSettings::nodes() const {
  if (!scope_) return 1;
  return std::max<std::int64_t>(scope_->count(scope_->root, "node_count").value_or(1), 1);
}

std::string ParallelSettings::arguments() const {
  const std::string percent = text("allowed_failed_percent");
  return percent.empty() ? "" : " --allowed_failed_percent " + shellWord(percent);
}

std::string ParallelSettings::rowsFile() const {
  const std::string name = text("append_row_file_name");
  return name.empty() ? "parallel_run_step.txt" : name;
}

std::string ParallelSettings::environment() const {
  const Node given = find("environment");
  if (given.isMapping()) return migrateEnvironment(*scope_);
  std::string name = text("environment_name");
  if (name.empty()) name = text("environment");
  return isAssetName(name) ? "environment: azureml:" + name + "@latest\n" : "";
}

void ParallelSettings::noteTheRest() const {
  for (const char* key : {"description", "append_row_file_name"}) find(key);
  if (scope_) scope_->noteUnread(scope_->root);
}

}  // namespace footplate::ide
