// What a script takes on its command line (argparse, click, typer), read from its text: nothing is ever run.
//
// The script is followed as Python would run it, from its first line: calls of its own functions and imports
// of modules beside it are entered, everything else is unknown. What is unknown and could change the answer
// makes the answer say less (`complete`, `certain`), never something wrong. Pure but for the reader it is
// given; any thread.
//
//   auto arguments = python::readArguments({"/p/src/train.py", "/p/src", "/p/src", {}}, readFile);
//   if (arguments && arguments->complete && !arguments->find("--lr")) complain();
#pragma once

#include <climits>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace footplate::python {

// What a text on the command line must be: `text` is anything.
enum class ValueType { text, integer, number, boolean };

// The least or the greatest value of a number.
struct Bound {
  double value = 0;
  bool open = false;  // the value itself is out
};

struct Argument {
  static constexpr unsigned any = UINT_MAX;

  std::vector<std::string> flags;     // "--lr", "-l"; none for a positional argument
  std::vector<std::string> offFlags;  // those of them that say no: "--slow" of "--fast/--slow"
  std::string name;                   // "lr"
  ValueType type = ValueType::text;
  std::vector<std::string> choices;  // none: anything
  bool ignoreCase = false;           // of the choices
  std::optional<Bound> minimum;
  std::optional<Bound> maximum;
  std::string defaultValue;  // as written in the script
  std::string help;
  unsigned least = 1;  // how many values follow
  unsigned most = 1;
  bool required = false;
  bool repeats = false;   // each use counts, not only the last
  unsigned choiceOf = 0;  // the number of the group of which one at most is given; 0: none
  std::string path;       // the file that defines it,
  Span span;              // and where

  bool positional() const { return flags.empty(); }
  // What people call it: its longest flag, or its name.
  const std::string& title() const;
};

struct Arguments;

// "fit" of `train.py fit --epochs 3`: the words behind it are read by arguments of its own.
struct Command {
  std::vector<std::string> names;  // the first is the one that help shows
  std::shared_ptr<const Arguments> arguments;
};

struct Arguments {
  std::vector<Argument> all;
  std::vector<Command> commands;
  unsigned commandAt = 0;        // so many positional arguments stand before the command
  bool takesCommand = false;     // the word there names a command, one of `commands` or another
  bool knowsCommands = true;     // there are no others
  bool wantsCommand = false;     // nor does it start without one
  bool takesDashes = false;      // what stands behind a flag is its value, also when it begins with "-"
  std::vector<unsigned> chosen;  // the groups of `choiceOf` of which one has to be given
  bool unread = false;           // too large or too tangled to be read: nothing at all is known
  bool complete = true;          // the script refuses what is not in `all`
  bool certain = true;           // the script refuses to start without what is `required`
  bool abbreviations = false;    // "--learn" may stand for "--learning-rate"

  // The argument of a flag, also of an abbreviated one; nullptr when there is none or more than one.
  const Argument* find(std::string_view flag) const;
  const Command* command(std::string_view name) const;
};

struct Script {
  std::string path;                      // absolute
  std::string importsFrom;               // the folder its imports are looked for in
  std::string root;                      // nothing outside this folder is read
  std::vector<std::string> called = {};  // functions that are called from outside ("init")
};

// The text of a file, or null.
using FileReader = std::function<std::shared_ptr<const std::string>(const std::string& path)>;

// Null when the script is not there or does not say what it takes. Answers are kept and given again while
// no file they came from has changed.
std::shared_ptr<const Arguments> readArguments(const Script& script, const FileReader& read);

}  // namespace footplate::python
