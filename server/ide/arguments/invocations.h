// Where a document starts Python scripts, and with which words: `command` of jobs, components, trials and
// steps, `args` of Spark, `program_arguments` of parallel tasks, `arguments` of v1 run configurations. Those
// of steps of v1 pipelines are read for a single place alone: the service puts in what they stand for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ide/arguments/shell_words.h"
#include "ide/document.h"
#include "python/arguments.h"

namespace footplate::ide {

// A script with commands ("train.py --verbose fit --epochs 3") makes two: the script with the words up to its
// command, and the command with those behind it.
struct Invocation {
  yaml::Node text;                                     // the scalar or list with the words
  std::string scriptName;                              // as written; "train.py fit" for a command
  Span scriptSpan;                                     // the word that names it, or the key of the words
  bool scriptIsWord = false;                           // it stands among the words
  std::vector<ShellWord> words;                        // those after the script
  Span end;                                            // where a further flag would go, empty
  bool beforeCommand = false;                          // which is right before the command
  std::shared_ptr<const python::Arguments> arguments;  // what the script takes, never null
};

// A script of the code folder that a document starts, or names under a key.
struct ScriptFile {
  Span span;              // the word that names it
  std::string path;       // absolute
  std::string code;       // the folder; "" where the document gives none
  std::string start;      // the folder that the word is a path from: the code's, or one in it
  bool first = false;     // nothing runs before it that could make it
  bool required = false;  // azure-ai-ml looks for it before it sends anything
};
// All whose code folder is there, whether the scripts are or not; and those of commands without any code.
std::vector<ScriptFile> scriptFiles(const Document& document, const Workspace& workspace);

// The files that the folder under the `code` of a mapping has to hold: those that its `command`, `entry`,
// `entry_script` or `scoring_script` start, as paths from that folder. Of a module both that it may be.
//
//   filesOfCode(job);  // "train.py" for "command: python train.py --lr 1"
std::vector<std::string> filesOfCode(yaml::Node owner);

// All, in the order of the text; those whose script cannot be read are left out.
std::vector<Invocation> invocations(const Document& document, const Workspace& workspace);

// Those of one scalar or list, which may be empty yet; `node` may be any node of the document.
std::vector<Invocation> invocationsOf(yaml::Node node, const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
