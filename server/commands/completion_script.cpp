#include "commands/completion_script.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "commands/command.h"

namespace footplate::commands {
namespace {

// One option as a shell offers it.
struct Option {
  std::string name;  // "--set"
  std::string summary;
  std::string value;  // "KEY=VALUE"; "" for a flag
};

// What the command line adds to the table's parameters.
std::vector<Option> faceOptions(std::string_view verb) {
  std::vector<Option> options{{"--json", "one JSON document on stdout", ""},
                              {"--help", "say what it takes", ""}};
  if (verb == "validate") options.push_back({"--format", "text, json or sarif", "FORMAT"});
  if (verb == "submit") options.push_back({"--tail", "follow the log and wait for the end", ""});
  return options;
}

const std::vector<Option>& globalOptions() {
  static const std::vector<Option> options{{"-C", "run as if started in this folder", "DIR"},
                                           {"--lang", "language of remarks", "LANGUAGE"},
                                           {"--log-level", "how much is said on stderr", "LEVEL"},
                                           {"--version", "say which version this is", ""},
                                           {"--help", "say what it takes", ""}};
  return options;
}

std::vector<Option> optionsOf(const Command& command) {
  std::vector<Option> options;
  for (const Parameter& parameter : command.parameters) {
    if (parameter.positional) continue;
    const bool isFlag = parameter.type == ParameterType::boolean;
    const std::string value = *parameter.valueName ? parameter.valueName : "VALUE";
    options.push_back(
        {"--" + replaceAll(parameter.name, "_", "-"), parameter.summary, isFlag ? std::string() : value});
  }
  for (Option& option : faceOptions(command.name)) options.push_back(std::move(option));
  return options;
}

// Fixed words behind a kind of value; "" for the other kinds.
std::string_view wordsOf(std::string_view value) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> fixed{
      {{"FORMAT", "text json sarif"},
       {"LANGUAGE", "en zh-cn"},
       {"LEVEL", "error warn info debug"},
       {"ACTION", "list show build prune"},
       {"SHELL", "bash zsh fish"},
       {"ENGINE", "podman docker none"},
       {"STATUS",
        "NotStarted Provisioning Preparing Queued Running Finalizing Completed Failed CancelRequested "
        "Canceled "
        "NotResponding"}}};
  for (const auto& [name, words] : fixed) {
    if (value == name) return words;
  }
  return {};
}

// The kind of words that `completion --words` lists for a value; "" for the other kinds.
std::string_view listedAs(std::string_view value) {
  if (value == "RUN" || value == "A" || value == "B") return "runs";
  if (value == "COMPUTE") return "computes";
  if (value == "ENVIRONMENT") return "environments";
  if (value == "NAME") return "experiments";
  return {};
}

bool isPath(std::string_view value) {
  return value == "FILE" || value == "DIR" || value == "SCRIPT";
}

// What may stand where no option does; a first action before the rest.
std::vector<std::string> positionalsOf(const Command& command) {
  std::vector<std::string> values;
  for (const Parameter& parameter : command.parameters) {
    if (!parameter.positional) continue;
    const std::string name = parameter.valueName;
    values.push_back(std::string_view(parameter.name).starts_with("run") ? std::string("RUN") : name);
  }
  return values;
}

// In single quotes, as all three shells read it.
std::string inShellQuotes(std::string_view text) {
  return "'" + replaceAll(std::string(text), "'", "'\\''") + "'";
}

// Bash code that fills COMPREPLY for one kind of value.
std::string bashReply(std::string_view value) {
  if (const auto words = wordsOf(value); !words.empty())
    return "COMPREPLY=($(compgen -W " + inShellQuotes(words) + " -- \"$cur\"))";
  if (const auto kind = listedAs(value); !kind.empty()) {
    const std::string files =
        value == "ENVIRONMENT" ? "; _footplate_files; COMPREPLY=(\"${words[@]}\" \"${COMPREPLY[@]}\")" : "";
    return "_footplate_words " + std::string(kind) +
           (files.empty() ? "" : "; words=(\"${COMPREPLY[@]}\")" + files);
  }
  if (value == "DIR") return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"))";
  if (isPath(value)) return "_footplate_files";
  return ":";
}

constexpr std::string_view bashHead = R"(# bash completion for footplate. Put it where bash-completion looks:
#   footplate completion bash > ~/.local/share/bash-completion/completions/footplate

_footplate_words() {
  local IFS=$'\n'
  # bash takes '@' for the end of a word; what it has cut off must not come twice.
  local cut=${_footplate_word%"$cur"} word
  COMPREPLY=()
  for word in $("$program" "${folder[@]}" completion --words "$1" 2>/dev/null); do
    [[ $word == "$_footplate_word"* ]] && COMPREPLY+=("${word#"$cut"}")
  done
}

_footplate_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\n'
  COMPREPLY=($(compgen -f -- "$cur"))
}

_footplate() {
  local program=${COMP_WORDS[0]} cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local verb= place=0 at before=${COMP_LINE:0:COMP_POINT}
  local _footplate_word=${before##*[[:space:]]}
  local -a folder=() words=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case ${COMP_WORDS[at]} in
      -C) folder=(-C "${COMP_WORDS[++at]}") ;;
      @VALUED@) ((++at)) ;;
      -*) ;;
      *) if [[ -z $verb ]]; then verb=${COMP_WORDS[at]}; else ((++place)); fi ;;
    esac
  done
  COMPREPLY=()
)";

}  // namespace

std::string bashCompletion() {
  std::string valued = "--lang|--log-level";
  std::string verbs = "lsp";
  std::string values;
  std::string options;
  std::string places;
  for (const Command& command : all()) {
    const std::string name = command.name;
    verbs += " " + name;
    std::string names;
    for (const Option& option : optionsOf(command)) {
      names += (names.empty() ? "" : " ") + option.name;
      if (option.value.empty()) continue;
      if (("|" + valued + "|").find("|" + option.name + "|") == std::string::npos)
        valued += "|" + option.name;
      values += "    " + name + ":" + option.name + ") " + bashReply(option.value) + "; return ;;\n";
    }
    options += "      " + name + ") names=" + inShellQuotes(names) + " ;;\n";
    const std::vector<std::string> positionals = positionalsOf(command);
    for (std::size_t at = 0; at < positionals.size(); ++at) {
      const bool last = at + 1 == positionals.size();
      places += "    " + name + ":" + (last ? "*" : std::to_string(at)) + ") " + bashReply(positionals[at]) +
                " ;;\n";
    }
  }
  std::string global;
  for (const Option& option : globalOptions()) global += (global.empty() ? "" : " ") + option.name;
  std::string text = replaceAll(std::string(bashHead), "@VALUED@", valued);
  text += "  case $verb:$previous in\n    *:-C) " + bashReply("DIR") + "; return ;;\n    *:--lang) " +
          bashReply("LANGUAGE") + "; return ;;\n    *:--log-level) " + bashReply("LEVEL") + "; return ;;\n" +
          values + "  esac\n";
  text += "  if [[ $cur == -* ]]; then\n    local names=\n    case $verb in\n      '') names=" +
          inShellQuotes(global) + " ;;\n" + options +
          "    esac\n    COMPREPLY=($(compgen -W \"$names\" -- \"$cur\"))\n    return\n  fi\n";
  text += "  if [[ -z $verb ]]; then\n    COMPREPLY=($(compgen -W " + inShellQuotes(verbs) +
          " -- \"$cur\"))\n    return\n  fi\n  case $verb:$place in\n" + places + "  esac\n}\n\n";
  return text + "complete -F _footplate footplate\n";
}

namespace {

// zsh reads '[', ']' and ':' of a description as its own.
std::string zshText(std::string text) {
  for (const char* mark : {"[", "]", ":"}) text = replaceAll(std::move(text), mark, std::string("\\") + mark);
  return replaceAll(std::move(text), "'", "'\\''");
}

std::string zshAction(std::string_view value) {
  if (const auto words = wordsOf(value); !words.empty()) return "(" + std::string(words) + ")";
  if (value == "ENVIRONMENT") return "_footplate_environments";
  if (const auto kind = listedAs(value); !kind.empty()) return "_footplate_" + std::string(kind);
  if (value == "DIR") return "_directories";
  return isPath(value) ? "_files" : " ";
}

std::string zshOptions(const std::vector<Option>& options) {
  std::string text;
  for (const Option& option : options) {
    text += " '*" + option.name + "[" + zshText(option.summary) + "]";
    if (!option.value.empty()) text += ":" + zshText(toLower(option.value)) + ":" + zshAction(option.value);
    text += "'";
  }
  return text;
}

}  // namespace

std::string zshCompletion() {
  std::string text = R"(#compdef footplate
# zsh completion for footplate. Put it into a folder of $fpath as _footplate.

_footplate_ask() {
  local -a found
  found=("${(@f)$(_call_program footplate footplate $_footplate_folder completion --words $1 2>/dev/null)}")
  compadd -a found
}
_footplate_runs() { _footplate_ask runs }
_footplate_computes() { _footplate_ask computes }
_footplate_experiments() { _footplate_ask experiments }
_footplate_environments() { _alternative 'names:environment:_footplate_ask environments' 'files:file:_files' }

_footplate() {
  local curcontext="$curcontext" state line
  local -A opt_args
  local -a _footplate_folder verbs
  verbs=(
)";
  for (const Command& command : all())
    text += "    '" + std::string(command.name) + ":" + zshText(command.summary) + "'\n";
  text += "    'lsp:speak the Language Server Protocol'\n  )\n  _arguments -C" + zshOptions(globalOptions()) +
          " '1:verb:->verb' '*::argument:->rest'\n"
          "  [[ -n ${opt_args[-C]} ]] && _footplate_folder=(-C ${opt_args[-C]})\n"
          "  case $state in\n    verb) _describe verb verbs ;;\n    rest) case $words[1] in\n";
  for (const Command& command : all()) {
    text += "      " + std::string(command.name) + ") _arguments" + zshOptions(optionsOf(command));
    const std::vector<std::string> positionals = positionalsOf(command);
    for (std::size_t at = 0; at < positionals.size(); ++at) {
      const std::string place = at + 1 == positionals.size() ? "*" : std::to_string(at + 1);
      text += " '" + place + ":" + toLower(positionals[at]) + ":" + zshAction(positionals[at]) + "'";
    }
    text += " ;;\n";
  }
  return text + "    esac ;;\n  esac\n}\n\n_footplate \"$@\"\n";
}

namespace {

// fish escapes a quote within quotes by a backslash.
std::string fishText(std::string_view text) {
  return "'" + replaceAll(replaceAll(std::string(text), "\\", "\\\\"), "'", "\\'") + "'";
}

// "-x" says that a value follows and that it is no file.
std::string fishValue(std::string_view value) {
  if (const auto words = wordsOf(value); !words.empty()) return " -x -a " + fishText(words);
  if (value == "ENVIRONMENT") return " -r -F -a '(__footplate_words environments)'";
  if (const auto kind = listedAs(value); !kind.empty())
    return " -x -a '(__footplate_words " + std::string(kind) + ")'";
  if (value == "DIR") return " -x -a '(__fish_complete_directories)'";
  return isPath(value) ? " -r -F" : " -x";
}

std::string fishOption(const std::string& condition, const Option& option) {
  const bool isLong = option.name.starts_with("--");
  std::string text = "complete -c footplate -n " + condition + (isLong ? " -l " : " -s ") +
                     option.name.substr(isLong ? 2 : 1) + " -d " + fishText(option.summary);
  if (!option.value.empty()) text += fishValue(option.value);
  return text + "\n";
}

}  // namespace

std::string fishCompletion() {
  std::string text =
      R"(# fish completion for footplate. Put it into ~/.config/fish/completions/footplate.fish.

function __footplate_words
    set -l words (commandline -opc)
    set -l folder
    if set -l at (contains -i -- -C $words)
        set folder -C $words[(math $at + 1)]
    end
    $words[1] $folder completion --words $argv[1] 2>/dev/null
end

complete -c footplate -f
)";
  const std::string first = "__fish_use_subcommand";
  for (const Option& option : globalOptions()) text += fishOption(first, option);
  text += "complete -c footplate -n " + first + " -a lsp -d 'speak the Language Server Protocol'\n";
  for (const Command& command : all()) {
    const std::string name = command.name;
    text += "complete -c footplate -n " + first + " -a " + name + " -d " + fishText(command.summary) + "\n";
    const std::string seen = "'__fish_seen_subcommand_from " + name + "'";
    for (const Option& option : optionsOf(command)) text += fishOption(seen, option);
    for (const std::string& value : positionalsOf(command)) {
      std::string words = fishValue(value);
      if (words == " -x") continue;
      words = replaceAll(replaceAll(std::move(words), " -x", ""), " -r", "");
      text += "complete -c footplate -n " + seen + words + "\n";
    }
  }
  return text;
}

}  // namespace footplate::commands
