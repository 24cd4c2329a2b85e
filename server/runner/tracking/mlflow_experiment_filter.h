// The filter of MLflow's search for experiments: `name = 'iris'`, `name LIKE 'ir%' AND name != 'iris-2'`.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::runner {

class ExperimentFilter {
 public:
  // Throws a mlflow::Problem for what is no such text, and for conditions on anything but the name.
  explicit ExperimentFilter(std::string_view text);

  bool takes(std::string_view name) const;

 private:
  struct Condition {
    std::string op;  // "=", "!=", "like", "ilike"
    std::string value;
  };
  std::vector<Condition> all_;
};

}  // namespace footplate::runner
