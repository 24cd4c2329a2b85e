// One run as it was decided at submit time: everything an engine needs and nothing of YAML.
// A plan is plain data; planner/ makes it, the store keeps its text, the supervisor reads it back.
//
//   RunPlan plan;
//   plan.id = "brave-otter-m1x2k3";
//   plan.command = "python train.py --lr ${{inputs.lr}}";
//   plan.inputs = {{"lr", "literal", "0.1", ""}};
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "runner/snapshots/code_source.h"

namespace footplate::runner {

// A literal holds its text as the service renders it; every other type an absolute path or a URI.
struct PlanInput {
  std::string name;
  std::string type =
      "literal";  // literal, uri_file, uri_folder, mltable, custom_model, mlflow_model, triton_model
  std::string value;
  std::string mode;        // as the file says, "" when it says nothing
  std::string asset = {};  // the asset it was given by, as written: "azureml:iris:1"
  // An mltable: the addresses its MLTable file names, as written there.
  std::vector<std::string> tableAddresses = {};
  std::vector<std::string> tablePaths = {};  // and its relative paths
  std::string placeInCode = {};  // a relative path of the working folder that shows it, too; "" for none

  bool isLiteral() const { return type == "literal"; }
};

// The path of an output that is the run's own folder, with outputs/ and logs/ in it: what the service calls
// the artifacts of a step.
inline constexpr const char* artifactsPath = "${{artifacts}}";

struct PlanOutput {
  std::string name;
  std::string type = "uri_folder";
  // An absolute path or azureml: URI the file asks for, which may hold ${{name}}, ${{output_name}} and
  // ${{default_datastore}}; "" for the run's own named-outputs/<name>.
  std::string path;
  std::string mode;
  std::string assetName = {};  // registered under this name when the run has completed; "" = not at all
  std::string assetVersion = {};
  std::string assetDescription = {};
  // "integer", "boolean", …: a file that holds one value, which other steps may take as text; "" for data.
  std::string literal = {};
  std::string placeInCode = {};  // as of an input
};

// What a step of a pipeline decides instead of running a command, by the kind of its plan:
//   if_else       one of two lists of steps is run, the other is passed over
//   do_while      its one step is run again and again
//   parallel_for  its steps are copies of one, each for an item; what they give is put together
struct Control {
  std::string
      condition;  // if_else: true, false or a binding; do_while: the output that says whether to go on
  std::vector<std::string> whenTrue = {};  // if_else: names of steps
  std::vector<std::string> whenFalse = {};
  std::map<std::string, std::vector<std::string>> carried =
      {};        // do_while: output -> inputs of the next round
  int most = 0;  // do_while: rounds; parallel_for: at once, 0 for no limit
};

// What the job's Python shall hold. The planner fills it from environment and conda YAML; names of
// curated environments are already resolved into packages.
struct EnvironmentSpec {
  std::string name;        // as the file names it, for people
  std::string image;       // base image; names at most a Python version here
  std::string dockerfile;  // text of the Dockerfile of a build context
  std::vector<std::string>
      dependencies;  // conda list without its pip part: "python=3.10", "scikit-learn=1.5"
  std::vector<std::string> channels;
  std::vector<std::string> pip;                  // requirement lines, contents of "-r" files in their place
  std::vector<std::string> packages;             // requirement lines of a curated name
  std::string pythonVersion;                     // "3.10" where something else than the conda list says it
  bool strict = false;                           // --strict-env: a pin that cannot be had fails the run
  std::vector<std::string> constraints;          // lines of "-c" files: they limit, they ask for nothing
  std::map<std::string, std::string> places;     // a conda dependency as written -> "/p/conda.yml:7"
  std::map<std::string, std::string> variables;  // the conda file's own: the job finds them
  std::string interpreter;     // v1, user-managed: the Python that has everything already, "" for the default
  bool userManaged = false;    // nothing is built: the interpreter is used with what it has
  std::string buildContext;    // absolute folder of `build:`, "" when there is none
  std::string dockerfilePath;  // of the context, absolute
  bool retry = false;          // build again what is known to fail

  // Whether no package is asked for: the default interpreter is enough.
  bool isBare() const { return dependencies.empty() && pip.empty() && packages.empty(); }
};

struct Distribution {
  std::string type;  // "", pytorch, mpi, tensorflow
  int processesPerNode = 1;
  int workers = 0;  // of tensorflow, the chief among them; 0 = one a node
  int parameterServers = 0;
};

// The compute a run goes to, on this machine: so many nodes, each a place for one run (runner/pools/pool.h).
struct Pool {
  std::string name = "local";
  std::string type = "local";  // local, amlcompute
  int minInstances = 0;
  int maxInstances = 0;     // 0 = of the machine itself: what LocalSettings say, else one a core
  int idleSeconds = 0;      // that a node is kept after its last run
  int gpus = -1;            // cards that the nodes share; -1 = every run sees all there are
  double cpus = 0;          // a run may use on each node; 0 = no limit
  std::int64_t memory = 0;  // bytes likewise
  std::string file;         // that declares it, absolute; "" for the machine itself
};

// What .footplate/config.yml says, resolved against the project root by the planner.
struct LocalSettings {
  std::string python;             // interpreter to use, "" for the rule of design §2
  std::string usualPython;        // of the user, asked after active environments and before python3
  std::string workspaceRegistry;  // "" = <root>/.footplate/registry
  std::string sharedRegistry;     // "" = <cache>/registry
  std::vector<std::pair<std::string, std::string>> mirrors;  // URI prefix, absolute path
  std::map<std::string, std::string> datastores = {};        // name, absolute folder
  int maxInstances = 0;                                      // 0 = one run a core
  double cpus = 0;                                           // a run on the machine itself may use; 0 = all
  std::int64_t memory = 0;                                   // bytes likewise
};

// What a person changed of the job file at submit time, so that it can be planned once more. Empty where one
// of the changes holds a credential.
struct GivenChanges {
  std::vector<std::string> overrides = {};  // KEY=VALUE
  std::string folder = {};                  // that their relative paths are of
  std::string compute = {};                 // "" = the file's
};

struct RunPlan {
  std::string root;  // project root, absolute
  std::string id;
  std::string experiment;
  std::string displayName;
  std::string description;
  std::string kind = "command";
  std::string compute = "local";
  std::string parent;
  std::map<std::string, std::string> tags;
  std::map<std::string, std::string> properties;

  std::string codePath;                   // absolute folder or file, "" for no code
  std::vector<std::string> codeIncludes;  // absolute; put beside what is in it
  std::string sourceFile;                 // the document it was planned from, absolute
  GivenChanges given = {};
  std::string snapshot;  // manifest name, set by submit with the two numbers
  std::int64_t snapshotFiles = 0;
  std::int64_t snapshotBytes = 0;
  std::string command;  // bash text with its ${{…}}
  std::vector<PlanInput> inputs;
  std::vector<PlanOutput> outputs;
  EnvironmentSpec environment;
  // Values may hold ${env:NAME}: stored like that and read when the job starts, so secrets are not stored.
  std::map<std::string, std::string> environmentVariables;
  int instanceCount = 1;  // nodes at once
  Pool pool;              // that `compute` means here
  Distribution distribution;
  std::int64_t timeoutSeconds = 0;  // 0 = no limit
  LocalSettings local;
  int debugPort = 0;  // > 0: the command's Python waits there (loopback) for a debugger
  // Credentials of addresses, by what is left of the address without them; never part of the plan's text. An
  // engine hands them on (address_secrets.h).
  std::map<std::string, std::string> secrets = {};

  // A pipeline (kind "pipeline") has no command but steps, each a plan of its own whose texts may name what
  // the pipeline has: ${{parent.inputs.x}}, ${{parent.outputs.x}}, ${{parent.jobs.STEP.outputs.x}}
  // (pipeline.h).
  std::vector<RunPlan> steps;
  bool continueOnStepFailure = false;  // steps that do not depend on a failed one still run
  bool forceRerun = false;             // results of earlier runs are not taken for a step's own
  bool deterministic = true;           // of a step: the same inputs give the same outputs
  std::string step;                    // of a step: its name in the pipeline
  std::vector<std::string> after;      // of a step: others that it waits for, whatever they give
  std::string onFinalize;              // the step that runs when all others are over, whatever their end
  Control control;

  std::vector<std::string>
      notes;  // one-line remarks for the person: "compute cpu-cluster is unknown: ran on local"
};

// What the plan's snapshot is taken of.
CodeSource codeOf(const RunPlan& plan);

std::string poolToJson(const Pool& pool);
Result<Pool> poolFromJson(std::string_view text);  // invalid when the text is not a pool

// The plan as JSON text, and back; `invalid` when the text is not a plan. Unknown members are ignored.
std::string toJson(const RunPlan& plan);
Result<RunPlan> planFromJson(std::string_view text);

}  // namespace footplate::runner
