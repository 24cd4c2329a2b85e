// The steps of a v1 pipeline on their way to nodes. Private to ide/migration/: migrate_pipeline.cpp,
// migrate_steps.cpp and migrate_step_ports.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ide/migration/migrate_parts.h"

namespace footplate::ide {

// What a `source` of v1 names: an input of the pipeline or an output of a step.
struct PipelineSource {
  std::string binding;   // "${{parent.inputs.raw}}"
  std::string type;      // "uri_folder", "string" …
  std::string value;     // of a literal: its default
  std::size_t step = 0;  // whose output it is, counted from 0
};

struct PipelineStep {
  std::string key;   // as v1 calls it
  std::string node;  // as v2 does
  std::string kind;  // "PythonScriptStep"
  yaml::Node body;
  yaml::Node nested;  // the older form: the mapping below `python_script_step`
  std::size_t number = 0;
};

struct PipelineFacts {
  std::map<std::string, PipelineSource, std::less<>> inputs;
  std::map<std::string, PipelineSource, std::less<>> outputs;  // of steps, by their destination
  std::string defaultCompute;
  std::string defaultDatastore;
};

// The value of a field, wherever the form of the step has it.
yaml::Node stepField(const MigrationScope& scope, const PipelineStep& step, std::string_view key);

// What a step may take under this name, null for nothing: an output of another step, or an input of the
// pipeline. Where both have the name, a step takes what an earlier one has made.
const PipelineSource* sourceFor(const PipelineStep& step, const std::string& name,
                                const PipelineFacts& facts);

// The lines of one node, two columns in, its name first.
std::string migrateStep(const MigrationScope& scope, const PipelineStep& step, const PipelineFacts& facts);

// `mode` of v2 for a bind mode of v1, "" for the usual one.
std::string portMode(const std::string& bindMode, bool output);

}  // namespace footplate::ide
