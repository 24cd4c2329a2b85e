// The inputs, outputs and parameters of a v1 step as ports of a node. Private to ide/migration/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/migration/migrate_steps.h"

namespace footplate::ide {

// A port of a node, said for the node and for a component file.
struct StepPort {
  std::string key;    // v1's name
  std::string name;   // v2's
  std::string type;   // "uri_folder", "string" …
  std::string given;  // what the node gives it; of an output its path
  std::string mode;   // "" for the usual one
  bool output = false;
  bool parameter = false;
  std::string value = {};  // of a parameter, as far as the file says it

  std::string inside() const { return std::string("${{") + (output ? "outputs." : "inputs.") + name + "}}"; }
  bool isData() const { return type.starts_with("uri_"); }
  // By which v1 handed it to scripts.
  std::string variable() const { return (parameter ? "AML_PARAMETER_" : "AZUREML_DATAREFERENCE_") + key; }
  // As one argument of a command; in quotes where the shell would make something else of its value.
  std::string word() const;
  // In these quotes, or the other ones where its value would not stay whole in these.
  std::string quoted(char usual) const;
};

class StepPorts {
 public:
  StepPorts(const MigrationScope& scope, const PipelineStep& step, const PipelineFacts& facts);

  const std::vector<StepPort>& all() const { return ports_; }
  // What `input:raw` and its like name, null for nothing.
  const StepPort* named(std::string_view kind, std::string_view key) const;
  const StepPort* firstData(bool output) const;
  // The output is now one file.
  void makeFile(const StepPort& output);
  std::vector<MigratedPorts::Binding> bindings() const;
  // `inputs:` or `outputs:` of the node and of a component, with those of the run configuration (may be
  // null).
  std::string lines(bool output, bool direct, const RunWriter* run) const;
  std::string definitions(bool output, const RunWriter* run) const;

 private:
  void collect(std::string_view group, bool output);
  void parameters();
  void add(StepPort port);
  void takeFrom(const std::string& source, StepPort& port) const;
  void literal(yaml::Node value, StepPort& port) const;
  std::string outputPath(yaml::Node body) const;

  const MigrationScope& scope_;
  const PipelineStep& step_;
  const PipelineFacts& facts_;
  std::vector<StepPort> ports_;
};

}  // namespace footplate::ide
