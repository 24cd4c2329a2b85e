#include "cli/cli.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "cli/args.h"
#include "cli/condition_place.h"
#include "cli/log_writer.h"
#include "cli/render.h"
#include "cli/render_validate.h"
#include "cli/sarif.h"
#include "ide/l10n/l10n.h"
#include "os/signals.h"

namespace footplate::cli {

using commands::Session;
using nlohmann::json;

namespace {

int statusOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return 1;
    case ErrorCode::usage:
      return 2;
    case ErrorCode::notFound:
      return 3;
    case ErrorCode::canceled:
      return 130;
    default:
      return 4;
  }
}

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool mayColor(int descriptor) {
  const char* refused = std::getenv("NO_COLOR");
  return (!refused || !*refused) && ::isatty(descriptor) != 0;
}

bool writeBytes(int descriptor, std::string_view bytes) {
  return writeAll(descriptor, bytes) == 0;
}

Result<std::string> readStandardInput() {
  std::string text;
  char bytes[1 << 16];
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (got == 0) return text;
    if (got > 0) text.append(bytes, static_cast<std::size_t>(got));
    if (got < 0 && errno != EINTR)
      return fail(ErrorCode::unavailable, "reading standard input: " + systemMessage(errno));
  }
}

// Of the reader's terminal; 0 where there is none.
std::size_t terminalWidth() {
  if (::isatty(STDOUT_FILENO) == 0) return 0;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  return columns != nullptr ? static_cast<std::size_t>(std::max(0, std::atoi(columns))) : 0;
}

// Of text for people; JSON is always English.
Language languageOfReader(const std::string& asked) {
  if (!asked.empty()) return languageOf(asked);
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); value && *value) return languageOf(value);
  }
  return Language::english;
}

// A sentence of ours for people: secrets masked, and nothing in it moves the cursor.
std::string shown(const std::string& words, Language language) {
  return printable(maskSecrets(ide::translate(language, words)));
}

// The error in the reader's language on stderr, and with --json as a document on stdout.
int report(const Error& error, bool asJson, Language language) {
  std::fprintf(stderr, "footplate: %s\n", shown(error.message, language).c_str());
  if (asJson) {
    const json detail{{"code", errorCodeName(error.code)}, {"message", maskSecrets(error.message)}};
    writeBytes(STDOUT_FILENO, dump(json{{"error", detail}}) + "\n");
  }
  return statusOf(error.code);
}

class Call {
 public:
  Call(const Invocation& invocation, const World& world)
      : invocation_(invocation), language_(languageOfReader(invocation.language)) {
    session_.folder = invocation.folder;
    session_.engine = world.engine;
    session_.input = readStandardInput;
    session_.inPlace = [this, &world](const runner::RunPlan& plan) {
      return world.runInPlace(plan, invocation_.json, session_.cancel);
    };
    session_.progress = [this](const std::string& line) {
      std::fprintf(stderr, "%s\n", shown(line, language_).c_str());
    };
    session_.notice = session_.progress;
  }

  int run() {
    const std::string_view name = invocation_.command->name;
    if (!folderExists(invocation_.folder))
      return report({ErrorCode::notFound, "there is no folder " + invocation_.folder});
    if (auto good = commands::checkParameters(*invocation_.command, *invocation_.parameters); !good)
      return report(good.error());
    if (isLong(name) || invocation_.tail) interruptible();
    if (name == "tail") return runTail();
    auto outcome = invocation_.command->run(*invocation_.parameters, session_);
    if (!outcome) return report(outcome.error());
    if (invocation_.tail && outcome->json->contains("run")) return followSubmitted(*outcome->json);
    if (!print(name, *outcome->json)) return 4;
    for (const Error& error : outcome->errors)
      std::fprintf(stderr, "footplate: %s\n", shown(error.message, language_).c_str());
    if (!outcome->errors.empty()) return statusOf(outcome->errors.front().code);
    if (name == "run") return statusOfCommand(*outcome->json);
    return outcome->bad ? 1 : 0;
  }

 private:
  // As a shell says it: the command's own status, 128 and the number of the signal that ended it.
  static int statusOfCommand(const json& ended) {
    constexpr int signaled = 128;
    return ended.at("signal").is_number() ? signaled + ended.at("signal").get<int>()
                                          : ended.at("exit_code").get<int>();
  }

  int report(const Error& error) const {
    const int status = cli::report(error, invocation_.json, language_);
    const std::string place = conditionPlace(error.message, invocation_.parameters->value("where", ""));
    std::fputs(place.c_str(), stderr);
    return status;
  }

  // Verbs that wait for something that goes on without them.
  static bool isLong(std::string_view name) {
    return name == "tail" || name == "cancel" || name == "outputs" || name == "run" || name == "env";
  }

  // From here Ctrl-C stops this command only; the run goes on.
  void interruptible() {
    signals_.emplace();
    session_.cancel = signals_->token();
  }

  int runTail() {
    LogWriter writer(STDOUT_FILENO, invocation_.json, {mayColor(STDOUT_FILENO), 0, language_});
    session_.bytes = [&](std::string_view stream, std::string_view bytes) {
      return writer.write(stream, bytes);
    };
    const auto outcome = invocation_.command->run(*invocation_.parameters, session_);
    session_.bytes = {};
    writer.finish();
    if (session_.cancel.stop_requested()) return 130;
    return outcome ? 0 : report(outcome.error());
  }

  int followSubmitted(const json& submitted) {
    const json reference{{"run", submitted.at("run").at("id")}};
    // The run is of the file's project, which may be another than that of the working folder.
    if (const auto file = invocation_.parameters->find("file"); file != invocation_.parameters->end())
      session_.folder = parentPath(joinPath(session_.folder, file->get<std::string>()));
    std::fprintf(stderr, "%s\n", reference.at("run").get<std::string>().c_str());
    LogWriter writer(STDERR_FILENO, false, {mayColor(STDERR_FILENO), 0, language_});
    session_.bytes = [&](std::string_view stream, std::string_view bytes) {
      return writer.write(stream, bytes);
    };
    const auto tailed = commands::findCommand("tail")->run(reference, session_);
    session_.bytes = {};
    if (session_.cancel.stop_requested()) return 130;
    if (!tailed) return report(tailed.error());
    const json runs{{"runs", json::array({submitted.at("run").at("id")})}};
    const auto shown = commands::findCommand("show")->run(runs, session_);
    if (!shown) return report(shown.error());
    sayWhy(shown->json->at("run").at("error"));
    if (!print("submit", *shown->json)) return 4;
    return shown->json->at("run").at("status") == "Completed" ? 0 : 1;
  }

  // Why the run that was followed did not complete; nothing for one that did.
  void sayWhy(const json& error) const {
    if (!error.is_object()) return;
    const std::string message = shown(error.at("message").get<std::string>(), language_);
    std::fprintf(stderr, "footplate: %s\n", message.c_str());
  }

  bool print(std::string_view command, const json& result) const {
    if (invocation_.json) return writeBytes(STDOUT_FILENO, dump(result) + "\n");
    if (invocation_.sarif) return writeBytes(STDOUT_FILENO, dump(sarif(result, invocation_.folder)) + "\n");
    if (command != "validate") {
      const Style style{mayColor(STDOUT_FILENO), terminalWidth(), language_};
      return writeBytes(STDOUT_FILENO, render(command, result, *invocation_.parameters, style));
    }
    // A patch, or a repaired text, has the output to itself.
    const std::string product = productOfValidate(result);
    if (product.empty())
      return writeBytes(STDOUT_FILENO, renderValidate(result, mayColor(STDOUT_FILENO), language_));
    return writeBytes(STDERR_FILENO, renderValidate(result, mayColor(STDERR_FILENO), language_)) &&
           writeBytes(STDOUT_FILENO, product);
  }

  const Invocation& invocation_;
  Language language_;
  Session session_;
  std::optional<os::SignalGuard> signals_;
};

// A call that could not be read may have asked for JSON all the same.
bool wantsJson(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; });
}

// The first line of what is told, without the program's name.
std::string sentenceOf(const std::string& text) {
  constexpr std::string_view name = "footplate: ";
  std::string line = text.substr(0, text.find('\n'));
  return line.starts_with(name) ? line.substr(name.size()) : line;
}

}  // namespace

int run(int argc, char** argv, const World& world) {
  os::ignoreBrokenPipes();
  const auto parsed = parseArguments(argc, argv);
  if (const auto* notice = std::get_if<Notice>(&parsed)) {
    std::fputs(notice->text.c_str(), notice->status == 0 ? stdout : stderr);
    if (notice->status != 0 && wantsJson(argc, argv)) {
      const json detail{{"code", errorCodeName(ErrorCode::usage)}, {"message", sentenceOf(notice->text)}};
      writeBytes(STDOUT_FILENO, dump(json{{"error", detail}}) + "\n");
    }
    return notice->status;
  }
  return Call(std::get<Invocation>(parsed), world).run();
}

}  // namespace footplate::cli
