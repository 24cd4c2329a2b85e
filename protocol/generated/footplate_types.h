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

struct Run;
struct RunInput;
struct RunOutput;
struct Substitution;
struct RunEnvironment;
struct RunSnapshot;
struct RunPhase;
struct RunError;
struct RunDetails;
struct RunResult;
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
struct Template;
struct NewParams;
struct NewResult;
struct SubmitParams;
struct ExpectedEnvironment;
struct ExpectedSnapshot;
struct DryRun;
struct DryRunResult;
struct ListParams;
struct RunParams;
struct MetricPoint;
struct MetricsResult;
struct TailLine;
struct TailResult;
struct DoctorCheck;
struct DoctorResult;
struct ErrorDetail;
struct ErrorResult;
struct TrustParams;
struct RunsChangedParams;
struct InitializationOptions;
struct WorkDone;

enum class RunStatus { NotStarted, Provisioning, Preparing, Queued, Running, Finalizing, Completed, Failed, CancelRequested, Canceled, NotResponding };
bool read(const nlohmann::json& in, RunStatus& out, ReadProblem& problem);
void write(std::string& out, RunStatus value);

enum class IssueSeverity { error, warning, information, hint };
bool read(const nlohmann::json& in, IssueSeverity& out, ReadProblem& problem);
void write(std::string& out, IssueSeverity value);

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

struct RunError {
  std::string code;
  std::string message;
};
bool read(const nlohmann::json& in, RunError& out, ReadProblem& problem);
void write(std::string& out, const RunError& value);

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
};
bool read(const nlohmann::json& in, RunDetails& out, ReadProblem& problem);
void write(std::string& out, const RunDetails& value);

// submit, show, cancel, rerun.
struct RunResult {
  RunDetails run;
};
bool read(const nlohmann::json& in, RunResult& out, ReadProblem& problem);
void write(std::string& out, const RunResult& value);

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
  std::int64_t files = 0;
  std::int64_t bytes = 0;
};
bool read(const nlohmann::json& in, ExpectedSnapshot& out, ReadProblem& problem);
void write(std::string& out, const ExpectedSnapshot& value);

// What a submit would do; nothing was stored or started.
struct DryRun {
  std::optional<std::string> id;  // null where the submit makes one
  std::string experiment;
  std::string kind;
  std::string compute;
  std::string command;  // as the shell would get it; RUN stands for an id that is not made yet
  std::map<std::string, std::string> inputs;
  std::map<std::string, std::string> outputs;
  ExpectedEnvironment environment;
  ExpectedSnapshot snapshot;
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

struct ListParams {
  std::optional<std::string> experiment;
  std::optional<std::vector<std::string>> status;
  std::optional<std::string> where;
  std::optional<std::string> sort;  // a metric
  std::optional<bool> ascending;
  std::optional<std::int64_t> limit;
  std::optional<bool> children;
  std::optional<std::string> cursor;
  std::optional<std::string> folder;  // the project; else those of the window and of its open documents
};
bool read(const nlohmann::json& in, ListParams& out, ReadProblem& problem);
void write(std::string& out, const ListParams& value);

// show, cancel, tail: the run by id, unique prefix or @last.
struct RunParams {
  std::string run;
  std::optional<std::string> folder;
};
bool read(const nlohmann::json& in, RunParams& out, ReadProblem& problem);
void write(std::string& out, const RunParams& value);

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

// What tail --json prints for each line of the log.
struct TailLine {
  std::string line;
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

struct DoctorCheck {
  std::string name;
  bool ok = false;
  std::string detail;
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

struct InitializationOptions {
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
