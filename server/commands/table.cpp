#include "commands/verbs.h"

namespace footplate::commands {

namespace {

constexpr Parameter validateParameters[] = {
    {"files", ParameterType::textList,
     "files, folders or patterns ('jobs/**/*.yml') to check; - for standard input", true, true, "FILE"},
    {"fix", ParameterType::boolean, "repair what can be repaired safely, in place"},
    {"diff", ParameterType::boolean, "show what --fix would change, and change nothing"},
    {"stdin_filename", ParameterType::text, "the path that the text of - is judged as", false, false, "FILE"},
};
constexpr Parameter migrateParameters[] = {
    {"files", ParameterType::textList, "v1 run configurations ('.azureml/train.runconfig')", true, true,
     "FILE"},
    {"output", ParameterType::text, "the folder of the new files; their source folder else", false, false,
     "DIR"},
};
constexpr Parameter newParameters[] = {
    {"name", ParameterType::text, "the template; all are listed without", true, false, "TEMPLATE"},
    {"file", ParameterType::text, "where it is written", true, false, "FILE"},
};
constexpr Parameter submitParameters[] = {
    {"file", ParameterType::text, "the job file", true, true, "FILE"},
    {"set", ParameterType::textList, "change a value before the check: inputs.lr=0.1", false, false,
     "KEY=VALUE"},
    {"on", ParameterType::text, "run on this compute, whatever the file says", false, false, "COMPUTE"},
    {"script", ParameterType::text, "of a v1 run configuration: run this script instead", false, false,
     "SCRIPT"},
    {"arguments", ParameterType::textList,
     "after --, of a v1 run configuration: the script's arguments instead of the file's", true, false,
     "ARGS"},
    {"dry_run", ParameterType::boolean, "say what would happen; store and start nothing"},
    {"force", ParameterType::boolean, "submit despite errors of missing files and cross-field rules"},
    {"strict_env", ParameterType::boolean,
     "fail when a package pin cannot be installed, instead of loosening it"},
    {"retry_env", ParameterType::boolean, "build the environment again even if that failed before"},
    {"debug", ParameterType::boolean, "the job's Python waits for a debugger (debugpy)"},
};
constexpr const char* runWords = "a run: id, unique prefix of one, or @last";
constexpr Parameter runsParameter{"runs", ParameterType::textList, runWords, true, false, "RUN"};
constexpr Parameter whereParameter{
    "where", ParameterType::text, "all that fulfil a condition (docs/where.md)", false, false, "EXPR"};

constexpr Parameter listParameters[] = {
    {"experiment", ParameterType::text, "only this experiment", false, false, "NAME"},
    {"status", ParameterType::textList, "only runs of this status", false, false, "STATUS"},
    {"where", ParameterType::text, "a condition: metrics.loss < 0.2 and tags.owner = 'ada'", false, false,
     "EXPR"},
    {"tag", ParameterType::textList, "only runs with this tag, of this value", false, false, "KEY[=VALUE]"},
    {"sort", ParameterType::text, "by a metric, params.lr, created …, largest first; 'loss asc, created'",
     false, false, "ORDER"},
    {"ascending", ParameterType::boolean, "with --sort: smallest first"},
    {"columns", ParameterType::textList, "what the table shows: id,status,params.lr,metrics.loss,duration",
     false, false, "FIELDS"},
    {"limit", ParameterType::integer, "at most this many (50)", false, false, "N"},
    {"cursor", ParameterType::text, "go on from the `next` of the page before", false, false, "CURSOR"},
    {"parent", ParameterType::text, "the runs below this one", false, false, "RUN"},
    {"children", ParameterType::boolean, "runs below other runs too"},
    {"archived", ParameterType::boolean, "archived runs too"},
};
constexpr Parameter experimentsParameters[] = {
    {"archived", ParameterType::boolean, "count archived runs too"},
};
constexpr Parameter showParameters[] = {runsParameter};
constexpr Parameter tailParameters[] = {
    {"run", ParameterType::text, runWords, true, true, "RUN"},
    {"lines", ParameterType::integer, "begin with the last N lines (all) of each log", false, false, "N"},
    {"since", ParameterType::text, "begin with what was written since: 10m, 2h, '2026-11-23 10:02'", false,
     false, "TIME"},
    {"no_follow", ParameterType::boolean, "print what is there and stop"},
};
constexpr Parameter cancelParameters[] = {
    runsParameter,
    {"all", ParameterType::boolean, "every run of the project that goes on"},
    whereParameter,
    {"no_wait", ParameterType::boolean, "ask for it, and do not wait until it is true"},
};
constexpr Parameter rerunParameters[] = {
    {"run", ParameterType::text, runWords, true, true, "RUN"},
    {"set", ParameterType::textList, "change a value: inputs.lr=0.1", false, false, "KEY=VALUE"},
};
constexpr Parameter archiveParameters[] = {runsParameter, whereParameter};
constexpr Parameter deleteParameters[] = {
    runsParameter,
    whereParameter,
    {"dry_run", ParameterType::boolean, "say what would go; remove nothing"},
};
constexpr Parameter pruneParameters[] = {
    {"older_than", ParameterType::text, "runs that were submitted longer ago: 30d, 12h", false, false, "AGE"},
    {"larger_than", ParameterType::text, "runs with more in their folders: 5GB", false, false, "SIZE"},
    {"keep", ParameterType::integer, "all but the newest N", false, false, "N"},
    {"keep_size", ParameterType::text, "the oldest, until the others are no more than this", false, false,
     "SIZE"},
    {"objects", ParameterType::boolean, "remove stored code that no run needs, too; or that alone"},
    {"experiment", ParameterType::text, "only of this experiment", false, false, "NAME"},
    {"where", ParameterType::text, "only of those that fulfil a condition", false, false, "EXPR"},
    {"dry_run", ParameterType::boolean, "say what would go; remove nothing"},
};
constexpr Parameter tagParameters[] = {
    {"runs", ParameterType::textList, "runs, and tags to set: @last owner=ada", true, false, "RUN|KEY=VALUE"},
    whereParameter,
    {"remove", ParameterType::textList, "take a tag away", false, false, "KEY"},
    {"name", ParameterType::text, "the display name", false, false, "TEXT"},
    {"note", ParameterType::text, "the description", false, false, "TEXT"},
};
constexpr Parameter metricsParameters[] = {
    {"runs", ParameterType::textList, "runs, and at the end a metric: @last loss", true, false, "RUN"},
    {"name", ParameterType::textList, "only this metric", false, false, "NAME"},
    {"format", ParameterType::text, "table (default), json or csv", false, false, "FORMAT"},
    whereParameter,
};
constexpr Parameter outputsParameters[] = {
    {"run", ParameterType::text, runWords, true, true, "RUN"},
    {"action", ParameterType::text, "list (default), path, open or download", true, false, "ACTION"},
    {"names", ParameterType::textList, "only these outputs", true, false, "NAME"},
    {"output", ParameterType::text, "download into this folder; one named as the run else", false, false,
     "DIR"},
    {"force", ParameterType::boolean, "download: replace files that are there"},
};
constexpr Parameter compareParameters[] = {
    runsParameter,
    whereParameter,
    {"diff", ParameterType::boolean, "only what differs"},
};

constexpr Parameter snapshotParameters[] = {
    {"file", ParameterType::text, "a job file, or a folder of code", true, true, "FILE"},
    {"all", ParameterType::boolean, "every file, not only the largest"},
    {"exclude", ParameterType::textList, "add this path of the code to its .amlignore first", false, false,
     "PATH"},
};

constexpr Parameter diffParameters[] = {
    {"runs", ParameterType::textList,
     "two runs, old and new; or one: what differs in the working folder now, as if its job file were "
     "submitted again in the same way",
     true, true, "RUN"},
    {"previous", ParameterType::boolean, "with one run: compare it with the run of its experiment before it"},
    {"stat", ParameterType::boolean, "no texts: which files differ and by how many lines"},
    {"name_only", ParameterType::boolean, "only the names of the files that differ"},
    {"path", ParameterType::textList, "only this file of the code, or what is below this folder", false,
     false, "PATH"},
    {"content", ParameterType::boolean, "with --json: the whole texts of files that differ, too"},
};

constexpr Parameter computeParameters[] = {
    {"action", ParameterType::text, "list (default), show, start, stop or delete", true, false, "ACTION"},
    {"name", ParameterType::text, "the compute: a file of .footplate/compute/, or local", true, false,
     "NAME"},
};
constexpr Parameter assetParameters[] = {
    {"action", ParameterType::text, "create FILE, list [NAME], show NAME, archive NAME or restore NAME", true,
     true, "ACTION"},
    {"name", ParameterType::text, "the file to register; else NAME, NAME:VERSION or NAME@latest", true, false,
     "FILE|NAME"},
    {"set", ParameterType::textList, "with create: change a value first: version=3", false, false,
     "KEY=VALUE"},
    {"type", ParameterType::text, "data, model, environment or component", false, false, "KIND"},
    {"archived", ParameterType::boolean, "with list: archived ones too"},
};

constexpr Parameter runParameters[] = {
    {"file", ParameterType::text, "the job file", true, true, "FILE"},
    {"set", ParameterType::textList, "change a value before the check: inputs.lr=0.1", false, false,
     "KEY=VALUE"},
    {"force", ParameterType::boolean, "run despite errors of missing files and cross-field rules"},
    {"strict_env", ParameterType::boolean,
     "fail when a package pin cannot be installed, instead of loosening it"},
    {"retry_env", ParameterType::boolean, "build the environment again even if that failed before"},
};
constexpr Parameter envParameters[] = {
    {"action", ParameterType::text, "list, show, build or prune", true, true, "ACTION"},
    {"targets", ParameterType::textList,
     "an environment: a file that defines or uses it, its name, or its hash", true, false, "ENVIRONMENT"},
    {"force", ParameterType::boolean, "build: again even if that failed before"},
    {"strict_env", ParameterType::boolean,
     "build: fail when a package pin cannot be installed, instead of loosening it"},
    {"all", ParameterType::boolean, "prune: what runs have used, too"},
    {"older_than", ParameterType::integer, "prune: what nobody used for so many days", false, false, "DAYS"},
    {"keep_size", ParameterType::text,
     "prune: what was not used for longest, until the rest is no more than this", false, false, "SIZE"},
    {"dry_run", ParameterType::boolean, "prune: say what would go, and remove nothing"},
};
constexpr Parameter completionParameters[] = {
    {"shell", ParameterType::text, "bash, zsh or fish", true, false, "SHELL"},
    {"words", ParameterType::text, "print what there is instead: runs, computes, environments or experiments",
     false, false, "KIND"},
};

constexpr Command table[] = {
    {"validate", "check configuration files and say what is wrong with them", false, validateParameters,
     runValidate},
    {"migrate", "say v1 files as v2 files, in new ones", false, migrateParameters, runMigrate},
    {"new", "begin a job, component, environment or other file from a template", false, newParameters,
     runNew},
    {"submit", "check a job, store a snapshot of its code and start it", true, submitParameters, runSubmit},
    {"snapshot", "show what would be sent of a job's code, and what is left out by which rule", false,
     snapshotParameters, runSnapshot},
    {"run", "run a job here and now, in its own folder: no snapshot, nothing stored", true, runParameters,
     runInPlace},
    {"list", "list runs, newest first", false, listParameters, runList},
    {"experiments", "list experiments with how many runs they have", false, experimentsParameters,
     runExperiments},
    {"show", "show runs in full", false, showParameters, runShow},
    {"tail", "print a run's log and follow it to its end", false, tailParameters, runTail},
    {"asset", "register data, models, environments and components, and list them", false, assetParameters,
     runAsset},
    {"cancel", "stop runs with all their processes", true, cancelParameters, runCancel},
    {"rerun", "run again what was submitted, with changed values", true, rerunParameters, runRerun},
    {"compute", "list, show, start, stop or delete computes: their nodes, queue and what runs where", false,
     computeParameters, runCompute},
    {"metrics", "print the history of a run's metrics", false, metricsParameters, runMetrics},
    {"outputs", "list, open or copy what a run left behind", false, outputsParameters, runOutputs},
    {"compare", "show runs side by side", false, compareParameters, runCompare},
    {"diff", "show what differs between two runs, or a run and the working folder: code, values, environment",
     false, diffParameters, runDiff},
    {"tag", "set or remove tags, display name and note of runs", false, tagParameters, runTag},
    {"archive", "take runs out of the lists", false, archiveParameters, runArchive},
    {"restore", "bring archived runs back", false, archiveParameters, runRestore},
    {"delete", "delete runs with their files", false, deleteParameters, runDelete},
    {"prune", "delete runs that are old, large or too many", false, pruneParameters, runPrune},
    {"env", "list, show, build or remove environments", true, envParameters, runEnv},
    {"doctor", "say what this machine has and what each lack costs", true, {}, runDoctor},
    {"completion", "print the completion script of a shell", false, completionParameters, runCompletion},
};

}  // namespace

std::span<const Command> all() {
  return table;
}

}  // namespace footplate::commands
