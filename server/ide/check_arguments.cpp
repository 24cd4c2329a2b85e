#include "ide/check_arguments.h"

#include <algorithm>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "ide/argument_fixes.h"
#include "ide/argument_match.h"
#include "ide/argument_values.h"

namespace footplate::ide {
namespace {

using python::Argument;
using schema::Issue;

constexpr std::size_t mostMissing = 12;

// Words that the launcher of a distributed run adds by itself.
bool isAddedByLauncher(const Argument& argument) {
  return argument.name == "local_rank" || argument.name == "deepspeed";
}

class ArgumentCheck {
 public:
  ArgumentCheck(const Document& document, const Invocation& invocation, Scopes& scopes,
                std::vector<Issue>& issues)
      : document_(document),
        invocation_(invocation),
        scopes_(scopes),
        where_(scopes.unitAt(invocation.text)),
        match_(matchArguments(invocation)),
        script_(fileName(invocation.scriptName)),
        issues_(issues) {}

  void run() {
    std::set<const Argument*> seen;
    for (const GivenFlag& flag : match_.flags) {
      if (flag.argument == nullptr) {
        unknown(flag);
        continue;
      }
      values(flag);
      const bool again = !seen.insert(flag.argument).second;
      if (again && !flag.argument->repeats && flag.argument->most > 0 && !flag.word->optional)
        add(flag.span, "args.duplicate", "'" + flag.name + "' is given twice, the last one counts");
    }
    positionals();
    if (invocation_.arguments->certain && !match_.open) missing();
  }

 private:
  Issue& add(Span span, const char* code, std::string message) {
    return issues_.emplace_back(Issue{span, Severity::warning, code, std::move(message), {}});
  }

  void unknown(const GivenFlag& flag) {
    if (!invocation_.arguments->complete || match_.open) return;
    std::vector<std::string> names;
    for (const Argument& argument : invocation_.arguments->all)
      names.insert(names.end(), argument.flags.begin(), argument.flags.end());
    const std::string near = nearestName(flag.name, names);
    Issue& issue = add(flag.span, "args.unknown",
                       script_ + " has no argument '" + flag.name + "'" +
                           (near.empty() ? "" : ", did you mean '" + near + "'?"));
    if (!near.empty()) issue.fixes.push_back({"change to '" + near + "'", {{flag.span, near}}});
  }

  void values(const GivenFlag& flag) {
    const Argument& argument = *flag.argument;
    if (argument.most == 0 && !flag.values.empty() && invocation_.arguments->complete) {
      add(flag.values.front().span, "args.type", "'" + flag.name + "' takes no value");
      return;
    }
    const std::size_t given = flag.values.size();
    const bool nothingFollows = flag.word == &invocation_.words.back();
    if (given < argument.least && !flag.joined && (nothingFollows || given > 0) &&
        invocation_.arguments->complete) {
      add(flag.span, "args.missing",
          "'" + flag.name + "' wants " +
              (argument.least == 1 ? "a value" : std::to_string(argument.least) + " values"));
    }
    for (const GivenValue& value : flag.values) check(argument, "'" + flag.name + "'", value);
  }

  void check(const Argument& argument, const std::string& name, const GivenValue& value) {
    if (!value.literal) {
      if (where_ == nullptr) return;
      const auto fault = bindingFault(argument, value.text, *where_, scopes_);
      if (fault && fault->choice) {
        add(value.span, "args.choice", wantsChoice(argument, name) + ", " + fault->words);
      } else if (fault) {
        add(value.span, "args.type", name + " wants " + typeWords(argument.type) + ", " + fault->words);
      }
    } else if (!takesType(argument, value.text)) {
      add(value.span, "args.type",
          name + " wants " + typeWords(argument.type) + ", not '" + value.text + "'");
    } else if (!takesChoice(argument, value.text)) {
      Issue& issue =
          add(value.span, "args.choice", wantsChoice(argument, name) + ", not '" + value.text + "'");
      const std::string near = nearestName(value.text, argument.choices);
      if (!near.empty()) issue.fixes.push_back({"change to '" + near + "'", {{value.span, near}}});
    }
  }

  static std::string wantsChoice(const Argument& argument, const std::string& name) {
    constexpr std::size_t most = 8;
    std::vector<std::string> some = argument.choices;
    if (some.size() > most) {
      some.resize(most);
      some.emplace_back("…");
    }
    return name + " is one of " + join(some, ", ");
  }

  // Words without a flag go to the positional arguments one by one, as far as each takes exactly one.
  void positionals() {
    std::vector<const Argument*> wanted;
    for (const Argument& argument : invocation_.arguments->all) {
      if (argument.positional()) wanted.push_back(&argument);
    }
    const bool counted =
        std::ranges::all_of(wanted, [](const Argument* one) { return one->least == 1 && one->most == 1; });
    if (!counted) return;
    for (std::size_t i = 0; i < match_.positionals.size(); ++i) {
      const ShellWord& word = *match_.positionals[i];
      if (i < wanted.size()) {
        check(*wanted[i], "'" + wanted[i]->name + "'",
              {word.text, word.part(0, word.text.size()), word.isLiteral()});
      } else if (invocation_.arguments->complete && !match_.open) {
        add(word.span, "args.unknown", script_ + " takes no argument '" + word.text + "'");
        return;
      }
    }
  }

  void missing() {
    std::size_t told = 0;
    std::size_t words = match_.positionals.size();
    for (const Argument& argument : invocation_.arguments->all) {
      if (!argument.required || isAddedByLauncher(argument)) continue;
      if (argument.positional()) {
        if (words >= argument.least) {
          words -= argument.least;
          continue;
        }
        words = 0;
      } else if (match_.gives(argument) || nearlyGiven(argument)) {
        continue;
      }
      if (++told > mostMissing) return;
      Issue& issue =
          add(invocation_.scriptSpan, "args.missing", script_ + " wants '" + argument.title() + "'");
      if (auto fix = addArgumentFix(document_, invocation_, argument, where_, scopes_))
        issue.fixes.push_back(std::move(*fix));
    }
  }

  // A misspelt flag is told as such; that the right one is missing follows from it.
  bool nearlyGiven(const Argument& argument) const {
    return std::ranges::any_of(match_.flags, [&](const GivenFlag& flag) {
      return flag.argument == nullptr && !nearestName(flag.name, argument.flags).empty();
    });
  }

  const Document& document_;
  const Invocation& invocation_;
  Scopes& scopes_;
  const Unit* where_;
  ArgumentMatch match_;
  std::string script_;
  std::vector<Issue>& issues_;
};

}  // namespace

void checkArguments(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  Scopes scopes(document, workspace);
  for (const Invocation& one : invocations(document, workspace))
    ArgumentCheck(document, one, scopes, issues).run();
}

}  // namespace footplate::ide
