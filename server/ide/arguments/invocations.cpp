#include "ide/arguments/invocations.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/argument_match.h"
#include "ide/path_folder.h"
#include "ide/v1_runconfig.h"
#include "schema/expressions.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr unsigned deepest = 12;
using Words = std::vector<ShellWord>;

// "python", "python3.10", "/opt/conda/bin/python".
bool isPython(const std::string& word) {
  const std::string name = fileName(word);
  return name.starts_with("python") && name.find_first_not_of("0123456789.", 6) == std::string::npos;
}

// Programs that start a script given by name among words of their own.
bool isLauncher(const Words& words, std::size_t at) {
  const std::string name = fileName(words[at].text);
  if (name == "accelerate") return at + 1 < words.size() && words[at + 1].text == "launch";
  return name == "torchrun" || name == "deepspeed";
}

bool isLaunchModule(std::string_view module) {
  return isOneOf(module, {"torch.distributed.launch", "torch.distributed.run", "accelerate.commands.launch",
                          "coverage", "debugpy", "cProfile"});
}

// Which word is the script, and whether it is a module's name.
struct ScriptWord {
  std::size_t at = 0;
  bool module = false;
};

std::optional<ScriptWord> fileAfter(const Words& words, std::size_t at) {
  for (; at < words.size(); ++at) {
    if (isOneOf(words[at].text, {"-m", "--module", "-c"})) return {};
    if (words[at].text.ends_with(".py") && !words[at].text.starts_with("-")) return ScriptWord{at};
  }
  return {};
}

// After the word "python".
std::optional<ScriptWord> afterPython(const Words& words, std::size_t at) {
  for (; at < words.size(); ++at) {
    const std::string& word = words[at].text;
    if (word == "-m" && at + 1 < words.size()) {
      if (isLaunchModule(words[at + 1].text)) return fileAfter(words, at + 2);
      return ScriptWord{at + 1, true};
    }
    if (word.starts_with("-c") || word == "-" || word == "-m") return {};
    if (word == "-W" || word == "-X") {
      ++at;
    } else if (!word.starts_with("-")) {
      return ScriptWord{at};
    }
  }
  return {};
}

// Programs and words of the shell before a command of its own.
bool startsOthers(const std::string& word) {
  return isOneOf(fileName(word),
                 {"time", "nohup", "exec", "env", "sudo", "mpirun", "mpiexec", "horovodrun", "srun", "conda",
                  "stdbuf", "then", "do", "else", "if", "!", "xvfb-run", "{", "nice"});
}

// Commands of the shell after which no new file is there.
bool makesNothing(const std::string& word) {
  return isOneOf(word,
                 {"cd", "export", "echo", "set", "ls", "pwd", "env", "which", "nvidia-smi", "pip", "true"});
}

std::optional<ScriptWord> scriptWord(const Words& words) {
  bool others = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at].text;
    if (isPython(word)) return afterPython(words, at + 1);
    if (isLauncher(words, at)) return fileAfter(words, at + 1);
    if (word.starts_with("./") && word.ends_with(".py")) return ScriptWord{at};
    others = others || startsOthers(word);
    if (!others && word.find('=') == std::string::npos) return {};
  }
  return {};
}

// What a command starts, as paths from the folder where it begins: a module is a file or a package. None for
// a file outside that folder.
std::vector<std::string> filesOf(const ShellCommand& command, const ScriptWord& script) {
  const std::string& word = command.words[script.at].text;
  const std::string path =
      joinPath(command.folder, script.module ? replaceAll(word, ".", "/") : std::string(word));
  if (isAbsolutePath(path) || path.starts_with("..")) return {};
  if (!script.module) return {path};
  return {path + ".py", joinPath(path, "__main__.py")};
}

// The folder that is written, absolute; "" when it is none of this disk.
std::string pathOfCode(std::string_view text, const std::string& folder) {
  const bool elsewhere = text.empty() || text.starts_with("azureml:") || text.starts_with("git+") ||
                         text.find("://") != std::string_view::npos ||
                         text.find("{{") != std::string_view::npos;
  return elsewhere || folder.empty() ? std::string() : joinPath(folder, text);
}

bool isKeyOf(Node value, std::string_view name) {
  return value.entryKey() && value.entryKey().text() == name;
}

// Parts an invocation at its command; without arguments when there is none, or none that is known.
Invocation takeCommand(Invocation& outer) {
  const ShellWord* word = outer.arguments->takesCommand ? matchArguments(outer).command : nullptr;
  if (word == nullptr) return {};
  const auto at = word - outer.words.data();
  const python::Command* command =
      word->isLiteral() && !word->optional ? outer.arguments->command(word->text) : nullptr;
  Invocation inner;
  if (command != nullptr) {
    inner.text = outer.text;
    inner.scriptName = outer.scriptName + " " + word->text;
    inner.scriptSpan = word->span;
    inner.scriptIsWord = true;
    inner.words.assign(outer.words.begin() + at + 1, outer.words.end());
    inner.end = outer.end;
    inner.arguments = command->arguments;
  }
  outer.words.resize(static_cast<std::size_t>(at) + 1);
  const Offset end = at > 0 ? outer.words[static_cast<std::size_t>(at) - 1].span.end : outer.scriptSpan.end;
  outer.end = outer.scriptIsWord || at > 0 ? Span{end, end} : Span{};
  outer.beforeCommand = true;
  return inner;
}

// Settings of what drives a parallel task. It starts the script with words of its own, these among them.
bool isOfDriver(const std::string& name) {
  return name.starts_with("amlbi") || name.starts_with("input_") ||
         isOneOf(name, {"output", "mini_batch_size", "error_threshold", "logging_level", "output_action",
                        "node_count", "process_count_per_node", "run_invocation_timeout", "run_max_try",
                        "append_row_file_name", "allowed_failed_percent", "allowed_failed_count",
                        "task_overhead_timeout", "progress_update_timeout", "first_task_creation_timeout",
                        "copy_logs_to_parent", "resource_monitor_interval", "scoring_module_name",
                        "client_sdk_version"});
}

// What a script of a parallel task takes: it may be given more than it names, and still wants what it
// requires, unless that comes from the driver.
std::shared_ptr<const python::Arguments> besideDriver(const python::Arguments& arguments) {
  auto made = std::make_shared<python::Arguments>(arguments);
  made->complete = false;
  for (python::Argument& argument : made->all) {
    if (argument.positional() || isOfDriver(argument.name)) argument.required = false;
  }
  return made;
}

class InvocationReader {
 public:
  InvocationReader(const Document& document, const Workspace& workspace)
      : document_(document), workspace_(workspace), folder_(document.folder()) {}

  std::vector<Invocation> all() {
    const Node root = document_.yaml().root();
    if (!workspace_.seesFiles() || folder_.empty()) return {};
    if (document_.kind == "v1runconfig") {
      runconfig(root);
    } else if (isOurs()) {
      visit(root, 0);
    }
    return std::move(found_);
  }

  std::vector<ScriptFile> scripts() {
    all();
    if (!workspace_.seesFiles() || folder_.empty()) return {};
    const Node root = document_.yaml().root();
    if (isOneOf(document_.kind, {"onlineDeployment", "batchDeployment"})) scoring(root, true);
    if (document_.kind == "modelPackage") scoring(root.find("inferencing_server").resolved(), false);
    return std::move(scripts_);
  }

  std::vector<Invocation> of(Node node) {
    if (!workspace_.seesFiles() || folder_.empty()) return {};
    isTyped_ = true;
    const Node list = node.isSequence() ? node : node.parent();
    const Node root = document_.yaml().root();
    if (isOneOf(document_.kind, {"v1runconfig", "v1pipeline"})) {
      const bool ofScript = list.isSequence() && isKeyOf(list, "arguments");
      const bool ofDatabricks = list.isSequence() && isKeyOf(list, "python_script_params");
      if (document_.kind == "v1runconfig" && ofScript && list.parent() == root) runconfig(root);
      if (document_.kind == "v1pipeline" && ofScript) v1Step(list, "script_name");
      if (document_.kind == "v1pipeline" && ofDatabricks) v1Step(list, "python_script_name");
    } else if (isOurs() && (node.isScalar() || node.isNull())) {
      const Node owner = node.parent();
      if (isKeyOf(node, "command")) command(owner);
      if (isKeyOf(node, "args")) spark(owner);
      if (isKeyOf(node, "program_arguments")) parallel(owner.parent());
    }
    return std::move(found_);
  }

 private:
  bool isOurs() const {
    return isOneOf(document_.kind,
                   {"commandJob", "sweepJob", "pipelineJob", "sparkJob", "parallelJob", "commandComponent",
                    "pipelineComponent", "sparkComponent", "parallelComponent", "schedule"});
  }

  void visit(Node owner, unsigned depth) {
    if (!owner.isMapping() || depth > deepest) return;
    command(owner);
    spark(owner);
    parallel(owner);
    for (std::string_view key : {"trial", "component", "create_job"}) visit(owner.find(key), depth + 1);
    for (Entry step : owner.find("jobs").entries()) visit(step.value, depth + 1);
  }

  void command(Node owner) {
    const Node text = owner.find("command").resolved();
    if (!text.isScalar()) return;
    const Node written = owner.find("code").resolved();
    if (!written || written.isNull()) return withoutCode(owner, text);
    const std::string& code = codeFolder(written);
    if (code.empty()) return;
    bool first = true;
    for (ShellCommand& one : shellCommands(text)) {
      const auto script = scriptWord(one.words);
      const bool before =
          std::exchange(first, first && (one.words.empty() || makesNothing(one.words.front().text)));
      if (!script || !one.folderKnown || !one.words[script->at].isLiteral()) continue;
      Invocation made;
      made.text = text;
      const ShellWord& word = one.words[script->at];
      made.scriptName = word.text;
      made.scriptSpan = word.span;
      made.scriptIsWord = true;
      made.end = {one.words.back().span.end, one.words.back().span.end};
      made.words.assign(one.words.begin() + static_cast<std::ptrdiff_t>(script->at) + 1, one.words.end());
      const std::string start = joinPath(code, one.folder);
      if (!script->module)
        scripts_.push_back({word.span, joinPath(start, word.text), code, start, before, false});
      script->module ? module(std::move(made), code, start) : file(std::move(made), code, start, {});
    }
  }

  // A command that is sent no files starts in an empty folder: a script that nothing before it makes is not
  // there.
  void withoutCode(Node owner, Node text) {
    // What a job or component that is named elsewhere brings along is not seen here.
    if (owner.find("job") || owner.find("component")) return;
    if (text.text().find(".py") == std::string_view::npos) return;
    for (const ShellCommand& one : shellCommands(text)) {
      const auto script = scriptWord(one.words);
      if (script && !script->module && one.folderKnown && one.folder.empty()) {
        const ShellWord& word = one.words[script->at];
        if (word.isLiteral() && isFileBelow(word.text) && !writesBefore(text.text(), word.text))
          scripts_.push_back({word.span, joinPath(folder_, word.text), "", folder_, true, false});
      }
      if (!one.words.empty() && !makesNothing(one.words.front().text)) return;
    }
  }

  static bool isFileBelow(const std::string& word) {
    return word.ends_with(".py") && !isAbsolutePath(word) && !word.starts_with("~") &&
           !word.starts_with("..");
  }

  // "echo … > made.py && python made.py"
  static bool writesBefore(std::string_view command, std::string_view word) {
    return command.substr(0, command.find(word)).find('>') != std::string_view::npos;
  }

  // The folder of the code, "" when there is none: nothing in it can be read. The steps of a pipeline name
  // the same ones again and again.
  const std::string& codeFolder(Node code) {
    const std::string_view written = code.resolved().text();
    const auto known = folders_.find(written);
    if (known != folders_.end()) return known->second;
    std::string path = pathOfCode(written, folder_);
    if (!path.empty() && workspace_.look(path) != FileKind::folder) path.clear();
    return folders_.emplace(written, std::move(path)).first->second;
  }

  void spark(Node owner) {
    const Node entry = owner.find("entry").resolved();
    const Node file = entry.isScalar() ? entry : entry.find("file").resolved();
    withWords(file, owner.find("args").resolved(), owner.find("code"), {}, true, false);
  }

  void parallel(Node owner) {
    const Node task = owner.find("task").resolved();
    withWords(task.find("entry_script").resolved(), task.find("program_arguments").resolved(),
              task.find("code"), {"init"}, false, true);
  }

  // The script of a deployment, which has no words.
  void scoring(Node owner, bool required) {
    const Node configuration = owner.find("code_configuration").resolved();
    const Node script = configuration.find("scoring_script").resolved();
    const std::string& folder = codeFolder(configuration.find("code"));
    if (script.isScalar() && !script.text().empty() && !folder.empty())
      scripts_.push_back({script.span(), joinPath(folder, script.text()), folder, folder, true, required});
  }

  // "score.main" may be the module of that name.
  std::string scriptPath(const std::string& folder, std::string_view script, bool mayBeModule) const {
    if (mayBeModule && !script.ends_with(".py")) {
      const std::string module = joinPath(folder, replaceAll(std::string(script), ".", "/"));
      for (const char* end : {".py", "/__init__.py"}) {
        if (workspace_.exists(module + end)) return module + end;
      }
    }
    return joinPath(folder, script);
  }

  // A script and its words under keys of their own.
  void withWords(Node script, Node words, Node code, std::vector<std::string> called, bool required,
                 bool mayBeModule) {
    const std::string& folder = codeFolder(code);
    const std::string path =
        script.isScalar() ? scriptPath(folder, script.text(), mayBeModule) : std::string();
    if (script.isScalar() && !folder.empty() && !schema::hasBinding(script.text()))
      scripts_.push_back({script.span(), path, folder, folder, true, required});
    const bool empty = isTyped_ && words.isNull();
    const bool none = !isTyped_ && !words;  // what the script requires is missing then, too
    if (!script.isScalar() || (!words.isScalar() && !empty && !none) || folder.empty()) return;
    Invocation made;
    made.text = none ? script : words;
    made.scriptName = relativePath(path, folder);
    made.scriptSpan = words.entryKey() ? words.entryKey().span() : made.text.span();
    std::vector<ShellCommand> commands = shellCommands(words);
    if (commands.size() > 1) return;
    if (!commands.empty()) {
      made.words = std::move(commands.front().words);
      made.end = {made.words.back().span.end, made.words.back().span.end};
    }
    file(std::move(made), folder, folder, std::move(called));
  }

  void runconfig(Node root) {
    const Node script = root.find("script").resolved();
    const Node words = root.find("arguments").resolved();
    withList(script, words, sourceFolderOf(document_, workspace_));
  }

  // The arguments of a step; its script may stand below the older name of its type.
  void v1Step(Node words, std::string_view scriptKey) {
    const Node step = words.parent();
    Node script = step.find(scriptKey).resolved();
    for (std::string_view type : {"python_script_step", "parallel_run_step", "databricks_step"}) {
      if (!script) script = step.find(type).find(scriptKey).resolved();
    }
    withList(script, words, folderOfPaths(script, "source_directory", document_, workspace_));
  }

  void withList(Node script, Node words, const std::string& folder) {
    if (!script.isScalar() || !words.isSequence() || folder.empty()) return;
    Invocation made;
    made.text = words;
    made.scriptName = script.text();
    made.scriptSpan = words.entryKey().span();
    for (Node item : words.items()) {
      if (isTyped_ && item.isNull()) continue;
      if (!item.resolved().isScalar()) return;
      made.words.push_back(wholeWord(item.resolved()));
    }
    file(std::move(made), folder, folder, {});
  }

  void module(Invocation made, const std::string& code, const std::string& start) {
    const std::string path = joinPath(start, replaceAll(made.scriptName, ".", "/"));
    const bool package = workspace_.look(path + ".py") != FileKind::file;
    add(std::move(made), {package ? joinPath(path, "__main__.py") : path + ".py", start, code});
  }

  void file(Invocation made, const std::string& code, const std::string& start,
            std::vector<std::string> called) {
    const std::string path = joinPath(start, made.scriptName);
    add(std::move(made), {path, parentPath(path), code, std::move(called)});
  }

  void add(Invocation made, const python::Script& script) {
    if (!isInside(script.path, script.root)) return;
    auto known = read_.find({script.path, script.importsFrom});
    if (known == read_.end()) {
      const python::FileReader reader = [&](const std::string& path) {
        return workspace_.look(path) == FileKind::file ? workspace_.read(path) : nullptr;
      };
      auto arguments = python::readArguments(script, reader);
      if (arguments && !script.called.empty()) arguments = besideDriver(*arguments);
      known = read_.emplace(std::pair(script.path, script.importsFrom), std::move(arguments)).first;
    }
    made.arguments = known->second;
    while (made.arguments) {
      Invocation inner = takeCommand(made);
      found_.push_back(std::move(made));
      made = std::move(inner);
    }
  }

  const Document& document_;
  const Workspace& workspace_;
  std::string folder_;
  std::map<std::string, std::string, std::less<>> folders_;  // by what is written
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const python::Arguments>> read_;
  std::vector<Invocation> found_;
  std::vector<ScriptFile> scripts_;
  bool isTyped_ = false;  // one place is asked for, where a word may not be there yet
};

}  // namespace

std::vector<ScriptFile> scriptFiles(const Document& document, const Workspace& workspace) {
  return InvocationReader(document, workspace).scripts();
}

std::vector<std::string> filesOfCode(Node owner) {
  std::vector<std::string> files;
  const Node command = owner.find("command").resolved();
  const std::vector<ShellCommand> commands =
      command.isScalar() ? shellCommands(command) : std::vector<ShellCommand>();
  for (const ShellCommand& one : commands) {
    const auto script = scriptWord(one.words);
    if (!script || !one.folderKnown || !one.words[script->at].isLiteral()) continue;
    for (std::string& file : filesOf(one, *script)) files.push_back(std::move(file));
  }
  const Node entry = owner.find("entry").resolved();
  for (const Node file : {entry, entry.find("file").resolved(), owner.find("entry_script").resolved(),
                          owner.find("scoring_script").resolved()}) {
    if (file.isScalar() && !file.text().empty()) files.emplace_back(file.text());
  }
  return files;
}

std::vector<Invocation> invocations(const Document& document, const Workspace& workspace) {
  return InvocationReader(document, workspace).all();
}

std::vector<Invocation> invocationsOf(Node node, const Document& document, const Workspace& workspace) {
  return InvocationReader(document, workspace).of(node);
}

}  // namespace footplate::ide
