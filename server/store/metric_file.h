// A run's metric history, one JSON object a line: {"name":"loss","step":3,"time":1700000000000,"value":0.2}.
// NaN and infinities are the strings "NaN", "Infinity", "-Infinity". Written by the run's supervisor alone;
// read by anybody at any time: a half-written last line is left out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/run_record.h"

namespace footplate::store {

class MetricFile {
 public:
  explicit MetricFile(std::string path) : path_(std::move(path)) {}  // RunFolder::metrics()

  // One write for all points.
  Result<void> append(const std::vector<MetricPoint>& points) const;
  // By name, in the order written; one name only when given. A missing file has no metrics.
  Result<std::map<std::string, std::vector<MetricPoint>>> read(const std::string& name = {}) const;

 private:
  std::string path_;
};

}  // namespace footplate::store
