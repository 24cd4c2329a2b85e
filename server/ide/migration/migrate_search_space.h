// The hyperparameters of a HyperDrive configuration on their way to a search space. Private to
// ide/migration/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/migration/migrate_parts.h"

namespace footplate::ide {

class SearchSpace {
 public:
  // Reads `sampling.parameter_space`.
  explicit SearchSpace(const MigrationScope& scope);

  // As the script takes them: "--rate".
  std::vector<std::string> flags() const;
  // All of them with their values, a blank before each.
  std::string arguments() const;
  // `search_space` with its lines.
  std::string lines() const;

 private:
  // One hyperparameter, whichever way it is written.
  struct Parameter {
    std::string key;   // as v1 has it
    std::string flag;  // as the script takes it
    std::string name;  // in `search_space`
    std::string expression;
    std::vector<yaml::Node> values;
  };

  void add(const std::string& key, yaml::Node body);
  void readExpression(yaml::Node body, Parameter& made) const;
  std::string expressionLines(const Parameter& one) const;
  std::string choiceLines(const Parameter& one) const;
  static std::string_view quoteFor(const Parameter& one);

  const MigrationScope& scope_;
  std::vector<Parameter> parameters_;
};

}  // namespace footplate::ide
