// Written by protocol/gen from protocol/footplate.yaml; ninja protogen_write renews it. Do not edit.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/json_value.h"
#include "protocol/generated/lsp_types.h"

namespace footplate::protocol {

struct RunQueue;
struct Run;
struct RunInput;
struct RunOutput;
struct Substitution;
struct RunEnvironment;
struct RunSnapshot;
struct RunPhase;
struct TracebackFrame;
struct RunError;
struct ChildRun;
struct RunDetails;
struct PathMapping;
struct DebugAddress;
struct RunResult;
struct RunsResult;
struct RunList;
struct Fix;
struct Issue;
struct Repair;
struct ValidatedFile;
struct ValidateResult;
struct ValidateParams;
struct MigrateParams;
struct WrittenFile;
struct MigratedFile;
struct MigrateResult;
struct AssetParams;
struct Asset;
struct AssetResult;
struct AssetList;
struct Template;
struct NewParams;
struct NewResult;
struct SubmitParams;
struct ExpectedEnvironment;
struct ExpectedSnapshot;
struct DryRunStep;
struct DryRun;
struct DryRunResult;
struct SnapshotParams;
struct CodeFile;
struct LeftOut;
struct CodeSnapshot;
struct SnapshotResult;
struct ListParams;
struct RunParams;
struct RerunParams;
struct RunsParams;
struct CancelRunsParams;
struct DeleteParams;
struct PruneParams;
struct DeletedRun;
struct CollectedObjects;
struct DeleteResult;
struct TagParams;
struct MetricsParams;
struct CompareParams;
struct ComparedFact;
struct CompareResult;
struct DiffParams;
struct DiffSide;
struct DiffFile;
struct DiffCode;
struct DiffRow;
struct DiffStep;
struct DiffResult;
struct ExperimentsParams;
struct Experiment;
struct ExperimentsResult;
struct OutputsParams;
struct OutputFolder;
struct OutputFile;
struct Downloaded;
struct OutputsResult;
struct MetricPoint;
struct MetricsResult;
struct RunMetrics;
struct RunsMetricsResult;
struct MetricsCsv;
struct ComputeParams;
struct ComputeNode;
struct ComputeWaiting;
struct Compute;
struct ComputeList;
struct ComputeResult;
struct TailLine;
struct TailResult;
struct EnvironmentUse;
struct Environment;
struct EnvironmentsResult;
struct RemovedEnvironment;
struct RemovedDownload;
struct RemovedLeftovers;
struct PrunedEnvironments;
struct EnvParams;
struct RunHereResult;
struct CompletionResult;
struct DoctorCheck;
struct DoctorResult;
struct ErrorDetail;
struct ErrorResult;
struct TrustParams;
struct RunsChangedParams;
struct EnvironmentsChangedParams;
struct DocumentActionsParams;
struct InitializationOptions;
struct WorkDone;

enum class RunStatus { NotStarted, Provisioning, Preparing, Queued, Running, Finalizing, Completed, Failed, CancelRequested, Canceled, NotResponding };
bool read(const nlohmann::json& in, RunStatus& out, ReadProblem& problem);
void write(std::string& out, RunStatus value);

enum class IssueSeverity { error, warning, information, hint };
bool read(const nlohmann::json& in, IssueSeverity& out, ReadProblem& problem);
void write(std::string& out, IssueSeverity value);

struct RunQueue {
  std::string compute;  // the pool it waits for: local stands for computes that are unknown here
  std::int64_t position = 0;  // 1 is the next
  std::int64_t length = 0;
  std::int64_t nodes = 0;  // that it wants at once
  std::string reason;  // for people
};
bool read(const nlohmann::json& in, RunQueue& out, ReadProblem& problem);
void write(std::string& out, const RunQueue& value);

// A run as list shows it.
struct Run {
  std::string id;
  std::string experiment;
  std::string displayName;
  std::string kind;
  RunStatus status = RunStatus::NotStarted;
  std::string compute;
  std::string created;
  std::optional<std::string> started;
  std::optional<std::string> ended;
  std::optional<std::string> parent;
  std::map<std::string, std::string> tags;
  std::map<std::string, std::string> params;
  std::map<std::string, RawJson> metrics;  // the last value of each metric; NaN, Infinity and -Infinity as words
  std::optional<bool> archived;  // only where it is true
  std::optional<std::string> reusedFrom;  // of a step that was not run: the run whose results it took
  std::optional<RunQueue> queue;  // only of a run that waits for nodes
  std::optional<std::int64_t> childCount;  // in a list: how many runs are directly below this one, where there are any
};
bool read(const nlohmann::json& in, Run& out, ReadProblem& problem);
void write(std::string& out, const Run& value);

struct RunInput {
  std::string type;
  std::string value;  // as the command sees it
  std::optional<std::string> mode;
  std::optional<std::string> path;  // where the data came from
};
bool read(const nlohmann::json& in, RunInput& out, ReadProblem& problem);
void write(std::string& out, const RunInput& value);

struct RunOutput {
  std::string type;
  std::string path;
  std::optional<std::string> asset;  // registered as: azureml:model:3
};
bool read(const nlohmann::json& in, RunOutput& out, ReadProblem& problem);
void write(std::string& out, const RunOutput& value);

// A pin that could not be installed here and what was taken in its place.
struct Substitution {
  std::string package;
  std::string wanted;
  std::string given;
  std::string reason;
};
bool read(const nlohmann::json& in, Substitution& out, ReadProblem& problem);
void write(std::string& out, const Substitution& value);

struct RunEnvironment {
  std::string name;
  std::string hash;
  std::string how;  // how it was made or found
  std::string python;
  std::vector<Substitution> substitutions;
};
bool read(const nlohmann::json& in, RunEnvironment& out, ReadProblem& problem);
void write(std::string& out, const RunEnvironment& value);

struct RunSnapshot {
  std::string hash;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, RunSnapshot& out, ReadProblem& problem);
void write(std::string& out, const RunSnapshot& value);

struct RunPhase {
  std::string name;
  std::string began;
  std::optional<std::string> ended;
};
bool read(const nlohmann::json& in, RunPhase& out, ReadProblem& problem);
void write(std::string& out, const RunPhase& value);

struct TracebackFrame {
  std::string file;  // in the source folder, where it is the job's code
  std::int64_t line = 0;
  std::string function;
};
bool read(const nlohmann::json& in, TracebackFrame& out, ReadProblem& problem);
void write(std::string& out, const TracebackFrame& value);

struct RunError {
  std::string code;
  std::string message;
  std::vector<std::string> logTail;  // the last lines of the log
  std::vector<TracebackFrame> traceback;  // of Python, outermost first
};
bool read(const nlohmann::json& in, RunError& out, ReadProblem& problem);
void write(std::string& out, const RunError& value);

struct ChildRun {
  std::string id;
  std::string displayName;
  std::string kind;
  RunStatus status = RunStatus::NotStarted;
};
bool read(const nlohmann::json& in, ChildRun& out, ReadProblem& problem);
void write(std::string& out, const ChildRun& value);

// A run in full, as show and submit give it.
struct RunDetails : Run {
  std::map<std::string, RunInput> inputs;
  std::map<std::string, RunOutput> outputs;
  std::optional<RunEnvironment> environment;
  std::optional<RunSnapshot> snapshot;
  std::vector<RunPhase> phases;
  std::optional<std::int64_t> exitCode;
  std::optional<std::int64_t> signal;
  std::optional<RunError> error;
  std::string description;
  std::optional<std::string> file;  // the job file it was submitted from
  std::optional<std::vector<ChildRun>> children;  // of show: oldest first
  std::optional<std::string> folder;  // of show: where the run's own files are
  std::optional<std::vector<std::string>> log;  // of show: the last lines of its log
};
bool read(const nlohmann::json& in, RunDetails& out, ReadProblem& problem);
void write(std::string& out, const RunDetails& value);

struct PathMapping {
  std::string localRoot;
  std::string remoteRoot;
};
bool read(const nlohmann::json& in, PathMapping& out, ReadProblem& problem);
void write(std::string& out, const PathMapping& value);

// Where a debugger attaches to (debugpy).
struct DebugAddress {
  std::string host;
  std::int64_t port = 0;
  std::vector<PathMapping> pathMappings;
};
bool read(const nlohmann::json& in, DebugAddress& out, ReadProblem& problem);
void write(std::string& out, const DebugAddress& value);

// submit, rerun; show, cancel, archive, restore and tag where one run was named.
struct RunResult {
  RunDetails run;
  std::optional<DebugAddress> debug;  // with submit --debug, once its Python waits there
};
bool read(const nlohmann::json& in, RunResult& out, ReadProblem& problem);
void write(std::string& out, const RunResult& value);

// show, cancel, archive, restore and tag where it was not exactly one. Those that could not be dealt
// with are missing here; each is told on stderr.
struct RunsResult {
  std::vector<RunDetails> runs;
};
bool read(const nlohmann::json& in, RunsResult& out, ReadProblem& problem);
void write(std::string& out, const RunsResult& value);

struct RunList {
  std::vector<Run> runs;
  std::optional<std::string> next;  // pass as cursor for what follows
};
bool read(const nlohmann::json& in, RunList& out, ReadProblem& problem);
void write(std::string& out, const RunList& value);

struct Fix {
  std::string title;
  std::vector<TextEdit> edits;
};
bool read(const nlohmann::json& in, Fix& out, ReadProblem& problem);
void write(std::string& out, const Fix& value);

struct Issue {
  Range range;
  IssueSeverity severity = IssueSeverity::error;
  std::string code;  // family.name
  std::string message;
  std::vector<Fix> fixes;
};
bool read(const nlohmann::json& in, Issue& out, ReadProblem& problem);
void write(std::string& out, const Issue& value);

struct Repair {
  Range range;
  std::string code;
  std::string message;
  std::string title;  // of the repair that was made
};
bool read(const nlohmann::json& in, Repair& out, ReadProblem& problem);
void write(std::string& out, const Repair& value);

struct ValidatedFile {
  std::string path;
  std::optional<std::string> kind;
  std::vector<Issue> diagnostics;
  std::optional<std::uint32_t> unshown;  // how many more there are: of very many only the most severe are told
  std::optional<std::vector<Repair>> fixed;  // with fix or diff
  std::optional<std::string> diff;  // with diff; a patch
  std::optional<std::string> text;  // with fix, of the text that came in by '-'
};
bool read(const nlohmann::json& in, ValidatedFile& out, ReadProblem& problem);
void write(std::string& out, const ValidatedFile& value);

struct ValidateResult {
  std::vector<ValidatedFile> files;
};
bool read(const nlohmann::json& in, ValidateResult& out, ReadProblem& problem);
void write(std::string& out, const ValidateResult& value);

struct ValidateParams {
  std::vector<std::string> files;
  std::optional<bool> fix;
  std::optional<bool> diff;
  std::optional<std::string> stdinFilename;
};
bool read(const nlohmann::json& in, ValidateParams& out, ReadProblem& problem);
void write(std::string& out, const ValidateParams& value);

struct MigrateParams {
  std::vector<std::string> files;
  std::optional<std::string> output;  // the folder of the new files
};
bool read(const nlohmann::json& in, MigrateParams& out, ReadProblem& problem);
void write(std::string& out, const MigrateParams& value);

struct WrittenFile {
  std::string path;
  std::string text;
};
bool read(const nlohmann::json& in, WrittenFile& out, ReadProblem& problem);
void write(std::string& out, const WrittenFile& value);

struct MigratedFile {
  std::string path;
  std::vector<WrittenFile> written;  // the job first
  std::vector<std::string> notes;  // what v2 has no place for, and what was guessed
};
bool read(const nlohmann::json& in, MigratedFile& out, ReadProblem& problem);
void write(std::string& out, const MigratedFile& value);

struct MigrateResult {
  std::vector<MigratedFile> files;
};
bool read(const nlohmann::json& in, MigrateResult& out, ReadProblem& problem);
void write(std::string& out, const MigrateResult& value);

struct AssetParams {
  std::string action;  // create, list, show, archive or restore
  std::optional<std::string> name;  // the file to register; else NAME, NAME:VERSION or NAME@latest
  std::optional<std::vector<std::string>> set;
  std::optional<std::string> type;  // data, model, environment or component
  std::optional<bool> archived;
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, AssetParams& out, ReadProblem& problem);
void write(std::string& out, const AssetParams& value);

// A registered version of data, a model, an environment or a component.
struct Asset {
  std::string kind;
  std::string name;
  std::string version;
  std::string type;
  std::string description;
  std::optional<std::string> path;  // where the content of data and models is; a path or URI
  std::string file;  // its own copy of what was registered
  std::optional<std::string> source;  // the file it was registered from
  std::optional<std::string> run;  // the run whose output it is
  std::string created;
  bool archived = false;
  std::vector<std::string> labels;  // latest: the newest that is not archived
  std::optional<std::string> project;  // in a window with several projects, the root of its own
};
bool read(const nlohmann::json& in, Asset& out, ReadProblem& problem);
void write(std::string& out, const Asset& value);

// asset create and asset show.
struct AssetResult {
  Asset asset;
};
bool read(const nlohmann::json& in, AssetResult& out, ReadProblem& problem);
void write(std::string& out, const AssetResult& value);

// asset list, archive and restore.
struct AssetList {
  std::vector<Asset> assets;
};
bool read(const nlohmann::json& in, AssetList& out, ReadProblem& problem);
void write(std::string& out, const AssetList& value);

struct Template {
  std::string name;
  std::string title;
  std::string fileName;
  std::string text;
};
bool read(const nlohmann::json& in, Template& out, ReadProblem& problem);
void write(std::string& out, const Template& value);

struct NewParams {
  std::optional<std::string> name;  // the template; all are listed without
  std::optional<std::string> file;
};
bool read(const nlohmann::json& in, NewParams& out, ReadProblem& problem);
void write(std::string& out, const NewParams& value);

struct NewResult {
  std::vector<Template> templates;  // all, or the one that was written
  std::optional<std::string> path;  // the file that was written
};
bool read(const nlohmann::json& in, NewResult& out, ReadProblem& problem);
void write(std::string& out, const NewResult& value);

struct SubmitParams {
  std::string file;
  std::optional<std::vector<std::string>> set;  // inputs.lr=0.1
  std::optional<bool> force;
  std::optional<bool> strictEnv;
  std::optional<bool> retryEnv;  // build the environment again even if that failed before
  std::optional<bool> debug;  // the job's Python waits for a debugger
  std::optional<std::string> on;  // the compute to run on, whatever the file says
  std::optional<std::string> script;  // of a v1 run configuration: the script to run instead of the file's
  std::optional<std::vector<std::string>> arguments;  // of a v1 run configuration: instead of the file's
  std::optional<bool> dryRun;  // answers DryRunResult
  std::optional<std::string> folder;  // the folder that relative paths start from
};
bool read(const nlohmann::json& in, SubmitParams& out, ReadProblem& problem);
void write(std::string& out, const SubmitParams& value);

struct ExpectedEnvironment {
  std::string name;
  std::string hash;
  std::string how;  // interpreter, cached, workspace registry, shared registry, or build
  std::string python;
  std::string pythonVersion;
  std::vector<std::string> requirements;
};
bool read(const nlohmann::json& in, ExpectedEnvironment& out, ReadProblem& problem);
void write(std::string& out, const ExpectedEnvironment& value);

struct ExpectedSnapshot {
  std::optional<std::string> code;  // the folder or file
  std::vector<std::string> includes;  // what additional_includes puts beside what is in it
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, ExpectedSnapshot& out, ReadProblem& problem);
void write(std::string& out, const ExpectedSnapshot& value);

// A step of a pipeline. Without command, environment and snapshot it is a pipeline itself, whose steps
// follow.
struct DryRunStep {
  std::string name;  // as in the file; a step of an inner pipeline is OUTER.INNER
  std::vector<std::string> after;  // steps whose outputs it takes
  std::string kind;
  std::string compute;
  std::optional<std::string> command;  // what another step makes stands in it as written
  std::map<std::string, std::string> inputs;
  std::map<std::string, std::string> outputs;
  std::optional<ExpectedEnvironment> environment;
  std::optional<ExpectedSnapshot> snapshot;
};
bool read(const nlohmann::json& in, DryRunStep& out, ReadProblem& problem);
void write(std::string& out, const DryRunStep& value);

// What a submit would do; nothing was stored or started.
struct DryRun {
  std::optional<std::string> id;  // null where the submit makes one
  std::string experiment;
  std::string kind;
  std::string compute;
  std::optional<std::string> command;  // as the shell would get it; RUN stands for an id that is not made yet; a pipeline has none
  std::map<std::string, std::string> inputs;
  std::map<std::string, std::string> outputs;
  std::optional<ExpectedEnvironment> environment;
  std::optional<ExpectedSnapshot> snapshot;
  std::optional<std::vector<DryRunStep>> steps;  // of a pipeline in an order in which they may run
  std::vector<std::string> inputOrder;  // names of the inputs as the file has them
  std::vector<std::string> notes;
};
bool read(const nlohmann::json& in, DryRun& out, ReadProblem& problem);
void write(std::string& out, const DryRun& value);

// submit with dry_run.
struct DryRunResult {
  DryRun dryRun;
};
bool read(const nlohmann::json& in, DryRunResult& out, ReadProblem& problem);
void write(std::string& out, const DryRunResult& value);

struct SnapshotParams {
  std::string file;  // a job file, or a folder of code
  std::optional<bool> all;  // nothing in the JSON
  std::optional<std::vector<std::string>> exclude;  // paths of the code that are added to its .amlignore first
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, SnapshotParams& out, ReadProblem& problem);
void write(std::string& out, const SnapshotParams& value);

struct CodeFile {
  std::string path;  // below the code folder
  std::string kind;  // file, executable or link
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, CodeFile& out, ReadProblem& problem);
void write(std::string& out, const CodeFile& value);

// Not sent. Of a folder nothing is, so what is in it is not listed.
struct LeftOut {
  std::string path;
  bool isFolder = false;
  std::optional<std::string> ruleFile;  // path of the ignore file, which may be above the code folder; null for what is neither file nor link and for empty folders
  std::optional<std::int64_t> ruleLine;  // from 1
  std::optional<std::string> rule;
};
bool read(const nlohmann::json& in, LeftOut& out, ReadProblem& problem);
void write(std::string& out, const LeftOut& value);

// What a submit would send of one code folder.
struct CodeSnapshot {
  std::string code;  // folder or file; empty where only includes are sent
  std::vector<std::string> includes;  // what additional_includes puts beside what is in it
  std::vector<std::string> steps;  // of a pipeline that use it
  std::int64_t fileCount = 0;
  std::int64_t bytes = 0;
  std::vector<CodeFile> files;  // by path; at most 10000
  std::vector<CodeFile> largest;  // at most 10
  std::int64_t leftOutCount = 0;
  std::vector<LeftOut> leftOut;  // by path; at most 10000
  std::vector<std::string> warnings;  // limits of Azure ML, and what it would treat otherwise
};
bool read(const nlohmann::json& in, CodeSnapshot& out, ReadProblem& problem);
void write(std::string& out, const CodeSnapshot& value);

struct SnapshotResult {
  std::vector<CodeSnapshot> snapshots;
};
bool read(const nlohmann::json& in, SnapshotResult& out, ReadProblem& problem);
void write(std::string& out, const SnapshotResult& value);

struct ListParams {
  std::optional<std::string> experiment;
  std::optional<std::vector<std::string>> status;
  std::optional<std::string> where;  // docs/where.md
  std::optional<std::vector<std::string>> tag;  // KEY or KEY=VALUE
  std::optional<std::string> sort;  // loss asc, created: keys by importance, largest first
  std::optional<bool> ascending;  // smallest first where sort does not say
  std::optional<std::vector<std::string>> columns;  // what the text shows; nothing in the JSON
  std::optional<std::int64_t> limit;
  std::optional<std::string> parent;  // the runs below this one
  std::optional<bool> children;  // runs of every level
  std::optional<bool> archived;
  std::optional<std::string> cursor;
  std::optional<std::string> folder;  // the project; else those of the window and of its open documents
};
bool read(const nlohmann::json& in, ListParams& out, ReadProblem& problem);
void write(std::string& out, const ListParams& value);

// tail and outputs: the run by id, unique prefix or @last. A verb that takes several takes one like
// this as well.
struct RunParams {
  std::string run;
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, RunParams& out, ReadProblem& problem);
void write(std::string& out, const RunParams& value);

struct RerunParams {
  std::string run;
  std::optional<std::vector<std::string>> set;  // inputs.lr=0.1
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, RerunParams& out, ReadProblem& problem);
void write(std::string& out, const RerunParams& value);

// show, archive, restore, delete, compare, metrics, cancel, tag.
struct RunsParams {
  std::optional<std::vector<std::string>> runs;
  std::optional<std::string> where;  // all that fulfil the condition
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, RunsParams& out, ReadProblem& problem);
void write(std::string& out, const RunsParams& value);

struct CancelRunsParams : RunsParams {
  std::optional<bool> all;
  std::optional<bool> noWait;  // the server never waits
};
bool read(const nlohmann::json& in, CancelRunsParams& out, ReadProblem& problem);
void write(std::string& out, const CancelRunsParams& value);

struct DeleteParams : RunsParams {
  std::optional<bool> dryRun;
};
bool read(const nlohmann::json& in, DeleteParams& out, ReadProblem& problem);
void write(std::string& out, const DeleteParams& value);

struct PruneParams {
  std::optional<std::string> olderThan;  // 30d, by the time of submission
  std::optional<std::string> largerThan;  // 5GB, of one run with all below it
  std::optional<std::int64_t> keep;  // how many stay
  std::optional<std::string> keepSize;  // of all that stay
  std::optional<bool> objects;  // remove stored code that no run needs, too; or that alone
  std::optional<std::string> experiment;
  std::optional<std::string> where;
  std::optional<bool> dryRun;
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, PruneParams& out, ReadProblem& problem);
void write(std::string& out, const PruneParams& value);

struct DeletedRun {
  std::string id;
  std::string created;
  std::int64_t bytes = 0;
  std::optional<std::string> reason;  // of prune: older_than, larger_than, keep or keep_size
};
bool read(const nlohmann::json& in, DeletedRun& out, ReadProblem& problem);
void write(std::string& out, const DeletedRun& value);

struct CollectedObjects {
  std::int64_t removed = 0;
  std::int64_t bytes = 0;
  std::optional<std::string> note;  // why nothing was removed: a submit uses the store
};
bool read(const nlohmann::json& in, CollectedObjects& out, ReadProblem& problem);
void write(std::string& out, const CollectedObjects& value);

// delete and prune.
struct DeleteResult {
  std::vector<DeletedRun> deleted;
  std::int64_t freed = 0;  // bytes, those of objects among them
  std::vector<std::string> keptAssets;  // registered outputs of the runs, which have their files themselves now: azureml:model:3
  std::optional<CollectedObjects> objects;  // stored code that no run needs, of a dry run what would go; null where there was no reason to look
  bool dryRun = false;
};
bool read(const nlohmann::json& in, DeleteResult& out, ReadProblem& problem);
void write(std::string& out, const DeleteResult& value);

struct TagParams : RunsParams {
  std::optional<std::vector<std::string>> remove;
  std::optional<std::string> name;  // the display name
  std::optional<std::string> note;  // the description
};
bool read(const nlohmann::json& in, TagParams& out, ReadProblem& problem);
void write(std::string& out, const TagParams& value);

struct MetricsParams : RunsParams {
  std::optional<std::vector<std::string>> name;  // only these
  std::optional<std::string> format;  // table, json or csv
};
bool read(const nlohmann::json& in, MetricsParams& out, ReadProblem& problem);
void write(std::string& out, const MetricsParams& value);

struct CompareParams : RunsParams {
  std::optional<bool> diff;  // only what differs
};
bool read(const nlohmann::json& in, CompareParams& out, ReadProblem& problem);
void write(std::string& out, const CompareParams& value);

struct ComparedFact {
  std::string group;  // run, params, metrics, inputs, tags, code or environment
  std::string name;
  std::vector<RawJson> values;  // one a run, null where it has none
  bool differs = false;
};
bool read(const nlohmann::json& in, ComparedFact& out, ReadProblem& problem);
void write(std::string& out, const ComparedFact& value);

struct CompareResult {
  std::vector<Run> runs;
  std::vector<ComparedFact> rows;
};
bool read(const nlohmann::json& in, CompareResult& out, ReadProblem& problem);
void write(std::string& out, const CompareResult& value);

struct DiffParams {
  std::vector<std::string> runs;  // two, or one: that is compared with the working folder as it is now
  std::optional<bool> previous;  // with one run: with the run of its experiment before it
  std::optional<bool> stat;  // no texts: which files differ, and by how many lines
  std::optional<bool> nameOnly;  // no texts and no counts of lines
  std::optional<std::vector<std::string>> path;  // only these files of the code, and what is below these folders
  std::optional<bool> content;  // the whole texts of files that differ, too
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, DiffParams& out, ReadProblem& problem);
void write(std::string& out, const DiffParams& value);

struct DiffSide {
  std::string label;  // the run's id, or the working folder
  std::optional<Run> run;  // null for the working folder
  std::optional<std::string> note;  // what cannot be compared on this side, and why
};
bool read(const nlohmann::json& in, DiffSide& out, ReadProblem& problem);
void write(std::string& out, const DiffSide& value);

struct DiffFile {
  std::string path;
  std::string status;  // added, removed, changed or renamed
  std::optional<std::string> oldPath;  // of a renamed file
  std::optional<std::string> oldKind;  // file, executable or link; null where it is not there
  std::optional<std::string> newKind;
  std::optional<std::int64_t> oldBytes;
  std::optional<std::int64_t> newBytes;
  std::optional<std::string> oldLink;  // where a link leads
  std::optional<std::string> newLink;
  std::optional<std::int64_t> inserted;  // lines; null where no text was compared
  std::optional<std::int64_t> deleted;
  std::optional<std::string> diff;  // a patch of the text; null where there is none
  std::optional<std::string> omitted;  // why there is no patch: binary, large, limit (this answer is long enough) or unreadable
  std::optional<std::string> oldText;  // with content
  std::optional<std::string> newText;
};
bool read(const nlohmann::json& in, DiffFile& out, ReadProblem& problem);
void write(std::string& out, const DiffFile& value);

struct DiffCode {
  std::optional<std::string> oldHash;  // of the snapshot; null for none and for the working folder
  std::optional<std::string> newHash;
  std::vector<DiffFile> files;  // that differ, by path; at most 10000
  std::int64_t added = 0;
  std::int64_t removed = 0;
  std::int64_t changed = 0;
  std::int64_t renamed = 0;
  std::int64_t unchanged = 0;
  std::int64_t leftOut = 0;  // that differ and are not among the files
};
bool read(const nlohmann::json& in, DiffCode& out, ReadProblem& problem);
void write(std::string& out, const DiffCode& value);

struct DiffRow {
  std::string group;  // outcome, metrics, run, compute, inputs, outputs, params, environment_variables, environment or tags
  std::string name;
  RawJson old;  // null where there is none
  RawJson new_;
  bool differs = false;  // only rows of outcome and metrics may say no
};
bool read(const nlohmann::json& in, DiffRow& out, ReadProblem& problem);
void write(std::string& out, const DiffRow& value);

// A step of a pipeline that is on both sides; code that an earlier step had on both sides has no files
// here.
struct DiffStep {
  std::string name;
  std::optional<DiffCode> code;
  std::vector<DiffRow> rows;
  std::optional<std::string> command;  // a patch; null where nothing differs
  std::optional<std::string> environment;
};
bool read(const nlohmann::json& in, DiffStep& out, ReadProblem& problem);
void write(std::string& out, const DiffStep& value);

struct DiffResult {
  DiffSide old;
  DiffSide new_;
  bool differs = false;  // anything but outcome and metrics
  std::optional<DiffCode> code;  // null where neither has code of its own
  std::vector<DiffRow> rows;
  std::optional<std::string> command;  // a patch; null where nothing differs
  std::optional<std::string> environment;  // a patch of what it is made of
  std::vector<DiffStep> steps;  // of a pipeline: those that differ
  std::vector<std::string> stepsAdded;
  std::vector<std::string> stepsRemoved;
};
bool read(const nlohmann::json& in, DiffResult& out, ReadProblem& problem);
void write(std::string& out, const DiffResult& value);

struct ExperimentsParams {
  std::optional<bool> archived;
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, ExperimentsParams& out, ReadProblem& problem);
void write(std::string& out, const ExperimentsParams& value);

struct Experiment {
  std::string name;
  std::int64_t runs = 0;  // without those below others
  std::int64_t unfinished = 0;
  std::string newest;
};
bool read(const nlohmann::json& in, Experiment& out, ReadProblem& problem);
void write(std::string& out, const Experiment& value);

struct ExperimentsResult {
  std::vector<Experiment> experiments;  // the one with the newest run first
};
bool read(const nlohmann::json& in, ExperimentsResult& out, ReadProblem& problem);
void write(std::string& out, const ExperimentsResult& value);

struct OutputsParams {
  std::string run;
  std::optional<std::string> action;  // list, path, open or download
  std::optional<std::vector<std::string>> names;  // only these outputs
  std::optional<std::string> output;  // folder of a download
  std::optional<bool> force;  // replace files that are there
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, OutputsParams& out, ReadProblem& problem);
void write(std::string& out, const OutputsParams& value);

struct OutputFolder {
  std::string name;
  std::string type;
  std::string path;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, OutputFolder& out, ReadProblem& problem);
void write(std::string& out, const OutputFolder& value);

struct OutputFile {
  std::string output;
  std::string path;  // below the output
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, OutputFile& out, ReadProblem& problem);
void write(std::string& out, const OutputFile& value);

struct Downloaded {
  std::string folder;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, Downloaded& out, ReadProblem& problem);
void write(std::string& out, const Downloaded& value);

struct OutputsResult {
  std::string run;
  std::string folder;
  std::vector<OutputFolder> outputs;
  std::vector<OutputFile> files;  // at most 10000
  std::int64_t filesLeftOff = 0;  // how many more there are
  std::optional<std::string> path;  // of path and open
  std::optional<Downloaded> downloaded;
};
bool read(const nlohmann::json& in, OutputsResult& out, ReadProblem& problem);
void write(std::string& out, const OutputsResult& value);

struct MetricPoint {
  std::int64_t step = 0;
  std::string time;
  RawJson value;  // a number or its word
};
bool read(const nlohmann::json& in, MetricPoint& out, ReadProblem& problem);
void write(std::string& out, const MetricPoint& value);

struct MetricsResult {
  std::map<std::string, RawJson> metrics;  // MetricPoint lists by name
};
bool read(const nlohmann::json& in, MetricsResult& out, ReadProblem& problem);
void write(std::string& out, const MetricsResult& value);

struct RunMetrics {
  std::string id;
  std::map<std::string, RawJson> metrics;
};
bool read(const nlohmann::json& in, RunMetrics& out, ReadProblem& problem);
void write(std::string& out, const RunMetrics& value);

// metrics of several runs.
struct RunsMetricsResult {
  std::vector<RunMetrics> runs;
};
bool read(const nlohmann::json& in, RunsMetricsResult& out, ReadProblem& problem);
void write(std::string& out, const RunsMetricsResult& value);

// metrics with format csv.
struct MetricsCsv {
  std::string csv;  // run,metric,step,time,value
};
bool read(const nlohmann::json& in, MetricsCsv& out, ReadProblem& problem);
void write(std::string& out, const MetricsCsv& value);

struct ComputeParams {
  std::optional<std::string> action;  // list, show, start, stop, delete; list when missing
  std::optional<std::string> name;  // of a compute; not with list
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, ComputeParams& out, ReadProblem& problem);
void write(std::string& out, const ComputeParams& value);

struct ComputeNode {
  std::string name;
  std::string state;  // idle or busy
  std::optional<std::string> run;  // that has it
  std::optional<std::string> displayName;  // of the run
  std::string since;  // in this state
  std::optional<std::string> until;  // when an idle node goes; null for one that stays
  std::vector<std::int64_t> gpus;  // cards its run sees; empty where the compute does not divide cards
};
bool read(const nlohmann::json& in, ComputeNode& out, ReadProblem& problem);
void write(std::string& out, const ComputeNode& value);

struct ComputeWaiting {
  std::string run;
  std::optional<std::string> displayName;  // of the run
  std::int64_t position = 0;
  std::int64_t nodes = 0;  // that it wants at once
  std::string since;
  std::string reason;  // for people
};
bool read(const nlohmann::json& in, ComputeWaiting& out, ReadProblem& problem);
void write(std::string& out, const ComputeWaiting& value);

struct Compute {
  std::string name;
  std::string type;
  std::string state;  // running, stopped (begins no run), unsupported, deleted
  std::optional<std::string> file;  // that declares it
  std::int64_t minInstances = 0;
  std::int64_t maxInstances = 0;
  std::int64_t idleTimeBeforeScaleDown = 0;  // seconds
  std::optional<std::int64_t> gpus;  // null where every run sees all cards
  std::optional<std::string> problem;  // why no run can go there
  std::vector<ComputeNode> nodes;
  std::vector<ComputeWaiting> queue;  // first come first served
  std::optional<std::string> project;  // in a window with several projects, the root of its own
};
bool read(const nlohmann::json& in, Compute& out, ReadProblem& problem);
void write(std::string& out, const Compute& value);

struct ComputeList {
  std::vector<Compute> computes;
};
bool read(const nlohmann::json& in, ComputeList& out, ReadProblem& problem);
void write(std::string& out, const ComputeList& value);

// compute show, start, stop and delete.
struct ComputeResult {
  Compute compute;
};
bool read(const nlohmann::json& in, ComputeResult& out, ReadProblem& problem);
void write(std::string& out, const ComputeResult& value);

// What tail --json prints for each line of the logs.
struct TailLine {
  std::string line;
  std::optional<std::string> stream;  // of a run below or a process: the step's name, rank 3
  std::optional<bool> goesOn;  // a line of more than 64 KiB goes on in the stream's next object
};
bool read(const nlohmann::json& in, TailLine& out, ReadProblem& problem);
void write(std::string& out, const TailLine& value);

// The server's answer to tail, which does not follow.
struct TailResult {
  Run run;
  std::string log;
};
bool read(const nlohmann::json& in, TailResult& out, ReadProblem& problem);
void write(std::string& out, const TailResult& value);

struct EnvironmentUse {
  std::string id;  // of the run
  std::string project;  // folder of its project
};
bool read(const nlohmann::json& in, EnvironmentUse& out, ReadProblem& problem);
void write(std::string& out, const EnvironmentUse& value);

struct Environment {
  std::string name;
  std::string hash;
  std::string state;  // ready, building, failed, registered, absent or interpreter
  std::string maker;  // pip or conda
  std::string image;
  std::string python;
  std::string pythonVersion;
  std::optional<std::string> path;
  std::optional<std::string> log;  // of its build
  std::int64_t bytes = 0;
  std::optional<std::string> created;
  std::optional<std::string> lastUsed;
  std::optional<std::string> reason;  // why the build failed
  std::vector<EnvironmentUse> runs;
  std::optional<std::vector<std::string>> requirements;  // not with list, as what follows
  std::optional<std::vector<Substitution>> substitutions;
  std::optional<std::string> definition;
  std::optional<std::vector<std::string>> logTail;
  std::optional<std::string> how;  // with build: how it was made or found
};
bool read(const nlohmann::json& in, Environment& out, ReadProblem& problem);
void write(std::string& out, const Environment& value);

// env list, show and build.
struct EnvironmentsResult {
  std::vector<Environment> environments;
};
bool read(const nlohmann::json& in, EnvironmentsResult& out, ReadProblem& problem);
void write(std::string& out, const EnvironmentsResult& value);

struct RemovedEnvironment {
  std::string name;
  std::string hash;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, RemovedEnvironment& out, ReadProblem& problem);
void write(std::string& out, const RemovedEnvironment& value);

struct RemovedDownload {
  std::string address;  // or the file's path, where the address is not known
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, RemovedDownload& out, ReadProblem& problem);
void write(std::string& out, const RemovedDownload& value);

struct RemovedLeftovers {
  std::int64_t count = 0;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, RemovedLeftovers& out, ReadProblem& problem);
void write(std::string& out, const RemovedLeftovers& value);

// env prune.
struct PrunedEnvironments {
  std::vector<RemovedEnvironment> removed;
  std::vector<RemovedDownload> downloads;
  RemovedLeftovers leftovers;  // of builds that were cut off
  std::int64_t bytes = 0;  // of all of it
  bool dryRun = false;
};
bool read(const nlohmann::json& in, PrunedEnvironments& out, ReadProblem& problem);
void write(std::string& out, const PrunedEnvironments& value);

struct EnvParams {
  std::string action;  // list, show, build or prune
  std::optional<std::vector<std::string>> targets;
  std::optional<bool> force;
  std::optional<bool> strictEnv;
  std::optional<bool> all;
  std::optional<std::int64_t> olderThan;  // days
  std::optional<std::string> keepSize;  // 5GB, of all that stays
  std::optional<bool> dryRun;
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, EnvParams& out, ReadProblem& problem);
void write(std::string& out, const EnvParams& value);

struct RunHereResult {
  std::optional<std::int64_t> exitCode;
  std::optional<std::int64_t> signal;
};
bool read(const nlohmann::json& in, RunHereResult& out, ReadProblem& problem);
void write(std::string& out, const RunHereResult& value);

struct CompletionResult {
  std::optional<std::string> shell;
  std::optional<std::string> script;
  std::optional<std::vector<std::string>> words;
};
bool read(const nlohmann::json& in, CompletionResult& out, ReadProblem& problem);
void write(std::string& out, const CompletionResult& value);

struct DoctorCheck {
  std::string name;
  bool ok = false;
  std::string state;  // ok, missing or broken
  bool needed = false;
  std::string detail;
  std::optional<std::string> cost;  // what its lack means
  std::optional<std::string> project;  // in a window with several projects, the root of the one it is about
};
bool read(const nlohmann::json& in, DoctorCheck& out, ReadProblem& problem);
void write(std::string& out, const DoctorCheck& value);

struct DoctorResult {
  std::string version;
  std::vector<DoctorCheck> checks;
};
bool read(const nlohmann::json& in, DoctorResult& out, ReadProblem& problem);
void write(std::string& out, const DoctorResult& value);

struct ErrorDetail {
  std::string code;
  std::string message;
};
bool read(const nlohmann::json& in, ErrorDetail& out, ReadProblem& problem);
void write(std::string& out, const ErrorDetail& value);

struct ErrorResult {
  ErrorDetail error;
};
bool read(const nlohmann::json& in, ErrorResult& out, ReadProblem& problem);
void write(std::string& out, const ErrorResult& value);

struct TrustParams {
  bool trusted = false;
};
bool read(const nlohmann::json& in, TrustParams& out, ReadProblem& problem);
void write(std::string& out, const TrustParams& value);

// Runs that are new, changed or gone since the last notification; ask list or show for what they are
// now.
struct RunsChangedParams {
  std::vector<std::string> ids;
  std::string folder;  // path of the project whose store changed
};
bool read(const nlohmann::json& in, RunsChangedParams& out, ReadProblem& problem);
void write(std::string& out, const RunsChangedParams& value);

// Environments of this user were built, failed, went or are used by another run; ask env list for what
// they are now.
struct EnvironmentsChangedParams {
  std::string folder;  // where they are
};
bool read(const nlohmann::json& in, EnvironmentsChangedParams& out, ReadProblem& problem);
void write(std::string& out, const EnvironmentsChangedParams& value);

struct DocumentActionsParams {
  TextDocumentIdentifier textDocument;
};
bool read(const nlohmann::json& in, DocumentActionsParams& out, ReadProblem& problem);
void write(std::string& out, const DocumentActionsParams& value);

struct InitializationOptions {
  std::optional<std::string> client;  // 'vscode' for our own extension, whatever the editor it runs in calls itself
  std::optional<bool> trusted;  // whether the user trusts the workspace; running is refused until then
  RawJson settings;  // as in workspace/didChangeConfiguration: {yaml: {schemas: …}, footplate: {…}}
};
bool read(const nlohmann::json& in, InitializationOptions& out, ReadProblem& problem);
void write(std::string& out, const InitializationOptions& value);

struct WorkDone {
  std::string kind;
  std::optional<std::string> title;
  std::optional<std::string> message;
  std::optional<std::uint32_t> percentage;
};
bool read(const nlohmann::json& in, WorkDone& out, ReadProblem& problem);
void write(std::string& out, const WorkDone& value);

}  // namespace footplate::protocol
