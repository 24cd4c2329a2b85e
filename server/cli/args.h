// argv read by CLI11 (only here) against the table of commands.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>

#include "commands/command.h"

namespace footplate::cli {

// One call as typed. `parameters` is what the command is given.
struct Invocation {
  const commands::Command* command = nullptr;
  std::shared_ptr<nlohmann::json> parameters;
  std::string folder;    // -C DIR, or the working folder; absolute
  std::string language;  // --lang
  bool json = false;
  bool sarif = false;  // validate --format sarif
  bool tail = false;   // submit --tail
};

// What there is to say instead of running a command: help, version, or a usage error (status 2).
struct Notice {
  std::string text;
  int status = 0;
};

std::variant<Invocation, Notice> parseArguments(int argc, const char* const* argv);

}  // namespace footplate::cli
