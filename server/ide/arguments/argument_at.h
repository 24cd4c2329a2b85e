// The script argument whose flag stands at a place of a command: what hover and go-to-definition ask.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ide/document.h"
#include "python/arguments.h"

namespace footplate::ide {

struct ArgumentAt {
  Span flag;  // the flag, without "=…"
  std::shared_ptr<const python::Arguments> arguments;
  const python::Argument* argument = nullptr;  // one of them
};

std::optional<ArgumentAt> argumentAt(const Document& document, Offset at, const Workspace& workspace);

// Where a script defines the argument of a flag: the call of `add_argument` or what stands for it.
struct ArgumentDefinition {
  Span flag;
  std::string path;
  Span span;                                // in `text`
  std::shared_ptr<const std::string> text;  // of the script
};

std::optional<ArgumentDefinition> argumentDefinition(const Document& document, Offset at,
                                                     const Workspace& workspace);

// Help, type, default and choices in Markdown.
std::string argumentWords(const python::Argument& argument);

// All arguments of a script, one a line, and its commands; "" where it takes none.
std::string argumentList(const python::Arguments& arguments);

}  // namespace footplate::ide
