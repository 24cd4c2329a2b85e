// The settings of a v1 `ParallelRunStep`: the file that its `parallel_run_config` names. Private to the
// migration.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ide/migration/migrate_parts.h"

namespace footplate::ide {

class ParallelSettings {
 public:
  // No settings at all where `file` is null or no mapping.
  ParallelSettings(const MigrationScope& step, const std::shared_ptr<const Document>& file,
                   const std::string& about);

  yaml::Node find(std::string_view key) const;
  std::string text(std::string_view key) const;  // of a scalar, else ""
  std::string target() const;                    // the compute, "" for none
  // How the data is cut, thresholds, retries and variables of a parallel node.
  std::string lines() const;
  std::int64_t nodes() const;  // at least 1
  // What v2 takes as arguments of the program, each with a blank before it.
  std::string arguments() const;
  // The name of the file to which rows are appended.
  std::string rowsFile() const;
  // `environment` of its task; "" where the file says none.
  std::string environment() const;
  // Notes what has no counterpart; the last call.
  void noteTheRest() const;

 private:
  std::string cut() const;
  std::string variables() const;
  std::string number(std::string_view key, const std::string& said, std::int64_t least,
                     std::int64_t most = 0) const;

  std::optional<MigrationScope> scope_;
};

}  // namespace footplate::ide
