#include "cli/args.h"

#include <CLI/CLI.hpp>
#include <list>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "base/path.h"
#include "base/strings.h"

namespace footplate::cli {

using commands::Command;
using commands::Parameter;
using commands::ParameterType;
using nlohmann::json;

namespace {

// Where CLI11 puts one parameter's value.
struct Slot {
  const Parameter* parameter = nullptr;
  CLI::Option* option = nullptr;
  std::string text;
  std::int64_t number = 0;
  bool flag = false;
  std::vector<std::string> list;

  json value() const {
    switch (parameter->type) {
      case ParameterType::text:
        return text;
      case ParameterType::integer:
        return number;
      case ParameterType::boolean:
        return flag;
      case ParameterType::textList:
        return list;
    }
    return nullptr;
  }
};

std::string optionName(const Parameter& parameter) {
  if (parameter.positional) return parameter.name;
  const std::string name = "--" + replaceAll(parameter.name, "_", "-");
  return name == "--output" ? "-o," + name : name;
}

void bindSlot(CLI::App& app, Slot& slot) {
  const Parameter& parameter = *slot.parameter;
  const std::string name = optionName(parameter);
  switch (parameter.type) {
    case ParameterType::text:
      slot.option = app.add_option(name, slot.text, parameter.summary);
      break;
    case ParameterType::integer:
      slot.option = app.add_option(name, slot.number, parameter.summary);
      break;
    case ParameterType::boolean:
      slot.option = app.add_flag(name, slot.flag, parameter.summary);
      break;
    case ParameterType::textList:
      slot.option = app.add_option(name, slot.list, parameter.summary);
      if (!parameter.positional) slot.option->expected(1)->take_all();
      break;
  }
  if (*parameter.valueName) slot.option->type_name(parameter.valueName);
  if (parameter.required) slot.option->required();
}

class Arguments {
 public:
  // Only the commands that `words` may name get their options: those of all take longer to make than many a
  // command takes.
  explicit Arguments(std::span<const char* const> words)
      : app_("Checks machine-learning run configurations and runs them.", "footplate") {
    app_.set_version_flag("--version", "footplate " FOOTPLATE_VERSION);
    app_.add_option("-C", folder_, "run as if started in this folder")->type_name("DIR");
    app_.add_option("--log-level", logLevel_, "error, warn (default), info or debug; on stderr");
    app_.add_option("--lang", language_,
                    "language of remarks: en or zh-cn (default: that of LC_ALL or LANG)");
    app_.require_subcommand(1);
    app_.fallthrough();
    for (const Command& command : commands::all()) {
      CLI::App* subcommand = app_.add_subcommand(command.name, command.summary);
      const auto isIt = [&](std::string_view word) { return word == command.name; };
      if (std::ranges::any_of(words, isIt)) addOptions(command, *subcommand);
    }
    addProgram("lsp", "speak the Language Server Protocol on stdin and stdout");
  }

  std::variant<Invocation, Notice> parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return notice(error);
    }
    if (!logLevel_.empty() && !setLogLevel(logLevel_)) {
      return Notice{"footplate: no log level is called '" + logLevel_ + "': error, warn, info or debug\n", 2};
    }
    if (json_ && !format_.empty() && format_ != "json") {
      return Notice{
          "footplate: --json and --format " + format_ + " ask for two formats; leave one of them out\n", 2};
    }
    Invocation call;
    call.folder = joinPath(currentFolder(), folder_.empty() ? "." : folder_);
    call.language = language_;
    call.json = json_ || format_ == "json";
    call.sarif = format_ == "sarif";
    call.tail = tail_;
    call.parameters = std::make_shared<json>(json::object());
    for (const auto& [command, subcommand] : subcommands_) {
      if (!subcommand->parsed()) continue;
      call.command = command;
      for (const Slot& slot : slots_[command]) {
        if (slot.option->count() > 0) (*call.parameters)[slot.parameter->name] = slot.value();
        call.json |= std::string_view(slot.parameter->name) == "format" && slot.text == "json";
      }
    }
    return call;
  }

 private:
  void addProgram(const char* name, const char* summary) { app_.add_subcommand(name, summary); }

  void addOptions(const Command& command, CLI::App& subcommand) {
    subcommands_.emplace_back(&command, &subcommand);
    auto& slots = slots_[&command];
    for (const Parameter& parameter : command.parameters) {
      slots.emplace_back().parameter = &parameter;
      bindSlot(subcommand, slots.back());
    }
    subcommand.add_flag("--json", json_, "one JSON document on stdout");
    if (std::string_view(command.name) == "validate") {
      subcommand.add_option("--format", format_, "text (default), json or sarif (2.1.0)")
          ->type_name("FORMAT")
          ->check(CLI::IsMember({"text", "json", "sarif"}));
    }
    if (std::string_view(command.name) == "submit" || std::string_view(command.name) == "rerun") {
      subcommand.add_flag("--tail", tail_, "follow the log on stderr and wait for the end");
    }
  }

  Notice notice(const CLI::ParseError& error) const {
    std::ostringstream out;
    std::ostringstream err;
    const int status = app_.exit(error, out, err);
    return status == 0 ? Notice{out.str(), 0} : Notice{"footplate: " + err.str(), 2};
  }

  CLI::App app_;
  std::string folder_;
  std::string logLevel_;
  std::string language_;
  std::string format_;
  bool json_ = false;
  bool tail_ = false;
  std::vector<std::pair<const Command*, CLI::App*>> subcommands_;
  std::map<const Command*, std::list<Slot>> slots_;
};

}  // namespace

std::variant<Invocation, Notice> parseArguments(int argc, const char* const* argv) {
  const auto count = static_cast<std::size_t>(argc);
  return Arguments({argv, count}).parse(argc, argv);
}

}  // namespace footplate::cli
