#include "planner/foreign_programs.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/strings.h"
#include "os/process.h"

namespace footplate::planner {

namespace {

struct Interpreter {
  std::string_view program;
  std::string_view language;
  std::string_view package;  // of conda; what begins with it and '-' belongs to it
};

constexpr std::array<Interpreter, 7> interpreters{{
    {"Rscript", "R", "r"},
    {"R", "R", "r"},
    {"julia", "Julia", "julia"},
    {"java", "Java", "openjdk"},
    {"scala", "Scala", "scala"},
    {"dotnet", ".NET", "dotnet"},
    {"spark-submit", "Spark", "pyspark"},
}};

// What may go before without any say in what programs there are.
constexpr std::array<std::string_view, 6> harmless{"set", "cd", "echo", "ls", "mkdir", "date"};

// The first simple command, cut off `rest`; quotes are kept together. "" where it is none that can be read.
std::vector<std::string> takeCommand(std::string_view& rest) {
  constexpr std::string_view unread = "`$<(){}|#\\";
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  char quote = 0;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
      word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      word += c;
    } else if (c == ';' || c == '\n' || c == '&') {
      break;
    } else if (words.empty() && unread.find(c) != std::string_view::npos) {
      return {};
    } else if (rest.substr(at).starts_with("||")) {
      return {};                        // it may fail
    } else if (c == '|' || c == '<') {  // a pipe or a here document: what follows is another matter
      at = rest.size();
      break;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      end();
    } else {
      word += c;
    }
  }
  end();
  while (at < rest.size() && std::string_view(";\n& \t\r").find(rest[at]) != std::string_view::npos) ++at;
  rest.remove_prefix(std::min(at, rest.size()));
  return words;
}

bool gives(const runner::EnvironmentSpec& environment, const Interpreter& one) {
  return std::ranges::any_of(environment.dependencies, [&](std::string_view spec) {
    const std::size_t channel = spec.rfind(':');
    if (channel != std::string_view::npos) spec.remove_prefix(channel + 1);
    const bool begins = spec.starts_with(one.package);
    const char next = begins && spec.size() > one.package.size() ? spec[one.package.size()] : ' ';
    return begins && std::string_view("- =<>~!").find(next) != std::string_view::npos;
  });
}

}  // namespace

std::string firstProgram(std::string_view command) {
  while (!trim(command).empty()) {
    command.remove_prefix(std::min(command.find_first_not_of(" \t\r\n;"), command.size()));
    const std::vector<std::string> words = takeCommand(command);
    if (words.empty()) return {};
    if (std::ranges::find(harmless, words.front()) == harmless.end()) return words.front();
  }
  return {};
}

Result<void> checkPrograms(const runner::RunPlan& plan) {
  for (const runner::RunPlan& step : plan.steps) {
    if (auto good = checkPrograms(step); !good)
      return fail(good.error().code, "step " + step.step + ": " + good.error().message);
  }
  const std::string program = firstProgram(plan.command);
  const auto known = std::ranges::find(interpreters, program, &Interpreter::program);
  const bool isKnown = !program.empty() && known != interpreters.end();
  if (!isKnown || gives(plan.environment, *known) || !os::findProgram(program).empty()) return {};
  const std::string& image = plan.environment.image;
  return fail(ErrorCode::unsupported,
              "the command runs " + program + ", which is not on this machine, and no container is used" +
                  (image.empty() ? "" : ": the image " + image + " is not there") + "; install " +
                  std::string(known->language) + " and put it on PATH");
}

}  // namespace footplate::planner
