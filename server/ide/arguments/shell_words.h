// A command as bash would split it, with the place of every character in the document. Nothing is expanded:
// what the shell or the service would put in is told as such.
//
//   for (const ShellCommand& one : shellCommands(job.find("command"))) one.words.front().text;  // "python"
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct ShellWord {
  std::string text;            // quotes and backslashes taken out
  std::vector<Offset> places;  // of each byte of `text`
  Span span;                   // in the document, quotes and all
  std::size_t literal = 0;     // so many bytes of `text` stand as they are; from there on something is put in
  bool optional = false;       // inside $[[ … ]]

  bool isLiteral() const { return literal == text.size(); }
  // The place of text[from, to) in the document.
  Span part(std::size_t from, std::size_t to) const;
};

struct ShellCommand {
  std::vector<ShellWord> words;  // redirections left out
  std::string folder;            // where `cd` before it went, relative to the start; "" for the start
  bool folderKnown = true;
  bool newLine = false;  // only the end of a line parts it from the command before it
};

struct ShellText {
  std::vector<ShellCommand> commands;  // the simple ones, in the order of the text
  std::vector<Span> comments;
  Span openQuote;  // the quote that nothing closes; empty when there is none for sure
};

ShellText shellText(yaml::Node scalar);
std::vector<ShellCommand> shellCommands(yaml::Node scalar);

// A scalar that is one word already, as in a list of arguments.
ShellWord wholeWord(yaml::Node scalar);

}  // namespace footplate::ide
