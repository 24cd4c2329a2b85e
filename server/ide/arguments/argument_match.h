// The words of an invocation beside what its script takes: which word is which argument's flag or value.
#pragma once

#include <string>
#include <vector>

#include "ide/arguments/invocations.h"

namespace footplate::ide {

// A value: the text of one word, or what stands behind "=" in it.
struct GivenValue {
  std::string text;
  Span span;
  bool literal = true;
};

struct GivenFlag {
  const ShellWord* word = nullptr;
  std::string name;                            // "--lr", without "=0.1"
  Span span;                                   // of the name
  const python::Argument* argument = nullptr;  // null: the script has none of that name
  std::vector<GivenValue> values;
  bool joined = false;  // the value stands behind "="
  std::string meant;    // "--lr" for "—lr", whose dash an editor made long; "" for all others
};

struct ArgumentMatch {
  std::vector<GivenFlag> flags;               // in the order of the words
  std::vector<const ShellWord*> positionals;  // words of no flag
  std::size_t certain = 0;                    // so many of them stand before what makes it open
  bool open = false;                   // words whose number or nature is not known: they may be any flag
  const ShellWord* command = nullptr;  // the word that names the command; those behind it are not looked at
  bool lost = false;                   // an unknown flag stands where the command is looked for

  bool gives(const python::Argument& argument) const;
};

// `typed`: the word that is being typed, which may yet become a flag.
ArgumentMatch matchArguments(const Invocation& invocation, Span typed = {});

}  // namespace footplate::ide
