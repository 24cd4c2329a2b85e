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
    {"container", ParameterType::text,
     "run in the image of the environment, by podman or docker; none for on this machine itself", false,
     false, "ENGINE"},
    {"debug", ParameterType::boolean, "the job's Python waits for a debugger (debugpy)"},
};
constexpr Parameter listParameters[] = {
    {"experiment", ParameterType::text, "only this experiment", false, false, "NAME"},
    {"status", ParameterType::textList, "only runs of this status", false, false, "STATUS"},
    {"where", ParameterType::text, "a condition: metrics.loss < 0.2 and tags.owner = 'ada'", false, false,
     "EXPR"},
    {"sort", ParameterType::text, "order by this metric's last value, largest first", false, false, "METRIC"},
    {"ascending", ParameterType::boolean, "with --sort: smallest first"},
    {"limit", ParameterType::integer, "at most this many (50)", false, false, "N"},
    {"cursor", ParameterType::text, "go on from the `next` of the page before", false, false, "CURSOR"},
    {"children", ParameterType::boolean, "runs below other runs too"},
};
constexpr Parameter showParameters[] = {
    {"run", ParameterType::text, "a run: id, unique prefix of one, or @last", true, true, "RUN"},
};
constexpr Parameter tailParameters[] = {
    {"run", ParameterType::text, "a run: id, unique prefix of one, or @last", true, true, "RUN"},
    {"lines", ParameterType::integer, "begin with the last N lines (all)", false, false, "N"},
    {"no_follow", ParameterType::boolean, "print what is there and stop"},
};
constexpr Parameter cancelParameters[] = {
    {"run", ParameterType::text, "a run: id, unique prefix of one, or @last", true, true, "RUN"},
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
    {"all", ParameterType::boolean, "prune: those that runs have used too"},
    {"older_than", ParameterType::integer, "prune: those that nobody used for so many days", false, false,
     "DAYS"},
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
    {"migrate", "say v1 run configurations as v2 jobs, in new files", false, migrateParameters, runMigrate},
    {"new", "begin a job, component, environment or other file from a template", false, newParameters,
     runNew},
    {"submit", "check a job, store a snapshot of its code and start it", true, submitParameters, runSubmit},
    {"run", "run a job here and now, in its own folder: no snapshot, nothing stored", true, runParameters,
     runInPlace},
    {"list", "list runs, newest first", false, listParameters, runList},
    {"show", "show one run in full", false, showParameters, runShow},
    {"tail", "print a run's log and follow it to its end", false, tailParameters, runTail},
    {"cancel", "stop a run", true, cancelParameters, runCancel},
    {"env", "list, show, build or remove environments", true, envParameters, runEnv},
    {"doctor", "say what this machine has and what each lack costs", true, {}, runDoctor},
    {"completion", "print the completion script of a shell", false, completionParameters, runCompletion},
};

}  // namespace

std::span<const Command> all() {
  return table;
}

}  // namespace footplate::commands
